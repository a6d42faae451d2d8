import { STROKE_POINTS_MAX, type PagePoint } from '@bimtek/assignments-contracts';
import { describe, expect, it } from '@jest/globals';
import { areaOf, movedBy, onPage, pointAt, strokeOf, type Turns } from './drawing.ts';

const shown = { left: 100, top: 50, width: 400, height: 200 };

describe('a place on a page', () => {
  it.each([
    [0, [0.25, 0.1]],
    // Turned to the right, what stands at the left edge of the screen is the bottom of the page.
    [1, [0.1, 0.75]],
    [2, [0.75, 0.9]],
    [3, [0.9, 0.25]],
  ] as [Turns, PagePoint][])(
    'is the same place when the page is shown in %i quarter turns',
    (turns, expected) => {
      expect(onPage({ clientX: 200, clientY: 70 }, shown, turns)).toEqual(expected);
    },
  );

  it('never lies beside the page', () => {
    expect(onPage({ clientX: -50, clientY: 900 }, shown, 0)).toEqual([0, 1]);
  });
});

describe('an area', () => {
  it('is the same whichever corner it was drawn from', () => {
    const expected = [
      [0.1, 0.2],
      [0.5, 0.6],
    ];
    expect(areaOf([0.5, 0.6], [0.1, 0.2])).toEqual(expected);
    expect(areaOf([0.1, 0.6], [0.5, 0.2])).toEqual(expected);
  });

  it('is none when the finger only slipped', () => {
    expect(areaOf([0.5, 0.5], [0.503, 0.5])).toBeUndefined();
  });
});

describe('a stroke of the pen', () => {
  it('keeps its corners and leaves out what lies between them', () => {
    const line = (from: number, to: number, y: (x: number) => number): PagePoint[] =>
      Array.from({ length: 100 }, (_, n) => {
        const x = from + ((to - from) * n) / 99;
        return pointAt(x, y(x));
      });
    const angle = [...line(0, 0.5, () => 0.1), ...line(0.5, 1, (x) => x - 0.4)];
    expect(strokeOf(angle)).toEqual([
      [0, 0.1],
      [0.5, 0.1],
      [1, 0.6],
    ]);
  });

  it('stays within what a mark may hold, however long it is', () => {
    const scribble = Array.from({ length: 5_000 }, (_, n): PagePoint => [
      0.5 + 0.4 * Math.sin(n / 3),
      0.5 + 0.4 * Math.cos(n / 7),
    ]);
    const kept = strokeOf(scribble) ?? [];
    expect(kept).toHaveLength(STROKE_POINTS_MAX);
    expect([kept[0], kept.at(-1)]).toEqual([scribble[0], scribble.at(-1)]);
  });

  it('is none when the pen did not move', () => {
    expect(
      strokeOf([
        [0.5, 0.5],
        [0.5, 0.501],
      ]),
    ).toBeUndefined();
    expect(strokeOf([[0.5, 0.5]])).toBeUndefined();
  });
});

describe('moving a note', () => {
  it('moves all of it, and never over the edge', () => {
    expect(
      movedBy(
        [
          [0.2, 0.2],
          [0.4, 0.4],
        ],
        0.1,
        -0.1,
      ),
    ).toEqual([
      [0.3, 0.1],
      [0.5, 0.3],
    ]);
    expect(
      movedBy(
        [
          [0.2, 0.2],
          [0.4, 0.4],
        ],
        -0.5,
        0.9,
      ),
    ).toEqual([
      [0, 0.8],
      [0.2, 1],
    ]);
  });
});
