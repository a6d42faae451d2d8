import { RichText, type TextRun } from '@bimtek/curriculum-contracts';
import type { PhrasingContent } from 'mdast';
import type { Refuse } from './refuse.ts';

interface Marks {
  isStrong?: true;
  isEmphasis?: true;
  href?: string;
}

/** What is inside a paragraph, as runs of text. Refuses everything but text, strong, emphasis and https links. */
export function richText(nodes: readonly PhrasingContent[], refuse: Refuse): RichText {
  const runs: TextRun[] = [];
  collect(nodes, {}, runs, refuse);
  return trimmed(runs);
}

function collect(nodes: readonly PhrasingContent[], marks: Marks, runs: TextRun[], refuse: Refuse): void {
  for (const node of nodes) {
    switch (node.type) {
      case 'text':
        add(runs, node.value.replace(/\s*\n\s*/g, ' '), marks);
        break;
      case 'strong':
        collect(node.children, { ...marks, isStrong: true }, runs, refuse);
        break;
      case 'emphasis':
        collect(node.children, { ...marks, isEmphasis: true }, runs, refuse);
        break;
      case 'link':
        if (!isSafeLink(node.url)) refuse(node, `links lead to https addresses only, not to “${node.url}”`);
        collect(node.children, { ...marks, href: node.url }, runs, refuse);
        break;
      default:
        refuse(node, REASONS[node.type] ?? `“${node.type}” is not part of a lesson`);
    }
  }
}

const REASONS: Record<string, string> = {
  html: 'HTML is not part of a lesson; write “<” as “&lt;”',
  image: 'a figure stands alone in its paragraph',
  break: 'a line break inside a paragraph is not part of a lesson; begin a new paragraph',
  inlineCode: 'code is not part of a lesson; write it as plain text',
  textDirective: 'a word right after a colon is read as a command; put a space between them',
  linkReference: 'write the address of a link right behind it, as in [text](https://…)',
  imageReference: 'write the path of a figure right behind it, as in ![text](figures/name.svg)',
};

function isSafeLink(address: string): boolean {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') return false;
  return RichText.safeParse([{ text: '-', href: address }]).success;
}

/** Appends to the last run when the marks are the same. */
function add(runs: TextRun[], text: string, marks: Marks): void {
  if (text === '') return;
  const last = runs.at(-1);
  const isSame =
    last &&
    last.isStrong === marks.isStrong &&
    last.isEmphasis === marks.isEmphasis &&
    last.href === marks.href;
  if (isSame) last.text += text;
  else runs.push({ text, ...marks });
}

/** Without white space at both ends; runs that were nothing else are gone. */
export function trimmed(runs: RichText): RichText {
  const kept = runs.map((run) => ({ ...run }));
  while (kept[0]) {
    kept[0].text = kept[0].text.trimStart();
    if (kept[0].text !== '') break;
    kept.shift();
  }
  for (let last = kept.at(-1); last; last = kept.at(-1)) {
    last.text = last.text.trimEnd();
    if (last.text !== '') break;
    kept.pop();
  }
  return kept;
}

export function plainText(runs: RichText): string {
  return runs.map((run) => run.text).join('');
}
