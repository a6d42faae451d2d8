import { describe, expect, it } from '@jest/globals';
import { differenceFrom, meanOf, panelOf } from './panel.rules.ts';

const marks = (sampleId: string, points: Record<string, number>) =>
  Object.entries(points).map(([markerId, given]) => ({ sampleId, markerId, points: given }));

describe('panelOf', () => {
  it('compares everybody with the mean of the others, not with a mean that is partly their own', () => {
    const panel = panelOf([
      ...marks('one', { kind: 90, a: 60, b: 60, c: 60 }),
      ...marks('two', { kind: 80, a: 60, b: 60, c: 60 }),
    ]);
    expect(panel.get('kind')).toEqual({ samples: 2, leniency: 25, spread: 7.07 });
    expect(panel.get('a')).toEqual({ samples: 2, leniency: -8.33, spread: 2.36 });
  });

  it('says nothing of a sample that fewer than three others have marked', () => {
    const panel = panelOf([
      ...marks('one', { kind: 100, a: 0, b: 0 }),
      ...marks('two', { kind: 70, a: 60, b: 60, c: 60 }),
    ]);
    expect(panel.get('kind')).toEqual({ samples: 2, leniency: 10, spread: null });
    expect(panelOf(marks('one', { kind: 100, a: 0, b: 0 })).get('a')).toEqual({
      samples: 1,
      leniency: null,
      spread: null,
    });
  });

  it('gives every marker the same as comparing one by one, for many marks', () => {
    // Points that follow no pattern, the same in every run.
    const points = (sample: number, marker: number) => ((sample * 7919 + marker * 104_729) % 401) / 4;
    const all = [0, 1, 2, 3, 4].flatMap((sample) =>
      Array.from({ length: 12 }, (_, marker) => ({
        sampleId: String(sample),
        markerId: String(marker),
        points: points(sample, marker),
      })),
    );
    const panel = panelOf(all);
    for (let marker = 0; marker < 12; marker++) {
      const differences = [0, 1, 2, 3, 4].map(
        (sample) =>
          differenceFrom(
            points(sample, marker),
            all
              .filter((one) => one.sampleId === String(sample) && one.markerId !== String(marker))
              .map((one) => one.points),
          ) ?? NaN,
      );
      expect(panel.get(String(marker))?.leniency).toBeCloseTo(meanOf(differences).mean ?? NaN, 1);
    }
  });
});

describe('meanOf', () => {
  it('knows no mean of nothing, no spread of one, and none between equals', () => {
    expect(meanOf([])).toEqual({ mean: null, spread: null });
    expect(meanOf([5])).toEqual({ mean: 5, spread: null });
    expect(meanOf([0.1, 0.1, 0.1])).toEqual({ mean: 0.1, spread: 0 });
  });
});
