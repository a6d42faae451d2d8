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

/** A column of the file that was understood: its letter, the field it fills, and its heading as the file has it. */
export const ImportColumn = z.object({ column: z.string(), field: z.string(), heading: z.string() });
export type ImportColumn = z.infer<typeof ImportColumn>;

/** One example of what would change: fields by the context's word, from and to as people read them. */
export const ImportSample = z.object({
  row: z.int(),
  title: z.string(),
  changes: z.array(z.object({ field: z.string(), from: z.string(), to: z.string() })),
});
export type ImportSample = z.infer<typeof ImportSample>;

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
    columns: z.array(ImportColumn),
    /** What would be (or was) created, changed or left as it is: counts by word of the context. */
    effects: z.record(z.string(), z.int()),
    /** Number of problems by code, for filters. */
    problemCounts: z.record(z.string(), z.int()),
    /** Rows that can be applied by a group that the kind of import chooses, such as the province; largest first. */
    groups: z.array(z.object({ key: z.string(), label: z.string(), count: z.int() })),
    /** The first few changes to what exists, to look at before applying. */
    samples: z.array(ImportSample),
    /** Why the file could not be read, as a code of `fileProblem`; null otherwise. */
    failure: z.string().nullable(),
    failureFacts: z.record(z.string(), z.union([z.string(), z.number()])),
    options: z.record(z.string(), z.unknown()),
    createdBy: z.string(),
    createdAt: z.iso.datetime(),
    /** When the present step (checking or applying) began, to tell the time left. */
    startedAt: z.iso.datetime().nullable(),
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

export const importLimits = { bytes: 10 * 1024 * 1024, rows: 20_000, columns: 60 } as const;

/** Why a file is refused as a whole: at the upload when its bytes tell, otherwise as the import's `failure`. */
export const fileProblem = problems({
  'file-empty': [422, 'The file has no bytes'],
  'file-not-a-table': [422, 'The file is neither XLSX nor CSV'],
  'file-locked': [422, 'The file is protected by a password or has the old format XLS'],
  'file-has-macros': [422, 'The file contains macros'],
  'file-too-large-inside': [422, 'The file is larger unpacked than an import takes'],
  'file-damaged': [422, 'The file cannot be read to its end'],
  'too-many-rows': [422, 'The file has more rows than an import takes'],
  'too-many-columns': [422, 'The file has more columns than an import takes'],
  'headings-missing': [422, 'The first rows lack headings that this import needs'],
  'no-rows': [422, 'There are no rows below the headings'],
});

export const importProblem = problems({
  ...fileProblem.table,
  'import-not-checked': [409, 'The import is not in the state checked'],
  'nothing-to-apply': [409, 'No row of the import can be applied'],
});

export const importParams = z.object({ importId: ImportId });

export const listImports = endpoint({
  name: 'listImports',
  summary: 'Imports of a kind, newest first',
  method: 'GET',
  path: 'imports',
  allow: 'import.read',
  query: PageQuery.extend({ kind: z.string().max(60) }),
  result: pageOf(Import),
});

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

export const recheckImport = endpoint({
  name: 'recheckImport',
  summary: 'Check the file once more, as what it is compared with may have changed',
  method: 'POST',
  path: 'imports/:importId/check',
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
