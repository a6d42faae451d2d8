import { EnrollmentState, exitStates } from '@bimtek/delivery-contracts';
import { permissionsOf, type Role } from '@bimtek/identity-contracts';
import { describe, expect, it } from '@jest/globals';
import {
  canConfirmName,
  maskedPhone,
  type Mover,
  refusesExit,
  refusesMove,
  takesSeat,
  transitions,
} from './enrollment.rules.ts';

const as = (role: Role): Mover => ({ permissions: new Set(permissionsOf(role)) });
const why = 'Nama belum sama dengan SK';

describe('refusesMove', () => {
  it.each([
    ['an office invites', 'proposed', 'invited', as('provincialAdmin'), undefined, null],
    ['activation registers', 'invited', 'registered', 'system', undefined, null],
    [
      'no administrator registers for somebody',
      'invited',
      'registered',
      as('nationalAdmin'),
      undefined,
      'not-allowed',
    ],
    ['a provincial admin verifies', 'registered', 'verified', as('provincialAdmin'), undefined, null],
    ['an organizer does not verify', 'registered', 'verified', as('organizer'), undefined, 'not-allowed'],
    [
      'sending back needs a reason',
      'registered',
      'needsCorrection',
      as('provincialAdmin'),
      undefined,
      'reason-missing',
    ],
    ['sending back with a reason', 'registered', 'needsCorrection', as('provincialAdmin'), why, null],
    ['corrected data is verified', 'needsCorrection', 'verified', as('provincialAdmin'), undefined, null],
    [
      'nobody is verified before activation',
      'invited',
      'verified',
      as('nationalAdmin'),
      undefined,
      'move-not-possible',
    ],
    ['an organizer places', 'verified', 'placed', as('organizer'), undefined, null],
    [
      'a provincial admin does not place',
      'verified',
      'placed',
      as('provincialAdmin'),
      undefined,
      'not-allowed',
    ],
    [
      'nobody is placed unverified',
      'registered',
      'placed',
      as('nationalAdmin'),
      undefined,
      'move-not-possible',
    ],
    ['out of the class again', 'placed', 'verified', as('organizer'), undefined, null],
    ['opening activates', 'placed', 'active', as('organizer'), undefined, null],
    ['an organizer prepares the decision', 'active', 'completed', as('organizer'), undefined, null],
    ['an organizer does not decide', 'completed', 'passed', as('organizer'), undefined, 'not-allowed'],
    ['a national admin decides', 'completed', 'passed', as('nationalAdmin'), undefined, null],
    ['a trainer decides nothing', 'completed', 'notPassed', as('expertTrainer'), undefined, 'not-allowed'],
    [
      'a decision is not taken back silently',
      'passed',
      'completed',
      as('nationalAdmin'),
      undefined,
      'reason-missing',
    ],
    ['a decision taken back with a reason', 'passed', 'completed', as('nationalAdmin'), why, null],
    [
      'passing is never undone into failing',
      'passed',
      'notPassed',
      as('nationalAdmin'),
      why,
      'move-not-possible',
    ],
    ['withdrawing needs a reason', 'active', 'withdrawn', as('organizer'), undefined, 'reason-missing'],
    ['withdrawing from a class', 'active', 'withdrawn', as('organizer'), why, null],
    [
      'nobody withdraws after the decision',
      'passed',
      'withdrawn',
      as('nationalAdmin'),
      why,
      'move-not-possible',
    ],
    ['not coming presupposes a seat', 'verified', 'noShow', as('organizer'), why, 'move-not-possible'],
    ['who came late after all', 'noShow', 'active', as('organizer'), why, null],
    ['who was replaced stays replaced', 'replaced', 'registered', 'system', why, 'move-not-possible'],
    ['a trainee moves nobody', 'registered', 'verified', as('trainee'), undefined, 'not-allowed'],
  ] as const)('%s', (_case, from, to, mover, reason, expected) => {
    expect(refusesMove(from, to, mover, reason)).toBe(expected);
  });

  it('never leads from a state to itself', () => {
    for (const state of EnrollmentState.options) expect(transitions[state][state]).toBeUndefined();
  });

  it('lets everybody reach a decision or a way out from every state but being replaced', () => {
    const ends: EnrollmentState[] = ['passed', 'notPassed', ...exitStates];
    const reaches = (from: EnrollmentState, seen = new Set<EnrollmentState>()): boolean => {
      if (ends.includes(from)) return true;
      if (seen.has(from)) return false;
      seen.add(from);
      return (Object.keys(transitions[from]) as EnrollmentState[]).some((to) => reaches(to, seen));
    };
    for (const state of EnrollmentState.options) expect([state, reaches(state)]).toEqual([state, true]);
  });
});

describe('refusesExit', () => {
  it.each([
    ['replaced before the class', 'replaced', '2026-07-05', null],
    ['replaced on day 1', 'replaced', '2026-07-06', null],
    ['replaced on day 2', 'replaced', '2026-07-07', 'too-late-to-replace'],
    ['absent before the class has begun', 'noShow', '2026-07-05', 'not-started'],
    ['absent on day 1', 'noShow', '2026-07-06', null],
    ['withdrawn at any time', 'withdrawn', '2026-08-01', null],
  ] as const)('%s', (_case, to, today, expected) =>
    expect(refusesExit(to, today, '2026-07-06')).toBe(expected),
  );
});

describe('takesSeat', () => {
  it.each([
    ['verified', false],
    ['placed', true],
    ['active', true],
    ['passed', true],
    ['withdrawn', false],
    ['noShow', false],
  ] as const)('%s: %s', (state, expected) => expect(takesSeat(state)).toBe(expected));
});

describe('canConfirmName', () => {
  it.each([
    ['before a class is known', 'registered', false, true],
    ['in class', 'active', false, true],
    ['after the last day, before the decision', 'completed', false, true],
    ['after the decision', 'passed', true, false],
    ['in a closed class', 'completed', true, false],
    ['after leaving', 'withdrawn', false, false],
  ] as const)('%s', (_case, state, closed, expected) => expect(canConfirmName(state, closed)).toBe(expected));
});

describe('maskedPhone', () => {
  it.each([
    ['+6281234567890', '+62 812-••••-7890'],
    ['+62811223344', '+62 811-••••-3344'],
    ['+62123', '••••'],
    [null, null],
  ])('%s is shown as %s', (phone, expected) => expect(maskedPhone(phone)).toBe(expected));
});
