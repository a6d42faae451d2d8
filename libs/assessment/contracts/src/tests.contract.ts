import { TestKind } from '@bimtek/curriculum-contracts';
import { endpoint, id, problems } from '@bimtek/platform-contracts';
import * as z from 'zod';

export const TestId = id('Test');
export type TestId = z.infer<typeof TestId>;
export const AttemptId = id('Attempt');
export type AttemptId = z.infer<typeof AttemptId>;
export const QuestionId = id('Question');
export type QuestionId = z.infer<typeof QuestionId>;

/** `expired`: the time ran out before it was handed in; what was saved by then counts. */
export const AttemptState = z.enum(['open', 'submitted', 'expired']);
export type AttemptState = z.infer<typeof AttemptState>;

/** Percent of the questions answered right, two decimals. */
export const Score = z.number().min(0).max(100);

export const attemptProblem = problems({
  'attempt-closed': [409, 'The attempt is closed'],
  'time-is-up': [409, 'The time is up'],
  'stale-revision': [409, 'A newer answer is already saved'],
  'answer-does-not-fit': [422, 'The answer does not fit the question'],
  'attempt-still-open': [409, 'The attempt is not finished yet'],
  'no-attempts-left': [409, 'All attempts of this test have been used'],
  'wait-between-attempts': [409, 'The next attempt may not begin yet'],
  'class-closed': [409, 'The class is closed'],
  'enrollment-not-active': [409, 'The training has not begun, or is over, for this person'],
});
/** Why a test cannot be started right now. */
export const StartRefusal = z.enum([
  'no-attempts-left',
  'wait-between-attempts',
  'class-closed',
  'enrollment-not-active',
]);
export type StartRefusal = z.infer<typeof StartRefusal>;

export const AttemptSummary = z
  .object({
    id: AttemptId,
    ordinal: z.int(),
    state: AttemptState,
    startedAt: z.iso.datetime(),
    closesAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
    /** Null while the attempt is open. */
    score: Score.nullable(),
    /** Null while it is open, and for a test without a pass mark. */
    passed: z.boolean().nullable(),
  })
  .meta({ id: 'AttemptSummary' });
export type AttemptSummary = z.infer<typeof AttemptSummary>;

/** What somebody reads before they begin. */
export const TestIntro = z
  .object({
    id: TestId,
    kind: TestKind,
    moduleCode: z.string().nullable(),
    moduleTitle: z.string().nullable(),
    itemCount: z.int(),
    minutes: z.int(),
    /** Null: the result is only for comparison. */
    passMark: Score.nullable(),
    attemptsAllowed: z.int(),
    attemptsUsed: z.int(),
    waitMinutes: z.int(),
    /** Of finished attempts. */
    bestScore: Score.nullable(),
    /** When the next attempt may begin; null when nothing has to be waited for. */
    waitUntil: z.iso.datetime().nullable(),
    /** Null when an attempt may be started or gone on with. */
    refusal: StartRefusal.nullable(),
    openAttemptId: AttemptId.nullable(),
    attempts: z.array(AttemptSummary),
    /** Whether explanations per question are shown after an attempt, or only the score. */
    review: z.enum(['items', 'score']),
    now: z.iso.datetime(),
  })
  .meta({ id: 'TestIntro' });
export type TestIntro = z.infer<typeof TestIntro>;

const testParams = z.object({ testId: TestId });

export const getTest = endpoint({
  name: 'getTest',
  summary: 'The rules of a test and the own attempts so far',
  method: 'GET',
  path: 'tests/:testId',
  allow: 'attempt.take',
  params: testParams,
  result: TestIntro,
});

export const startAttempt = endpoint({
  name: 'startAttempt',
  summary: 'Start an attempt, or get the one that is open; a second call starts no second one',
  method: 'POST',
  path: 'tests/:testId/attempts',
  allow: 'attempt.take',
  params: testParams,
  result: z.object({ attemptId: AttemptId, ordinal: z.int(), closesAt: z.iso.datetime() }),
  problems: attemptProblem,
});
