import { endpoint, TwoWayPageQuery, twoWayPageOf } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { ClassGroupId, EnrollmentId, RunId } from './ids.ts';
import { deliveryProblem, refusalCodes } from './problems.ts';
import { EnrollmentState, StateCounts } from './states.ts';

/** What a verifier should look at twice. */
export const EnrollmentDoubt = z.enum(['same-phone', 'same-name-and-village', 'other-library']);
export type EnrollmentDoubt = z.infer<typeof EnrollmentDoubt>;

/** What the regency's office found before the province decides: advice, never a step of its own. */
export const FirstCheck = z.object({
  outcome: z.enum(['fine', 'doubtful']),
  /** Why it is doubtful; what the province may want to know otherwise. */
  note: z.string().nullable(),
  checkedAt: z.iso.datetime(),
});
export type FirstCheck = z.infer<typeof FirstCheck>;

/** One person in one run, as lists show it. The phone is masked. */
export const EnrollmentRow = z
  .object({
    id: EnrollmentId,
    personId: z.uuid(),
    /** With titles, as it will stand on the certificate. */
    name: z.string(),
    participantCode: z.string().nullable(),
    position: z.string().nullable(),
    libraryId: z.uuid().nullable(),
    libraryName: z.string().nullable(),
    villageName: z.string().nullable(),
    regencyName: z.string().nullable(),
    provinceCode: z.string(),
    provinceName: z.string().nullable(),
    phone: z.string().nullable(),
    state: EnrollmentState,
    stateReason: z.string().nullable(),
    stateChangedAt: z.iso.datetime(),
    classGroup: z.object({ id: ClassGroupId, code: z.string(), name: z.string() }).nullable(),
    activatedAt: z.iso.datetime().nullable(),
    nameConfirmedAt: z.iso.datetime().nullable(),
    doubts: z.array(EnrollmentDoubt),
    /** Null when nobody of the regency has checked. */
    firstCheck: FirstCheck.nullable(),
  })
  .meta({ id: 'EnrollmentRow' });
export type EnrollmentRow = z.infer<typeof EnrollmentRow>;

/** Narrows people of one run or one class; it never widens the caller's scope. */
export const EnrollmentFilter = z.object({
  runId: RunId.optional(),
  /** `none`: only people without a class. */
  classGroupId: z.union([ClassGroupId, z.literal('none')]).optional(),
  state: EnrollmentState.optional(),
  province: z
    .string()
    .regex(/^\d\d$/)
    .optional(),
  regency: z
    .string()
    .regex(/^\d\d\.\d\d$/)
    .optional(),
  libraryId: z.uuid().optional(),
  activated: z.enum(['yes', 'no']).optional(),
  nameConfirmed: z.enum(['yes', 'no']).optional(),
  /** `none`: not checked by the regency yet. */
  firstCheck: z.enum(['none', 'fine', 'doubtful']).optional(),
  /**
   * Beginnings of words of name, library, village and regency, the phone's last four digits, the whole participant code,
   * or the beginning of a class code.
   */
  q: z.string().trim().max(100).optional(),
});
export type EnrollmentFilter = z.infer<typeof EnrollmentFilter>;

const hasRunOrClass = (filter: EnrollmentFilter) =>
  filter.runId !== undefined || (filter.classGroupId !== undefined && filter.classGroupId !== 'none');
const runOrClass = { error: 'Name a run or a class', path: ['runId'] };

/** By name, or who changed state last first: what an index serves at any size. */
export const EnrollmentOrder = z.enum(['name', 'changed']);
export type EnrollmentOrder = z.infer<typeof EnrollmentOrder>;

export const listEnrollments = endpoint({
  name: 'listEnrollments',
  summary: 'People of a run or class, within the own scope; they are counted by countEnrollments',
  method: 'GET',
  path: 'enrollments',
  allow: 'enrollment.read',
  query: TwoWayPageQuery.extend(EnrollmentFilter.shape)
    .extend({ order: EnrollmentOrder.default('name') })
    .refine(hasRunOrClass, runOrClass),
  result: twoWayPageOf(EnrollmentRow),
});

/** Asked once a filter, not once a page: a page costs the same whether 40 people or 80,000 match. */
export const countEnrollments = endpoint({
  name: 'countEnrollments',
  summary: 'How many people match, and how many of them stand where',
  method: 'GET',
  path: 'enrollments/count',
  allow: 'enrollment.read',
  query: EnrollmentFilter.refine(hasRunOrClass, runOrClass),
  result: z.object({
    total: z.int().nonnegative(),
    /** People by state under the same filter without its state, for the chips. */
    counts: StateCounts,
  }),
});

