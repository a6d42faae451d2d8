import type { DocumentPreview } from '@bimtek/assignments-contracts';
import type { LessonBlock, RichText } from '@bimtek/curriculum-contracts';
import mammoth from 'mammoth';
import { readZip, unpack, type ZipEntry } from '../zip.ts';

/** One part of a document, and all that are read of it, unpacked: about a thousand pages of text. */
const PART_BYTES_MAX = 8 * 1024 * 1024;
const ALL_BYTES_MAX = 16 * 1024 * 1024;
/** What a lesson may hold; a document that is longer is cut there, and says so. */
const BLOCKS_MAX = 400;
const RUNS_MAX = 500;
const TEXT_MAX = 10_000;
const ITEMS_MAX = 100;
const ROWS_MAX = 60;
const COLUMNS_MAX = 4;

export class DocumentTooLarge extends Error {}

/** What mammoth makes of a document before it would make a page of it; only what is read here. */
interface Node {
  type: string;
  value?: string;
  children?: Node[];
  styleId?: string | null;
  styleName?: string | null;
  numbering?: { isOrdered: boolean; level: string } | null;
  isBold?: boolean;
  isItalic?: boolean;
  href?: string;
}

/**
 * A DOCX as lesson blocks. mammoth reads the document; its tree is taken as it is, so that no HTML is ever made. Pictures
 * are left out, links lead to https only.
 */
export async function lessonOf(bytes: Buffer): Promise<DocumentPreview> {
  let tree: Node | undefined;
  const input = { file: partsOf(bytes) } as unknown as { buffer: Buffer };
  await mammoth.convertToHtml(input, {
    includeEmbeddedStyleMap: false,
    transformDocument: (document: Node) => {
      tree = document;
      return { ...document, children: [] };
    },
  });
  if (!tree) throw new Error('There is no document in it');
  return blocksOf(tree);
}

/** What mammoth asks of an archive. Every part is unpacked here, and no more of it than fits. */
function partsOf(bytes: Buffer) {
  const entries = new Map((readZip(bytes) ?? []).map((entry) => [entry.name, entry]));
  const isText = (name: string) => /\.(?:xml|rels)$/i.test(name) || name === '[Content_Types].xml';
  let left = ALL_BYTES_MAX;
  return {
    exists: (name: string) => entries.has(name) && isText(name),
    read: (name: string, encoding?: string) =>
      // What is thrown in here is the promise's refusal: that is where it is looked for.
      new Promise<Buffer | string>((resolve) => {
        const entry = entries.get(name);
        if (!entry) throw new Error(`There is no ${name}`);
        if (!isText(name)) return resolve(encoding ? '' : Buffer.alloc(0));
        const part = unpackedWithin(Math.min(PART_BYTES_MAX, left), bytes, entry);
        left -= part.byteLength;
        resolve(encoding ? new TextDecoder(encoding).decode(part) : part);
      }),
  };
}

function unpackedWithin(maxBytes: number, bytes: Buffer, entry: ZipEntry): Buffer {
  try {
    return unpack(bytes, entry, maxBytes);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code !== 'ERR_BUFFER_TOO_LARGE') throw cause;
    throw new DocumentTooLarge(`${entry.name} is too large`, { cause });
  }
}

function blocksOf(tree: Node): DocumentPreview {
  const seen = { isShortened: false, hasPictures: false };
  const blocks: LessonBlock[] = [];
  for (const node of tree.children ?? []) {
    if (blocks.length >= BLOCKS_MAX) {
      seen.isShortened = true;
      break;
    }
    if (node.type === 'table') addTable(blocks, node, seen);
    else if (node.type === 'paragraph') addParagraph(blocks, node, seen);
  }
  return { blocks, ...seen };
}

type Seen = Omit<DocumentPreview, 'blocks'>;

function addParagraph(blocks: LessonBlock[], node: Node, seen: Seen): void {
  const text = richText([node], seen);
  if (text.length === 0) return;
  const level = headingOf(node);
  if (level) {
    blocks.push({ type: 'heading', level, text });
    return;
  }
  if (!node.numbering) {
    blocks.push({ type: 'paragraph', text });
    return;
  }
  const { isOrdered } = node.numbering;
  const last = blocks.at(-1);
  if (last?.type === 'list' && last.isOrdered === isOrdered && last.items.length < ITEMS_MAX)
    last.items.push(text);
  else blocks.push({ type: 'list', isOrdered, items: [text] });
}

