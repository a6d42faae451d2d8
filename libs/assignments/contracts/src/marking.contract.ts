import { AssignmentBrief } from '@bimtek/curriculum-contracts';
import { ClassGroupId, EnrollmentId } from '@bimtek/delivery-contracts';
import { endpoint, TwoWayPageQuery, twoWayPageOf } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { Allocation } from './allocation.contract.ts';
import { SubmissionCounts } from './class-assignments.contract.ts';
import { Due } from './due.ts';
import { CriterionCode, Feedback, MarkContent, ScoreParts } from './feedback.ts';
import { AssignmentCode, MarkId, ReceiptCode, SubmissionId, VersionId } from './ids.ts';
import { HandedIn } from './my-assignments.contract.ts';
import { PlanFacts } from './plan/plan.contract.ts';
import { markingProblem, markingRefusals } from './problems.ts';
import { MarkState, SubmissionState } from './states.ts';

/** Minutes for which nobody else takes a piece that somebody has begun; each save begins them anew. */
export const CLAIM_MINUTES = 30;

/** Who is at work on a piece; after `until` somebody else may go on with it. */
export const Claim = z.object({ by: z.string(), isMine: z.boolean(), until: z.iso.datetime() });
export type Claim = z.infer<typeof Claim>;

export const QueueRow = z
  .object({
    id: SubmissionId,
    assignmentCode: AssignmentCode,
    classGroup: z.object({ id: ClassGroupId, code: z.string(), name: z.string() }),
    name: z.string(),
    place: z.string().nullable(),
    /** Of the newest version; what it is called where names are covered. */
    receiptCode: ReceiptCode,
    state: SubmissionState,
    versionNumber: z.int(),
    submittedAt: z.iso.datetime(),
    lateDays: z.int(),
    /** Null when nobody is at work on it, or no longer. */
    claim: Claim.nullable(),
    /** Who is to mark it; null when that is not decided yet, or nobody has to any more. */
    allocation: Allocation.nullable(),
    /** Levels that I have set on the newest version; null when I have not begun. */
    myLevels: z.int().nullable(),
    score: z.number().nullable(),
    /** Own work or that of the own library: somebody else marks it. */
    isOwnWork: z.boolean(),
  })
  .meta({ id: 'QueueRow' });
export type QueueRow = z.infer<typeof QueueRow>;

const queueFilter = {
  classGroupId: ClassGroupId.optional(),
  assignmentCode: AssignmentCode.optional(),
  /** `mine`: only what I am to mark; absent: all. */
  whose: z.enum(['mine', 'all']).optional(),
};

export const listSubmissions = endpoint({
  name: 'listSubmissions',
  summary: 'Handed-in work of the own classes, what waits longest first',
  method: 'GET',
  path: 'submissions',
  allow: 'assignment.read',
  query: TwoWayPageQuery.extend({
    ...queueFilter,
    /** Absent: what waits for a mark, `submitted`, `inMarking`, and `secondMarking` of others' first marks. Drafts are nobody else's concern. */
    state: SubmissionState.exclude(['draft']).optional(),
    /** Only work on whose newest version I have set no level for this criterion yet. */
    criterion: CriterionCode.optional(),
  }),
  result: twoWayPageOf(QueueRow),
});

export const countSubmissions = endpoint({
  name: 'countSubmissions',
  summary: 'How much handed-in work of the own classes stands where',
  method: 'GET',
  path: 'submission-counts',
  allow: 'assignment.read',
  query: z.object(queueFilter),
  result: z.object({ counts: SubmissionCounts, claimedByMe: z.int(), mine: z.int(), mineLate: z.int() }),
});

export const Mark = z
  .object({
    id: MarkId,
    versionId: VersionId,
    state: MarkState,
    content: MarkContent,
    /** Once finished. */
    score: ScoreParts.nullable(),
    revision: z.int(),
    savedAt: z.iso.datetime(),
  })
  .meta({ id: 'AssignmentMark' });
export type Mark = z.infer<typeof Mark>;

