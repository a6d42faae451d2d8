import { permissionsOf } from '@bimtek/identity-contracts';
import {
  anActor,
  aTestContext,
  explainedPage,
  PlansBySize,
  type TestContext,
} from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { AccountCare } from '../care/account-care.service.ts';
import { IdentityModule, identityTables } from '../identity.module.ts';
import { RoleProposals } from '../proposals/role-proposals.service.ts';
import { RoleHolders } from '../roles/role-holders.service.ts';
import { Sessions } from '../sessions/sessions.service.ts';

const LIMIT = 50;
/** A thousand people looked up one by one cost what the database takes for as dear as ten thousand read in order. */
const FOUND = 10_000;
const national = anActor({ role: 'nationalAdmin', permissions: permissionsOf('nationalAdmin') });

let context: TestContext;
beforeAll(async () => {
  context = await aTestContext([{ ...identityTables, jobs: [] }], [IdentityModule]);
});
afterAll(() => context.close());

/** Trainees with two sessions each; every hundredth is a trainer or looks after a province. */
async function manyAccounts(count: number, from: number): Promise<void> {
  const { db } = context;
  await db.query(
    `INSERT INTO identity_account (id, person_id, participant_code, display_name, phone, email, password_hash, state, activated_at, created_at)
     SELECT gen_random_uuid(), gen_random_uuid(), 'BT26-' || lpad(n::text, 6, '0'),
       (ARRAY['Rahayu', 'Suparno', 'Siti', 'Ahmad', 'Dewi', 'Made', 'Yohanes', 'Andi'])[1 + (hashtext('a' || n) & 7)] || ' ' || substr(md5(n::text), 1, 8),
       '+62812' || lpad(n::text, 8, '0'), n || '@contoh.example', 'x', CASE WHEN n % 50 = 0 THEN 'locked' ELSE 'active' END, now(), now()
     FROM generate_series($1::int + 1, $1::int + $2::int) n`,
    [from, count],
  );
  const added = `FROM identity_account a, LATERAL (SELECT substring(a.participant_code FROM 6)::int AS n) c WHERE c.n > $1`;
  await db.query(
    `INSERT INTO identity_role_grant (id, person_id, role, level, scope_id, valid_from)
     SELECT gen_random_uuid(), a.person_id, 'trainee', 'own', a.person_id::text, now() - interval '1 day' ${added} AND c.n % 100 > 0
     UNION ALL SELECT gen_random_uuid(), a.person_id, 'expertTrainer', 'class', 'x', now() - interval '1 day' ${added} AND c.n % 200 = 0
     UNION ALL SELECT gen_random_uuid(), a.person_id, 'regencyAdmin', 'regency', '3' || c.n / 100 % 10 || '.01', now() - interval '1 day' ${added} AND c.n % 200 = 100`,
    [from],
  );
  await db.query(
    `INSERT INTO identity_session (id, token_hash, account_id, shared_phone, user_agent, created_at, last_seen_at, expires_at)
     SELECT gen_random_uuid(), md5(c.n || ' ' || s), a.id, false, 'spec', now(), now(), '2027-01-01'
     FROM identity_account a, LATERAL (SELECT substring(a.participant_code FROM 6)::int AS n) c, generate_series(1, 2) s WHERE c.n > $1`,
    [from],
  );
  await db.query(
    `INSERT INTO identity_role_proposal (id, person_id, role, level, scope_id, reason, state, proposed_by, proposed_at, decided_by, decided_at, answer)
     SELECT gen_random_uuid(), a.person_id, 'regionalFacilitator', 'regency', (11 + c.n % 38) || '.0' || 1 + c.n % 9, 'Pindah tugas', p.state,
       a.person_id, now() - c.n * interval '1 minute', CASE WHEN p.state <> 'open' THEN a.person_id END,
       CASE WHEN p.state <> 'open' THEN now() END, CASE WHEN p.state = 'declined' THEN 'Sudah cukup' END
     ${added.replace('WHERE', `, LATERAL (SELECT CASE WHEN c.n % 100 = 0 THEN 'open' WHEN c.n % 5 = 0 THEN 'declined' ELSE 'accepted' END AS state) p WHERE`)}`,
    [from],
  );
  await db.query(
    'VACUUM ANALYZE identity_account, identity_role_grant, identity_session, identity_role_proposal',
  );
}

