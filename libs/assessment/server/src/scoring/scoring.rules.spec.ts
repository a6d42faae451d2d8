import { describe, expect, it } from '@jest/globals';
import type { Answer } from '@bimtek/assessment-contracts';
import fc from 'fast-check';
import { isPassed, isRight, outcomeOf, scoreOf } from './scoring.rules.ts';

const one = (optionId: string | null): Answer => ({ kind: 'single', optionId });
const many = (...optionIds: string[]): Answer => ({ kind: 'multiple', optionIds });
const question = (id: string, right: string[], wrong: string[]) => ({
  id,
  options: [
    ...right.map((option) => ({ id: option, isRight: true })),
    ...wrong.map((option) => ({ id: option, isRight: false })),
  ],
});
const single = question('q', ['a'], ['b', 'c', 'd']);
const multiple = question('q', ['a', 'b'], ['c', 'd']);

describe('isRight', () => {
  it.each([
    ['the right option', single, one('a'), true],
    ['a wrong option', single, one('b'), false],
    ['no answer', single, undefined, false],
    ['an answer taken back', single, one(null), false],
    ['all right options', multiple, many('b', 'a'), true],
    ['the same option ticked twice', multiple, many('a', 'b', 'b'), true],
    ['a right option missing', multiple, many('a'), false],
    ['a wrong option too many', multiple, many('a', 'b', 'c'), false],
    ['everything ticked', multiple, many('a', 'b', 'c', 'd'), false],
    ['nothing ticked', multiple, many(), false],
  ] as const)('%s', (_case, asked, answer, expected) => expect(isRight(asked, answer)).toBe(expected));
});

describe('scoreOf', () => {
  it.each([
    [0, 10, 0],
    [7, 10, 70],
    [10, 10, 100],
    [1, 3, 33.33],
    [2, 3, 66.67],
    [1, 6, 16.67],
    [1, 16, 6.25],
    [1, 32, 3.13],
    [0, 0, 0],
  ])('%d of %d is %d', (right, total, expected) => expect(scoreOf(right, total)).toBe(expected));

  it('never leaves 0 to 100, has at most two decimals, and grows with every right answer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(500), (total, n) => {
        const right = Math.min(n, total);
        const score = scoreOf(right, total);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
        expect(Number(score.toFixed(2))).toBe(score);
        expect(Math.abs(score - (100 * right) / total)).toBeLessThanOrEqual(0.005 + 1e-9);
        if (right > 0) expect(score).toBeGreaterThan(scoreOf(right - 1, total));
      }),
    );
  });
});

describe('outcomeOf', () => {
  it('counts a question without an answer as wrong, and one taken back as unanswered', () => {
    const questions = [question('1', ['a'], ['b']), question('2', ['a'], ['b']), question('3', ['a'], ['b'])];
    const answers = new Map([
      ['1', one('a')],
      ['2', one(null)],
    ]);
    expect(outcomeOf(questions, answers)).toEqual({ rightCount: 1, answeredCount: 1, score: 33.33 });
  });

  it('ignores answers to questions that were not asked', () => {
    expect(outcomeOf([single], new Map([['other', one('a')]])).answeredCount).toBe(0);
  });
});

describe('isPassed', () => {
  it.each([
    ['exactly the mark', 70, 70, true],
    ['just below the mark', 69.99, 70, false],
    ['no mark', 0, null, null],
  ])('%s', (_case, score, mark, expected) => expect(isPassed(score, mark)).toBe(expected));
});
