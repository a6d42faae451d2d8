import { AssignmentCode, SubmissionId, SubmissionState } from '@bimtek/assignments-contracts';
import { ClassGroupId } from '@bimtek/delivery-contracts';
import { ClassHead, PersonScores, ScoreColumn } from '@bimtek/graduation-contracts';
import { endpoint, PageQuery, pageOf } from '@bimtek/platform-contracts';
import * as z from 'zod';

const Count = z.int().nonnegative();

/** Work behind a score, or on its way to one. */
export const GradedWork = z.object({
  component: z.string(),
  submissionId: SubmissionId,
  assignmentCode: AssignmentCode,
  state: SubmissionState,
  /** When the trainee read what the trainer said last; null when there is nothing to read or it was not read. */
  feedbackReadAt: z.iso.datetime().nullable(),
  hasFeedback: z.boolean(),
});
export type GradedWork = z.infer<typeof GradedWork>;

export const GradebookRow = PersonScores.extend({
  work: z.array(GradedWork),
  /** Components that are not recorded. */
  missing: z.array(z.string()),
}).meta({ id: 'GradebookRow' });
export type GradebookRow = z.infer<typeof GradebookRow>;

/** A component for the whole class. */
export const GradebookColumn = ScoreColumn.extend({
  /** The assignment behind it; null for what is no work. */
  assignmentCode: AssignmentCode.nullable(),
  recorded: Count,
  /** Handed in, and not finished by a trainer. */
  waiting: Count,
  /** Feedback that its trainee has not read. */
  unread: Count,
});
export type GradebookColumn = z.infer<typeof GradebookColumn>;

export const Gradebook = pageOf(GradebookRow)
  .extend({ classGroup: ClassHead, columns: z.array(GradebookColumn), people: Count })
  .meta({ id: 'Gradebook' });
export type Gradebook = z.infer<typeof Gradebook>;

const params = z.object({ classGroupId: ClassGroupId });

export const getGradebook = endpoint({
  name: 'getGradebook',
  summary:
    'People of a class with all their components: scores, what is missing, work on its way, feedback read',
  method: 'GET',
  path: 'class-groups/:classGroupId/gradebook',
  allow: 'score.read',
  params,
  query: PageQuery.extend({ q: z.string().trim().max(100).optional() }),
  result: Gradebook,
});

export const exportGradebook = endpoint({
  name: 'exportGradebook',
  summary: 'The gradebook of a class as a spreadsheet; that it was taken is noted',
  method: 'GET',
  path: 'class-groups/:classGroupId/gradebook.xlsx',
  allow: 'score.read',
  params,
  download: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
});
