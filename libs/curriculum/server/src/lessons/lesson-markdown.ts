import { LessonDocument, type LessonBlock } from '@bimtek/curriculum-contracts';
import type { RootContent } from 'mdast';
import { directiveFromMarkdown } from 'mdast-util-directive';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { directive } from 'micromark-extension-directive';
import { gfmTable } from 'micromark-extension-gfm-table';
import { ContentError } from '../packages/content-error.ts';
import { frame } from './frames.ts';
import { type FindFigure, plainBlock, type Reading } from './plain-blocks.ts';
import { refuserFor } from './refuse.ts';
import { richText } from './rich-text.ts';

/**
 * Reads a lesson's Markdown into the document model. Throws ContentError at the first thing that is not in it:
 * HTML, code, other headings than ## and ###, nested lists, figures from elsewhere, links that are not https.
 */
export function parseLesson(
  markdown: string,
  { file, lineOffset = 0, findFigure }: { file: string; lineOffset?: number; findFigure: FindFigure },
): LessonDocument {
  const reading: Reading = { refuse: refuserFor(file, lineOffset), findFigure };
  const root = fromMarkdown(markdown, {
    extensions: [directive(), gfmTable()],
    mdastExtensions: [directiveFromMarkdown(), gfmTableFromMarkdown()],
  });
  if (root.children.length === 0) throw new ContentError(file, lineOffset + 1, 'a lesson needs text');
  const blocks = root.children.map((node) => lessonBlock(node, reading));
  const parsed = LessonDocument.safeParse({ format: 1, blocks });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const at =
    issue?.path[0] === 'blocks' && typeof issue.path[1] === 'number'
      ? root.children[issue.path[1]]
      : undefined;
  throw new ContentError(
    file,
    (at?.position?.start.line ?? 0) + lineOffset,
    `${issue?.path.join('.')}: ${issue?.message}`,
  );
}

const REASONS: Partial<Record<RootContent['type'], string>> = {
  html: 'HTML is not part of a lesson',
  code: 'code is not part of a lesson; do not indent a paragraph by four spaces',
  thematicBreak: 'a line is not part of a lesson; use a heading',
  definition: 'write the address of a link right behind it, as in [text](https://…)',
  leafDirective: 'a frame begins with three colons and ends with three colons',
};

function lessonBlock(node: RootContent, reading: Reading): LessonBlock {
  const { refuse } = reading;
  if (node.type === 'heading') {
    if (node.depth !== 2 && node.depth !== 3)
      return refuse(node, 'headings are ## or ###; the title stands in the head');
    const text = richText(node.children, refuse);
    return text.length > 0
      ? { type: 'heading', level: node.depth, text }
      : refuse(node, 'a heading needs words');
  }
  if (node.type === 'containerDirective') return frame(node, reading);
  return (
    plainBlock(node, reading) ?? refuse(node, REASONS[node.type] ?? `“${node.type}” is not part of a lesson`)
  );
}
