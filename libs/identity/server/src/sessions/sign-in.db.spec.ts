import { ActivationKey } from '@bimtek/identity-contracts';
import { ProblemError } from '@bimtek/platform-contracts';
import { aTestContext, type TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Accounts } from '../accounts/accounts.service.ts';
import { Activations } from '../activations/activations.service.ts';
import { IdentityApiModule, identityTables, IdentityWorkerModule } from '../identity.module.ts';
import { Sessions } from './sessions.service.ts';
import { SignIn } from './sign-in.service.ts';

const browser = { address: '10.0.0.7', userAgent: 'spec' };
const password = 'kebun sumur lampu';

let context: TestContext;
let accounts: Accounts;
let activations: Activations;
let signIns: SignIn;
let sessions: Sessions;

beforeAll(async () => {
  context = await aTestContext([identityTables], [IdentityApiModule, IdentityWorkerModule]);
  accounts = context.get(Accounts);
  activations = context.get(Activations);
  signIns = context.get(SignIn);
  sessions = context.get(Sessions);
});
afterAll(() => context.close());

async function invited(given: { displayName?: string; phone?: string | null; email?: string | null } = {}) {
  const person = { personId: randomUUID(), displayName: 'Wartinah', phone: null, email: null, ...given };
  const codes = await accounts.invite(context.db.manager, [person]);
  await accounts.grant(context.db.manager, [{ personId: person.personId, role: 'trainee', level: 'own' }]);
  return { ...person, participantCode: codes.get(person.personId) ?? '' };
}

async function active(given: Parameters<typeof invited>[0] = {}, secret = password) {
  const person = await invited(given);
  await accounts.activateWithPassword(context.db.manager, person.personId, secret);
  return person;
}

async function activationOf(personId: string) {
  const [issued] = await activations.issue(context.db.manager, 'system', [personId]);
  if (!issued) throw new Error('nothing issued');
  const link = ActivationKey.parse({ kind: 'link', token: issued.link.split('/').at(-1) });
  const code = ActivationKey.parse({
    kind: 'code',
    participantCode: issued.participantCode,
    code: issued.code,
  });
  return { issued, link, code };
}

const signIn = (name: string, secret = password, more: { accountId?: string; address?: string } = {}) =>
  signIns.signIn(
    { name, password: secret, sharedPhone: false, ...(more.accountId ? { accountId: more.accountId } : {}) },
    { ...browser, address: more.address ?? browser.address },
  );

async function refusal(work: Promise<unknown>): Promise<ProblemError> {
  return work.then(
    () => {
      throw new Error('was not refused');
    },
    (error: unknown) => {
      if (error instanceof ProblemError) return error;
      throw error;
    },
  );
}

describe('inviting', () => {
  it('gives a person the same participant code however often it is done', async () => {
    const person = await invited();
    const again = await accounts.invite(context.db.manager, [person, person]);
    expect(again.get(person.personId)).toBe(person.participantCode);
  });

  it('gives 3,000 people 3,000 different codes', async () => {
    const people = Array.from({ length: 3_000 }, () => ({
      personId: randomUUID(),
      displayName: 'Suparno',
      phone: null,
      email: null,
    }));
    const codes = await accounts.invite(context.db.manager, people);
    expect(new Set(codes.values()).size).toBe(3_000);
  });

  it('leaves out an e-mail that another account has', async () => {
    await active({ email: 'berdua@contoh.id' });
    const second = await invited({ email: 'berdua@contoh.id' });
    const [row]: { email: string | null }[] = await context.db.query(
      `SELECT email FROM identity_account WHERE person_id = $1`,
      [second.personId],
    );
    expect(row?.email).toBeNull();
  });
});

