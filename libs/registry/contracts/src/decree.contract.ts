import {
  endpoint,
  id,
  Import,
  importLimits,
  importProblem,
  PageQuery,
  pageOf,
} from '@bimtek/platform-contracts';
import * as z from 'zod';

export const DecreeId = id('Decree');
export type DecreeId = z.infer<typeof DecreeId>;

/** The kind under which the platform keeps imports of a decree. */
export const decreeImportKind = 'registry.decree';

export const DecreeFacts = z.object({
  /** As the document has it: `45 Tahun 2026`. The same number is the same decree. */
  number: z.string().trim().min(1).max(100),
  decidedOn: z.iso.date(),
  title: z.string().trim().min(3).max(200),
});
export type DecreeFacts = z.infer<typeof DecreeFacts>;

/** The fields of a row; the portal has their headings, the server the words it takes for them. */
export const DecreeField = z.enum([
  'villageCode',
  'province',
  'regency',
  'district',
  'village',
  'library',
  'libraryType',
  'supportKind',
  'person',
  'titleBefore',
  'titleAfter',
  'position',
  'phone',
  'email',
  'civilServantId',
  'quota',
]);
export type DecreeField = z.infer<typeof DecreeField>;

/** People that a decree may name for one library. */
export const QUOTA = { least: 1, most: 5 } as const;

/**
 * What can be wrong with a row. Errors keep the row out until it is corrected and imported again;
 * warnings let it in and say what was assumed.
 */
export const decreeProblems = {
  'village-code-missing': 'error',
  'village-code-malformed': 'error',
  'unknown-village': 'error',
  'old-village-code': 'error',
  'village-code-replaced': 'warning',
  'village-found-by-name': 'warning',
  'village-name-differs': 'warning',
  'regency-name-differs': 'warning',
  'library-missing': 'error',
  'library-type-unknown': 'warning',
  'support-kind-unknown': 'warning',
  'name-missing': 'error',
  'name-malformed': 'error',
  'phone-missing': 'warning',
  'phone-invalid': 'error',
  'email-malformed': 'error',
  'civil-servant-id-malformed': 'error',
  'quota-out-of-range': 'error',
  'more-people-than-quota': 'error',
  'duplicate-row': 'warning',
  'person-in-other-row': 'error',
  'person-at-other-library': 'error',
  'text-too-long': 'error',
} as const satisfies Record<string, 'error' | 'warning'>;
export type DecreeProblemCode = keyof typeof decreeProblems;

/** What an import of a decree does, counted in people and libraries. */
export const DecreeEffect = z.enum([
  'newLibraries',
  'changedLibraries',
  'newPeople',
  'changedPeople',
  'newCandidates',
  'changedQuotas',
  'unchangedRows',
]);
export type DecreeEffect = z.infer<typeof DecreeEffect>;

export const uploadDecree = endpoint({
  name: 'uploadDecree',
  summary: 'Upload the list of a decree as XLSX or CSV; it is checked, nothing is changed yet',
  method: 'POST',
  path: 'decrees/imports',
  allow: 'decree.import',
  query: DecreeFacts.extend({ fileName: z.string().trim().min(1).max(200) }),
  upload: {
    maxBytes: importLimits.bytes,
    accepts: ['text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  },
  result: Import,
  problems: importProblem,
});

export const downloadDecreeTemplate = endpoint({
  name: 'downloadDecreeTemplate',
  summary: 'An empty spreadsheet with the headings that an import of a decree understands',
  method: 'GET',
  path: 'decrees/template.xlsx',
  allow: 'decree.import',
  download: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
});

export const Decree = z
  .object({
    id: DecreeId,
    ...DecreeFacts.shape,
    libraries: z.int(),
    candidates: z.int(),
  })
  .meta({ id: 'Decree' });
export type Decree = z.infer<typeof Decree>;

export const listDecrees = endpoint({
  name: 'listDecrees',
  summary: 'Decrees that have been applied, newest first, with how many libraries and people they name',
  method: 'GET',
  path: 'decrees',
  allow: 'import.read',
  query: PageQuery,
  result: pageOf(Decree),
});
