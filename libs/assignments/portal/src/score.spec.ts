import type { Rubric } from '@bimtek/curriculum-contracts';
import { describe, expect, it } from '@jest/globals';
import { nextStep, scoreSoFar, toRevise } from './score.ts';
import { aRubric } from './testing/some-work.ts';

const rubric: Rubric = aRubric;

describe('scoreSoFar', () => {
  it.each([
    ['nothing is set', {}, 0, { points: 0, score: 0, set: 0, of: 0 }],
    ['one of two', { need: 3 }, 0, { points: 45, score: 45, set: 1, of: 60 }],
    ['all at the highest', { need: 4, result: 4 }, 0, { points: 100, score: 100, set: 2, of: 100 }],
    ['late', { need: 3, result: 2 }, 10, { points: 65, score: 55, set: 2, of: 100 }],
    ['late with less than it costs', { result: 1 }, 20, { points: 10, score: 0, set: 1, of: 40 }],
    ['a level of a criterion that the rubric does not have', { gone: 4 }, 0, { points: 0, set: 0 }],
  ] as const)('%s', (_case, levels, latePoints, expected) => {
    expect(scoreSoFar(rubric, levels, latePoints)).toMatchObject(expected);
  });
});

describe('toRevise', () => {
  it('names the criteria at or below the level at which work goes back', () => {
    expect(toRevise(rubric, { need: 1, result: 1 }).map(({ code }) => code)).toEqual(['result']);
    expect(toRevise(rubric, { need: 1, result: 2 })).toEqual([]);
  });
});

describe('nextStep', () => {
  it('is the next level where most points are missing', () => {
    expect(nextStep(rubric, { need: 3, result: 1 })).toMatchObject({
      criterion: { code: 'result' },
      text: 'result seen at level 2',
    });
  });

  it('is nothing when every level is the highest', () => {
    expect(nextStep(rubric, { need: 4, result: 4 })).toBeUndefined();
  });
});