describe('signing in', () => {
  it.each(['participant code', 'phone', 'e-mail'])('works with the %s', async (kind) => {
    const person = await active(
      { phone: '+6281233344455', email: 'sri@contoh.id' },
      `sandi untuk ${kind} saya`,
    );
    const name = {
      'participant code': person.participantCode,
      phone: '0812-3334-4455',
      'e-mail': 'SRI@contoh.id',
    }[kind];
    const token = await signIn(name ?? '', `sandi untuk ${kind} saya`);
    expect((await sessions.view(token))?.person.id).toBe(person.personId);
    await context.db.query(`UPDATE identity_account SET email = NULL, phone = NULL WHERE person_id = $1`, [
      person.personId,
    ]);
  });

  it('tells two people of one phone by their passwords, without asking', async () => {
    const ibu = await active({ displayName: 'Aminah', phone: '+6281211110000' }, 'sandi milik ibu');
    const anak = await active({ displayName: 'Dewi', phone: '+6281211110000' }, 'sandi milik anak');
    expect((await sessions.view(await signIn('081211110000', 'sandi milik anak')))?.person.id).toBe(
      anak.personId,
    );
    expect((await sessions.view(await signIn('081211110000', 'sandi milik ibu')))?.person.id).toBe(
      ibu.personId,
    );
  });

  it('asks which person only when one password fits both', async () => {
    await active({ displayName: 'Aminah', phone: '+6281211112222' });
    const dewi = await active({ displayName: 'Dewi', phone: '+6281211112222' });
    const asked = await refusal(signIn('081211112222'));
    expect(asked.code).toBe('which-person');
    const people = asked.extra['people'] as { accountId: string; name: string }[];
    expect(people.map((person) => person.name).sort()).toEqual(['Aminah', 'Dewi']);
    const accountId = people.find((person) => person.name === 'Dewi')?.accountId ?? '';
    const token = await signIn('081211112222', password, { accountId });
    expect((await sessions.view(token))?.person.id).toBe(dewi.personId);
  });

  it('does not open the account of a person whose password was not given', async () => {
    const target = await active({ phone: '+6281211113333' }, 'sandi orang lain');
    await active({ phone: '+6281211113333' });
    const [account]: { id: string }[] = await context.db.query(
      `SELECT id FROM identity_account WHERE person_id = $1`,
      [target.personId],
    );
    expect((await refusal(signIn('081211113333', password, { accountId: account?.id ?? '' }))).status).toBe(
      404,
    );
  });

  it('says the same for a wrong password and for an unknown name', async () => {
    const person = await active();
    const wrong = await refusal(signIn(person.participantCode, 'bukan sandinya', { address: '10.0.1.1' }));
    const unknown = await refusal(signIn('0899 0000 1111', 'bukan sandinya', { address: '10.0.1.1' }));
    expect([wrong.code, unknown.code]).toEqual(['wrong-credentials', 'wrong-credentials']);
  });

  it('is refused to an invited person who has no password yet', async () => {
    const person = await invited();
    expect((await refusal(signIn(person.participantCode))).code).toBe('wrong-credentials');
  });

  it('stops after ten wrong passwords for one name from one address, and not for the neighbor behind it', async () => {
    const victim = await active();
    const neighbor = await active({ displayName: 'Tetangga' });
    for (let i = 0; i < 10; i++) {
      await refusal(signIn(victim.participantCode, 'tebakan salah', { address: '10.0.2.2' }));
    }
    const stopped = await refusal(signIn(victim.participantCode, password, { address: '10.0.2.2' }));
    expect(stopped.code).toBe('too-many-requests');
    expect(stopped.extra['retryAfterSeconds']).toBeGreaterThan(0);
    await expect(signIn(neighbor.participantCode, password, { address: '10.0.2.2' })).resolves.toEqual(
      expect.any(String),
    );
    await expect(signIn(victim.participantCode, password, { address: '10.0.9.9' })).resolves.toEqual(
      expect.any(String),
    );
  });
});

describe('a session', () => {
  it('is stored as a hash only', async () => {
    const person = await active();
    const token = await signIn(person.participantCode);
    const [row]: { found: boolean }[] = await context.db.query(
      `SELECT EXISTS (SELECT 1 FROM identity_session s WHERE s::text LIKE '%' || $1 || '%') AS found`,
      [token],
    );
    expect(row?.found).toBe(false);
  });

  it('ends with signing out, and signing out twice changes nothing', async () => {
    const token = await signIn((await active()).participantCode);
    await sessions.end(token);
    await sessions.end(token);
    expect(await sessions.view(token)).toBeNull();
  });

  it('ends after 15 idle minutes on a shared phone and lives on while it is used', async () => {
    const person = await active();
    const token = await signIns.signIn(
      { name: person.participantCode, password, sharedPhone: true },
      browser,
    );
    context.clock.advance(14 * 60_000);
    expect(await sessions.view(token)).not.toBeNull();
    context.clock.advance(14 * 60_000);
    expect(await sessions.view(token)).not.toBeNull();
    context.clock.advance(16 * 60_000);
    expect(await sessions.view(token)).toBeNull();
  });

  it('loses a role the moment it is revoked, though sessions are remembered', async () => {
    await sessions.onApplicationBootstrap();
    const person = await active();
    const grant = {
      personId: person.personId,
      role: 'provincialAdmin',
      level: 'province',
      scopeId: '33',
    } as const;
    await accounts.grant(context.db.manager, [grant]);
    const token = await signIn(person.participantCode);
    expect((await sessions.view(token))?.scope).toEqual({ level: 'province', ids: ['33'] });
    await accounts.revoke(context.db.manager, [grant]);
    context.clock.advance(1_000);
    while ((await sessions.view(token))?.role !== 'trainee')
      await new Promise((resolve) => setTimeout(resolve, 5));
    await sessions.onApplicationShutdown();
  });
});

