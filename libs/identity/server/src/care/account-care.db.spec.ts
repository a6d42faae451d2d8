import { ActivationKey } from '@bimtek/identity-contracts';
import type { Actor } from '@bimtek/platform-contracts';
import { anActor, aTestContext, type TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import { Accounts } from '../accounts/accounts.service.ts';
import { OwnAccounts } from '../accounts/own-account.service.ts';
import { Activations } from '../activations/activations.service.ts';
import { IdentityApiModule, identityTables, IdentityWorkerModule } from '../identity.module.ts';
import { Sessions } from '../sessions/sessions.service.ts';
import { SignIn } from '../sessions/sign-in.service.ts';
import {
  aBrowser,
  actorOf,
  anAccount,
  aPassword,
  aToken,
  refusal,
  type SomeAccount,
} from '../testing/some-accounts.ts';
import { AccountCare } from './account-care.service.ts';
import { type Reach, ReachesPeople, type ReachesPeopleOf } from './people-reach.ts';

/** Stands for the context that knows who is enrolled where. */
@ReachesPeople()
class PeopleOfSpec implements ReachesPeopleOf {
  reach(me: Actor, personColumn: string, first: number): Reach {
    return { sql: `${personColumn}::text = ANY($${first})`, parameters: [me.scope.ids] };
  }
}
@Module({ providers: [PeopleOfSpec] })
class SpecModule {}

let context: TestContext;
let care: AccountCare;
let activations: Activations;
const national = anActor();
/** An office of a province that reaches these people. */
const officeOf = (...people: SomeAccount[]) =>
  anActor({
    role: 'provincialAdmin',
    displayName: 'Admin provinsi',
    scope: { level: 'province', ids: people.map((person) => person.personId) },
  });

beforeAll(async () => {
  context = await aTestContext([identityTables], [IdentityApiModule, IdentityWorkerModule, SpecModule]);
  care = context.get(AccountCare);
  activations = context.get(Activations);
});
afterAll(() => context.close());

const codeKey = (name: string, code: string) =>
  ActivationKey.parse({ kind: 'code', participantCode: name, code });
const choose = (key: ActivationKey, password = 'sandi yang baru') =>
  activations.activate({ key, password, sharedPhone: false }, aBrowser);
const signIn = (person: SomeAccount, password = aPassword) =>
  context.get(SignIn).signIn({ name: person.participantCode, password, sharedPhone: false }, aBrowser);
const audited = (action: string, account: SomeAccount): Promise<{ reason: string; actor_name: string }[]> =>
  context.db.query(
    `SELECT reason, actor_name FROM platform_audit_entry WHERE action = $1 AND subject_id = $2`,
    [action, account.accountId],
  );

describe('a locked account', () => {
  it('ends its sessions at once and opens none, with the right password', async () => {
    const person = await anAccount(context);
    const token = await aToken(context, person);
    expect((await care.lock(officeOf(person), person.personId, 'Ponsel dicuri')).state).toBe('locked');
    expect(await actorOf(context.get(Sessions), token)).toBeNull();
    expect((await refusal(signIn(person))).code).toBe('account-locked');
    expect((await refusal(signIn(person, 'bukan sandinya'))).code).toBe('wrong-credentials');
    expect(await audited('identity.account-locked', person)).toEqual([
      { reason: 'Ponsel dicuri', actor_name: 'Admin provinsi' },
    ]);
  });

  it('is not opened by an activation that was issued before, during the lock or after it', async () => {
    const person = await anAccount(context, { password: null });
    const [issued] = await activations.issue(context.db.manager, 'system', [person.personId]);
    const key = codeKey(person.participantCode, issued?.code ?? '');
    await care.lock(national, person.personId, 'Surat jatuh ke orang lain');
    expect((await refusal(activations.find(key, '10.1.0.1'))).code).toBe('account-locked');
    expect((await refusal(choose(key))).code).toBe('account-locked');
    expect(await activations.issue(context.db.manager, 'system', [person.personId])).toEqual([]);
    expect((await care.unlock(national, person.personId, 'Orangnya datang')).state).toBe('invited');
    expect((await refusal(choose(key))).code).toBe('activation-expired');
  });

  it('stays locked when it is locked while somebody chooses a password', async () => {
    const person = await anAccount(context, { password: null });
    const [issued] = await activations.issue(context.db.manager, 'system', [person.personId]);
    const both = await Promise.allSettled([
      choose(codeKey(person.participantCode, issued?.code ?? '')),
      care.lock(national, person.personId, 'Pada saat yang sama'),
    ]);
    expect(both[1].status).toBe('fulfilled');
    expect((await care.get(national, person.personId)).state).toBe('locked');
    if (both[0].status === 'fulfilled') {
      expect(await actorOf(context.get(Sessions), both[0].value)).toBeNull();
    }
  });

  it('opens again with the password it had, and both acts may be repeated', async () => {
    const person = await anAccount(context);
    for (let twice = 0; twice < 2; twice++) await care.lock(national, person.personId, 'Keliru orang');
    for (let twice = 0; twice < 2; twice++) await care.unlock(national, person.personId, 'Sudah jelas');
    expect(await audited('identity.account-locked', person)).toHaveLength(1);
    await expect(signIn(person)).resolves.toEqual(expect.any(String));
  });

  it('is not one of another province, of an administrator, or the own', async () => {
    const [person, stranger] = [await anAccount(context), await anAccount(context)];
    const admin = await anAccount(context, {
      role: 'regencyAdmin',
      scope: { level: 'regency', ids: ['33.08'] },
    });
    const office = officeOf(person, admin);
    expect((await refusal(care.lock(office, stranger.personId, 'Bukan wilayah saya'))).status).toBe(404);
    expect((await refusal(care.lock(office, admin.personId, 'Bukan peserta'))).status).toBe(404);
    await expect(care.lock(national, admin.personId, 'Pensiun dini')).resolves.toMatchObject({
      state: 'locked',
    });
    const self = await anAccount(context, { role: 'nationalAdmin', scope: { level: 'national', ids: [] } });
    const me = anActor({ userId: self.personId, accountId: self.accountId });
    expect((await refusal(care.lock(me, self.personId, 'Saya sendiri'))).code).toBe('own-account');
  });
});

describe('a forgotten password', () => {
  it('is replaced with the code that the office reads aloud, by participant code or by phone', async () => {
    for (const name of ['code', 'phone']) {
      const person = await anAccount(context, { phone: '+6281299990001' });
      const open = await aToken(context, person);
      const issued = await care.issueCode(officeOf(person), person.personId);
      const typed = name === 'code' ? person.participantCode : '0812-9999-0001';
      const token = await choose(codeKey(typed, issued.code.toLowerCase().replace('-', ' ')));
      expect((await actorOf(context.get(Sessions), token))?.userId).toBe(person.personId);
      expect(await actorOf(context.get(Sessions), open)).toBeNull();
      expect((await refusal(signIn(person))).code).toBe('wrong-credentials');
      await expect(signIn(person, 'sandi yang baru')).resolves.toEqual(expect.any(String));
      expect(await audited('identity.renewal-issued', person)).toHaveLength(1);
      expect(await audited('identity.renewal-used', person)).toHaveLength(1);
    }
  });

  it('is not replaced twice with one code, nor after a day, nor by another person', async () => {
    const [person, other] = [await anAccount(context), await anAccount(context)];
    const first = await care.issueCode(national, person.personId);
    expect((await refusal(choose(codeKey(other.participantCode, first.code)))).code).toBe(
      'activation-unknown',
    );
    await choose(codeKey(person.participantCode, first.code));
    expect((await refusal(choose(codeKey(person.participantCode, first.code)))).code).toBe('activation-used');
    const late = await care.issueCode(national, person.personId);
    context.clock.advance(24 * 3600_000 + 1);
    expect((await refusal(choose(codeKey(person.participantCode, late.code)))).code).toBe(
      'activation-expired',
    );
  });

  it('is replaced with the newest code only, and with none after the person has changed it', async () => {
    const person = await anAccount(context);
    const older = await care.issueCode(national, person.personId);
    const newer = await care.issueCode(national, person.personId);
    expect((await refusal(choose(codeKey(person.participantCode, older.code)))).code).toBe(
      'activation-unknown',
    );
    const me = anActor({ userId: person.personId, accountId: person.accountId, sessionId: person.accountId });
    await context.get(OwnAccounts).changePassword(me, { present: aPassword, password: 'ingat lagi sendiri' });
    expect((await refusal(choose(codeKey(person.participantCode, newer.code)))).code).toBe(
      'activation-expired',
    );
  });

  it('keeps the code as a hash only', async () => {
    const person = await anAccount(context);
    const { code } = await care.issueCode(national, person.personId);
    const [row]: { found: boolean }[] = await context.db.query(
      `SELECT EXISTS (SELECT 1 FROM identity_activation a WHERE a::text ILIKE '%' || $1 || '%') AS found`,
      [code.replace('-', '')],
    );
    expect(row?.found).toBe(false);
  });

  it('stops after twenty wrong codes for one name, from wherever they come', async () => {
    const person = await anAccount(context);
    const { code } = await care.issueCode(national, person.personId);
    for (let i = 0; i < 20; i++) {
      await refusal(activations.find(codeKey(person.participantCode, '22222222'), `10.2.0.${i}`));
    }
    const stopped = await refusal(activations.find(codeKey(person.participantCode, code), '10.2.1.1'));
    expect(stopped.code).toBe('too-many-requests');
  });

  it('of an administrator is for the national office alone', async () => {
    const admin = await anAccount(context, {
      role: 'provincialAdmin',
      scope: { level: 'province', ids: ['33'] },
    });
    expect((await refusal(care.issueCode(officeOf(admin), admin.personId))).status).toBe(404);
    expect((await care.issueCode(national, admin.personId)).code).toMatch(/^\w{4}-\w{4}$/);
  });
});

describe('the own password', () => {
  it('changes only with the present one, and ends the sessions on other phones', async () => {
    const person = await anAccount(context);
    const sessions = context.get(Sessions);
    const other = await aToken(context, person);
    const token = await aToken(context, person);
    const me = await actorOf(sessions, token);
    if (!me) throw new Error('not signed in');
    const own = context.get(OwnAccounts);
    const wrong = { present: 'bukan sandinya', password: 'sandi yang baru' };
    expect((await refusal(own.changePassword(me, wrong))).code).toBe('wrong-password');
    const easy = { present: aPassword, password: 'wartinahku' };
    expect((await refusal(own.changePassword(me, easy))).code).toBe('password-too-easy');
    await own.changePassword(me, { present: aPassword, password: 'sandi yang baru' });
    expect(await actorOf(sessions, token)).not.toBeNull();
    expect(await actorOf(sessions, other)).toBeNull();
    expect((await refusal(signIn(person))).code).toBe('wrong-credentials');
  });

  it('cannot be guessed on a phone that was left open', async () => {
    const person = await anAccount(context);
    const me = anActor({ userId: person.personId, accountId: person.accountId });
    const own = context.get(OwnAccounts);
    for (let i = 0; i < 10; i++)
      await refusal(own.changePassword(me, { present: `tebakan ${i}`, password: 'x' }));
    const stopped = await refusal(
      own.changePassword(me, { present: aPassword, password: 'sandi yang baru' }),
    );
    expect(stopped.code).toBe('too-many-requests');
  });
});

describe('phone and e-mail', () => {
  const meOf = (person: SomeAccount) =>
    anActor({
      userId: person.personId,
      accountId: person.accountId,
      role: 'trainee',
      displayName: person.displayName,
    });

  it('are changed by the person, who then signs in with the new number', async () => {
    const person = await anAccount(context, { phone: '+6281300000001' });
    const own = context.get(OwnAccounts);
    const sent = { phone: '0813 0000 0002', email: '', password: aPassword };
    expect(await own.changeContact(meOf(person), sent)).toMatchObject({
      phone: '+6281300000002',
      phoneIsShared: false,
    });
    const by = (name: string) =>
      context.get(SignIn).signIn({ name, password: aPassword, sharedPhone: false }, aBrowser);
    await expect(by('081300000002')).resolves.toEqual(expect.any(String));
    expect((await refusal(by('081300000001'))).code).toBe('wrong-credentials');
    expect(await audited('identity.contact-changed', person)).toHaveLength(1);
  });

  it('may be a number that another has: then the password tells, and else it is asked who', async () => {
    await anAccount(context, { displayName: 'Aminah', phone: '+6281300000003' });
    const person = await anAccount(context, { displayName: 'Dewi' });
    const sent = { phone: '081300000003', email: '', password: aPassword };
    expect((await context.get(OwnAccounts).changeContact(meOf(person), sent)).phoneIsShared).toBe(true);
    const asked = await refusal(
      context.get(SignIn).signIn({ name: '081300000003', password: aPassword, sharedPhone: false }, aBrowser),
    );
    expect(asked.code).toBe('which-person');
  });

  it('refuse what is no phone and an e-mail that another has, and change nothing then', async () => {
    await anAccount(context, { email: 'milik@contoh.id' });
    const person = await anAccount(context, { phone: '+6281300000004' });
    const own = context.get(OwnAccounts);
    const change = (given: { phone: string; email: string }) =>
      refusal(own.changeContact(meOf(person), { ...given, password: aPassword }));
    expect((await change({ phone: '12', email: '' })).code).toBe('phone-not-valid');
    expect((await change({ phone: '081300000005', email: 'Milik@contoh.id' })).code).toBe('email-taken');
    expect((await own.get(meOf(person))).phone).toBe('+6281300000004');
  });

  it('are corrected by the office of the scope, with its reason in the log and no number', async () => {
    const [person, stranger] = [await anAccount(context), await anAccount(context)];
    const sent = { phone: '081300000006', reason: 'Nomor hilang' };
    expect((await refusal(care.changeContact(officeOf(person), stranger.personId, sent))).status).toBe(404);
    expect(await care.changeContact(officeOf(person), person.personId, sent)).toMatchObject({
      phoneEnding: '0006',
    });
    const [entry]: { line: string }[] = await context.db.query(
      `SELECT e::text AS line FROM platform_audit_entry e WHERE subject_id = $1 AND action = 'identity.contact-changed'`,
      [person.accountId],
    );
    expect(entry?.line).toContain('Nomor hilang');
    expect(entry?.line).not.toContain('81300000006');
  });

  it('stay as they were changed when a decree brings the older number again', async () => {
    const person = await anAccount(context, { phone: '+6281300000007' });
    const own = context.get(OwnAccounts);
    await own.changeContact(meOf(person), { phone: '081300000008', email: '', password: aPassword });
    const { personId, displayName } = person;
    await context
      .get(Accounts)
      .invite(context.db.manager, [{ personId, displayName, phone: '+6281300000007', email: null }]);
    expect((await own.get(meOf(person))).phone).toBe('+6281300000008');
    const told: unknown[] = await context.db.query(
      `SELECT 1 FROM platform_outbox WHERE name = 'identity.contact-changed' AND payload->>'personId' = $1`,
      [personId],
    );
    expect(told).toHaveLength(2);
  });
});

describe('the list of accounts', () => {
  it('finds by name, code and phone, by name in pages, within the reach only', async () => {
    const people: SomeAccount[] = [];
    for (const displayName of ['Zulaikha Ayu', 'Zulaikha Budi', 'Zulaikha Cahya']) {
      people.push(await anAccount(context, { displayName, phone: '+6281300000009' }));
    }
    await anAccount(context, { displayName: 'Zulaikha Orang Lain' });
    const office = officeOf(...people);
    const names = async (q: string, after?: string) => {
      const page = await care.list(office, { q, limit: 2, ...(after ? { after } : {}) });
      return { names: page.items.map((item) => item.name), ...page };
    };
    const first = await names('zulai');
    expect([first.names, first.total]).toEqual([['Zulaikha Ayu', 'Zulaikha Budi'], 3]);
    expect((await names('zulai', first.next ?? '')).names).toEqual(['Zulaikha Cahya']);
    expect((await names(people[1]?.participantCode ?? '')).names).toEqual(['Zulaikha Budi']);
    expect((await names('081300000009')).total).toBe(3);
    expect((await names("'; --")).total).toBe(0);
  });
});
