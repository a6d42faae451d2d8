import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { job } from './event.ts';
import { id } from './id.ts';
import { PageQuery, pageOf } from './page.ts';
import { problems } from './problem.ts';

export const ImportId = id('Import');
export type ImportId = z.infer<typeof ImportId>;

/**
 * An import is checked first (dry run: nothing changes) and applied by a second, explicit act.
 * `checking → checked → applying → applied`; `failed` when the file itself cannot be read.
 */
export const ImportState = z.enum(['checking', 'checked', 'applying', 'applied', 'failed']);
export type ImportState = z.infer<typeof ImportState>;

export const Import = z
  .object({
    id: ImportId,
    kind: z.string(),
    fileName: z.string(),
    sizeBytes: z.int(),
    state: ImportState,
    /** Rows read, without the heading. */
    rowsTotal: z.int(),
    /** Rows that have been looked at (checking) or written (applying) so far. */
    rowsDone: z.int(),
    /** Rows that can be applied, with a remark, and not at all. */
    rowsReady: z.int(),
    rowsWarned: z.int(),
    rowsRejected: z.int(),
    /** What would be (or was) created, changed or left as it is: counts by word of the context. */
    effects: z.record(z.string(), z.int()),
    /** Number of problems by code, for filters. */
    problemCounts: z.record(z.string(), z.int()),
    /** Why the file could not be read, as a problem code; null otherwise. */
    failure: z.string().nullable(),
    options: z.record(z.string(), z.unknown()),
    createdAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Import' });
export type Import = z.infer<typeof Import>;

export const ImportProblem = z
  .object({
    /** Row as the spreadsheet numbers it: 1 is the heading. */
    row: z.int(),
    /** Column letter as the spreadsheet names it; empty when the whole row is meant. */
    column: z.string(),
    field: z.string(),
    code: z.string(),
    severity: z.enum(['error', 'warning']),
    value: z.string(),
    /** Facts for the sentence that the portal writes for this code. */
    facts: z.record(z.string(), z.union([z.string(), z.number()])),
    /** The row's cells by field, to show it as the person knows it. */
    cells: z.record(z.string(), z.string()),
  })
  .meta({ id: 'ImportProblem' });
export type ImportProblem = z.infer<typeof ImportProblem>;

export const importProblem = problems({
  'import-not-checked': [409, 'The import is not in the state checked'],
  'nothing-to-apply': [409, 'No row of the import can be applied'],
  'file-empty': [422, 'The file has no bytes'],
  'file-not-a-table': [422, 'The file is neither XLSX nor CSV'],
});

export const importParams = z.object({ importId: ImportId });

export const getImport = endpoint({
  name: 'getImport',
  summary: 'One import with its progress and counts',
  method: 'GET',
  path: 'imports/:importId',
  allow: 'import.read',
  params: importParams,
  result: Import,
});

export const listImportProblems = endpoint({
  name: 'listImportProblems',
  summary: 'Problems of an import by row and column',
  method: 'GET',
  path: 'imports/:importId/problems',
  allow: 'import.read',
  params: importParams,
  query: PageQuery.extend({ code: z.string().max(60).optional() }),
  result: pageOf(ImportProblem),
});

export const downloadImportProblems = endpoint({
  name: 'downloadImportProblems',
  summary: 'All rows with problems as a spreadsheet',
  method: 'GET',
  path: 'imports/:importId/problems.xlsx',
  allow: 'import.read',
  params: importParams,
  download: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
});

export const applyImport = endpoint({
  name: 'applyImport',
  summary: 'Apply the rows of a checked import; a second call changes nothing',
  method: 'POST',
  path: 'imports/:importId/apply',
  allow: 'import.apply',
  params: importParams,
  result: Import,
  problems: importProblem,
});

export const checkImport = job({
  name: 'platform.check-import',
  queue: 'heavy',
  payload: z.object({ importId: ImportId }),
});
export const runImport = job({
  name: 'platform.run-import',
  queue: 'heavy',
  payload: z.object({ importId: ImportId }),
});
