import type { LessonCard } from '@bimtek/curriculum-contracts';
import type { LessonProgress, TestSummary } from '@bimtek/learning-contracts';
import { describe, expect, it } from '@jest/globals';
import { nextStepOf } from './next-step.rules.ts';
import { notStarted } from './progress.rules.ts';

const lesson = (code: string) =>
  ({ id: code, code, title: `Pelajaran ${code}`, minutes: 10, sizeBytes: 1_000 }) as LessonCard;
const modules = [
  { code: 'M0', title: 'Pembukaan', lessons: [] },
  { code: 'M1', title: 'Modul 1', lessons: [lesson('1.1'), lesson('1.2')] },
  { code: 'M2', title: 'Modul 2', lessons: [lesson('2.1')] },
];
const done: LessonProgress = { ...notStarted, state: 'completed', share: 1, isEndReached: true };
const begun = (updatedAt: string, given: Partial<LessonProgress> = {}): LessonProgress => ({
  ...notStarted,
  state: 'started',
  share: 0.4,
  updatedAt,
  ...given,
});
const test = (given: Partial<TestSummary>): TestSummary => ({
  testId: 'quiz-1',
  kind: 'quiz',
  moduleCode: 'M1',
  itemCount: 10,
  minutes: 20,
  attemptsUsed: 0,
  attemptsAllowed: 3,
  bestScore: null,
  passMark: 70,
  isPassed: false,
  isOpen: false,
  waitUntil: null,
  ...given,
});
const postTest = (given: Partial<TestSummary> = {}) =>
  test({ testId: 'post', kind: 'postTest', moduleCode: null, attemptsAllowed: 2, ...given });
const preTest = test({
  testId: 'pre',
  kind: 'preTest',
  moduleCode: null,
  attemptsAllowed: 1,
  passMark: null,
});
const all = { '1.1': done, '1.2': done, '2.1': done };
const passed = { isPassed: true, attemptsUsed: 1, bestScore: 80 };
const later = '2026-07-06T03:00:00.000Z';

describe('nextStepOf', () => {
  it.each([
    [
      'nothing begun: the first lesson',
      {},
      [test({}), preTest, postTest()],
      { kind: 'lesson', code: '1.1', isStarted: false, number: 1, of: 2 },
    ],
    [
      'a lesson begun: that one, from where it was left',
      { '1.1': done, '1.2': begun('a') },
      [test({})],
      { code: '1.2', isStarted: true, share: 0.4, minutesLeft: 6 },
    ],
    ['two begun: the one read last', { '1.1': begun('a'), '2.1': begun('b') }, [], { code: '2.1' }],
    [
      'read to the end, not said so: still that one',
      { '1.1': begun('a', { isEndReached: true, share: 1 }) },
      [],
      { code: '1.1', isEndReached: true, minutesLeft: 1 },
    ],
    ['one completed: the next lesson', { '1.1': done }, [test({})], { code: '1.2', isStarted: false }],
    [
      'a module’s lessons completed: its quiz',
      { '1.1': done, '1.2': done },
      [test({})],
      { kind: 'test', testId: 'quiz-1', moduleTitle: 'Modul 1' },
    ],
    ['the quiz passed: the next module', { '1.1': done, '1.2': done }, [test(passed)], { code: '2.1' }],
    [
      'no attempt left: the next module',
      { '1.1': done, '1.2': done },
      [test({ attemptsUsed: 3, bestScore: 60 })],
      { code: '2.1' },
    ],
    [
      'the quiz must be waited for: the next module',
      { '1.1': done, '1.2': done },
      [test({ attemptsUsed: 1, waitUntil: later })],
      { code: '2.1' },
    ],
    [
      'an attempt is running: that test before all else',
      { '2.1': begun('b') },
      [test({ isOpen: true, attemptsUsed: 1 })],
      { kind: 'test', testId: 'quiz-1', isOpen: true },
    ],
    ['a running pre-test too', {}, [{ ...preTest, isOpen: true }], { testId: 'pre', isOpen: true }],
    [
      'all lessons and quizzes: the post-test',
      all,
      [test(passed), postTest()],
      { testId: 'post', testKind: 'postTest' },
    ],
    [
      'only a test to wait for: that one, with its time',
      all,
      [test({ attemptsUsed: 1, waitUntil: later }), postTest(passed)],
      { testId: 'quiz-1', waitUntil: later },
    ],
    [
      'a quiz to wait for does not hold the post-test',
      all,
      [test({ attemptsUsed: 1, waitUntil: later }), postTest()],
      { testId: 'post' },
    ],
    ['everything: done', all, [test(passed), postTest(passed)], { kind: 'done' }],
    ['everything but the pre-test: done', all, [test(passed), preTest, postTest(passed)], { kind: 'done' }],
    ['nothing to learn: done', all, [], { kind: 'done' }],
  ])('%s', (_case, progress, tests, expected) => {
    expect(nextStepOf(modules, new Map(Object.entries(progress)), tests)).toMatchObject(expected);
  });
});