const care = (asked: Partial<Parameters<AccountCare['list']>[1]> = {}) =>
  context.get(AccountCare).list(national, { limit: LIMIT, ...asked });
const holders = (asked: Partial<Parameters<RoleHolders['list']>[1]> = {}, me = national) =>
  context.get(RoleHolders).list(me, { limit: LIMIT, ...asked });
const ofProvince = anActor({
  role: 'provincialAdmin',
  permissions: permissionsOf('provincialAdmin'),
  scope: { level: 'province', ids: ['33'] },
});
const ofRegency = anActor({
  role: 'regencyAdmin',
  permissions: permissionsOf('regencyAdmin'),
  scope: { level: 'regency', ids: ['33.01'] },
});
const proposals = (asked: Partial<Parameters<RoleProposals['list']>[1]> = {}, me = national) =>
  context.get(RoleProposals).list(me, { state: 'open', limit: LIMIT, ...asked });
async function ownSessions() {
  const [own]: { id: string }[] = await context.db.query(
    `SELECT id FROM identity_account WHERE participant_code = 'BT26-000077'`,
  );
  return context.get(Sessions).list(anActor({ accountId: own?.id ?? '', sessionId: randomUUID() }));
}
const CASES: [string, () => Promise<unknown>][] = [
  ['accounts', () => care()],
  ['a later page of accounts', async () => care({ after: (await care()).next ?? '' })],
  ['locked accounts', () => care({ state: 'locked' })],
  ['waiting accounts, of which there are none', () => care({ state: 'invited' })],
  ['accounts of a name', () => care({ q: 'c4ca4238' })],
  ['accounts of a code', () => care({ q: 'BT26-000123' })],
  ['accounts of a phone', () => care({ q: '081200000123' })],
  ['accounts of an e-mail', () => care({ q: '123@contoh.example' })],
  ['holders of roles', () => holders()],
  ['a later page of holders', async () => holders({ after: (await holders()).next ?? '' })],
  ['holders of one role', () => holders({ role: 'expertTrainer' })],
  ['holders of the most common role', () => holders({ role: 'trainee' })],
  ['holders of a role nobody has', () => holders({ role: 'observer' })],
  ['holders of a name', () => holders({ q: 'c4ca4238' })],
  ['holders in a province', () => holders({}, ofProvince)],
  ['holders of a code asked by a province', () => holders({ q: 'BT26-000123' }, ofProvince)],
  ['holders of a name asked by a province', () => holders({ q: 'c4ca4238' }, ofProvince)],
  ['holders in a regency', () => holders({}, ofRegency)],
  ['open proposals of roles', () => proposals()],
  ['a later page of proposals', async () => proposals({ after: (await proposals()).next ?? '' })],
  ['open proposals of a province', () => proposals({}, ofProvince)],
  ['open proposals of a regency', () => proposals({}, ofRegency)],
  ['declined proposals of a regency', () => proposals({ state: 'declined' }, ofRegency)],
  ['own sessions', ownSessions],
];

describe('the lists of accounts, of roles and of sessions', () => {
  const plans = new PlansBySize();

  it.each([8_000, 80_000])(
    'come by an index among %i accounts, a page at a time',
    async (accounts) => {
      await manyAccounts(accounts === 8_000 ? 8_000 : 72_000, accounts === 8_000 ? 0 : 8_000);
      const wrongs: string[] = [];
      for (const [name, ask] of CASES) {
        wrongs.push(
          ...plans.wrongs(name, await explainedPage(context.db, ask), {
            most: name.includes('holders') ? FOUND : LIMIT * 24,
            mostPages: FOUND,
          }),
        );
      }
      expect(wrongs).toEqual([]);
    },
    120_000,
  );

  it('cost a search for a common name no more than those who have it', async () => {
    const { found = 0 } =
      (
        await context.db.query<{ found: number }[]>(
          `SELECT count(*)::int AS found FROM identity_account WHERE display_name LIKE 'Rahayu%'`,
        )
      )[0] ?? {};
    for (const ask of [() => care({ q: 'rahayu' }), () => holders({ q: 'rahayu' }, ofProvince)]) {
      const { sequentialScans, rowsTouched } = await explainedPage(context.db, ask);
      expect([sequentialScans, rowsTouched]).toEqual([[], found]);
    }
  });
});
