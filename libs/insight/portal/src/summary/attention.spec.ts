import { permissionsOf, type Role } from '@bimtek/identity-contracts';
import type { Summary } from '@bimtek/insight-contracts';
import { describe, expect, it } from '@jest/globals';
import { waitingFor } from './attention.ts';

const run = '0197a000-0000-7000-8000-000000000001';
const summary = {
  run: { id: run },
  people: { total: 20, byState: { invited: 4, registered: 3, needsCorrection: 2, verified: 1 } },
  imports: { running: 0, waiting: 1 },
  decisions: { toPrepare: 2, toApprove: 1, peopleToApprove: 40, approved: 0 },
} as unknown as Summary;
const nothing = {
  run: { id: run },
  people: { total: 40, byState: { active: 40 } },
  imports: null,
  decisions: null,
} as unknown as Summary;

const kindsFor = (role: Role, given = summary) =>
  waitingFor(given, (permission) => permissionsOf(role).includes(permission)).map(({ kind }) => kind);

describe('what waits', () => {
  it.each([
    ['nationalAdmin', ['imports', 'activate', 'verify', 'correct', 'place', 'prepare', 'approve']],
    ['provincialAdmin', ['activate', 'verify', 'correct']],
    ['organizer', ['activate', 'place', 'prepare']],
    ['expertTrainer', []],
    ['regencyAdmin', []],
  ] as const)('for a %s is only what that role may do', (role, kinds) =>
    expect(kindsFor(role)).toEqual(kinds),
  );

  it('is nothing when nothing waits', () => expect(kindsFor('nationalAdmin', nothing)).toEqual([]));

  it('leads to exactly those rows', () => {
    const [, , verify] = waitingFor(summary, () => true);
    expect(verify).toMatchObject({
      count: 3,
      link: '/kelola/kelas/peserta',
      queryParams: { penyelenggaraan: run, keadaan: 'registered' },
    });
  });
});
