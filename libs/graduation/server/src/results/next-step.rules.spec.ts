import type { TestStanding } from '@bimtek/assessment-contracts';
import { somePassRules } from '@bimtek/curriculum-server/testing';
import {
  assignmentOf,
  attendance,
  type Component,
  plan,
  planApproved,
  postTest,
  quizOf,
} from '@bimtek/graduation-contracts';
import { describe, expect, it } from '@jest/globals';
import { passingScores, scoredModules, type SomeScores } from '../testing/some-scores.ts';
import { explainResult } from './graduation.rules.ts';
import { nextStepOf } from './next-step.rules.ts';

const explain = (given: SomeScores) => {
  const scores = Object.entries(passingScores(given)).flatMap(([component, score]) =>
    score === null || score === undefined
      ? []
      : [
          {
            component: component as Component,
            value: [score].flat()[0] ?? 0,
            outOf: typeof score === 'number' ? null : score[1],
          },
        ],
  );
  return explainResult(scores, { passRules: somePassRules, quizModules: scoredModules });
};
const standing = (given: Partial<TestStanding>): TestStanding => ({
  testId: '00000000-0000-7000-8000-000000000001' as TestStanding['testId'],
  kind: 'quiz',
  moduleCode: 'M1',
  itemCount: 10,
  minutes: 20,
  passMark: 70,
  attemptsAllowed: 3,
  attemptsUsed: 0,
  bestScore: null,
  passed: null,
  openAttemptId: null,
  openUntil: null,
  lastFinishedAt: null,
  waitUntil: null,
  ...given,
});
const post = (given: Partial<TestStanding> = {}) =>
  standing({ kind: 'postTest', moduleCode: null, attemptsAllowed: 2, ...given });
const quizzes = scoredModules.map((moduleCode) => standing({ moduleCode, attemptsUsed: 3, bestScore: 80 }));
const used = [...quizzes, post({ attemptsUsed: 2, bestScore: 80 })];

describe('nextStepOf', () => {
  it.each([
    ['all is met', {}, used, { kind: 'awaitDecision' }],
    [
      'an attempt is running',
      { [postTest]: null },
      [...quizzes, post({ attemptsUsed: 1, openAttemptId: 'x' as never })],
      { kind: 'takePostTest', isOpen: true },
    ],
    [
      'a quiz is missing that the score needs',
      { [quizOf('M3')]: null, [postTest]: null },
      [...quizzes.slice(0, 2), standing({ moduleCode: 'M3' }), post()],
      { kind: 'takeQuiz', moduleCode: 'M3', attemptsLeft: 3 },
    ],
    [
      'a quiz is missing that the score does not need',
      { [quizOf('M3')]: null, [plan]: 69 },
      [standing({ moduleCode: 'M3' })],
      { kind: 'improvePlan' },
    ],
    [
      'the post-test can be taken',
      { [postTest]: 40 },
      [...quizzes, post({ attemptsUsed: 1, bestScore: 40 })],
      { kind: 'takePostTest', attemptsLeft: 1, bestScore: 40 },
    ],
    [
      'the post-test has no attempts left',
      { [postTest]: 40 },
      used,
      { kind: 'noAttemptsLeft', value: 40, limit: 60 },
    ],
    ['the plan is too low', { [plan]: 68 }, used, { kind: 'improvePlan', value: 68, limit: 70 }],
    ['the plan was sent back', { [planApproved]: 0 }, used, { kind: 'improvePlan', value: 80 }],
    ['the plan is missing', { [plan]: null }, used, { kind: 'handInPlan' }],
    ['the plan waits for approval', { [planApproved]: null }, used, { kind: 'awaitPlanApproval' }],
    [
      'assignments are missing',
      { [assignmentOf('M4')]: null, [assignmentOf('M6')]: null },
      used,
      { kind: 'handInAssignments', missing: ['M4', 'M6'], needed: 1 },
    ],
    [
      'attendance is too low',
      { [attendance]: [13, 17] },
      used,
      { kind: 'attendMore', attended: 13, scheduled: 17, limit: 80 },
    ],
    ['attendance is not recorded', { [attendance]: null }, used, { kind: 'awaitAttendance' }],
    [
      'only the final score is too low and a test can be repeated',
      { ...Object.fromEntries(scoredModules.map((code) => [quizOf(code), 20])), [plan]: 70, [postTest]: 70 },
      [...quizzes.slice(1), standing({ attemptsUsed: 1, bestScore: 20 })],
      { kind: 'takeQuiz', moduleCode: 'M1' },
    ],
    [
      'only the final score is too low and nothing can be repeated',
      { ...Object.fromEntries(scoredModules.map((code) => [quizOf(code), 20])), [plan]: 70, [postTest]: 70 },
      used,
      { kind: 'raiseScore', limit: 70 },
    ],
  ] as [string, SomeScores, TestStanding[], object][])('when %s', (_case, given, standings, expected) => {
    expect(nextStepOf(explain(given), standings)).toMatchObject(expected);
  });
});
