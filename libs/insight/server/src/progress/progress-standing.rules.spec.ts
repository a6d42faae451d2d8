import { describe, expect, it } from '@jest/globals';
import { lessonsExpected, standingOf } from './progress-standing.rules.ts';

const week = { startsOn: '2026-07-06', endsOn: '2026-07-10' };

describe('lessonsExpected', () => {
  it.each([
    ['before the class', '2026-07-01', 0],
    ['on the first day', '2026-07-06', 0],
    ['on the second day: a fifth', '2026-07-07', 8],
    ['on the last day: four fifths', '2026-07-10', 32],
    ['when the class is over', '2026-07-11', 40],
    ['long after', '2026-12-01', 40],
  ])('%s', (_case, today, expected) => expect(lessonsExpected(40, week, today)).toBe(expected));

  it('is rounded down', () => expect(lessonsExpected(7, week, '2026-07-07')).toBe(1));
  it('takes a class of one day', () => {
    const day = { startsOn: '2026-07-06', endsOn: '2026-07-06' };
    expect(lessonsExpected(10, day, '2026-07-06')).toBe(0);
    expect(lessonsExpected(10, day, '2026-07-07')).toBe(10);
  });
});

describe('standingOf', () => {
  it.each([
    ['all lessons', { done: 40, begun: 40, expected: 8, total: 40 }, 'done'],
    ['nothing opened on the first day', { done: 0, begun: 0, expected: 0, total: 40 }, 'notStarted'],
    ['opened only, on the first day', { done: 0, begun: 1, expected: 0, total: 40 }, 'onTrack'],
    ['opened only, on the second', { done: 0, begun: 1, expected: 8, total: 40 }, 'behind'],
    ['exactly what the days ask for', { done: 8, begun: 9, expected: 8, total: 40 }, 'onTrack'],
    ['a curriculum without lessons', { done: 0, begun: 0, expected: 0, total: 0 }, 'notStarted'],
  ] as const)('%s', (_case, counts, expected) => expect(standingOf(counts)).toBe(expected));
});