/** The title and headings of the first level stand above all others, as in a lesson. */
function headingOf({ styleId, styleName }: Node): 2 | 3 | null {
  const level = /^(?:heading|judul|title|subtitle)\s*(\d?)/i.exec(styleName ?? styleId ?? '');
  if (!level) return null;
  return Number(level[1] || 1) === 1 ? 2 : 3;
}

/** A table of up to four columns; a wider one, which no phone shows, becomes a paragraph for each row. */
function addTable(blocks: LessonBlock[], node: Node, seen: Seen): void {
  const rows = (node.children ?? [])
    .filter(({ type }) => type === 'tableRow')
    .map((row) => (row.children ?? []).map((cell) => richText(cell.children ?? [], seen)))
    .filter((cells) => cells.some((cell) => cell.length > 0));
  const [head, ...rest] = rows;
  if (!head) return;
  const columns = Math.max(...rows.map((cells) => cells.length));
  if (columns > COLUMNS_MAX || rest.length === 0) {
    for (const cells of rows) {
      if (blocks.length >= BLOCKS_MAX) seen.isShortened = true;
      else blocks.push({ type: 'paragraph', text: joined(cells) });
    }
    return;
  }
  const filled = (cells: RichText[]) => Array.from({ length: columns }, (_, place) => cells[place] ?? []);
  if (rest.length > ROWS_MAX) seen.isShortened = true;
  blocks.push({ type: 'table', head: filled(head), rows: rest.slice(0, ROWS_MAX).map(filled) });
}

function joined(cells: RichText[]): RichText {
  const runs: RichText = [];
  for (const cell of cells.filter(({ length }) => length > 0)) {
    if (runs.length > 0) addRun(runs, ' · ', {});
    for (const { text, ...marks } of cell) addRun(runs, text, marks);
  }
  return runs;
}

interface Marks {
  isStrong?: true | undefined;
  isEmphasis?: true | undefined;
  href?: string | undefined;
}

/** Adds text; neighbors with the same marks are one run. False when it has no room. */
function addRun(runs: RichText, text: string, marks: Marks): boolean {
  if (text === '') return true;
  const last = runs.at(-1);
  const isSame =
    last?.isStrong === marks.isStrong && last?.isEmphasis === marks.isEmphasis && last?.href === marks.href;
  if (last && isSame && last.text.length + text.length <= TEXT_MAX) last.text += text;
  else if (runs.length < RUNS_MAX) runs.push({ text: text.slice(0, TEXT_MAX), ...marks });
  else return false;
  return text.length <= TEXT_MAX;
}

/** The text below these nodes. */
function richText(nodes: Node[], seen: Seen): RichText {
  const runs: RichText = [];
  const add = (text: string, marks: Marks): void => {
    if (!addRun(runs, text, marks)) seen.isShortened = true;
  };
  const walk = (node: Node, marks: Marks, depth: number): void => {
    if (depth > 100) throw new Error('The document is nested too deeply');
    if (node.type === 'text') add(node.value ?? '', marks);
    else if (node.type === 'tab') add(' ', marks);
    else if (node.type === 'break') add('\n', marks);
    else if (node.type === 'image') seen.hasPictures = true;
    const inside: Marks = { ...marks };
    if (node.type === 'run' && node.isBold) inside.isStrong = true;
    if (node.type === 'run' && node.isItalic) inside.isEmphasis = true;
    const href = node.type === 'hyperlink' ? safeLink(node.href) : null;
    if (href) inside.href = href;
    (node.children ?? []).forEach((child, place) => {
      // Paragraphs of one cell are told apart.
      if (child.type === 'paragraph' && place > 0) add('\n', {});
      walk(child, inside, depth + 1);
    });
  };
  nodes.forEach((node, place) => {
    if (node.type === 'paragraph' && place > 0) add('\n', {});
    walk(node, {}, 0);
  });
  return runs.some(({ text }) => text.trim() !== '') ? runs : [];
}

/** As a lesson takes links: https, to a name. */
function safeLink(href: string | undefined): string | null {
  const url = URL.parse(href ?? '');
  if (url?.protocol !== 'https:' || url.username || url.password || url.href.length > 2_000) return null;
  return /^(?:[a-z0-9-]+\.)+[a-z]{2,}$/i.test(url.hostname) ? url.href : null;
}
