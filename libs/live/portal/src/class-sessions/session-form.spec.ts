import { describe, expect, it } from '@jest/globals';
import {
  daysIn,
  emptySession,
  endAfter,
  faultsOf,
  hoursIn,
  stageIn,
  type TypedSession,
} from './session-form.ts';

const typed = (given: Partial<TypedSession> = {}): TypedSession => ({
  ...emptySession('2026-07-06', 'hall'),
  title: 'Literasi Digital',
  ...given,
});

describe('a new session', () => {
  it.each([
    ['complete', {}, []],
    ['without a title', { title: ' a ' }, ['name']],
    ['with a third of a lesson hour', { hours: '1,3' }, ['hours']],
    ['without lesson hours', { hours: '' }, ['hours']],
    ['a rehearsal, which has none', { kind: 'rehearsal', hours: 'x' }, []],
    ['that ends before it begins', { from: '10:00', until: '09:00' }, ['times']],
    ['without a day', { day: '' }, ['day']],
    ['daily, without a last day', { repeat: 'daily' }, ['through']],
    ['daily, to a day before', { repeat: 'daily', through: '2026-07-05' }, ['through']],
    ['daily, for a year', { repeat: 'daily', through: '2027-07-05' }, ['through']],
    [
      'on days of the week that do not come',
      { repeat: 'chosen', through: '2026-07-07', weekdays: new Set([0]) },
      ['through'],
    ],
    ['behind an address of another service', { stage: 'link', url: 'https://example.com/x' }, ['url']],
    ['behind a meeting', { stage: 'link', url: ' https://zoom.us/j/1 ' }, []],
  ] as [string, Partial<TypedSession>, string[]][])('%s', (_case, given, expected) =>
    expect([...faultsOf(typed(given), true)]).toEqual(expected),
  );

  it('is held daily to the last day, or on the days of the week that are chosen', () => {
    expect(daysIn(typed({ repeat: 'daily', through: '2026-07-08' }))).toEqual([
      '2026-07-06',
      '2026-07-07',
      '2026-07-08',
    ]);
    const chosen = typed({ repeat: 'chosen', through: '2026-07-15', weekdays: new Set([1, 3]) });
    expect(daysIn(chosen)).toEqual(['2026-07-06', '2026-07-08', '2026-07-13', '2026-07-15']);
  });

  it.each([
    ['2', 2],
    ['1,5', 1.5],
    ['1.5', 1.5],
    ['0', 0],
    ['13', undefined],
    ['dua', undefined],
  ])('takes %s lesson hours as %s', (hours, expected) => expect(hoursIn(typed({ hours }))).toBe(expected));

  it.each([
    ['09:00', 2, '10:30'],
    ['09:00', 1.5, '10:08'],
    ['23:30', 2, undefined],
    ['', 2, undefined],
    ['09:00', 0, undefined],
  ])('from %s for %s lesson hours ends at %s', (from, hours, expected) =>
    expect(endAfter(from, hours)).toBe(expected),
  );

  it('has a stage with an address only where it is a link', () => {
    expect(stageIn(typed({ stage: 'link', url: ' https://zoom.us/j/1 ' }))).toEqual({
      provider: 'link',
      url: 'https://zoom.us/j/1',
    });
    expect(stageIn(typed({ stage: 'jitsi', url: 'x' }))).toEqual({ provider: 'jitsi' });
    expect(stageIn(typed({ stage: 'keep' }))).toBeUndefined();
  });
});
