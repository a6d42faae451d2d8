import { describe, expect, it } from '@jest/globals';
import { datesOf, lateDaysAt, lateDaysThatCount, latePoints } from './due.rules.ts';

const due = new Date('2026-07-07T16:59:00Z');
const after = (days: number, ms = 0) => new Date(due.getTime() + days * 86_400_000 + ms);

describe('lateDaysAt', () => {
  it.each([
    ['before', after(-1), 0],
    ['on the last instant', due, 0],
    ['an instant after', after(0, 1), 1],
    ['a whole day after', after(1), 1],
    ['an instant more than a day', after(1, 1), 2],
    ['three days after', after(3), 3],
  ])('%s', (_case, at, days) => expect(lateDaysAt(at, due)).toBe(days));

  it('is never late without a date', () => expect(lateDaysAt(after(100), null)).toBe(0));
});

describe('datesOf', () => {
  const none = { classDueAt: null, ownDueAt: null, ownAcceptedUntil: null };
  it.each([
    ['nothing is set', none, { dueAt: null, acceptedUntil: null }],
    ['the class has a date', { ...none, classDueAt: due }, { dueAt: due, acceptedUntil: after(3) }],
    [
      'the own date replaces that of the class',
      { ...none, classDueAt: due, ownDueAt: after(2) },
      { dueAt: after(2), acceptedUntil: after(5) },
    ],
    [
      'a permission lets work in later, and it is late as before',
      { ...none, classDueAt: due, ownAcceptedUntil: after(9) },
      { dueAt: due, acceptedUntil: after(9) },
    ],
    [
      'a permission that the class has overtaken takes no days away',
      { ...none, classDueAt: due, ownAcceptedUntil: after(1) },
      { dueAt: due, acceptedUntil: after(3) },
    ],
    [
      'a permission without any date',
      { ...none, ownAcceptedUntil: after(1) },
      { dueAt: null, acceptedUntil: null },
    ],
  ])('%s', (_case, set, dates) => expect(datesOf(set)).toEqual(dates));
});

describe('lateDaysThatCount', () => {
  it.each([
    ['the date stands', 2, after(1, 5), due, 2],
    ['the date was moved back for everybody', 2, after(1, 5), after(1), 1],
    ['a later date was given afterwards', 2, after(1, 5), after(2), 0],
    ['the date was moved forward after the work came', 0, after(-2), after(-5), 0],
    ['the date was taken away', 2, after(1, 5), null, 0],
  ])('%s', (_case, lateDays, firstSubmittedAt, dueAt, counts) =>
    expect(lateDaysThatCount({ lateDays, firstSubmittedAt }, dueAt)).toBe(counts),
  );
});

describe('latePoints', () => {
  it.each([
    [0, 0],
    [1, 10],
    [3, 10],
    [8, 10],
  ])('%s days cost %s', (days, points) => expect(latePoints(days)).toBe(points));
});