/** One piece on the desk. Looking at it claims nothing, so the next ones can be fetched ahead. */
export const SubmissionDetail = QueueRow.extend({
  enrollmentId: EnrollmentId,
  due: Due,
  brief: AssignmentBrief,
  module: z.object({ code: z.string(), title: z.string() }),
  /** The newest first. */
  versions: z.array(HandedIn),
  /** My mark on the newest version. */
  mark: Mark.nullable(),
  /** What trainers said to versions before, or to this one, the newest first; half-made marks are their makers' own. */
  feedback: z.array(Feedback),
  latePoints: z.number(),
  revisionsLeft: z.int(),
  /** Null when no plan is asked for. */
  plan: PlanFacts.nullable(),
  releasesAtOnce: z.boolean(),
  /** Why I cannot mark it now; null when I can. */
  refusal: z.enum(markingRefusals).nullable(),
}).meta({ id: 'SubmissionDetail' });
export type SubmissionDetail = z.infer<typeof SubmissionDetail>;

const at = z.object({ submissionId: SubmissionId });

export const getSubmission = endpoint({
  name: 'getSubmission',
  summary: 'One piece of work with its rubric, all its versions and the own mark as far as it is made',
  method: 'GET',
  path: 'submissions/:submissionId',
  allow: 'assignment.read',
  params: at,
  result: SubmissionDetail,
});

export const claimSubmission = endpoint({
  name: 'claimSubmission',
  summary: 'Say that I am at work on a piece, so that nobody else marks it unknowingly',
  method: 'POST',
  path: 'submissions/:submissionId/claim',
  allow: 'assignment.mark',
  params: at,
  /** `takeOver`: also when somebody else is at work on it; what they have made is kept. */
  body: z.object({ takeOver: z.boolean().default(false) }),
  result: Claim,
  problems: markingProblem,
});

export const giveBackSubmission = endpoint({
  name: 'giveBackSubmission',
  summary: 'Let others mark a piece again; the own half-made mark is kept. A second call changes nothing',
  method: 'DELETE',
  path: 'submissions/:submissionId/claim',
  allow: 'assignment.mark',
  params: at,
  problems: markingProblem,
});

/** `basedOn`: the revision of my mark that was last seen, 0 at first. */
const MarkBody = z.object({ versionId: VersionId, content: MarkContent, basedOn: z.int().min(0) });

const SavedMark = z.object({
  revision: z.int(),
  savedAt: z.iso.datetime(),
  claimedUntil: z.iso.datetime(),
});

export const saveMark = endpoint({
  name: 'saveMark',
  summary: 'Save a half-made mark; claims the piece when nobody else is at work on it',
  method: 'PUT',
  path: 'submissions/:submissionId/mark',
  allow: 'assignment.mark',
  params: at,
  body: MarkBody,
  result: SavedMark,
  problems: markingProblem,
});

/** What became of a piece; `released` when the class shows marks at once. */
export const MarkOutcome = z.object({
  state: SubmissionState,
  revision: z.int(),
  score: ScoreParts.nullable(),
});
export type MarkOutcome = z.infer<typeof MarkOutcome>;

export const finishMark = endpoint({
  name: 'finishMark',
  summary: 'Save a mark and finish it; the same again changes nothing',
  method: 'POST',
  path: 'submissions/:submissionId/mark/finish',
  allow: 'assignment.mark',
  params: at,
  body: MarkBody,
  result: MarkOutcome,
  problems: markingProblem,
});

export const askRevision = endpoint({
  name: 'askRevision',
  summary: 'Send the work back with comments; the trainee reads them at once and hands in again',
  method: 'POST',
  path: 'submissions/:submissionId/mark/revision',
  allow: 'assignment.mark',
  params: at,
  body: MarkBody,
  result: MarkOutcome,
  problems: markingProblem,
});

export const reopenMark = endpoint({
  name: 'reopenMark',
  summary: 'Take back the own finished mark or request for revision, as long as nothing came of it',
  method: 'POST',
  path: 'submissions/:submissionId/mark/reopen',
  allow: 'assignment.mark',
  params: at,
  result: MarkOutcome,
  problems: markingProblem,
});