/**
 * Who takes a list away over a province or the country says why, and may have whole numbers with it; all others get
 * masked ones. The reason stands in the audit log with the filter.
 */
const ExportQuery = EnrollmentFilter.extend({
  reason: z.string().trim().min(5).max(500).optional(),
  phones: z.enum(['masked', 'whole']).default('masked'),
}).refine(hasRunOrClass, runOrClass);

const exported = {
  method: 'GET',
  allow: 'enrollment.export',
  query: ExportQuery,
  problems: deliveryProblem,
} as const;

export const exportEnrollments = endpoint({
  ...exported,
  name: 'exportEnrollments',
  summary: 'All people that match as a spreadsheet, sent while it is being made',
  path: 'enrollments/export.xlsx',
  download: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
});

export const exportEnrollmentsAsCsv = endpoint({
  ...exported,
  name: 'exportEnrollmentsAsCsv',
  summary: 'All people that match as text with semicolons, as spreadsheets in Indonesia open it',
  path: 'enrollments/export.csv',
  download: 'text/csv',
});

/** The largest number of people one bulk act takes. */
export const SELECTION_MAX = 2_000;

/** Chosen people, or all that match a filter. */
export const Selection = z.union([
  z.object({ ids: z.array(EnrollmentId).min(1).max(SELECTION_MAX) }),
  z.object({ matching: EnrollmentFilter.refine(hasRunOrClass, runOrClass) }),
]);
export type Selection = z.infer<typeof Selection>;

/** What a bulk act did. A repeated call finds everybody `already` there. */
export const BulkResult = z
  .object({
    moved: z.int(),
    already: z.int(),
    refused: z.array(z.object({ enrollmentId: EnrollmentId, name: z.string(), code: z.enum(refusalCodes) })),
  })
  .meta({ id: 'BulkResult' });
export type BulkResult = z.infer<typeof BulkResult>;

const Reason = z.string().trim().min(5).max(500);

export const checkEnrollments = endpoint({
  name: 'checkEnrollments',
  summary: 'Say what the regency finds of people before the province decides; a later check replaces it',
  method: 'POST',
  path: 'enrollments/first-checks',
  allow: 'enrollment.check',
  body: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('fine'), people: Selection }),
    z.object({ outcome: z.literal('doubtful'), people: Selection, reason: Reason }),
  ]),
  result: BulkResult,
  problems: deliveryProblem,
});

export const verifyEnrollments = endpoint({
  name: 'verifyEnrollments',
  summary: 'Verify people, or send them back with a reason',
  method: 'POST',
  path: 'enrollments/verify',
  allow: 'enrollment.verify',
  body: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('verified'), people: Selection }),
    z.object({ outcome: z.literal('needsCorrection'), people: Selection, reason: Reason }),
  ]),
  result: BulkResult,
  problems: deliveryProblem,
});

export const placeEnrollments = endpoint({
  name: 'placeEnrollments',
  summary: 'Give verified people a seat in a class; all of them or, when seats are missing, nobody',
  method: 'POST',
  path: 'class-groups/:classGroupId/placements',
  allow: 'enrollment.place',
  params: z.object({ classGroupId: ClassGroupId }),
  body: z.object({
    people: Selection,
    /** Also people of other provinces in the same time zone. */
    otherProvinces: z.boolean().default(false),
  }),
  result: BulkResult,
  problems: deliveryProblem,
});

export const unplaceEnrollments = endpoint({
  name: 'unplaceEnrollments',
  summary: 'Take people out of a class that is still being prepared',
  method: 'POST',
  path: 'enrollments/unplace',
  allow: 'enrollment.place',
  body: z.object({ people: Selection }),
  result: BulkResult,
  problems: deliveryProblem,
});

export const endEnrollments = endpoint({
  name: 'endEnrollments',
  summary: 'Record that people withdrew, were replaced or did not come',
  method: 'POST',
  path: 'enrollments/end',
  allow: 'enrollment.end',
  body: z.object({ people: Selection, to: z.enum(['withdrawn', 'replaced', 'noShow']), reason: Reason }),
  result: BulkResult,
  problems: deliveryProblem,
});

export const restoreEnrollments = endpoint({
  name: 'restoreEnrollments',
  summary: 'Take back a withdrawal or an absence: registered again, or active in the class',
  method: 'POST',
  path: 'enrollments/restore',
  allow: 'enrollment.verify',
  body: z.object({ people: Selection, reason: Reason }),
  result: BulkResult,
  problems: deliveryProblem,
});
