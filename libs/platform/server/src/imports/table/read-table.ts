import { type ImportColumn, importLimits } from '@bimtek/platform-contracts';
import { streamCsvRows } from 'hucre/csv';
import { streamXlsxRows } from 'hucre/xlsx';
import { type ImportField, matchHeadings, missingHeadings } from './headings.ts';
import { decodeText, sniffTable } from './sniff-table.ts';

/** One row as the person knows it: cells by field, trimmed; a field without a cell is absent. */
export interface TableRow {
  /** As the spreadsheet numbers it, from 1. */
  row: number;
  cells: Record<string, string>;
}

export interface Table {
  columns: ImportColumn[];
  rows: TableRow[];
}

/** Why a file cannot be read as a table: a code of `fileProblem`, with facts for its sentence. */
export class TableError extends Error {
  constructor(
    readonly code: string,
    readonly facts: Record<string, string | number> = {},
  ) {
    super(code);
  }
}

type Cell = string | number | boolean | Date | null;

/** Annexes of decrees carry a title and a number above the headings. */
const ROWS_BEFORE_HEADINGS = 15;
/** More than anyone writes in a cell; the rest of the text is kept out of memory and of the database. */
const MOST_CHARACTERS = 500;

/**
 * Reads the first sheet of an XLSX file or a CSV file: finds the row of headings, then keeps the cells of columns that
 * are understood. Empty rows are passed over. Throws TableError.
 */
export async function readTable(bytes: Uint8Array, fields: ImportField[]): Promise<Table> {
  const sniffed = sniffTable(bytes);
  if ('refusal' in sniffed) throw new TableError(sniffed.refusal);
  const rows = sniffed.format === 'xlsx' ? xlsxRows(bytes) : csvRows(bytes);
  const reader = new TableReader(fields);
  try {
    for await (const { row, values } of rows) reader.take(row, values);
  } catch (cause) {
    if (cause instanceof TableError) throw cause;
    throw new TableError('file-damaged');
  }
  return reader.finish();
}

async function* xlsxRows(bytes: Uint8Array): AsyncGenerator<{ row: number; values: Cell[] }> {
  for await (const { index, values } of streamXlsxRows(bytes)) yield { row: index + 1, values };
}

function* csvRows(bytes: Uint8Array): Generator<{ row: number; values: Cell[] }> {
  let row = 0;
  const text = decodeText(bytes).replace(/^\ufeff/, '');
  for (const values of streamCsvRows(text)) yield { row: ++row, values };
}

class TableReader {
  #early: { row: number; values: Cell[] }[] = [];
  #headings: { index: number; column: ImportColumn }[] | undefined;
  #rows: TableRow[] = [];

  constructor(private readonly fields: ImportField[]) {}

  take(row: number, values: Cell[]): void {
    // Formatted but empty cells may reach further right than the table; whatever reaches this far is no table.
    if (values.length > 1_000 || lastFilled(values) > importLimits.columns) {
      throw new TableError('too-many-columns', { most: importLimits.columns });
    }
    if (this.#headings) return this.#keep(row, values);
    this.#early.push({ row, values });
    if (this.#early.length === ROWS_BEFORE_HEADINGS) this.#findHeadings();
  }

  finish(): Table {
    if (!this.#headings) this.#findHeadings();
    if (this.#rows.length === 0) throw new TableError('no-rows');
    return { columns: this.#headings?.map(({ column }) => column) ?? [], rows: this.#rows };
  }

  /** The row that most fields are found in; it must have all that are required. */
  #findHeadings(): void {
    const candidates = this.#early.map(({ values }, at) => ({
      at,
      found: matchHeadings(values.map(textOf), this.fields),
    }));
    const best = candidates.reduce((a, b) => (b.found.length > a.found.length ? b : a), {
      at: -1,
      found: [] as never[],
    });
    const missing = missingHeadings(this.fields, best.found);
    if (missing.length > 0) throw new TableError('headings-missing', { headings: missing.join(', ') });
    this.#headings = best.found;
    for (const { row, values } of this.#early.splice(0).slice(best.at + 1)) this.#keep(row, values);
  }

  #keep(row: number, values: Cell[]): void {
    const cells: Record<string, string> = {};
    for (const { index, column } of this.#headings ?? []) {
      const text = textOf(values[index] ?? null);
      if (text !== '') cells[column.field] = text;
    }
    if (Object.keys(cells).length === 0) return;
    if (this.#rows.length === importLimits.rows)
      throw new TableError('too-many-rows', { most: importLimits.rows });
    this.#rows.push({ row, cells });
  }
}

function lastFilled(values: Cell[]): number {
  return values.findLastIndex((value) => textOf(value) !== '') + 1;
}

/** What the person sees in the cell: whole numbers without exponent, dates as written in documents of machines. */
function textOf(value: Cell): string {
  if (value === null) return '';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10);
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value).toString();

  const text = String(value)
    .replaceAll(/[\u0000-\u001f\u007f\u00a0\u200b\ufeff]+/g, ' ')
    .trim();
  return text.slice(0, MOST_CHARACTERS);
}
