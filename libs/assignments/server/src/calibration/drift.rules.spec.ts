import { describe, expect, it } from '@jest/globals';
import { driftOf } from './drift.rules.ts';

const week = (day: string, ...differences: number[]) => ({
  week: day,
  pieces: differences.length,
  sum: differences.reduce((total, one) => total + one, 0),
  squares: differences.reduce((total, one) => total + one * one, 0),
});

describe('driftOf', () => {
  it('says nothing without marks to compare', () => {
    expect(driftOf([])).toEqual({ leniency: null, spread: null, pieces: 0, weeks: [] });
  });

  it('gives the mean of all marks, not of weeks, and how far they lie apart', () => {
    const drift = driftOf([week('2026-07-06', 10, 2), week('2026-07-13', 0)]);
    expect(drift).toEqual({
      leniency: 4,
      spread: 5.29,
      pieces: 3,
      weeks: [
        { week: '2026-07-06', difference: 6, pieces: 2 },
        { week: '2026-07-13', difference: 0, pieces: 1 },
      ],
    });
  });

  it('knows no spread of one mark, and none of equal ones', () => {
    expect(driftOf([week('2026-07-06', 5)]).spread).toBeNull();
    expect(driftOf([week('2026-07-06', 0.1, 0.1, 0.1)]).spread).toBe(0);
  });
});