describe('an activation', () => {
  it.each(['link', 'code'] as const)('by %s sets the password, signs in and says so once', async (kind) => {
    const person = await invited();
    const keys = await activationOf(person.personId);
    expect((await activations.find(keys[kind], '10.0.3.1')).name).toBe('Wartinah');
    const token = await activations.activate({ key: keys[kind], password, sharedPhone: false }, browser);
    expect((await sessions.view(token))?.person.id).toBe(person.personId);
    const [told]: { count: number }[] = await context.db.query(
      `SELECT count(*)::int AS count FROM platform_outbox
       WHERE name = 'identity.account-activated' AND payload->>'personId' = $1`,
      [person.personId],
    );
    expect(told?.count).toBe(1);
  });

  it('has one effect when the button is pressed twice at once', async () => {
    const { link } = await activationOf((await invited()).personId);
    const both = await Promise.allSettled([
      activations.activate({ key: link, password, sharedPhone: false }, browser),
      activations.activate({ key: link, password: 'sandi yang kedua', sharedPhone: false }, browser),
    ]);
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('cannot be used again, by link or by the code of the same letter', async () => {
    const { link, code } = await activationOf((await invited()).personId);
    await activations.activate({ key: link, password, sharedPhone: false }, browser);
    expect((await refusal(activations.find(link, '10.0.3.2'))).code).toBe('activation-used');
    expect((await refusal(activations.find(code, '10.0.3.2'))).code).toBe('activation-used');
  });

  it('stops working after 30 days', async () => {
    const { link } = await activationOf((await invited()).personId);
    context.clock.advance(31 * 24 * 3600_000);
    expect((await refusal(activations.find(link, '10.0.3.3'))).code).toBe('activation-expired');
  });

  it('stops working when a newer one is issued', async () => {
    const person = await invited();
    const { link } = await activationOf(person.personId);
    await activationOf(person.personId);
    expect((await refusal(activations.find(link, '10.0.3.4'))).code).toBe('activation-unknown');
  });

  it('refuses a password that is the own name and stays usable', async () => {
    const person = await invited({ displayName: 'Rahayu Wulandari' });
    const { link } = await activationOf(person.personId);
    const easy = await refusal(
      activations.activate({ key: link, password: 'rahayuwulandari', sharedPhone: false }, browser),
    );
    expect(easy.code).toBe('password-too-easy');
    await expect(activations.find(link, '10.0.3.5')).resolves.toMatchObject({ name: 'Rahayu Wulandari' });
  });

  it('renews the password of a trainee who forgot it, and ends the sessions that were open', async () => {
    const person = await active();
    const open = await signIn(person.participantCode);
    const [issued] = await activations.issue(context.db.manager, 'system', [person.personId], {
      renew: true,
    });
    const key = ActivationKey.parse({ kind: 'link', token: issued?.link.split('/').at(-1) });
    await activations.activate({ key, password: 'sandi baru saya', sharedPhone: false }, browser);
    expect(await sessions.view(open)).toBeNull();
    await expect(signIn(person.participantCode, 'sandi baru saya')).resolves.toEqual(expect.any(String));
  });

  it('is not renewed for someone who is more than a trainee', async () => {
    const person = await active();
    const grant = {
      personId: person.personId,
      role: 'provincialAdmin',
      level: 'province',
      scopeId: '33',
    } as const;
    await accounts.grant(context.db.manager, [grant]);
    expect(await activations.issue(context.db.manager, 'system', [person.personId], { renew: true })).toEqual(
      [],
    );
  });

  it('is not issued for an invited official either, save by the national office', async () => {
    const { personId } = await invited();
    const grant = { personId, role: 'provincialAdmin', level: 'province', scopeId: '33' } as const;
    await accounts.grant(context.db.manager, [grant]);
    const issue = (options = {}) => activations.issue(context.db.manager, 'system', [personId], options);
    expect(await issue()).toEqual([]);
    expect(await issue({ anyRole: true })).toMatchObject([{ personId }]);
  });

  it('is not issued for someone who is active already', async () => {
    const person = await active();
    expect(await activations.issue(context.db.manager, 'system', [person.personId])).toEqual([]);
  });
});
