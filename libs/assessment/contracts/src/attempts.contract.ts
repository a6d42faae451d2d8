import { TestKind } from '@bimtek/curriculum-contracts';
import { endpoint, event } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { Answer, OptionId, QuestionType } from './answer.ts';
import {
  AttemptId,
  attemptProblem,
  AttemptState,
  AttemptSummary,
  QuestionId,
  Score,
  TestId,
} from './tests.contract.ts';

const attemptParams = z.object({ attemptId: AttemptId });

/** A question as it is asked: nothing in it tells which option is right. */
export const AskedQuestion = z
  .object({
    id: QuestionId,
    type: QuestionType,
    stem: z.string(),
    options: z.array(z.object({ id: OptionId, text: z.string() })),
  })
  .meta({ id: 'AskedQuestion' });
export type AskedQuestion = z.infer<typeof AskedQuestion>;

export const SavedAnswer = z
  .object({
    questionId: QuestionId,
    answer: Answer,
    revision: z.int(),
    savedAt: z.iso.datetime(),
  })
  .meta({ id: 'SavedAnswer' });
export type SavedAnswer = z.infer<typeof SavedAnswer>;

export const Attempt = z
  .object({
    id: AttemptId,
    testId: TestId,
    kind: TestKind,
    moduleCode: z.string().nullable(),
    ordinal: z.int(),
    attemptsAllowed: z.int(),
    minutes: z.int(),
    state: AttemptState,
    startedAt: z.iso.datetime(),
    closesAt: z.iso.datetime(),
    /** The server's clock, which alone decides; the time left is counted from it. */
    now: z.iso.datetime(),
    /** In the order of this attempt; empty once it is closed. */
    questions: z.array(AskedQuestion),
    answers: z.array(SavedAnswer),
  })
  .meta({ id: 'Attempt' });
export type Attempt = z.infer<typeof Attempt>;

export const getAttempt = endpoint({
  name: 'getAttempt',
  summary: 'The questions of an own attempt with the answers saved so far',
  method: 'GET',
  path: 'attempts/:attemptId',
  allow: 'attempt.take',
  params: attemptParams,
  result: Attempt,
});

export const saveAnswer = endpoint({
  name: 'saveAnswer',
  summary: 'Save the answer to one question; the higher revision wins, and a repeated call changes nothing',
  method: 'PUT',
  path: 'attempts/:attemptId/answers/:questionId',
  allow: 'attempt.take',
  params: attemptParams.extend({ questionId: QuestionId }),
  body: z.object({
    answer: Answer,
    /** Counted up by the client with every change of this answer, beginning at 1. */
    revision: z.int().min(1).max(1_000_000),
  }),
  result: z.object({ revision: z.int(), savedAt: z.iso.datetime() }),
  problems: attemptProblem,
});

/** The extra of the problem `stale-revision`: what the server holds. */
export const NewerAnswer = z.object({ current: SavedAnswer });

export const AttemptResult = AttemptSummary.extend({
  testId: TestId,
  /** How many questions were answered right, of how many. */
  rightCount: z.int(),
  itemCount: z.int(),
  /** Questions with a saved answer. */
  answeredCount: z.int(),
  passMark: Score.nullable(),
  bestScore: Score,
}).meta({ id: 'AttemptResult' });
export type AttemptResult = z.infer<typeof AttemptResult>;

export const submitAttempt = endpoint({
  name: 'submitAttempt',
  summary: 'Hand in an attempt; a second call returns the same result',
  method: 'POST',
  path: 'attempts/:attemptId/submit',
  allow: 'attempt.take',
  params: attemptParams,
  result: AttemptResult,
  problems: attemptProblem,
});

/** One question after the attempt, with what is right and why. */
export const ReviewedQuestion = z
  .object({
    id: QuestionId,
    type: QuestionType,
    stem: z.string(),
    options: z.array(
      z.object({ id: OptionId, text: z.string(), isRight: z.boolean(), explanation: z.string() }),
    ),
    explanation: z.string(),
    chosen: z.array(OptionId),
    isRight: z.boolean(),
  })
  .meta({ id: 'ReviewedQuestion' });
export type ReviewedQuestion = z.infer<typeof ReviewedQuestion>;

export const AttemptReview = z
  .object({
    result: AttemptResult,
    kind: TestKind,
    moduleCode: z.string().nullable(),
    moduleTitle: z.string().nullable(),
    attemptsAllowed: z.int(),
    attemptsUsed: z.int(),
    waitUntil: z.iso.datetime().nullable(),
    now: z.iso.datetime(),
    /** `score`: questions and explanations are shown once the class has been decided on. */
    depth: z.enum(['items', 'score']),
    items: z.array(ReviewedQuestion),
  })
  .meta({ id: 'AttemptReview' });
export type AttemptReview = z.infer<typeof AttemptReview>;

export const getAttemptReview = endpoint({
  name: 'getAttemptReview',
  summary: 'The result of a finished attempt and, by the review rule, its questions with explanations',
  method: 'GET',
  path: 'attempts/:attemptId/review',
  allow: 'attempt.take',
  params: attemptParams,
  result: AttemptReview,
  problems: attemptProblem,
});

/** Once for every attempt, when it is handed in or its time runs out. */
export const attemptFinished = event({
  name: 'assessment.attempt-finished',
  payload: z.object({
    attemptId: AttemptId,
    enrollmentId: z.uuid(),
    personId: z.uuid(),
    testId: TestId,
    testKind: TestKind,
    moduleCode: z.string().nullable(),
    score: Score,
    /** The best of this person's finished attempts of the test, this one included. */
    bestScore: Score,
    finishedAt: z.iso.datetime(),
  }),
});
