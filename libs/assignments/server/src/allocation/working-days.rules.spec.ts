import { describe, expect, it } from '@jest/globals';
import { clockState, markingTime } from './working-days.rules.ts';

const none = new Set<string>();
const due = (since: string, zone = 'Asia/Jakarta', holidays: ReadonlySet<string> = none) =>
  markingTime(new Date(since), zone, holidays).dueAt.toISOString();

describe('markingTime', () => {
  it.each([
    ['Monday noon: to the end of Thursday', '2026-07-06T05:00:00Z', '2026-07-09T16:59:59.000Z'],
    ['Wednesday: over the weekend to Monday', '2026-07-08T05:00:00Z', '2026-07-13T16:59:59.000Z'],
    ['Friday evening: to Wednesday', '2026-07-10T13:00:00Z', '2026-07-15T16:59:59.000Z'],
    ['Saturday counts like Friday', '2026-07-11T03:00:00Z', '2026-07-15T16:59:59.000Z'],
    [
      'a second before midnight in Jakarta is still Monday',
      '2026-07-06T16:59:59Z',
      '2026-07-09T16:59:59.000Z',
    ],
    ['midnight in Jakarta is Tuesday', '2026-07-06T17:00:00Z', '2026-07-10T16:59:59.000Z'],
  ])('%s', (_case, since, expected) => expect(due(since)).toBe(expected));

  it('goes by the zone of the class: the same instant is Tuesday in Jayapura already', () => {
    expect(due('2026-07-06T15:30:00Z', 'Asia/Jakarta')).toBe('2026-07-09T16:59:59.000Z');
    expect(due('2026-07-06T15:30:00Z', 'Asia/Jayapura')).toBe('2026-07-10T14:59:59.000Z');
    expect(due('2026-07-06T15:30:00Z', 'Asia/Makassar')).toBe('2026-07-09T15:59:59.000Z');
  });

  it('leaves out holidays, also several at once and those on a weekend', () => {
    const holidays = new Set([
      '2026-03-18',
      '2026-03-19',
      '2026-03-20',
      '2026-03-21',
      '2026-03-23',
      '2026-03-24',
    ]);
    expect(due('2026-03-17T03:00:00Z', 'Asia/Jakarta', holidays)).toBe('2026-03-27T16:59:59.000Z');
  });
});

describe('clockState', () => {
  const time = markingTime(new Date('2026-07-06T05:00:00Z'), 'Asia/Jakarta', none);
  it.each([
    ['ok before the last day', '2026-07-08T16:59:59Z', 'ok'],
    ['soon from the first instant of the last day', '2026-07-08T17:00:00Z', 'soon'],
    ['soon on the last instant', '2026-07-09T16:59:59Z', 'soon'],
    ['late after it', '2026-07-09T17:00:00Z', 'late'],
  ] as const)('is %s', (_case, now, expected) => expect(clockState(time, new Date(now))).toBe(expected));
});
