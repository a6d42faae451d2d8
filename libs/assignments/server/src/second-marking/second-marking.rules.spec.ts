import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lotOf } from './lot.ts';
import { compareMarks, isDrawn } from './second-marking.rules.ts';

describe('the lot', () => {
  it('is the same each time, another one for another run, and always between 0 and 1', () => {
    expect(lotOf('seed', 'piece')).toBe(lotOf('seed', 'piece'));
    expect(lotOf('seed', 'piece')).not.toBe(lotOf('other', 'piece'));
    fc.assert(
      fc.property(fc.string(), fc.uuid(), (seed, id) => {
        const lot = lotOf(seed, id);
        expect(lot >= 0 && lot < 1).toBe(true);
        expect(isDrawn(lot, 0)).toBe(false);
        expect(isDrawn(lot, 100)).toBe(true);
      }),
    );
  });

  it('draws about the share that is set', () => {
    const drawn = Array.from({ length: 8_000 }, (_, n) => isDrawn(lotOf('season', `plan ${n}`), 10)).filter(
      Boolean,
    );
    expect(drawn.length).toBeGreaterThan(700);
    expect(drawn.length).toBeLessThan(900);
  });
});

describe('compareMarks', () => {
  const rules = { maxDifference: 15, latePoints: 0 };
  it.each([
    ['the same twice', 80, 80, rules, { agreed: true, points: 80, score: 80 }],
    ['the mean within the limit', 70, 80, rules, { agreed: true, points: 75, score: 75 }],
    ['exactly at the limit', 65, 80, rules, { agreed: true, points: 72.5, score: 72.5 }],
    ['a quarter above the limit', 64.75, 80, rules, { agreed: false }],
    ['whichever is higher', 80, 64.75, rules, { agreed: false }],
    ['three decimals, rounded half up', 70.25, 70, rules, { agreed: true, points: 70.125, score: 70.13 }],
    [
      'late points taken off once',
      70,
      80,
      { ...rules, latePoints: 10 },
      { agreed: true, points: 75, score: 65 },
    ],
    ['never below nothing', 5, 5, { ...rules, latePoints: 10 }, { agreed: true, points: 5, score: 0 }],
  ] as const)('gives %s', (_case, first, second, given, expected) =>
    expect(compareMarks(first, second, given)).toEqual(expected),
  );
});
