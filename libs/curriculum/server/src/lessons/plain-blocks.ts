import type { Figure, PlainBlock, RichText } from '@bimtek/curriculum-contracts';
import type { Image, List, ListItem, Paragraph, RootContent, Table } from 'mdast';
import type { Refuse } from './refuse.ts';
import { plainText, richText } from './rich-text.ts';

/** Finds the asset of a figure by its path in the lesson's folder; throws a sentence when there is none. */
export type FindFigure = (path: string) => Pick<Figure, 'asset' | 'width' | 'height'>;

export interface Reading {
  refuse: Refuse;
  findFigure: FindFigure;
}

/** The block for a Markdown node, or undefined when it is not a plain one. */
export function plainBlock(node: RootContent, reading: Reading): PlainBlock | undefined {
  const { refuse } = reading;
  switch (node.type) {
    case 'paragraph': {
      const [first] = node.children;
      if (node.children.length === 1 && first?.type === 'image') return figure(first, reading);
      return { type: 'paragraph', text: someText(node, refuse) };
    }
    case 'list':
      return { type: 'list', isOrdered: node.ordered === true, items: listItems(node, refuse) };
    case 'blockquote': {
      const paragraphs = node.children.map((child) =>
        child.type === 'paragraph' ? someText(child, refuse) : refuse(child, 'a quote holds paragraphs only'),
      );
      if (paragraphs.length === 0) return refuse(node, 'a quote needs words');
      return { type: 'quote', paragraphs };
    }
    case 'table':
      return table(node, refuse);
    default:
      return undefined;
  }
}

export function someText(paragraph: Paragraph, refuse: Refuse): RichText {
  const text = richText(paragraph.children, refuse);
  return text.length > 0 ? text : refuse(paragraph, 'a paragraph needs words');
}

export function listItems(list: List, refuse: Refuse): RichText[] {
  return list.children.map((item) => someText(itemParagraph(item, refuse), refuse));
}

export function itemParagraph(item: ListItem, refuse: Refuse): Paragraph {
  const [only, second] = item.children;
  if (only?.type !== 'paragraph') return refuse(item, 'an item of a list needs words');
  if (second) return refuse(second, 'an item of a list holds one paragraph, without a list inside');
  return only;
}

function figure(image: Image, { refuse, findFigure }: Reading): PlainBlock {
  const alt = (image.alt ?? '').trim();
  if (alt === '') refuse(image, 'a figure needs a text alternative in its square brackets');
  if (!/^figures\/[a-z0-9][a-z0-9-]*\.svg$/.test(image.url)) {
    refuse(image, `figures come from the folder figures/, as SVG, not from “${image.url}”`);
  }
  try {
    return { type: 'figure', ...findFigure(image.url), alt, caption: (image.title ?? '').trim() };
  } catch (error) {
    return refuse(image, error instanceof Error ? error.message : String(error));
  }
}

function table(node: Table, refuse: Refuse): PlainBlock {
  const [head, ...rows] = node.children.map((row) =>
    row.children.map((cell) => richText(cell.children, refuse)),
  );
  if (!head || rows.length === 0) return refuse(node, 'a table needs a row below its head');
  if (head.length > 4) refuse(node, 'a table has at most four columns, so that it can be read on a phone');
  const wide = rows.findIndex((row) => row.length > head.length);
  if (wide >= 0)
    refuse(node.children[wide + 1] ?? node, 'this row has more cells than the head of the table');
  const filled = rows.map((row) => [...row, ...Array.from({ length: head.length - row.length }, () => [])]);
  if (head.every((cell) => plainText(cell) === '')) refuse(node, 'the head of a table needs words');
  return { type: 'table', head, rows: filled };
}
