import { describe, expect, it } from '@jest/globals';
import { distanceTo, percentSeen, placeAt } from './reading-place.ts';

/** Three blocks of 100 with gaps of 20, scrolled so that the first begins at `top`. */
const blocks = (top: number) => [0, 120, 240].map((offset) => ({ top: top + offset, height: 100 }));

describe('placeAt', () => {
  it.each([
    ['above the text', 200, { blockIndex: 0, fraction: 0 }],
    ['at its beginning', 72, { blockIndex: 0, fraction: 0 }],
    ['in the middle of the second block', 72 - 170, { blockIndex: 1, fraction: 0.5 }],
    ['in a gap: the end of the block before', 72 - 110, { blockIndex: 0, fraction: 1 }],
    ['below the text', -900, { blockIndex: 2, fraction: 1 }],
  ])('%s', (_case, top, expected) => expect(placeAt(72, blocks(top))).toEqual(expected));

  it('is the beginning when there is no text', () =>
    expect(placeAt(72, [])).toEqual({ blockIndex: 0, fraction: 0 }));
});

describe('distanceTo', () => {
  it('brings back exactly to the place that was read', () => {
    const read = placeAt(72, blocks(-77));
    const distance = distanceTo(read, 72, blocks(150));
    expect(placeAt(72, blocks(150 - distance))).toEqual(read);
  });

  it('goes to the last block when the lesson has become shorter', () => {
    expect(distanceTo({ blockIndex: 9, fraction: 0 }, 72, blocks(72))).toBe(240);
  });
});

describe('percentSeen', () => {
  it.each([
    ['nothing on the screen yet', 800, 0],
    ['half of it', 630, 50],
    ['the last line on the screen', 460, 100],
    ['scrolled past', -900, 100],
  ])('%s', (_case, top, expected) => expect(percentSeen(800, blocks(top))).toBe(expected));

  it('is nothing while the text has no height, so that a hidden page never counts as read', () => {
    expect(percentSeen(800, [{ top: 0, height: 0 }])).toBe(0);
  });
});
