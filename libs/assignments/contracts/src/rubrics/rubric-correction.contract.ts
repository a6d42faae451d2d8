import { Rubric, RubricCriterion } from '@bimtek/curriculum-contracts';
import { RunId } from '@bimtek/delivery-contracts';
import { endpoint, problems } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { AssignmentHead } from '../due.ts';
import { AssignmentCode, MarkId, SubmissionId } from '../ids.ts';

/** What of a rubric can be corrected; its criteria, and from which level work goes back, stay as the brief has them. */
export const CorrectedCriterion = RubricCriterion.pick({ code: true, weight: true, levels: true });
export type CorrectedCriterion = z.infer<typeof CorrectedCriterion>;

export const rubricProblem = problems({
  'beyond-your-classes': [409, 'A rubric holds for the whole run, and you work with some of its classes'],
  'other-criteria': [422, 'A correction has the criteria of the rubric, in their order'],
  'weights-not-100': [422, 'The weights add up to 100'],
  'rubric-unchanged': [422, 'The rubric is as it was'],
  'stale-check': [409, 'Marks have changed since the effect was shown'],
});

export const RubricOfRun = z
  .object({
    assignment: AssignmentHead,
    runName: z.string(),
    /** All assignments of the run, to go to another one. */
    assignments: z.array(AssignmentHead),
    rubric: Rubric,
    /** As the brief has it. */
    original: Rubric,
    /** The newest first. */
    corrections: z.array(
      z.object({
        number: z.int(),
        by: z.string(),
        at: z.iso.datetime(),
        reason: z.string(),
        changed: z.int(),
      }),
    ),
    /** Why I cannot correct it; null when I can. */
    refusal: z.enum(['beyond-your-classes']).nullable(),
  })
  .meta({ id: 'RubricOfRun' });
export type RubricOfRun = z.infer<typeof RubricOfRun>;

export const ScoreChange = z.object({
  submissionId: SubmissionId,
  markId: MarkId,
  name: z.string(),
  className: z.string(),
  before: z.number(),
  after: z.number(),
  /** The trainee has read the score before, or could have. */
  isReleased: z.boolean(),
});
export type ScoreChange = z.infer<typeof ScoreChange>;

/** So many changes are listed; the counts are of all. */
export const CHANGES_LISTED = 500;

export const RubricEffect = z
  .object({
    /** Stands for this rubric and these marks; to be given when it is applied. */
    token: z.string(),
    /** Of scores that count, the largest difference first. */
    changes: z.array(ScoreChange),
    changed: z.int(),
    unchanged: z.int(),
    /** Marks in closed classes, which stay as they are. */
    closed: z.int(),
    higher: z.int(),
    lower: z.int(),
  })
  .meta({ id: 'RubricEffect' });
export type RubricEffect = z.infer<typeof RubricEffect>;

const at = z.object({ runId: RunId, assignmentCode: AssignmentCode });
const corrected = { criteria: z.array(CorrectedCriterion).min(1).max(12) };

export const getRubricOfRun = endpoint({
  name: 'getRubricOfRun',
  summary: 'The rubric of an assignment as it holds in a run, with its corrections',
  method: 'GET',
  path: 'runs/:runId/assignments/:assignmentCode/rubric',
  allow: 'rubric.correct',
  params: at,
  result: RubricOfRun,
});

export const checkRubric = endpoint({
  name: 'checkRubric',
  summary: 'Show whose score a corrected rubric would change, from what to what; nothing is changed',
  method: 'POST',
  path: 'runs/:runId/assignments/:assignmentCode/rubric/check',
  allow: 'rubric.correct',
  params: at,
  body: z.object(corrected),
  result: RubricEffect,
  problems: rubricProblem,
});

export const correctRubric = endpoint({
  name: 'correctRubric',
  summary: 'Correct a rubric and count the finished marks of open classes anew, just as the check has shown',
  method: 'POST',
  path: 'runs/:runId/assignments/:assignmentCode/rubric/corrections',
  allow: 'rubric.correct',
  params: at,
  body: z.object({ ...corrected, reason: z.string().trim().min(10).max(1_000), token: z.string().max(100) }),
  result: RubricOfRun,
  problems: rubricProblem,
});
