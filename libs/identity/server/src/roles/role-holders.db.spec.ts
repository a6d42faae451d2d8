import type { GrantId, Role, RoleHolder, RoleScope } from '@bimtek/identity-contracts';
import { type Actor, ProblemError, type Scope } from '@bimtek/platform-contracts';
import { aTestContext, type TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import { type Reach, ReachesPeople, type ReachesPeopleOf } from '../care/people-reach.ts';
import { IdentityApiModule, identityTables, IdentityWorkerModule } from '../identity.module.ts';
import { Sessions } from '../sessions/sessions.service.ts';
import { actorOf, anAccount, aToken, refusal, type SomeAccount } from '../testing/some-accounts.ts';
import { holdRole } from './held-role.ts';
import { RoleHolders } from './role-holders.service.ts';
import { NamesScopes, type NamesScopesOf } from './scope-names.ts';

/** Stand for the contexts that know who is enrolled where, and what places and classes are called. */
const enrolled = new Map<string, string[]>();
@ReachesPeople()
class PeopleOfSpec implements ReachesPeopleOf {
  reach(me: Actor, personColumn: string, first: number): Reach {
    const people = me.scope.ids.flatMap((id) => enrolled.get(id) ?? []);
    return { sql: `${personColumn}::text = ANY($${first})`, parameters: [people] };
  }
}
const places: Record<string, string> = {
  '33': 'Jawa Tengah',
  '34': 'Yogyakarta',
  '33.08': 'Magelang',
  '34.02': 'Bantul',
};
@NamesScopes()
class PlacesOfSpec implements NamesScopesOf {
  readonly levels = ['province', 'regency', 'class'] as const;
  named(_: unknown, level: string, ids: string[]): Promise<RoleScope[]> {
    const known = ids.filter((id) => (id.length === 2) === (level === 'province') && places[id]);
    return Promise.resolve(known.map((id) => ({ id, name: places[id] ?? '', within: null })));
  }
  find(): Promise<RoleScope[]> {
    return Promise.resolve([]);
  }
}
@Module({ providers: [PeopleOfSpec, PlacesOfSpec] })
class SpecModule {}

let context: TestContext;
let holders: RoleHolders;
let sessions: Sessions;
let first: SomeAccount;

const nationwide: Scope = { level: 'national', ids: [] };
const inProvince = (...ids: string[]): Scope => ({ level: 'province', ids });

beforeAll(async () => {
  context = await aTestContext([identityTables], [IdentityApiModule, IdentityWorkerModule, SpecModule]);
  holders = context.get(RoleHolders);
  sessions = context.get(Sessions);
  first = await anAccount(context, { displayName: 'Niken', role: 'nationalAdmin', scope: nationwide });
});
afterAll(() => context.close());

/** Somebody who signs in and asks, as the product knows them. */
async function asking(account: SomeAccount): Promise<Actor> {
  const actor = await actorOf(sessions, await aToken(context, account));
  if (!actor) throw new Error('not signed in');
  return actor;
}
const anAdmin = (scope: Scope, role: Role = 'provincialAdmin') => anAccount(context, { role, scope });
const grantOf = (holder: RoleHolder, role: Role) => {
  const grant = holder.grants.find((one) => one.role === role);
  if (!grant) throw new Error(`holds no ${role}`);
  return grant;
};
const idOfGrant = async ({ personId }: SomeAccount, role: Role): Promise<GrantId> => {
  const [row]: { id: GrantId }[] = await context.db.query(
    `SELECT id FROM identity_role_grant WHERE person_id = $1 AND role = $2`,
    [personId, role],
  );
  if (!row) throw new Error(`holds no ${role}`);
  return row.id;
};
const audited = async ({ accountId }: SomeAccount) => {
  const rows: { action: string }[] = await context.db.query(
    `SELECT action FROM platform_audit_entry WHERE subject_id = $1 AND action LIKE 'identity.role-%' ORDER BY at, id`,
    [accountId],
  );
  return rows.map(({ action }) => action.replace('identity.role-', ''));
};
const reason = 'Surat tugas 12/2026';
const minutes = (count: number) => new Date(context.clock.now().getTime() + count * 60_000).toISOString();

describe('giving a role', () => {
  it('counts at the next request, also for somebody who is signed in, and is recorded once however often it is told', async () => {
    const person = await anAccount(context);
    const token = await aToken(context, person);
    expect((await actorOf(sessions, token))?.permissions.has('class.read')).toBe(false);
    const me = await asking(first);
    const sent = { role: 'regionalFacilitator', scopeId: '33.08' } as const;
    const holder = await holders.grant(me, person.personId, sent);
    expect(grantOf(holder, 'regionalFacilitator')).toMatchObject({
      scopeName: 'Magelang',
      period: 'current',
      isMineToChange: true,
    });
    await holders.grant(me, person.personId, sent);
    expect(await audited(person)).toEqual(['granted']);
    const actor = await actorOf(sessions, token);
    expect([actor?.role, actor?.scope]).toEqual([
      'regionalFacilitator',
      { level: 'regency', ids: ['33.08'] },
    ]);
    expect(actor?.permissions.has('enrollment.read')).toBe(true);
  });

  it('makes one role of several grants, which ends where each of them ends', async () => {
    const person = await anAccount(context);
    const token = await aToken(context, person);
    const me = await asking(first);
    await holders.grant(me, person.personId, { role: 'regencyAdmin', scopeId: '33.08' });
    await holders.grant(me, person.personId, { role: 'regencyAdmin', scopeId: '34.02', until: minutes(30) });
    const scope = async () => [...((await actorOf(sessions, token))?.scope.ids ?? [])].sort();
    expect(await scope()).toEqual(['33.08', '34.02']);
    context.clock.advance(30 * 60_000);
    expect(await scope()).toEqual(['33.08']);
  });

  it('that begins later counts from then on, in a session that is kept in memory all the while', async () => {
    const person = await anAccount(context);
    const token = await aToken(context, person);
    await holders.grant(await asking(first), person.personId, {
      role: 'signatory',
      from: minutes(5),
      until: minutes(10),
    });
    const role = async () => (await actorOf(sessions, token))?.role;
    expect(await role()).toBe('trainee');
    context.clock.advance(5 * 60_000);
    expect(await role()).toBe('signatory');
    context.clock.advance(5 * 60_000);
    expect(await role()).toBe('trainee');
  });

  it('is refused to oneself, for a class team’s role, for a period that is over, and for a place that is not', async () => {
    const me = await asking(first);
    const person = await anAccount(context);
    const code = async (to: SomeAccount, sent: Parameters<RoleHolders['grant']>[2]) =>
      (await refusal(holders.grant(me, to.personId, sent))).code;
    expect(await code(first, { role: 'signatory' })).toBe('own-role');
    expect(await code(person, { role: 'organizer', scopeId: '33.08' })).toBe('role-by-other-means');
    expect(await code(person, { role: 'signatory', until: minutes(-1) })).toBe('period-not-valid');
    expect(await code(person, { role: 'regencyAdmin', scopeId: '99.99' })).toBe('not-found');
    expect(await code(person, { role: 'regencyAdmin', scopeId: '33' })).toBe('not-found');
    expect(await code(person, { role: 'regencyAdmin' })).toBe('invalid-request');
    expect(await code(person, { role: 'signatory', scopeId: '33' })).toBe('invalid-request');
    expect(await audited(person)).toEqual([]);
  });

  it('again after it has ended begins a new period', async () => {
    const [me, person] = [await asking(first), await anAccount(context)];
    const given = await holders.grant(me, person.personId, { role: 'masterTrainer' });
    await holders.end(me, grantOf(given, 'masterTrainer').id, { reason });
    const again = await holders.grant(me, person.personId, { role: 'masterTrainer' });
    expect(grantOf(again, 'masterTrainer').period).toBe('current');
    expect(await audited(person)).toEqual(['granted', 'ended', 'granted']);
  });
});

describe('a provincial admin', () => {
  it('gives the roles of the own province to its people, and to whom has told their code', async () => {
    const me = await asking(await anAdmin(inProvince('33')));
    const [person, outsider] = [await anAccount(context), await anAccount(context)];
    enrolled.set('33', [person.personId]);
    await holders.grant(me, person.personId, { role: 'regencyAdmin', scopeId: '33.08' });
    const sent = { role: 'provincialAdmin', scopeId: '33' } as const;
    expect((await refusal(holders.grant(me, outsider.personId, sent))).status).toBe(404);
    const wrong = { ...sent, participantCode: person.participantCode };
    expect((await refusal(holders.grant(me, outsider.personId, wrong))).status).toBe(404);
    const told = await holders.grant(me, outsider.personId, {
      ...sent,
      participantCode: outsider.participantCode,
    });
    expect(grantOf(told, 'provincialAdmin').scopeName).toBe('Jawa Tengah');
  });

  it('never gives or ends anything beyond the own scope, nor sees it', async () => {
    const me = await asking(await anAdmin(inProvince('33')));
    const other = await anAdmin(inProvince('34'));
    const person = await anAccount(context);
    enrolled.set('33', [person.personId]);
    const status = async (sent: Parameters<RoleHolders['grant']>[2]) =>
      (await refusal(holders.grant(me, person.personId, sent))).status;
    expect(await status({ role: 'regencyAdmin', scopeId: '34.02' })).toBe(404);
    expect(await status({ role: 'provincialAdmin', scopeId: '34' })).toBe(404);
    expect(await status({ role: 'nationalAdmin' })).toBe(403);
    expect(
      (await refusal(holders.end(me, await idOfGrant(other, 'provincialAdmin'), { reason }))).status,
    ).toBe(404);
    expect((await refusal(holders.end(me, await idOfGrant(first, 'nationalAdmin'), { reason }))).status).toBe(
      404,
    );
    const names = (await holders.list(me, { limit: 200 })).items.map((item) => item.personId);
    expect(names).toContain(me.userId);
    expect(names).not.toContain(other.personId);
    expect(names).not.toContain(first.personId);
  });

  it('finds somebody from outside by the whole code only, and not by trying many', async () => {
    const me = await asking(await anAdmin(inProvince('33')));
    const outsider = await anAccount(context, { displayName: 'Yohanes Luar' });
    const names = async (q: string) =>
      (await holders.list(me, { limit: 50, q })).items.map((item) => item.name);
    expect(await names('yohanes')).toEqual([]);
    expect(await names(outsider.participantCode)).toEqual(['Yohanes Luar']);
    for (let tries = 1; tries < 30; tries++) await names(outsider.participantCode);
    expect((await refusal(names(outsider.participantCode))).code).toBe('too-many-requests');
  });

  it('sees of somebody from here only the roles in the own province', async () => {
    const me = await asking(await anAdmin(inProvince('33')));
    const both = await anAdmin({ level: 'regency', ids: ['33.08', '34.02'] }, 'regencyAdmin');
    const item = (await holders.list(me, { limit: 200 })).items.find((one) => one.personId === both.personId);
    expect(item?.grants.map((grant) => grant.scopeId)).toEqual(['33.08']);
  });
});

describe('ending a role', () => {
  it('counts at the next request, is told once, and twice changes nothing', async () => {
    const [me, person] = [await asking(first), await anAdmin(inProvince('33'))];
    const token = await aToken(context, person);
    expect((await actorOf(sessions, token))?.role).toBe('provincialAdmin');
    const grantId = await idOfGrant(person, 'provincialAdmin');
    for (let twice = 0; twice < 2; twice++) {
      const holder = await holders.end(me, grantId, { reason });
      expect(grantOf(holder, 'provincialAdmin')).toMatchObject({ period: 'ended', isMineToChange: false });
    }
    expect(await audited(person)).toEqual(['ended']);
  });

  it('of the last one leaves a session that may see itself and sign out, and nothing else', async () => {
    const person = await anAdmin(inProvince('33'));
    const token = await aToken(context, person);
    await holders.end(await asking(first), await idOfGrant(person, 'provincialAdmin'), { reason });
    const view = await sessions.view(token);
    expect([view?.roles, view?.permissions, view?.scope]).toEqual([[], [], { level: 'own', ids: [] }]);
    expect((await refusal(actorOf(sessions, token))).code).toBe('not-allowed');
    await sessions.end(token);
    expect(await sessions.view(token)).toBeNull();
  });

  it('never leaves the program without a national admin, not even when two end each other at once', async () => {
    const other = await anAccount(context, { displayName: 'Bayu', role: 'nationalAdmin', scope: nationwide });
    const [one, two] = [await asking(first), await asking(other)];
    expect((await refusal(holders.end(one, await idOfGrant(first, 'nationalAdmin'), { reason }))).code).toBe(
      'own-role',
    );
    const both = await Promise.allSettled([
      holders.end(one, await idOfGrant(other, 'nationalAdmin'), { reason }),
      holders.end(two, await idOfGrant(first, 'nationalAdmin'), { reason }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const [left]: { count: number }[] = await context.db.query(
      `SELECT count(*)::int AS count FROM identity_role_grant WHERE role = 'nationalAdmin' AND valid_to IS NULL`,
    );
    expect(left?.count).toBe(1);
    // Whoever remained may be limited by nobody, nor be the last to go.
    await context.db.query(
      `UPDATE identity_role_grant SET valid_to = NULL WHERE role = 'nationalAdmin' AND person_id = $1`,
      [first.personId],
    );
    await context.db.query(
      `UPDATE identity_role_grant SET valid_to = $2 WHERE role = 'nationalAdmin' AND person_id = $1`,
      [other.personId, minutes(60)],
    );
    sessions.forget(other.personId);
    const limited = await asking(other);
    const last = await idOfGrant(first, 'nationalAdmin');
    expect((await refusal(holders.end(limited, last, { reason }))).code).toBe('last-national-admin');
    const sent = { role: 'nationalAdmin', until: minutes(90) } as const;
    expect((await refusal(holders.grant(limited, first.personId, sent))).code).toBe('last-national-admin');
  });
});

describe('an act of somebody whose role ends meanwhile', () => {
  it('is finished before the role ends, when it has begun', async () => {
    const person = await anAdmin(inProvince('33'));
    const [me, admin] = [await asking(person), await asking(first)];
    const order: string[] = [];
    let ending: Promise<unknown> = Promise.resolve();
    await context.db.transaction(async (tx) => {
      await holdRole(tx, me, context.clock.now());
      const id = await idOfGrant(person, 'provincialAdmin');
      ending = holders.end(admin, id, { reason }).then(() => order.push('ended'));
      // The ending is under way and waits for this act.
      await untilSomebodyWaits();
      order.push('done');
    });
    await ending;
    expect(order).toEqual(['done', 'ended']);
  });

  it('is refused as a whole, when the role has ended before, though the session was read before', async () => {
    const person = await anAdmin(inProvince('33'));
    const me = await asking(person);
    await holders.end(await asking(first), await idOfGrant(person, 'provincialAdmin'), { reason });
    const act = context.db.transaction(async (tx) => {
      await tx.query(`UPDATE identity_account SET display_name = 'diubah' WHERE person_id = $1`, [
        person.personId,
      ]);
      await holdRole(tx, me, context.clock.now());
    });
    expect((await refusal(act)).code).toBe('not-allowed');
    const late = await anAccount(context);
    enrolled.set('33', [late.personId]);
    const grant = holders.grant(me, late.personId, { role: 'regencyAdmin', scopeId: '33.08' });
    expect((await refusal(grant)).code).toBe('not-allowed');
    const [row]: { display_name: string }[] = await context.db.query(
      `SELECT display_name FROM identity_account WHERE person_id = $1`,
      [person.personId],
    );
    expect(row?.display_name).toBe('Wartinah');
  });
});

async function untilSomebodyWaits(): Promise<void> {
  for (;;) {
    const [row]: { waits: boolean }[] = await context.db.query(
      `SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted) AS waits`,
    );
    if (row?.waits) return;
  }
}

describe('the list of people and roles', () => {
  it('shows who works in the program, and finds everybody by name, page by page', async () => {
    for (const displayName of ['Sartika Ayu', 'Sartika Budi', 'Sartika Cahya']) {
      await anAccount(context, { displayName, role: 'signatory', scope: nationwide });
    }
    await anAccount(context, { displayName: 'Sartika Yang Belajar' });
    const me = await asking(first);
    const names = async (query: Partial<Parameters<RoleHolders['list']>[1]>) => {
      const page = await holders.list(me, { limit: 2, ...query });
      return { ...page, names: page.items.map((item) => item.name) };
    };
    const page = await names({ q: 'sartika' });
    expect([page.names, page.total]).toEqual([['Sartika Ayu', 'Sartika Budi'], 4]);
    expect((await names({ q: 'sartika', after: page.next ?? '' })).names).toEqual([
      'Sartika Cahya',
      'Sartika Yang Belajar',
    ]);
    expect((await names({ role: 'signatory', q: 'sartika' })).total).toBe(3);
    const all = await names({ limit: 200 });
    expect(all.names).toContain('Sartika Ayu');
    expect(all.names).not.toContain('Sartika Yang Belajar');
    expect(await refusal(holders.list(me, { limit: 2, after: 'bukan' }))).toBeInstanceOf(ProblemError);
  });
});
