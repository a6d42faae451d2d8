import { describe, expect, it } from '@jest/globals';
import { type KnownPermission, type Role, rolesWith } from '@bimtek/identity-contracts';
import { actsFor } from './bulk-act.ts';

const as = (role: Role) => (endpoint: { allow: string }) =>
  (rolesWith[endpoint.allow as KnownPermission] as readonly Role[]).includes(role);

describe('actsFor', () => {
  it.each([
    ['nobody chosen', 'nationalAdmin', [], []],
    ['registered, for a verifier', 'provincialAdmin', ['registered'], ['verify', 'sendBack', 'end']],
    ['registered, for the regency', 'regencyAdmin', ['registered'], ['check', 'flag']],
    ['registered, for an organizer', 'organizer', ['registered'], ['end']],
    ['verified, for an organizer', 'organizer', ['verified'], ['place', 'end']],
    ['verified, for a province', 'provincialAdmin', ['verified'], ['propose', 'sendBack', 'end']],
    ['placed, for an organizer', 'organizer', ['placed'], ['move', 'unplace', 'end']],
    ['invited', 'organizer', ['invited'], ['cards', 'end']],
    ['withdrawn, for a national admin', 'nationalAdmin', ['withdrawn'], ['restore']],
    ['passed', 'nationalAdmin', ['passed', 'notPassed'], []],
    ['anything, for a trainer', 'expertTrainer', ['registered', 'verified', 'active'], []],
  ] as const)('%s', (_case, role, states, expected) => {
    expect(actsFor(states, as(role))).toEqual(expected);
  });

  it('offers the next step of any of them first', () => {
    expect(actsFor(['verified', 'registered', 'invited'], as('nationalAdmin'))[0]).toBe('verify');
  });
});
