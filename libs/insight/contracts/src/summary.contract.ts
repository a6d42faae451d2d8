import { ClassGroupState, RunId, RunState, StateCounts } from '@bimtek/delivery-contracts';
import { endpoint } from '@bimtek/platform-contracts';
import * as z from 'zod';

const Count = z.int().nonnegative();

export const SummaryRun = z.object({
  id: RunId,
  name: z.string(),
  year: z.int(),
  state: RunState,
  startsOn: z.iso.date(),
  endsOn: z.iso.date(),
});
export type SummaryRun = z.infer<typeof SummaryRun>;

/** Counts of one run, all within the caller's scope. A part the role may not see is null. */
export const Summary = z
  .object({
    /** The run that is counted; null when the caller works with none. */
    run: SummaryRun.nullable(),
    /** The runs one may change to: what is under way first, at most 20. */
    runs: z.array(SummaryRun),
    people: z.object({
      total: Count,
      byState: StateCounts,
      /** Active people whose name for the certificate is not confirmed. */
      namesUnconfirmed: Count,
    }),
    classes: z.object({ total: Count, byState: z.partialRecord(ClassGroupState, Count) }),
    /** Of all runs: imports that work, and imports that wait for somebody to apply them. */
    imports: z.object({ running: Count, waiting: Count, newestId: z.uuid().nullable() }).nullable(),
    /** Classes, by how far the decision on their people is. */
    decisions: z
      .object({
        /** In grading: the days of the class are over, and no decision is prepared. */
        toPrepare: Count,
        /** Prepared, and waiting for approval. */
        toApprove: Count,
        /** People in the classes that wait for approval. */
        peopleToApprove: Count,
        approved: Count,
      })
      .nullable(),
    certificates: z
      .object({
        /** Valid ones, those whose file is still being made included. */
        issued: Count,
        rendering: Count,
        revoked: Count,
      })
      .nullable(),
  })
  .meta({ id: 'Summary' });
export type Summary = z.infer<typeof Summary>;

export const getSummary = endpoint({
  name: 'getSummary',
  summary: 'Counts of people, classes, decisions and certificates of a run within one’s scope',
  method: 'GET',
  path: 'summary',
  allow: 'summary.read',
  query: z.object({
    /** Left out: the run that is under way, or the newest. */
    runId: RunId.optional(),
  }),
  result: Summary,
});
