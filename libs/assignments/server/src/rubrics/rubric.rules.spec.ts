import type { CorrectedCriterion } from '@bimtek/assignments-contracts';
import type { Rubric } from '@bimtek/curriculum-contracts';
import { describe, expect, it } from '@jest/globals';
import { correctedRubric, rescored } from './rubric.rules.ts';

const levels = ([4, 3, 2, 1] as const).map((level) => ({ level, text: `Terlihat pada tingkat ${level}` }));
const rubric: Rubric = {
  code: 'R-T1',
  criteria: [
    { code: 'need', title: 'Kebutuhan', weight: 60, levels, mustReviseAt: 1 },
    { code: 'goal', title: 'Tujuan', weight: 40, levels, mustReviseAt: null },
  ],
};
const given = (need: number, goal: number, codes = ['need', 'goal']): CorrectedCriterion[] => [
  { code: codes[0] ?? '', weight: need, levels },
  { code: codes[1] ?? '', weight: goal, levels },
];

describe('correctedRubric', () => {
  it('takes weights and texts, and keeps titles and from which level work goes back', () => {
    const texts = levels.map((one) => ({ ...one, text: `${one.text}, diperjelas` }));
    const corrected = correctedRubric(rubric, [
      { code: 'need', weight: 50, levels: [...texts].reverse() },
      { code: 'goal', weight: 50, levels },
    ]);
    expect(corrected).toEqual({
      rubric: {
        code: 'R-T1',
        criteria: [
          { code: 'need', title: 'Kebutuhan', weight: 50, levels: texts, mustReviseAt: 1 },
          { code: 'goal', title: 'Tujuan', weight: 50, levels, mustReviseAt: null },
        ],
      },
    });
  });
  it.each([
    ['weights that do not add up', given(50, 40), 'weights-not-100'],
    ['a criterion too few', given(100, 0).slice(0, 1), 'other-criteria'],
    ['another criterion', given(60, 40, ['need', 'other']), 'other-criteria'],
    ['another order', given(40, 60, ['goal', 'need']), 'other-criteria'],
    ['nothing new', given(60, 40), 'rubric-unchanged'],
    [
      'a level twice',
      [
        { code: 'need', weight: 50, levels: [levels[0], ...levels.slice(0, 3)] as typeof levels },
        given(50, 50)[1]!,
      ],
      'other-criteria',
    ],
  ] as const)('refuses %s', (_case, criteria, refusal) =>
    expect(correctedRubric(rubric, criteria)).toEqual({ refusal }),
  );
});

describe('rescored', () => {
  const mark = { markId: 'a', levels: { need: 4, goal: 2 } as const, points: 80, latePoints: 10, score: 70 };
  const even = (correctedRubric(rubric, given(50, 50)) as { rubric: Rubric }).rubric;
  it('counts anew, less what being late cost', () => {
    expect(rescored(even, [mark])).toEqual([{ mark, score: { points: 75, latePoints: 10, score: 65 } }]);
  });
  it('leaves out what stays the same', () => {
    const level = { ...mark, levels: { need: 3, goal: 3 } as const, points: 75, score: 65 };
    expect(rescored(even, [level])).toEqual([]);
  });
});
