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

async function* neutralised(
  rows: Iterable<(string | number)[]> | AsyncIterable<(string | number)[]>,
): AsyncGenerator<(string | number)[]> {
  for await (const row of rows) yield row.map((cell) => (typeof cell === 'string' ? neutralise(cell) : cell));
}

/** Puts an apostrophe before text that begins like a formula: `=`, `+`, `-`, `@`, tab or carriage return (OWASP). */
export function neutralise(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
