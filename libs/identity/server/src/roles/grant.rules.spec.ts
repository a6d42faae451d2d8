import {
  Role,
  rolesByOtherMeans,
  rolesGivenBy,
  rolesProposedBy,
  scopeLevelOf,
} from '@bimtek/identity-contracts';
import { describe, expect, it } from '@jest/globals';
import { isGrantWithin, periodOf, refusesPeriod, refusesProposedRole, refusesRole } from './grant.rules.ts';

const noon = new Date('2026-07-06T05:00:00Z');
const later = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);

describe('refusesRole', () => {
  it.each([
    ['nationalAdmin', 'signatory', null],
    ['nationalAdmin', 'nationalAdmin', null],
    ['nationalAdmin', 'organizer', 'role-by-other-means'],
    ['nationalAdmin', 'trainee', 'role-by-other-means'],
    ['provincialAdmin', 'regencyAdmin', null],
    ['provincialAdmin', 'provincialAdmin', null],
    ['provincialAdmin', 'nationalAdmin', 'role-not-yours-to-give'],
    ['provincialAdmin', 'signatory', 'role-not-yours-to-give'],
    ['regencyAdmin', 'regencyAdmin', 'role-not-yours-to-give'],
  ] as const)('%s giving %s: %s', (giver, role, expected) =>
    expect(refusesRole({ role: giver, personId: 'a' }, { role, personId: 'b' })).toBe(expected),
  );

  it('lets nobody give a role to themselves, whichever it is', () => {
    for (const giver of Role.options) {
      for (const role of Role.options) {
        expect(refusesRole({ role: giver, personId: 'a' }, { role, personId: 'a' })).toBe('own-role');
      }
    }
  });

  it('lets nobody below the national office give a role that reaches further than the own one', () => {
    const reach = ['own', 'class', 'regency', 'province', 'national'];
    for (const giver of Role.options.filter((role) => role !== 'nationalAdmin')) {
      for (const role of rolesGivenBy(giver)) {
        expect(reach.indexOf(scopeLevelOf[role])).toBeLessThanOrEqual(reach.indexOf(scopeLevelOf[giver]));
        expect(rolesByOtherMeans).not.toContain(role);
      }
    }
  });
});

describe('refusesProposedRole', () => {
  it.each([
    ['regencyAdmin', 'regionalFacilitator', null],
    ['regencyAdmin', 'regencyAdmin', null],
    ['regencyAdmin', 'provincialAdmin', 'role-not-yours-to-propose'],
    ['regencyAdmin', 'expertTrainer', 'role-by-other-means'],
    ['provincialAdmin', 'regencyAdmin', 'role-not-yours-to-propose'],
    ['trainee', 'regencyAdmin', 'role-not-yours-to-propose'],
  ] as const)('%s proposing %s: %s', (proposer, role, expected) =>
    expect(refusesProposedRole({ role: proposer, personId: 'a' }, { role, personId: 'b' })).toBe(expected),
  );

  it('lets nobody propose a role for themselves, or one that they give', () => {
    for (const role of Role.options) {
      for (const proposed of rolesProposedBy(role)) {
        expect(refusesProposedRole({ role, personId: 'a' }, { role: proposed, personId: 'a' })).toBe(
          'own-role',
        );
        expect(rolesGivenBy(role)).not.toContain(proposed);
        expect(scopeLevelOf[proposed]).toBe(scopeLevelOf[role]);
      }
    }
  });
});

describe('isGrantWithin', () => {
  it.each([
    ['the own regency', 'regionalFacilitator', '33.08', true],
    ['another regency', 'regencyAdmin', '33.09', false],
    ['its province', 'provincialAdmin', '33', false],
    ['the country', 'signatory', '', false],
  ] as const)('a regency and %s', (_case, role, scopeId, expected) =>
    expect(isGrantWithin({ level: 'regency', ids: ['33.08'] }, { role, scopeId })).toBe(expected),
  );

  const java = { level: 'province', ids: ['33'] } as const;
  it.each([
    ['its own province', 'provincialAdmin', '33', true],
    ['a regency of it', 'regencyAdmin', '33.08', true],
    ['another province', 'provincialAdmin', '34', false],
    ['a regency of another', 'regionalFacilitator', '34.02', false],
    ['the whole country', 'nationalAdmin', '', false],
    ['somebody who learns', 'trainee', '', false],
  ] as const)('a province and %s', (_case, role, scopeId, expected) =>
    expect(isGrantWithin({ ...java, ids: [...java.ids] }, { role, scopeId })).toBe(expected),
  );
});

describe('the period of a role', () => {
  it.each([
    ['begins now, without end', noon, null, 'current', null],
    ['begins in an hour', later(60), null, 'future', null],
    ['ended on this instant', later(-60), noon, 'ended', 'period-not-valid'],
    ['ends in a minute', later(-60), later(1), 'current', null],
    ['ends before it begins', later(60), later(30), 'future', 'period-not-valid'],
  ] as const)('%s', (_case, from, until, period, refusal) => {
    expect(periodOf({ from, until }, noon)).toBe(period);
    expect(refusesPeriod({ from, until }, noon)).toBe(refusal);
  });
});
