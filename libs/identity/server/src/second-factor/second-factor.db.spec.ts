import { beginTotp, listSessions } from '@bimtek/identity-contracts';
import type { Actor } from '@bimtek/platform-contracts';
import { routeOf, Settings } from '@bimtek/platform-server';
import { anActor, aTestContext, type TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Accounts } from '../accounts/accounts.service.ts';
import { AccountCare } from '../care/account-care.service.ts';
import { Activations } from '../activations/activations.service.ts';
import { IdentityApiModule, identityTables, IdentityWorkerModule } from '../identity.module.ts';
import { Sessions } from '../sessions/sessions.service.ts';
import { SignIn } from '../sessions/sign-in.service.ts';
import { SecondFactorNeeded } from '../sessions/way-in.service.ts';
import {
  aBrowser,
  actorOf,
  anAccount,
  aPassword,
  aToken,
  refusal,
  type SomeAccount,
} from '../testing/some-accounts.ts';
import { aPasskey } from '../testing/some-passkey.ts';
import { Secrets } from './secrets.ts';
import { SecondFactors } from './second-factors.service.ts';
import { SecondStep } from './second-step.service.ts';
import { codeAt } from './totp.rules.ts';

let context: TestContext;
let factors: SecondFactors;
let step: SecondStep;
let sessions: Sessions;

beforeAll(async () => {
  context = await aTestContext([identityTables], [IdentityApiModule, IdentityWorkerModule], {
    settings: { REQUIRE_SECOND_FACTOR: 'true' },
  });
  factors = context.get(SecondFactors);
  step = context.get(SecondStep);
  sessions = context.get(Sessions);
});
afterAll(() => context.close());

const anAdmin = () =>
  anAccount(context, {
    displayName: 'Admin Jawa Tengah',
    role: 'provincialAdmin',
    scope: { level: 'province', ids: ['33'] },
  });
const adding = routeOf(beginTotp);
/** Signed in by password alone: allowed to add a factor, and nothing else. */
async function meOf(account: SomeAccount, token?: string): Promise<Actor> {
  const actor = await actorOf(sessions, token ?? (await aToken(context, account)), adding, beginTotp.method);
  if (!actor) throw new Error('not signed in');
  return actor;
}
const half = async (account: SomeAccount): Promise<SecondFactorNeeded> => {
  const asked = await refusal(aToken(context, account));
  if (!(asked instanceof SecondFactorNeeded)) throw asked;
  return asked;
};
async function withTotp(account: SomeAccount) {
  const me = await meOf(account);
  const { secret } = await factors.beginTotp(me, {});
  const { recoveryCodes } = await factors.confirmTotp(me, { code: codeAt(secret, context.clock.now()) });
  context.clock.advance(60_000);
  return { me, secret, recoveryCodes: recoveryCodes ?? [], code: () => codeAt(secret, context.clock.now()) };
}
const totp = (code: string) => ({ kind: 'totp' as const, code });

describe('who must have a second factor', () => {
  it('may do nothing but add one until it is there, in whichever role', async () => {
    const admin = await anAdmin();
    await context
      .get(Accounts)
      .grant(context.db.manager, [{ personId: admin.personId, role: 'trainee', level: 'own' }]);
    const token = await aToken(context, admin);
    expect((await sessions.view(token))?.mustAddSecondFactor).toBe(true);
    for (const url of ['/api/classes', routeOf(listSessions), '/api/session/role']) {
      expect((await refusal(actorOf(sessions, token, url))).code).toBe('second-factor-required');
    }
    const me = await meOf(admin, token);
    const { secret } = await factors.beginTotp(me, {});
    await factors.confirmTotp(me, { code: codeAt(secret, context.clock.now()) });
    expect((await actorOf(sessions, token, '/api/classes'))?.userId).toBe(admin.personId);
  });

  it('is asked again for one as soon as the role is given to somebody who has none', async () => {
    const person = await anAccount(context);
    const token = await aToken(context, person);
    expect(await actorOf(sessions, token, '/api/home')).not.toBeNull();
    await context
      .get(Accounts)
      .grant(context.db.manager, [{ personId: person.personId, role: 'signatory', level: 'national' }]);
    expect((await refusal(actorOf(sessions, token, '/api/home'))).code).toBe('second-factor-required');
  });

  it('are not trainees, who may add one all the same', async () => {
    const person = await anAccount(context);
    expect((await factors.view(await meOf(person))).isRequired).toBe(false);
    await withTotp(person);
    expect((await half(person)).extra).toMatchObject({ methods: ['totp', 'recovery'] });
  });
});

