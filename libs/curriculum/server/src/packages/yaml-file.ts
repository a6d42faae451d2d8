import { isNode, LineCounter, parseDocument } from 'yaml';
import type * as z from 'zod';
import { ContentError } from './content-error.ts';

/**
 * Parses YAML by a schema. Throws ContentError with the line that is not well-formed or does not fit;
 * `lineOffset` is the number of lines before it in the file.
 */
export function parseYaml<S extends z.ZodType>(
  text: string,
  schema: S,
  file: string,
  lineOffset = 0,
): z.output<S> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, strict: true, uniqueKeys: true });
  const lineAt = (offset: number) => lines.linePos(offset).line + lineOffset;
  const [error] = document.errors;
  if (error)
    throw new ContentError(file, lineAt(error.pos[0]), error.message.split('\n')[0] ?? 'not well-formed');

  const parsed = schema.safeParse(document.toJS({ maxAliasCount: 0 }));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path ?? [];
  let line = lineOffset + 1;
  for (let depth = path.length; depth >= 0; depth--) {
    const node = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) {
      line = lineAt(node.range[0]);
      break;
    }
  }
  throw new ContentError(file, line, `${path.join('.') || 'file'}: ${issue?.message ?? 'does not fit'}`);
}
