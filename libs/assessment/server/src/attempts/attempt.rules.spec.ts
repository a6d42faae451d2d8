import { describe, expect, it } from '@jest/globals';
import {
  attemptsLeft,
  closingTime,
  isOverdue,
  refusesSave,
  refusesStart,
  reviewDepth,
  waitUntil,
} from './attempt.rules.ts';

const noon = new Date('2026-07-06T05:00:00Z');
const after = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);
const justAfter = new Date(noon.getTime() + 1);

describe('closingTime', () => {
  it('is the start plus the minutes of the test', () => expect(closingTime(noon, 20)).toEqual(after(20)));
});

describe('refusesSave', () => {
  const open = { state: 'open', closesAt: noon, classClosed: false } as const;
  it.each([
    ['open, before the end', open, after(-1), null],
    ['open, on the last instant', open, noon, null],
    ['open, a millisecond too late', open, justAfter, 'time-is-up'],
    ['handed in, before the end', { ...open, state: 'submitted' }, after(-1), 'attempt-closed'],
    ['expired', { ...open, state: 'expired' }, after(1), 'attempt-closed'],
    ['open, but the class is closed', { ...open, classClosed: true }, after(-1), 'class-closed'],
  ] as const)('%s', (_case, attempt, now, expected) => expect(refusesSave(attempt, now)).toBe(expected));
});

describe('isOverdue', () => {
  it.each([
    ['open, on the last instant', 'open', noon, false],
    ['open, a millisecond later', 'open', justAfter, true],
    ['closed already', 'submitted', after(60), false],
  ] as const)('%s', (_case, state, now, expected) => {
    expect(isOverdue({ state, closesAt: noon }, now)).toBe(expected);
  });
});

const quiz = { attempts: 3, waitMinutes: 30 };
const fresh = { used: 0, lastFinishedAt: null };
const once = { used: 1, lastFinishedAt: noon };

describe('attemptsLeft', () => {
  it.each([
    [0, 3],
    [2, 1],
    [3, 0],
    [4, 0],
  ])('after %d of 3 there are %d', (used, expected) => {
    expect(attemptsLeft(quiz, { used, lastFinishedAt: null })).toBe(expected);
  });
});

describe('waitUntil', () => {
  it.each([
    ['nothing finished yet', quiz, fresh, noon, null],
    ['right after an attempt', quiz, once, noon, after(30)],
    ['a minute before the wait is over', quiz, once, after(29), after(30)],
    ['when the wait is over', quiz, once, after(30), null],
    ['a test without waiting', { attempts: 2, waitMinutes: 0 }, once, noon, null],
    ['no attempt left to wait for', quiz, { used: 3, lastFinishedAt: noon }, noon, null],
  ] as const)('%s', (_case, limits, past, now, expected) => {
    expect(waitUntil(limits, past, now)).toEqual(expected);
  });
});

describe('refusesStart', () => {
  const active = { ...fresh, enrollmentState: 'active', classClosed: false };
  it.each([
    ['first attempt in a running class', active, noon, null],
    ['the class is closed', { ...active, classClosed: true }, noon, 'class-closed'],
    [
      'placed, but the class has not begun',
      { ...active, enrollmentState: 'placed' },
      noon,
      'enrollment-not-active',
    ],
    ['all attempts used', { ...active, used: 3, lastFinishedAt: noon }, after(90), 'no-attempts-left'],
    ['too soon after the last one', { ...active, ...once }, after(10), 'wait-between-attempts'],
    ['after the wait', { ...active, ...once }, after(30), null],
  ] as const)('%s', (_case, facts, now, expected) => expect(refusesStart(quiz, facts, now)).toBe(expected));
});

describe('reviewDepth', () => {
  it.each([
    ['quiz', false, 'items'],
    ['quiz', true, 'items'],
    ['preTest', false, 'score'],
    ['postTest', false, 'score'],
    ['postTest', true, 'items'],
  ] as const)('%s, class closed: %s, shows %s', (kind, classClosed, expected) => {
    expect(reviewDepth(kind, classClosed)).toBe(expected);
  });
});
