import { describe, expect, it } from '@jest/globals';
import type { Answer, SavedAnswer } from '@bimtek/assessment-contracts';
import { cellState, type HeldAnswer, heldAnswers, lettersOf, withOption } from './held-answers.ts';

const one = (optionId: string | null): Answer => ({ kind: 'single', optionId });
const saved = (questionId: string, answer: Answer, revision: number): SavedAnswer =>
  ({ questionId, answer, revision, savedAt: '2026-07-06T02:00:00.000Z' }) as SavedAnswer;

describe('heldAnswers', () => {
  it.each([
    ['only on the server', [saved('q', one('a'), 1)], [], 'server', 'a'],
    ['only on this phone', [], [{ questionId: 'q', answer: one('b'), revision: 1 }], 'phone', 'b'],
    [
      'newer on this phone',
      [saved('q', one('a'), 1)],
      [{ questionId: 'q', answer: one('b'), revision: 2 }],
      'phone',
      'b',
    ],
    [
      'saved, but the answer got lost',
      [saved('q', one('b'), 2)],
      [{ questionId: 'q', answer: one('b'), revision: 2 }],
      'server',
      'b',
    ],
    [
      'newer on the server',
      [saved('q', one('a'), 3)],
      [{ questionId: 'q', answer: one('b'), revision: 2 }],
      'stale',
      'b',
    ],
  ] as const)('%s', (_case, server, waiting, place, chosen) => {
    const held = heldAnswers([...server], [...waiting]).get('q');
    expect(held).toMatchObject({ place, answer: one(chosen) });
  });
});

describe('cellState', () => {
  const held = (place: HeldAnswer['place'], answer = one('a')): HeldAnswer => ({
    answer,
    revision: 1,
    place,
    savedAt: null,
    turn: 1,
  });
  it.each([
    ['not answered', undefined, 'empty'],
    ['saved', held('server'), 'server'],
    ['on its way', held('sending'), 'phone'],
    ['waiting for signal', held('phone'), 'phone'],
    ['refused', held('failed'), 'failed'],
    ['overtaken by another tab', held('stale'), 'failed'],
    ['taken back', held('server', one(null)), 'empty'],
  ] as const)('%s', (_case, given, expected) => expect(cellState(given)).toBe(expected));
});

describe('withOption', () => {
  it('replaces the choice of a single-choice question', () => {
    expect(withOption('single', one('a'), 'b', true)).toEqual(one('b'));
  });
  it('adds and takes back options of a multiple-choice question', () => {
    const both = withOption('multiple', { kind: 'multiple', optionIds: ['a'] }, 'b', true);
    expect(both).toEqual({ kind: 'multiple', optionIds: ['a', 'b'] });
    expect(withOption('multiple', both, 'a', false)).toEqual({ kind: 'multiple', optionIds: ['b'] });
  });
});

describe('lettersOf', () => {
  it('names the chosen options by their place on the screen', () => {
    expect(lettersOf({ kind: 'multiple', optionIds: ['y', 'x'] }, ['x', 'w', 'y'])).toEqual(['A', 'C']);
    expect(lettersOf(one(null), ['x'])).toEqual([]);
  });
});
