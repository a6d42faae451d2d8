import { Injectable, type Type } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ImportField } from './table/headings.ts';
import type { TableRow } from './table/read-table.ts';

export interface RowProblem {
  field: string;
  code: string;
  severity: 'error' | 'warning';
  facts?: Record<string, string | number>;
}

/** What a check found out about one row. */
export interface CheckedRow<Data> {
  row: number;
  problems: RowProblem[];
  /** What to apply; null when the row is to be left out (it has an error, or repeats another row). */
  data: Data | null;
  /** Words of what applying it does (`newPeople`); each is counted once for each time it stands here. */
  effects: string[];
  group?: { key: string; label: string };
  sample?: { title: string; changes: { field: string; from: string; to: string }[] };
}

export interface ImportContext {
  importId: string;
  options: Record<string, unknown>;
  /** The person who applies it (or, while checking, who uploaded it). */
  personId: string;
}

/** One pass over one file. It may remember rows it has seen, to find those that repeat. */
export interface ImportPass<Data> {
  /**
   * Looks at rows in the order of the file; writes nothing. Called for every row also while applying, in the
   * transaction that then applies them, so that it sees what has changed since the dry run.
   */
  check(tx: EntityManager, rows: TableRow[]): Promise<CheckedRow<Data>[]>;
  /** Writes rows that were just checked. A row that is already there as it should be changes nothing. */
  apply(tx: EntityManager, rows: { row: number; data: Data }[]): Promise<void>;
}

/** What a kind of import knows; the platform does the reading, the progress, the problems and the repeating. */
export abstract class ImportHandler<Data = unknown> {
  abstract readonly fields: ImportField[];
  /** What is wrong, as a sentence in Bahasa Indonesia, for the spreadsheet of rows to correct. */
  abstract describe(problem: Pick<RowProblem, 'code' | 'facts'>): string;
  abstract begin(tx: EntityManager, context: ImportContext): Promise<ImportPass<Data>>;
}

const HANDLES_IMPORT = 'bimtek:handles-import';

/** Marks an injectable class of the worker as the handler of a kind of import, such as `registry.decree`. */
export function HandlesImport(kind: string) {
  return (target: Type<ImportHandler>): void => {
    Injectable()(target);
    Reflect.defineMetadata(HANDLES_IMPORT, kind, target);
  };
}

export function importKindOf(type: object): string | undefined {
  return Reflect.getMetadata(HANDLES_IMPORT, type) as string | undefined;
}
