import { describe, expect, it } from '@jest/globals';
import { chartOf } from './drift-chart.ts';

const at = (...differences: number[]) => chartOf(differences.map((difference) => ({ difference })));

describe('chartOf', () => {
  it('has zero in the middle, whatever the differences', () => {
    expect(at(3).zero).toBe(120);
    expect(at(-40, 2).zero).toBe(120);
  });

  it('draws kinder above and stricter below, equally far', () => {
    const [kinder, stricter] = at(10, -10).dots;
    expect(kinder?.y).toBeLessThan(120);
    expect((kinder?.y ?? 0) + (stricter?.y ?? 0)).toBe(240);
  });

  it('reaches from the first week to the last, and puts a single one in the middle', () => {
    expect(at(1, 2, 3).dots.map(({ x }) => x)).toEqual([44, 336, 628]);
    expect(at(1).dots.map(({ x }) => x)).toEqual([336]);
  });

  it('keeps small differences small: the scale never ends below ten points', () => {
    expect(at(0.5).scale.map(({ points }) => points)).toEqual([10, 0, -10]);
    expect(at(22).scale[0]?.points).toBe(25);
  });
});
