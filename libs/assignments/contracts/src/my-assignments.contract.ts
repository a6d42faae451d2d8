import { AssignmentBrief } from '@bimtek/curriculum-contracts';
import { endpoint } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { DraftContent, HandInContent } from './content.ts';
import { AssignmentHead, Due } from './due.ts';
import { Feedback } from './feedback.ts';
import { AttachedFile } from './files.ts';
import { AssignmentCode, ReceiptCode, VersionId } from './ids.ts';
import { handInProblem, handInRefusals } from './problems.ts';
import { PlanFacts } from './plan/plan.contract.ts';
import { MyAssignmentState } from './states.ts';

export const Receipt = z.object({
  code: ReceiptCode,
  versionNumber: z.int(),
  submittedAt: z.iso.datetime(),
  /** Begun days after the due date; 0 when on time. A revision keeps those of the first hand-in. */
  lateDays: z.int(),
});
export type Receipt = z.infer<typeof Receipt>;

export const MyAssignmentRow = AssignmentHead.extend({
  ...Due.shape,
  state: MyAssignmentState,
  /** Of the newest hand-in. */
  receipt: Receipt.nullable(),
  /** Once released. */
  score: z.number().nullable(),
  hasUnreadFeedback: z.boolean(),
  /** Why nothing can be handed in now; null when it can. */
  refusal: z.enum(handInRefusals).nullable(),
}).meta({ id: 'MyAssignmentRow' });
export type MyAssignmentRow = z.infer<typeof MyAssignmentRow>;

export const Draft = z.object({
  content: DraftContent,
  revision: z.int(),
  savedAt: z.iso.datetime(),
  /** Those that the content names, in its order; one that is gone is missing. */
  files: z.array(AttachedFile),
});
export type Draft = z.infer<typeof Draft>;

export const HandedIn = z
  .object({ id: VersionId, receipt: Receipt, content: HandInContent, files: z.array(AttachedFile) })
  .meta({ id: 'HandedIn' });
export type HandedIn = z.infer<typeof HandedIn>;

export const MyAssignment = MyAssignmentRow.extend({
  brief: AssignmentBrief,
  /** Null when nothing has been written since the last hand-in. */
  draft: Draft.nullable(),
  /** What the next draft is based on, also when there is none: 0 at first. */
  draftRevision: z.int(),
  /** The newest first. */
  versions: z.array(HandedIn),
  /** The newest first. */
  feedback: z.array(Feedback),
  revisionsLeft: z.int(),
  /** Null when no plan is asked for. */
  plan: PlanFacts.nullable(),
  /** For a hand-in at this moment. */
  lateDays: z.int(),
  latePoints: z.number(),
  now: z.iso.datetime(),
}).meta({ id: 'MyAssignment' });
export type MyAssignment = z.infer<typeof MyAssignment>;

const at = z.object({ assignmentCode: AssignmentCode });

export const listMyAssignments = endpoint({
  name: 'listMyAssignments',
  summary: 'The own assignments in the order of the modules, with dates and states; none outside a run',
  method: 'GET',
  path: 'my/assignments',
  allow: 'assignment.hand-in',
  result: z.object({ items: z.array(MyAssignmentRow), now: z.iso.datetime() }),
});

export const getMyAssignment = endpoint({
  name: 'getMyAssignment',
  summary: 'One assignment with brief, draft, all that was handed in, and the feedback that is released',
  method: 'GET',
  path: 'my/assignments/:assignmentCode',
  allow: 'assignment.hand-in',
  params: at,
  result: MyAssignment,
});

export const saveAssignmentDraft = endpoint({
  name: 'saveAssignmentDraft',
  summary: 'Save work in progress; a draft that is not based on the newest is refused and told the newest',
  method: 'PUT',
  path: 'my/assignments/:assignmentCode/draft',
  allow: 'assignment.hand-in',
  params: at,
  /** `basedOn`: the revision that was last seen. The same draft sent again is saved once. */
  body: z.object({ content: DraftContent, basedOn: z.int().min(0) }),
  result: z.object({ revision: z.int(), savedAt: z.iso.datetime() }),
  problems: handInProblem,
});

export const handInAssignment = endpoint({
  name: 'handInAssignment',
  summary: 'Hand in work as a version that never changes; the same id again gives the same receipt',
  method: 'POST',
  path: 'my/assignments/:assignmentCode/versions',
  allow: 'assignment.hand-in',
  params: at,
  /** `draftRevision`: the newest draft that was seen; a newer one elsewhere is not passed over. */
  body: z.object({ id: VersionId, content: HandInContent, draftRevision: z.int().min(0) }),
  result: Receipt,
  problems: handInProblem,
});

export const readFeedback = endpoint({
  name: 'readFeedback',
  summary: 'Note that the feedback which is released has been read; the first time counts',
  method: 'POST',
  path: 'my/assignments/:assignmentCode/feedback-read',
  allow: 'assignment.hand-in',
  params: at,
});
