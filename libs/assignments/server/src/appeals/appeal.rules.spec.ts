import { describe, expect, it } from '@jest/globals';
import { appealUntil, refusesAppeal, refusesDecision } from './appeal.rules.ts';

describe('appealUntil', () => {
  it.each([
    ['on a Monday: Thursday', '2026-07-06T02:00:00Z', 'Asia/Jakarta', '2026-07-09T16:59:59.000Z'],
    ['on a Thursday: Tuesday', '2026-07-09T02:00:00Z', 'Asia/Jakarta', '2026-07-14T16:59:59.000Z'],
    ['late on a Monday in the east', '2026-07-06T14:59:59Z', 'Asia/Jayapura', '2026-07-09T14:59:59.000Z'],
    ['when Tuesday has begun there', '2026-07-06T15:00:00Z', 'Asia/Jayapura', '2026-07-10T14:59:59.000Z'],
  ])('%s', (_case, releasedAt, zone, until) =>
    expect(appealUntil(new Date(releasedAt), zone, new Set())).toEqual(new Date(until)),
  );

  it('leaves out days on which nobody works', () => {
    expect(appealUntil(new Date('2026-07-06T02:00:00Z'), 'Asia/Jakarta', new Set(['2026-07-08']))).toEqual(
      new Date('2026-07-10T16:59:59Z'),
    );
  });
});

const until = new Date('2026-07-09T16:59:59Z');
const released = {
  enrollmentState: 'active',
  classState: 'running',
  state: 'released',
  until,
  appealState: null,
} as const;

describe('refusesAppeal', () => {
  it.each([
    ['on the last instant', released, until, null],
    ['a moment later', released, new Date(until.getTime() + 1), 'appeal-too-late'],
    ['again after a withdrawal', { ...released, appealState: 'withdrawn' }, until, null],
    ['while one is open', { ...released, appealState: 'open' }, until, 'already-appealed'],
    ['after a decision', { ...released, appealState: 'decided' }, until, 'already-appealed'],
    ['a mark not yet shown', { ...released, state: 'marked', until: null }, until, 'not-released'],
    ['in a closed class', { ...released, classState: 'closed' }, until, 'class-closed'],
    ['after leaving', { ...released, enrollmentState: 'withdrawn' }, until, 'not-active'],
  ] as const)('%s', (_case, facts, now, refusal) => expect(refusesAppeal(facts, now)).toBe(refusal));
});

describe('refusesDecision', () => {
  const open = { classState: 'grading', state: 'open', isOwnWork: false, hasMarked: false } as const;
  it.each([
    ['another trainer', open, null],
    ['whoever marked it', { ...open, hasMarked: true }, 'marked-it-before'],
    ['somebody of the same library', { ...open, isOwnWork: true }, 'own-library'],
    ['in a closed class', { ...open, classState: 'closed' }, 'class-closed'],
    ['in a class not open yet', { ...open, classState: 'preparing' }, 'class-not-open'],
    ['decided already', { ...open, state: 'decided' }, 'appeal-decided'],
    ['taken back by the trainee', { ...open, state: 'withdrawn' }, 'appeal-withdrawn'],
  ] as const)('%s', (_case, facts, refusal) => expect(refusesDecision(facts)).toBe(refusal));
});
