import { describe, expect, it } from '@jest/globals';
import { middleOf, verdictOf } from './link-check.ts';

describe('the verdict on a link', () => {
  it.each([
    [[40, 50, 60], 'good'],
    [[40, 50, 5000, 60, 45], 'good'],
    [[300, 300], 'good'],
    [[301, 301], 'fair'],
    [[40, 40, 40, 40, null], 'fair'],
    [[40, 40, 40, null, null], 'poor'],
    [[801, 900], 'poor'],
    [[null, null], 'none'],
    [[], 'none'],
  ] as const)('of %j is %s', (trips, expected) => expect(verdictOf(trips)).toBe(expected));

  it('rests on the middle of the trips that came back', () => {
    expect(middleOf([30, null, 10, 20])).toBe(20);
  });
});
