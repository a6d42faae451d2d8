import type { LessonCard } from '@bimtek/curriculum-contracts';
import type { LessonProgress } from '@bimtek/learning-contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  accessOf,
  cut,
  minutesLeft,
  moduleProgressOf,
  notStarted,
  readAtOf,
  shareRead,
  withinLesson,
} from './progress.rules.ts';

describe('accessOf', () => {
  it.each([
    ['active in a running class', 'active', 'running', 'open'],
    ['active in a class that is being graded', 'active', 'grading', 'open'],
    ['active in a closed class', 'active', 'closed', 'readOnly'],
    ['completed', 'completed', 'decision', 'readOnly'],
    ['passed', 'passed', 'closed', 'readOnly'],
    ['not passed', 'notPassed', 'closed', 'readOnly'],
    ['placed in a class that is not open', 'placed', 'preparing', 'notYet'],
    ['verified, without a class', 'verified', null, 'notYet'],
    ['invited', 'invited', null, 'notYet'],
    ['withdrawn', 'withdrawn', 'running', null],
    ['replaced', 'replaced', null, null],
    ['did not appear', 'noShow', 'running', null],
  ] as const)('%s', (_case, state, classState, expected) => {
    expect(accessOf({ state, classState })).toBe(expected);
  });
});

describe('cut', () => {
  it.each([
    [0, 0],
    [0.29, 0.29],
    [0.999, 0.99],
    [0.57, 0.57],
    [2 / 3, 0.66],
    [1, 1],
    [1.2, 1],
    [-1, 0],
  ])('%d is %d', (share, expected) => expect(cut(share)).toBe(expected));
});

describe('shareRead', () => {
  it.each([
    ['nothing', { blockIndex: 0, fraction: 0 }, 10, false, 0],
    ['half of the third block of ten', { blockIndex: 2, fraction: 0.5 }, 10, false, 0.25],
    ['the last block, but not its end', { blockIndex: 9, fraction: 1 }, 10, false, 0.99],
    ['the end, whatever stands at the top', { blockIndex: 6, fraction: 0 }, 10, true, 1],
    ['a block that does not exist', { blockIndex: 99, fraction: 0 }, 10, false, 0.99],
  ])('%s', (_case, position, blocks, isEndReached, expected) => {
    expect(shareRead(position, blocks, isEndReached)).toBe(expected);
  });

  it('is whole only when the end was reached, and never outside 0 to 1', () => {
    const position = fc.record({
      blockIndex: fc.nat(10_000),
      fraction: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(position, fc.integer({ min: 1, max: 400 }), (at, blocks) => {
        const share = shareRead(at, blocks, false);
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThan(1);
        expect(withinLesson(at, blocks).blockIndex).toBeLessThan(blocks);
      }),
    );
  });
});

describe('readAtOf', () => {
  const noon = new Date('2026-07-06T12:00:00Z');
  it.each([
    ['believes a time that is past', new Date('2026-07-06T11:00:00Z'), new Date('2026-07-06T11:00:00Z')],
    ['cuts a clock that goes fast', new Date('2030-01-01T00:00:00Z'), noon],
  ])('%s', (_case, told, expected) => expect(readAtOf(told, noon)).toEqual(expected));
});

const lesson = (id: string, minutes = 10) => ({ id, minutes, sizeBytes: 1_000 }) as LessonCard;
const at = (given: Partial<LessonProgress>): LessonProgress => ({
  ...notStarted,
  state: 'started',
  ...given,
});
const done = at({ state: 'completed', share: 1, isEndReached: true });

describe('minutesLeft', () => {
  it.each([
    ['not started', notStarted, 10],
    ['a third read', at({ share: 0.33 }), 7],
    ['all read, not said so', at({ share: 1, isEndReached: true }), 1],
    ['completed', done, 0],
  ])('%s', (_case, progress, expected) => expect(minutesLeft({ minutes: 10 }, progress)).toBe(expected));
});

describe('moduleProgressOf', () => {
  const module = (lessons: LessonCard[], selfStudyHours = 1) => ({
    code: 'M1',
    position: 1,
    title: 'Modul 1',
    group: 'basic' as const,
    liveHours: 2,
    selfStudyHours,
    lessons,
  });
  it.each([
    [
      'a subject that is held live only',
      module([], 0),
      {},
      { state: 'withoutLessons', share: 0, minutesLeft: 0 },
    ],
    [
      'lessons that are being written',
      module([]),
      {},
      { state: 'notYetAvailable', share: 0, minutesLeft: 0 },
    ],
    [
      'nothing read',
      module([lesson('a'), lesson('b')]),
      {},
      { state: 'notStarted', share: 0, minutesLeft: 20 },
    ],
    [
      'one begun',
      module([lesson('a'), lesson('b')]),
      { a: at({ share: 0.5 }) },
      { state: 'started', share: 0.25, minutesLeft: 15 },
    ],
    [
      'one completed',
      module([lesson('a'), lesson('b')]),
      { a: done },
      { state: 'started', share: 0.5, minutesLeft: 10, lessonsCompleted: 1 },
    ],
    [
      'all read but one not said so: not whole',
      module([lesson('a'), lesson('b')]),
      { a: done, b: at({ share: 1, isEndReached: true }) },
      { state: 'started', share: 0.99, lessonsCompleted: 1 },
    ],
    [
      'all completed',
      module([lesson('a'), lesson('b')]),
      { a: done, b: done },
      { state: 'completed', share: 1, minutesLeft: 0 },
    ],
  ])('%s', (_case, facts, progress, expected) => {
    expect(moduleProgressOf(facts, new Map(Object.entries(progress)), null)).toMatchObject(expected);
  });
});
