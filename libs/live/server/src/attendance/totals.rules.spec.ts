import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type CountedSession, rateOf, totalsOf } from './totals.rules.ts';

const one = (lessonHours: number, hours: number, given: Partial<CountedSession> = {}): CountedSession => ({
  lessonHours,
  hours,
  substituteHours: 0,
  isCancelled: false,
  isOver: true,
  ...given,
});

describe('rateOf', () => {
  it.each([
    [13.5, 17, 79.4],
    [13, 17, 76.4],
    [14, 17, 82.3],
    [13.6, 17, 80],
    [0, 17, 0],
    [17, 17, 100],
    [16.75, 17, 98.5],
    [1, 3, 33.3],
    [2, 3, 66.6],
    [0.25, 0.5, 50],
    [0, 0, null],
  ])('%d of %d is %s', (hours, scheduled, expected) => expect(rateOf(hours, scheduled)).toBe(expected));

  it('is never rounded up', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 400 }), (quarters, more) => {
        const [hours, scheduled] = [quarters / 4, (quarters + more) / 4];
        const rate = rateOf(hours, scheduled) ?? 0;
        expect(rate * scheduled).toBeLessThanOrEqual(hours * 100 + 1e-9);
        expect((rate + 0.1) * scheduled).toBeGreaterThan(hours * 100 - 1e-9);
      }),
    );
  });
});

describe('totalsOf', () => {
  it('counts what was attended of what is scheduled, and leaves out what is cancelled', () => {
    const totals = totalsOf([
      one(2, 2),
      one(2, 1),
      one(3, 3, { isCancelled: true }),
      one(3, 0, { isOver: false }),
    ]);
    expect(totals).toEqual({
      scheduled: 7,
      held: 4,
      counted: 3,
      substituted: 0,
      rate: 42.8,
      rateSoFar: 75,
      bestRate: 85.7,
    });
  });

  it('counts substitute tasks up to a quarter of all live hours', () => {
    const sick = { substituteHours: 2 };
    expect(totalsOf([one(2, 0, sick), one(6, 6)])).toMatchObject({ counted: 8, substituted: 2, rate: 100 });
    expect(totalsOf([one(2, 0, sick), one(2, 0, sick), one(4, 4)])).toMatchObject({
      counted: 6,
      substituted: 2,
    });
    // 17 live hours: at most 4.25 of them.
    expect(totalsOf([...Array(3).fill(one(2, 0, sick)), one(11, 11)])).toMatchObject({
      scheduled: 17,
      substituted: 4.25,
      counted: 15.25,
      rate: 89.7,
    });
  });

  it('has no rate while nothing is scheduled', () => {
    expect(totalsOf([])).toEqual({
      scheduled: 0,
      held: 0,
      counted: 0,
      substituted: 0,
      rate: null,
      rateSoFar: null,
      bestRate: null,
    });
  });

  it('never counts more than is scheduled, and never promises less than is there', () => {
    const session = fc
      .record({
        halves: fc.integer({ min: 1, max: 8 }),
        attended: fc.constantFrom(0, 0.5, 1),
        isSubstituted: fc.boolean(),
        isCancelled: fc.boolean(),
        isOver: fc.boolean(),
      })
      .map(({ halves, attended, isSubstituted, ...rest }) => {
        const lessonHours = halves / 2;
        const hours = lessonHours * attended;
        return { lessonHours, hours, substituteHours: isSubstituted ? lessonHours - hours : 0, ...rest };
      });
    fc.assert(
      fc.property(fc.array(session, { maxLength: 20 }), (sessions) => {
        const { scheduled, counted, rate, bestRate, rateSoFar } = totalsOf(sessions);
        expect(counted).toBeLessThanOrEqual(scheduled);
        expect(bestRate ?? 0).toBeGreaterThanOrEqual(rate ?? 0);
        expect(rateSoFar ?? 0).toBeLessThanOrEqual(100);
      }),
    );
  });
});