describe('an authenticator app', () => {
  it('opens no session before its code fits, and one when it does', async () => {
    const admin = await anAdmin();
    const { code } = await withTotp(admin);
    const before: unknown[] = await context.db.query(`SELECT 1 FROM identity_session WHERE account_id = $1`, [
      admin.accountId,
    ]);
    const asked = await half(admin);
    expect(await actorOf(sessions, asked.token)).toBeNull();
    expect((await refusal(step.prove(asked.token, totp('000000')))).code).toBe('second-factor-wrong');
    const after: unknown[] = await context.db.query(`SELECT 1 FROM identity_session WHERE account_id = $1`, [
      admin.accountId,
    ]);
    expect(after).toHaveLength(before.length);
    const { token } = await step.prove(asked.token, totp(code()));
    expect((await actorOf(sessions, token, '/api/classes'))?.userId).toBe(admin.personId);
    expect((await refusal(step.prove(asked.token, totp(code())))).code).toBe('second-factor-step-over');
  });

  it('has no code accepted twice, even by two sign-ins at once', async () => {
    const admin = await anAdmin();
    const { code } = await withTotp(admin);
    const [one, other] = [await half(admin), await half(admin)];
    const both = await Promise.allSettled([
      step.prove(one.token, totp(code())),
      step.prove(other.token, totp(code())),
    ]);
    expect(both.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('gives five tries and five minutes, then the password is asked for again', async () => {
    const admin = await anAdmin();
    const { code } = await withTotp(admin);
    const tried = await half(admin);
    for (let i = 0; i < 5; i++) await refusal(step.prove(tried.token, totp('000000')));
    expect((await refusal(step.prove(tried.token, totp(code())))).code).toBe('second-factor-step-over');
    const late = await half(admin);
    context.clock.advance(5 * 60_000);
    expect((await refusal(step.prove(late.token, totp(code())))).code).toBe('second-factor-step-over');
    expect((await refusal(step.prove(undefined, totp(code())))).code).toBe('second-factor-step-over');
  });

  it('cannot be guessed by signing in again and again', async () => {
    const admin = await anAdmin();
    const { code } = await withTotp(admin);
    for (let i = 0; i < 3; i++) {
      const { token } = await half(admin);
      for (let j = 0; j < 5; j++) await refusal(step.prove(token, totp('000000')));
    }
    const { token } = await half(admin);
    expect((await refusal(step.prove(token, totp(code())))).code).toBe('too-many-requests');
  });

  it('is asked for after a new password by an office code, too', async () => {
    const admin = await anAdmin();
    await withTotp(admin);
    const { code } = await context.get(AccountCare).issueCode(anActor(), admin.personId);
    const asked = await refusal(
      context.get(Activations).activate(
        {
          key: { kind: 'code', participantCode: admin.participantCode, code },
          password: 'sandi yang baru',
          sharedPhone: false,
        },
        aBrowser,
      ),
    );
    expect(asked.code).toBe('second-factor-needed');
  });

  it('is ended with the half sign-in when the account is locked meanwhile', async () => {
    const admin = await anAdmin();
    const { code } = await withTotp(admin);
    const asked = await half(admin);
    await context.get(AccountCare).lock(anActor(), admin.personId, 'Laptop dicuri');
    expect((await refusal(step.prove(asked.token, totp(code())))).code).toBe('second-factor-step-over');
  });

  it('lies sealed in the database, under a key that only its owner may read', async () => {
    const admin = await anAdmin();
    const { secret } = await withTotp(admin);
    const [row]: { secret: string }[] = await context.db.query(
      `SELECT secret FROM identity_totp WHERE account_id = $1`,
      [admin.accountId],
    );
    const sealed = row?.secret ?? '';
    expect(sealed).not.toContain(secret);
    const secrets = context.get(Secrets);
    expect(secrets.open(sealed, admin.accountId)).toBe(secret);
    expect(() => secrets.open(sealed, 'another account')).toThrow();
    const { mode } = await stat(join(context.get(Settings).dataDir, 'secrets.key'));
    expect(mode & 0o777).toBe(0o600);
  });

  it('takes the place of no other without the password', async () => {
    const admin = await anAdmin();
    const { me } = await withTotp(admin);
    expect((await refusal(factors.beginTotp(me, {}))).code).toBe('wrong-password');
    expect((await refusal(factors.beginTotp(me, { password: aPassword }))).code).toBe('second-factor-exists');
    expect((await refusal(factors.removeTotp(me, 'bukan sandinya'))).code).toBe('wrong-password');
  });

  it('ends the sessions that were opened with the password alone', async () => {
    const admin = await anAdmin();
    const other = await aToken(context, admin);
    await withTotp(admin);
    expect(await actorOf(sessions, other)).toBeNull();
  });
});

describe('a passkey', () => {
  it('signs in as the second step, one of several with names', async () => {
    const admin = await anAdmin();
    const me = await meOf(admin);
    const [phone, laptop] = [aPasskey(), aPasskey()];
    const first = await factors.beginPasskey(me, {});
    const added = await factors.addPasskey(me, {
      name: 'Ponsel kantor',
      response: phone.make(first.options),
    });
    expect(added.recoveryCodes).toHaveLength(10);
    const second = await factors.beginPasskey(me, { password: aPassword });
    const more = await factors.addPasskey(me, { name: 'Laptop', response: laptop.make(second.options) });
    expect(more.recoveryCodes).toBeNull();
    expect((await factors.view(me)).passkeys.map(({ name }) => name)).toEqual(['Ponsel kantor', 'Laptop']);
    const asked = await half(admin);
    const { options } = await step.askForPasskey(asked.token);
    const { token } = await step.prove(asked.token, { kind: 'passkey', response: laptop.answer(options) });
    expect((await actorOf(sessions, token, '/api/classes'))?.userId).toBe(admin.personId);
  });

  it('of another person, for an older challenge or made at a look-alike site does not fit', async () => {
    const [admin, stranger] = [await anAdmin(), await anAdmin()];
    const [me, other] = [await meOf(admin), await meOf(stranger)];
    const [own, foreign] = [aPasskey(), aPasskey()];
    const add = async (actor: Actor, key: ReturnType<typeof aPasskey>) =>
      factors.addPasskey(actor, {
        name: 'Ponsel',
        response: key.make((await factors.beginPasskey(actor, {})).options),
      });
    await add(me, own);
    await add(other, foreign);
    const { token } = await half(admin);
    const wrong = async (response: Record<string, unknown>) =>
      (await refusal(step.prove(token, { kind: 'passkey', response }))).code;
    const older = await step.askForPasskey(token);
    const { options } = await step.askForPasskey(token);
    expect(await wrong(foreign.answer(options))).toBe('second-factor-wrong');
    expect(await wrong(own.answer(older.options))).toBe('second-factor-wrong');
    const lookAlike = await meOf(await anAdmin());
    const made = aPasskey('https://ruang-bimtek.example').make(
      (await factors.beginPasskey(lookAlike, {})).options,
    );
    expect((await refusal(factors.addPasskey(lookAlike, { name: 'Tiruan', response: made }))).code).toBe(
      'passkey-not-accepted',
    );
    expect(await step.prove(token, { kind: 'passkey', response: own.answer(options) })).toMatchObject({
      sharedPhone: false,
    });
  });

  it('needs a challenge of this session, used once', async () => {
    const admin = await anAdmin();
    const me = await meOf(admin);
    const key = aPasskey();
    const response = key.make((await factors.beginPasskey(me, {})).options);
    await factors.addPasskey(me, { name: 'Ponsel', response });
    expect((await refusal(factors.addPasskey(me, { name: 'Lagi', response }))).code).toBe(
      'passkey-not-accepted',
    );
  });
});

describe('recovery codes', () => {
  it('are ten, each good for one sign-in, kept as hashes only', async () => {
    const admin = await anAdmin();
    const { recoveryCodes } = await withTotp(admin);
    expect(new Set(recoveryCodes).size).toBe(10);
    const [code = ''] = recoveryCodes;
    const use = async () =>
      step.prove((await half(admin)).token, { kind: 'recovery', code: code.toLowerCase() });
    await use();
    expect((await refusal(use())).code).toBe('second-factor-wrong');
    const [row]: { found: boolean }[] = await context.db.query(
      `SELECT EXISTS (SELECT 1 FROM identity_recovery_code c WHERE c::text ILIKE '%' || $1 || '%') AS found`,
      [code.replace('-', '')],
    );
    expect(row?.found).toBe(false);
  });

  it('end when new ones are made, and with the last factor', async () => {
    const admin = await anAdmin();
    const { me, recoveryCodes } = await withTotp(admin);
    const { recoveryCodes: newer } = await factors.makeRecoveryCodes(me, aPassword);
    const { token } = await half(admin);
    const prove = (code = '') => step.prove(token, { kind: 'recovery', code });
    expect((await refusal(prove(recoveryCodes[0]))).code).toBe('second-factor-wrong');
    await prove(newer[0]);
    await factors.removeTotp(me, aPassword);
    expect((await factors.view(me)).recoveryCodesLeft).toBe(0);
  });
});

describe('a lost second factor', () => {
  it('is reset by the national office with its reason: sessions end, and a new one must be added', async () => {
    const admin = await anAdmin();
    const { code } = await withTotp(admin);
    const { token } = await step.prove((await half(admin)).token, totp(code()));
    await context.get(AccountCare).resetSecondFactor(anActor(), admin.personId, 'Ponsel hilang di bus');
    expect(await actorOf(sessions, token)).toBeNull();
    const again = await aToken(context, admin);
    expect((await sessions.view(again))?.mustAddSecondFactor).toBe(true);
    const entries: { reason: string }[] = await context.db.query(
      `SELECT reason FROM platform_audit_entry WHERE action = 'identity.second-factor-reset' AND subject_id = $1`,
      [admin.accountId],
    );
    expect(entries).toEqual([{ reason: 'Ponsel hilang di bus' }]);
    const twice = context
      .get(AccountCare)
      .resetSecondFactor(anActor(), admin.personId, 'Ponsel hilang di bus');
    expect((await refusal(twice)).code).toBe('no-second-factor');
  });
});

it('needs no second factor where nobody has one, with the right password', async () => {
  const person = await anAccount(context);
  const signedIn = context
    .get(SignIn)
    .signIn({ name: person.participantCode, password: aPassword, sharedPhone: false }, aBrowser);
  await expect(signedIn).resolves.toEqual(expect.any(String));
});
