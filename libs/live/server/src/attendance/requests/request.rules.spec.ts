import { describe, expect, it } from '@jest/globals';
import {
  passesSubstitute,
  refusesCorrection,
  refusesDecision,
  refusesExcuse,
  refusesSubstitute,
} from './request.rules.ts';

const session = {
  startsAt: new Date('2026-07-06T02:00:00Z'),
  endsAt: new Date('2026-07-06T03:30:00Z'),
  kind: 'class',
  state: 'planned',
  classState: 'running',
} as const;
const none = { hasAsked: false, isPresent: false };

describe('asking for a correction', () => {
  it.each([
    ['before the session', '2026-07-06T01:59:59Z', {}, none, 'request-too-early'],
    ['when it begins', '2026-07-06T02:00:00Z', {}, none, null],
    ['two days after it, on the last instant', '2026-07-08T03:30:00Z', {}, none, null],
    ['later', '2026-07-08T03:30:00.001Z', {}, none, 'request-too-late'],
    ['once more', '2026-07-06T05:00:00Z', {}, { hasAsked: true, isPresent: false }, 'already-requested'],
    [
      'of whoever is there in full',
      '2026-07-06T05:00:00Z',
      {},
      { hasAsked: false, isPresent: true },
      'already-present',
    ],
    ['of a settled session', '2026-07-06T05:00:00Z', { state: 'closed' }, none, null],
    ['of a cancelled session', '2026-07-06T05:00:00Z', { state: 'cancelled' }, none, 'session-cancelled'],
    ['in a closed class', '2026-07-06T05:00:00Z', { classState: 'closed' }, none, 'class-closed'],
    ['of a rehearsal', '2026-07-06T05:00:00Z', { kind: 'rehearsal' }, none, 'no-attendance'],
  ] as const)('%s', (_, now, given, facts, expected) =>
    expect(refusesCorrection({ ...session, ...given }, facts, new Date(now))).toBe(expected),
  );
});

describe('handing in an excuse', () => {
  it.each([
    ['more than a week before', '2026-06-29T01:59:59Z', none, 'request-too-early'],
    ['a week before', '2026-06-29T02:00:00Z', none, null],
    ['two days after', '2026-07-08T03:30:00Z', none, null],
    ['later', '2026-07-08T03:30:01Z', none, 'request-too-late'],
    ['once more', '2026-07-06T05:00:00Z', { hasAsked: true, isPresent: false }, 'already-requested'],
    ['of whoever was there', '2026-07-06T05:00:00Z', { hasAsked: false, isPresent: true }, 'already-present'],
  ] as const)('%s', (_, now, facts, expected) =>
    expect(refusesExcuse(session, facts, new Date(now))).toBe(expected),
  );
});

describe('deciding', () => {
  it.each([
    ['what is open', { state: 'open', isOwn: false }, {}, true, null],
    ['what is granted, the same again', { state: 'granted', isOwn: false }, {}, true, 'same'],
    ['what is granted, otherwise', { state: 'granted', isOwn: false }, {}, false, 'already-decided'],
    [
      'what is refused, the same again',
      { state: 'refused', isOwn: false },
      { classState: 'closed' },
      false,
      'same',
    ],
    ['for oneself or the own library', { state: 'open', isOwn: true }, {}, true, 'own-library'],
    ['in a closed class', { state: 'open', isOwn: false }, { classState: 'closed' }, true, 'class-closed'],
    ['of a settled session', { state: 'open', isOwn: false }, { state: 'closed' }, true, null],
    [
      'of a cancelled session',
      { state: 'open', isOwn: false },
      { state: 'cancelled' },
      false,
      'session-cancelled',
    ],
  ] as const)('%s', (_, request, given, isGranted, expected) =>
    expect(refusesDecision(request, { ...session, ...given }, isGranted)).toBe(expected),
  );
});

describe('the substitute task', () => {
  const task = { isGranted: true, kind: 'questions', isPassed: false, attemptsUsed: 0 } as const;
  it.each([
    ['open', {}, {}, 'questions', null],
    ['without an accepted excuse', { isGranted: false, kind: null }, {}, 'questions', 'no-substitute'],
    ['of the other kind', {}, {}, 'text', 'substitute-other-kind'],
    ['passed', { isPassed: true }, {}, 'questions', 'substitute-passed'],
    ['at the last attempt', { attemptsUsed: 2 }, {}, 'questions', null],
    ['after it', { attemptsUsed: 3 }, {}, 'questions', 'no-attempts-left'],
    ['of a settled session', {}, { state: 'closed' }, 'questions', null],
    ['in a closed class', {}, { classState: 'closed' }, 'questions', 'class-closed'],
    ['of a cancelled session', {}, { state: 'cancelled' }, 'questions', 'session-cancelled'],
  ] as const)('%s', (_, given, of, asked, expected) =>
    expect(refusesSubstitute({ ...session, ...of }, { ...task, ...given }, asked)).toBe(expected),
  );

  it('needs four of five', () => {
    expect([60, 79.99, 80, 100].map(passesSubstitute)).toEqual([false, false, true, true]);
  });
});
