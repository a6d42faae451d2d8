import { AssignmentBrief } from '@bimtek/curriculum-contracts';
import { ClassGroupId } from '@bimtek/delivery-contracts';
import { endpoint, id, problems, TwoWayPageQuery, twoWayPageOf } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { MarkContent, ScoreParts } from '../feedback.ts';
import { AssignmentCode, SubmissionId } from '../ids.ts';
import { HandedIn } from '../my-assignments.contract.ts';
import { handInProblem, markingProblem } from '../problems.ts';

export const AppealId = id('Appeal');
export type AppealId = z.infer<typeof AppealId>;

/** Working days after the release within which a trainee may appeal; the day of the release does not count. */
export const APPEAL_WORKING_DAYS = 3;
export const APPEAL_REASON_MIN = 20;

/** `withdrawn`: the trainee has thought again; until the deadline another one may be made. */
export const AppealState = z.enum(['open', 'decided', 'withdrawn']);
export type AppealState = z.infer<typeof AppealState>;

export const AppealOutcome = z.enum(['kept', 'changed']);
export type AppealOutcome = z.infer<typeof AppealOutcome>;

export const appealProblem = problems({
  'not-active': handInProblem.table['not-active'],
  'class-closed': handInProblem.table['class-closed'],
  'not-released': [409, 'There is no released mark to appeal against'],
  'appeal-too-late': [409, 'The days for an appeal are over'],
  'already-appealed': [409, 'A mark can be appealed against once'],
  'id-taken': handInProblem.table['id-taken'],
});
export const appealRefusals = [
  'not-active',
  'class-closed',
  'not-released',
  'appeal-too-late',
  'already-appealed',
] as const;
export type AppealRefusal = (typeof appealRefusals)[number];

export const AppealDecision = z.object({
  outcome: AppealOutcome,
  reason: z.string(),
  by: z.string(),
  at: z.iso.datetime(),
  score: z.number(),
});
export type AppealDecision = z.infer<typeof AppealDecision>;

export const Appeal = z
  .object({
    id: AppealId,
    state: AppealState,
    reason: z.string(),
    madeAt: z.iso.datetime(),
    /** The score that the appeal is about. */
    scoreBefore: z.number(),
    decision: AppealDecision.nullable(),
  })
  .meta({ id: 'Appeal' });
export type Appeal = z.infer<typeof Appeal>;

export const MyAppeal = z.object({
  /** The newest one. */
  appeal: Appeal.nullable(),
  /** Until when an appeal is taken; null before the mark is released. */
  until: z.iso.datetime().nullable(),
  /** Why none can be made now; null when one can. */
  refusal: z.enum(appealRefusals).nullable(),
});
export type MyAppeal = z.infer<typeof MyAppeal>;

const mine = z.object({ assignmentCode: AssignmentCode });
const AppealReason = z.string().trim().min(APPEAL_REASON_MIN).max(2_000);

export const getMyAppeal = endpoint({
  name: 'getMyAppeal',
  summary: 'The own appeal about an assignment, and until when one can be made',
  method: 'GET',
  path: 'my/assignments/:assignmentCode/appeal',
  allow: 'assignment.hand-in',
  params: mine,
  result: MyAppeal,
});

export const makeAppeal = endpoint({
  name: 'makeAppeal',
  summary: 'Ask that another trainer looks at a released mark; the same id again has one effect',
  method: 'POST',
  path: 'my/assignments/:assignmentCode/appeal',
  allow: 'assignment.hand-in',
  params: mine,
  body: z.object({ id: AppealId, reason: AppealReason }),
  result: MyAppeal,
  problems: appealProblem,
});

export const withdrawAppeal = endpoint({
  name: 'withdrawAppeal',
  summary: 'Take back the own appeal before it is decided; a second call changes nothing',
  method: 'DELETE',
  path: 'my/assignments/:assignmentCode/appeal',
  allow: 'assignment.hand-in',
  params: mine,
  result: MyAppeal,
  problems: appealProblem,
});

export const decisionProblem = problems({
  'class-not-open': handInProblem.table['class-not-open'],
  'class-closed': handInProblem.table['class-closed'],
  'own-library': markingProblem.table['own-library'],
  'marked-it-before': [409, 'Somebody who has not marked the work decides on the appeal'],
  'appeal-decided': [409, 'The appeal has been decided'],
  'appeal-withdrawn': [409, 'The appeal has been withdrawn'],
  'criterion-unknown': markingProblem.table['criterion-unknown'],
  'mark-incomplete': markingProblem.table['mark-incomplete'],
  'same-score': [422, 'The score is the same; then the mark is kept'],
});
/** Why the one who looks at an appeal cannot decide it. */
export const decisionRefusals = [
  'class-not-open',
  'class-closed',
  'own-library',
  'marked-it-before',
  'appeal-decided',
  'appeal-withdrawn',
] as const;
export type DecisionRefusal = (typeof decisionRefusals)[number];

export const AppealRow = Appeal.extend({
  submissionId: SubmissionId,
  assignmentCode: AssignmentCode,
  classGroup: z.object({ id: ClassGroupId, code: z.string(), name: z.string() }),
  name: z.string(),
  place: z.string().nullable(),
  markerName: z.string(),
  /** Why I cannot decide it; null when I can. */
  refusal: z.enum(decisionRefusals).nullable(),
}).meta({ id: 'AppealRow' });
export type AppealRow = z.infer<typeof AppealRow>;

export const listAppeals = endpoint({
  name: 'listAppeals',
  summary: 'Appeals of the own classes, what waits longest first',
  method: 'GET',
  path: 'appeals',
  allow: 'appeal.read',
  query: TwoWayPageQuery.extend({ state: AppealState.default('open') }),
  result: twoWayPageOf(AppealRow),
});

export const countAppeals = endpoint({
  name: 'countAppeals',
  summary: 'How many appeals of the own classes wait for a decision',
  method: 'GET',
  path: 'appeal-counts',
  allow: 'appeal.read',
  result: z.object({ open: z.int() }),
});

export const AppealDetail = AppealRow.extend({
  brief: AssignmentBrief,
  module: z.object({ code: z.string(), title: z.string() }),
  /** The newest first; the mark is on the newest. */
  versions: z.array(HandedIn),
  /** The mark that the appeal is about. */
  mark: z.object({ content: MarkContent, score: ScoreParts }),
}).meta({ id: 'AppealDetail' });
export type AppealDetail = z.infer<typeof AppealDetail>;

const at = z.object({ appealId: AppealId });

export const getAppeal = endpoint({
  name: 'getAppeal',
  summary: 'An appeal with the work, the rubric and the mark that it is about',
  method: 'GET',
  path: 'appeals/:appealId',
  allow: 'appeal.read',
  params: at,
  result: AppealDetail,
});

export const decideAppeal = endpoint({
  name: 'decideAppeal',
  summary: 'Keep a mark or put another one beside it that counts from now on; the same again changes nothing',
  method: 'POST',
  path: 'appeals/:appealId/decision',
  allow: 'appeal.decide',
  params: at,
  body: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('kept'), reason: AppealReason }),
    z.object({ outcome: z.literal('changed'), reason: AppealReason, content: MarkContent }),
  ]),
  result: AppealDecision,
  problems: decisionProblem,
});
