import { ClassGroupId } from '@bimtek/delivery-contracts';
import { endpoint, id, job, problems } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { AssignmentCode, SubmissionId } from '../ids.ts';
import { handInProblem, markingProblem } from '../problems.ts';

export const ReleasePlanId = id('ReleasePlan');
export type ReleasePlanId = z.infer<typeof ReleasePlanId>;

/** Days ahead for which a release can be planned. */
export const RELEASE_PLAN_DAYS = 120;

/** `refused`: the class was not open any more when the time had come. */
export const ReleasePlanState = z.enum(['waiting', 'done', 'cancelled', 'refused']);
export type ReleasePlanState = z.infer<typeof ReleasePlanState>;

/** A release that happens by itself at a set time. */
export const ReleasePlan = z
  .object({
    id: ReleasePlanId,
    releaseAt: z.iso.datetime(),
    /** How many works were chosen; null: all that are marked by then. */
    chosen: z.int().nullable(),
    state: ReleasePlanState,
    setBy: z.string(),
    /** How many marks were shown; null before. */
    released: z.int().nullable(),
  })
  .meta({ id: 'ReleasePlan' });
export type ReleasePlan = z.infer<typeof ReleasePlan>;

/** What a release would do now, with every piece by name. */
export const ReleaseCheck = z.object({
  /** Finished marks that are not shown yet: these, and no others, are shown when their ids are sent. */
  ready: z.array(
    z.object({ submissionId: SubmissionId, name: z.string(), score: z.number(), isChosen: z.boolean() }),
  ),
  /** Handed in, without a mark that could be shown; `needsRevision` counts as well. */
  waiting: z.int(),
  released: z.int(),
  /** Those that wait, and the newest of the others. */
  plans: z.array(ReleasePlan),
});
export type ReleaseCheck = z.infer<typeof ReleaseCheck>;

const at = z.object({ classGroupId: ClassGroupId, assignmentCode: AssignmentCode });
const atPlan = at.extend({ planId: ReleasePlanId });

export const releasePlanProblem = problems({
  'class-not-open': markingProblem.table['class-not-open'],
  'class-closed': markingProblem.table['class-closed'],
  'id-taken': handInProblem.table['id-taken'],
  'release-in-the-past': [422, 'A release is planned for a time that is still to come'],
  'release-too-far': [422, 'A release is planned for the next 120 days at most'],
  'release-over': [409, 'The planned release is over'],
});

export const checkRelease = endpoint({
  name: 'checkRelease',
  summary: 'What releasing the marks of an assignment would show now, and which releases are planned',
  method: 'GET',
  path: 'class-groups/:classGroupId/assignments/:assignmentCode/release',
  allow: 'assignment.mark',
  params: at,
  result: ReleaseCheck,
});

export const planRelease = endpoint({
  name: 'planRelease',
  summary: 'Let marks be released by themselves at a set time; the same id again has one effect',
  method: 'PUT',
  path: 'class-groups/:classGroupId/assignments/:assignmentCode/release-plans/:planId',
  allow: 'assignment.mark',
  params: atPlan,
  body: z.object({
    releaseAt: z.iso.datetime(),
    /** Only these, if they are marked by then; null: all that are. */
    submissionIds: z.array(SubmissionId).min(1).max(200).nullable().default(null),
  }),
  result: ReleasePlan,
  problems: releasePlanProblem,
});

export const cancelRelease = endpoint({
  name: 'cancelRelease',
  summary: 'Call off a planned release that has not happened; a second call changes nothing',
  method: 'DELETE',
  path: 'class-groups/:classGroupId/assignments/:assignmentCode/release-plans/:planId',
  allow: 'assignment.mark',
  params: atPlan,
  result: ReleasePlan,
  problems: releasePlanProblem,
});

/** Shows the marks whose time has come. Interrupted, it goes on the next minute; each plan happens once. */
export const releasePlannedMarks = job({
  name: 'assignments.release-planned-marks',
  payload: z.object({}),
  everyMs: 60_000,
});
