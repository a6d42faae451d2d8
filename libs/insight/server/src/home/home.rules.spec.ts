import type { TestStanding } from '@bimtek/assessment-contracts';
import type { EnrollmentState } from '@bimtek/delivery-contracts';
import type { NextStep } from '@bimtek/learning-contracts';
import { describe, expect, it } from '@jest/globals';
import { dayOf, type DueFacts, stageOf, testsDue } from './home.rules.ts';

const lesson = { kind: 'lesson' } as NextStep;
const done: NextStep = { kind: 'done' };

describe('stageOf', () => {
  it.each([
    ['invited', null, 'waiting'],
    ['registered', null, 'waiting'],
    ['needsCorrection', null, 'waiting'],
    ['verified', null, 'waiting'],
    ['placed', null, 'waiting'],
    ['active', lesson, 'learning'],
    ['active', done, 'awaiting'],
    ['active', null, 'awaiting'],
    ['completed', null, 'awaiting'],
    ['passed', null, 'passed'],
    ['notPassed', null, 'notPassed'],
    ['withdrawn', null, 'left'],
    ['replaced', null, 'left'],
    ['noShow', null, 'left'],
  ] as const)('%s with next step %j is %s', (state: EnrollmentState, next, expected) =>
    expect(stageOf({ state, classState: 'running' }, next)).toBe(expected),
  );

  it('knows somebody who takes part in nothing', () => expect(stageOf(null, null)).toBe('notEnrolled'));
});

describe('dayOf', () => {
  it.each([
    ['the first day', '2026-07-06', { day: 1, days: 5 }],
    ['the last day', '2026-07-10', { day: 5, days: 5 }],
    ['the day before', '2026-07-05', { day: 0, days: 5 }],
    ['a week before', '2026-06-29', { day: -6, days: 5 }],
    ['the day after', '2026-07-11', { day: 6, days: 5 }],
  ])('%s', (_case, today, expected) => expect(dayOf('2026-07-06', '2026-07-10', today)).toEqual(expected));

  it('counts across the end of a month', () =>
    expect(dayOf('2026-06-29', '2026-07-03', '2026-07-01')).toEqual({ day: 3, days: 5 }));
});

const test = (given: Partial<TestStanding>): TestStanding => ({
  testId: crypto.randomUUID() as TestStanding['testId'],
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
const quiz = test({});
const preTest = test({ kind: 'preTest', moduleCode: null, passMark: null, attemptsAllowed: 1 });
const postTest = test({ kind: 'postTest', moduleCode: null, passMark: 60, attemptsAllowed: 2 });
const open = { openAttemptId: crypto.randomUUID() as NonNullable<TestStanding['openAttemptId']> };

const facts = (given: Partial<DueFacts>): DueFacts => ({
  access: 'open',
  today: '2026-07-08',
  startsOn: '2026-07-06',
  endsOn: '2026-07-10',
  modules: [
    { code: 'M0', state: 'withoutLessons' },
    { code: 'M1', state: 'started' },
    { code: 'M2', state: 'notYetAvailable' },
  ],
  tests: [],
  ...given,
});
const learned = [
  { code: 'M1', state: 'completed' },
  { code: 'M2', state: 'notYetAvailable' },
] as const;
const untouched = [{ code: 'M1', state: 'notStarted' }] as const;

describe('testsDue', () => {
  it.each([
    ['the quiz of a module that was begun', { tests: [quiz] }, ['2026-07-10']],
    ['not the quiz of a module that was not', { tests: [quiz], modules: untouched }, []],
    ['not a quiz that is passed', { tests: [test({ passed: true, bestScore: 80, attemptsUsed: 1 })] }, []],
    ['a quiz that can be tried again', { tests: [test({ passed: false, attemptsUsed: 1 })] }, ['2026-07-10']],
    ['not a quiz without attempts left', { tests: [test({ passed: false, attemptsUsed: 3 })] }, []],
    [
      'a running attempt at once, though it is the last',
      { tests: [test({ attemptsUsed: 3, ...open })] },
      ['2026-07-08'],
    ],
    ['the pre-test on the first day', { tests: [preTest], today: '2026-07-06' }, ['2026-07-06']],
    ['the pre-test on the evening before', { tests: [preTest], today: '2026-07-05' }, ['2026-07-06']],
    [
      'the pre-test for who has learned nothing yet',
      { tests: [preTest], modules: untouched },
      ['2026-07-10'],
    ],
    ['no pre-test once learning has begun', { tests: [preTest] }, []],
    [
      'no pre-test twice',
      { tests: [test({ ...preTest, bestScore: 40, attemptsUsed: 1 })], today: '2026-07-06' },
      [],
    ],
    ['no post-test while there is something to learn', { tests: [postTest] }, []],
    ['the post-test when all is learned', { tests: [postTest], modules: learned }, ['2026-07-10']],
    ['the post-test on the last day', { tests: [postTest], today: '2026-07-10' }, ['2026-07-10']],
    ['without a day once the days are over', { tests: [quiz], today: '2026-07-12' }, [null]],
    ['nothing before the class opens', { tests: [preTest], access: 'notYet' as const }, []],
    ['nothing when reading only', { tests: [quiz], access: 'readOnly' as const }, []],
    ['nothing for who takes part no more', { tests: [quiz], access: null }, []],
  ] as const)('%s', (_case, given, expected) =>
    expect(testsDue(facts(given)).map(({ dueOn }) => dueOn)).toEqual(expected),
  );

  it('lists by day, what has none last', () => {
    const running = test({ moduleCode: 'M1', ...open });
    const due = testsDue(facts({ tests: [quiz, running], today: '2026-07-12' }));
    expect(due.map(({ testId }) => testId)).toEqual([running.testId, quiz.testId]);
  });
});
