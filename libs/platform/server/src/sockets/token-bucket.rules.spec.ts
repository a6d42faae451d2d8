import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Allowance, fullBucket, take } from './token-bucket.rules.ts';

const allowance: Allowance = { burst: 5, perSecond: 2, answered: 3, cut: 10 };

describe('take', () => {
  it('lets a burst through, answers the first refusals, drops the next, and cuts the line at last', () => {
    const bucket = fullBucket(allowance, 0);
    const verdicts = Array.from({ length: 16 }, () => take(bucket, allowance, 0));
    expect(verdicts).toEqual([
      ...Array<string>(5).fill('taken'),
      ...Array<string>(3).fill('refused'),
      ...Array<string>(7).fill('dropped'),
      'cut',
    ]);
  });

  it.each([
    ['nothing at once', 0, 'refused'],
    ['nothing a moment too early', 499, 'refused'],
    ['one after its time', 500, 'taken'],
    ['nothing when the clock is set back', -60_000, 'refused'],
  ] as const)('gives back %s', (_case, later, verdict) => {
    const bucket = fullBucket(allowance, 0);
    for (let sent = 0; sent < 5; sent++) take(bucket, allowance, 0);
    expect(take(bucket, allowance, later)).toBe(verdict);
  });

  it('forgives refusals once one is taken again', () => {
    const bucket = fullBucket(allowance, 0);
    for (let sent = 0; sent < 14; sent++) take(bucket, allowance, 0);
    expect(take(bucket, allowance, 500)).toBe('taken');
    expect(take(bucket, allowance, 500)).toBe('refused');
  });

  it('never lets more through than burst and time allow, whatever the moments', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2_000), { maxLength: 200 }), (gaps) => {
        const bucket = fullBucket(allowance, 0);
        let now = 0;
        let taken = 0;
        for (const gap of gaps) {
          now += gap;
          if (take(bucket, allowance, now) === 'taken') taken += 1;
        }
        expect(taken).toBeLessThanOrEqual(allowance.burst + (now / 1000) * allowance.perSecond + 1e-6);
      }),
    );
  });
});
