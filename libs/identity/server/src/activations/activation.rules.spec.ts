import { describe, expect, it } from '@jest/globals';
import { participantCode } from '../accounts/account.rules.ts';
import { activationExpiry, codeSecret, printedCode, refusesActivation } from './activation.rules.ts';

const noon = new Date('2026-07-06T05:00:00Z');
const later = (ms: number) => new Date(noon.getTime() + ms);

describe('refusesActivation', () => {
  const expiresAt = activationExpiry('activation', noon, 24);
  it.each([
    ['unknown', null, noon, 'activation-unknown'],
    ['fresh', { usedAt: null, expiresAt }, noon, null],
    ['on its last instant', { usedAt: null, expiresAt }, expiresAt, null],
    [
      'a moment too late',
      { usedAt: null, expiresAt },
      new Date(expiresAt.getTime() + 1),
      'activation-expired',
    ],
    ['used before', { usedAt: noon, expiresAt }, later(1), 'activation-used'],
  ] as const)('%s', (_case, activation, now, expected) =>
    expect(refusesActivation(activation, now)).toBe(expected),
  );
});

describe('codeSecret', () => {
  const code = participantCode(2026, 7);
  it('is the same however the two codes are typed', () => {
    expect(codeSecret(code.toLowerCase().replace('-', ' '), printedCode('k7qm2xpa'))).toBe(
      codeSecret(code, 'K7QM2XPA'),
    );
  });

  it('does not exist for a code of another length', () => expect(codeSecret(code, 'K7QM')).toBeNull());
});

describe('activationExpiry', () => {
  it('gives an invitation weeks and a code for a forgotten password hours', () => {
    const hours = (kind: 'activation' | 'renewal') =>
      (activationExpiry(kind, noon, 24).getTime() - noon.getTime()) / 3600_000;
    expect([hours('activation'), hours('renewal')]).toEqual([30 * 24, 24]);
  });
});
