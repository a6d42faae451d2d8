import type { MarkContent } from '@bimtek/assignments-contracts';
import type { Rubric } from '@bimtek/curriculum-contracts';
import { describe, expect, it } from '@jest/globals';
import {
  hasComment,
  isSameMark,
  missingLevels,
  scoreOf,
  sendingBack,
  unknownCriteria,
} from './score.rules.ts';

const levels = ([4, 3, 2, 1] as const).map((level) => ({ level, text: `Gambaran tingkat ${level}.` }));
const rubric: Rubric = {
  code: 'T1-R1',
  criteria: [
    { code: 'need', title: 'Kebutuhan', weight: 35, levels, mustReviseAt: null },
    { code: 'goal', title: 'Tujuan', weight: 40, levels, mustReviseAt: 2 },
    { code: 'clear', title: 'Kejelasan', weight: 25, levels, mustReviseAt: null },
  ],
};
const mark = (given: Partial<MarkContent>): MarkContent => ({
  levels: {},
  comments: {},
  comment: '',
  itemComments: {},
  ...given,
});

describe('scoreOf', () => {
  it.each([
    ['the best of everything', { need: 4, goal: 4, clear: 4 }, 0, { points: 100, latePoints: 0, score: 100 }],
    ['the least of everything', { need: 1, goal: 1, clear: 1 }, 0, { points: 25, latePoints: 0, score: 25 }],
    ['quarters of points', { need: 3, goal: 4, clear: 1 }, 0, { points: 72.5, latePoints: 0, score: 72.5 }],
    ['hundredths', { need: 1, goal: 3, clear: 3 }, 0, { points: 57.5, latePoints: 0, score: 57.5 }],
    ['a quarter', { need: 3, goal: 3, clear: 4 }, 0, { points: 81.25, latePoints: 0, score: 81.25 }],
    ['late', { need: 4, goal: 4, clear: 4 }, 10, { points: 100, latePoints: 10, score: 90 }],
    ['never below nought', {}, 10, { points: 0, latePoints: 10, score: 0 }],
  ] as const)('%s', (_case, given, late, expected) => expect(scoreOf(rubric, given, late)).toEqual(expected));
});

describe('a mark against its rubric', () => {
  it('misses criteria without a level', () => {
    expect(missingLevels(rubric, { goal: 1 })).toEqual(['need', 'clear']);
  });
  it('has no criteria of its own, in levels or comments', () => {
    expect(unknownCriteria(rubric, mark({ levels: { need: 1, other: 2 }, comments: { more: '' } }))).toEqual([
      'other',
      'more',
    ]);
  });
  it.each([
    [1, ['goal']],
    [2, ['goal']],
    [3, []],
    [4, []],
  ] as const)('sends work back at level %s or below, whatever the sum: %j', (level, back) => {
    expect(sendingBack(rubric, { need: 1, clear: 1, goal: level })).toEqual(back);
  });
  it('has something to read when any comment says something', () => {
    expect(hasComment(mark({ comments: { need: '  ' } }))).toBe(false);
    expect(hasComment(mark({ comments: { need: 'Lengkapi.' } }))).toBe(true);
    expect(hasComment(mark({ comment: 'Lengkapi.' }))).toBe(true);
  });
  it('is the same in whatever order it was filled in', () => {
    expect(
      isSameMark(
        mark({ levels: { need: 1, goal: 2 }, comments: { goal: 'a', need: '' } }),
        mark({ levels: { goal: 2, need: 1 }, comments: { goal: 'a' } }),
      ),
    ).toBe(true);
    expect(isSameMark(mark({ levels: { need: 1 } }), mark({ levels: { need: 2 } }))).toBe(false);
    expect(isSameMark(mark({ comment: 'a' }), mark({ comment: 'b' }))).toBe(false);
  });
});
