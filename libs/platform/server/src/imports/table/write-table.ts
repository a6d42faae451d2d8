import { writeXlsxStream } from 'hucre/xlsx';
import { Readable } from 'node:stream';

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export interface SheetColumn {
  heading: string;
  /** In characters. */
  width?: number;
}

/**
 * A spreadsheet of text and numbers as a stream. Text that a spreadsheet program could take for a formula when it is
 * opened, saved as CSV or copied gets an apostrophe in front, so that nothing anyone typed is ever run.
 */
export function xlsxOf(
  name: string,
  columns: SheetColumn[],
  rows: Iterable<(string | number)[]> | AsyncIterable<(string | number)[]>,
): Readable {
  const stream = writeXlsxStream(neutralised(rows), {
    name,
    columns: columns.map(({ heading, width }) => ({ header: heading, width: width ?? 18 })),
    freezePane: { rows: 1 },
  });
  return Readable.fromWeb(stream as never);
}

/**
 * The same as text with semicolons, which spreadsheet programs set to Indonesian open into columns. The mark in front
 * tells them that it is UTF-8.
 */
export function csvOf(
  columns: SheetColumn[],
  rows: Iterable<(string | number)[]> | AsyncIterable<(string | number)[]>,
): Readable {
  return Readable.from(csvLines(columns, rows));
}

/** Lines are handed on by the hundred: one at a time would cost more than what stands in them. */
async function* csvLines(
  columns: SheetColumn[],
  rows: Iterable<(string | number)[]> | AsyncIterable<(string | number)[]>,
): AsyncGenerator<string> {
  let lines = `\uFEFF${csvLine(columns.map(({ heading }) => heading))}`;
  let count = 0;
  for await (const row of neutralised(rows)) {
    lines += csvLine(row);
    if (++count % 100 === 0) {
      yield lines;
      lines = '';
    }
  }
  if (lines !== '') yield lines;
}

function csvLine(cells: (string | number)[]): string {
  return `${cells.map(csvCell).join(';')}\r\n`;
}

/** RFC 4180, with decimals as they are written here. */
function csvCell(cell: string | number): string {
  const text = typeof cell === 'number' ? String(cell).replace('.', ',') : cell;
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

async function* neutralised(
  rows: Iterable<(string | number)[]> | AsyncIterable<(string | number)[]>,
): AsyncGenerator<(string | number)[]> {
  for await (const row of rows) yield row.map((cell) => (typeof cell === 'string' ? neutralise(cell) : cell));
}

/** Puts an apostrophe before text that begins like a formula: `=`, `+`, `-`, `@`, tab or carriage return (OWASP). */
export function neutralise(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
