import { permissionsOf, type Role } from '@bimtek/identity-contracts';
import { describe, expect, it } from '@jest/globals';
import { kindsFor, refusesTrainers } from './class-proposal.rules.ts';

describe('kindsFor', () => {
  const both = ['placement', 'trainers'];
  it.each([
    ['provincialAdmin', ['placement'], [], ['placement']],
    ['masterTrainer', ['trainers'], [], ['trainers']],
    ['organizer', ['placement'], ['placement'], []],
    ['nationalAdmin', both, both, []],
    ['regencyAdmin', [], [], []],
    ['expertTrainer', [], [], []],
    ['observer', [], [], []],
  ] as const)('%s sees %j, decides %j, proposes %j', (role: Role, any, decides, proposes) => {
    const me = { permissions: new Set(permissionsOf(role)) };
    expect([kindsFor(me, 'any'), kindsFor(me, 'decides'), kindsFor(me, 'proposes')]).toEqual([
      any,
      decides,
      proposes,
    ]);
  });
});

describe('refusesTrainers', () => {
  it.each([
    ['the team is as it was', ['a', 'b'], ['a', 'b'], ['a', 'c'], null],
    ['the team is already the proposed one', ['a', 'b'], ['a', 'c'], ['a', 'c'], null],
    ['somebody was added', ['a'], ['a', 'b'], ['a', 'c'], 'team-changed'],
    ['somebody left', ['a', 'b'], ['a'], ['a', 'b', 'c'], 'team-changed'],
    ['nobody was there', [], [], ['a'], null],
  ] as const)('%s', (_case, before, now, proposed, expected) =>
    expect(refusesTrainers({ before, now, proposed })).toBe(expected),
  );
});
