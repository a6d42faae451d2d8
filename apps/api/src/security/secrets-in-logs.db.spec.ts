import { Activations } from '@bimtek/identity-server';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Secret, TOTP } from 'otpauth';
import { DataSource } from 'typeorm';
import { freePort } from '../../../../tools/ports.mjs';
import { type Postgres, startPostgres } from '../../../../tools/postgres.mjs';
import { migrateDatabase } from '../database.ts';
import { aPassword, anApi } from '../testing/an-api.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const phone = '+6281298761234';
const newPhone = '+6281311223344';

let folder: string;
let postgres: Postgres;
let url: string;
let admin: { name: string };
let trainee: { name: string; personId: string };
let invited: { link: string; participantCode: string; code: string };
const processes: ChildProcess[] = [];
let log = '';

/** Everything that must never be written down, by what it is. */
const secrets = new Map<string, string>();
const secret = <Value extends string>(what: string, value: Value): Value => {
  if (value.length < 6) throw new Error(`${what} is too short to be looked for`);
  secrets.set(what, value);
  return value;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bimtek-logs-spec-'));
  // A database of its own, with a password, that can be stopped.
  postgres = await startPostgres({ dataDir: join(folder, 'postgres') });
  secret('the password of the database', new URL(postgres.url).password);
  await migrateDatabase(postgres.url);
  const desk = await anApi({ DATA_DIR: folder }, { database: { url: postgres.url } as never });
  admin = await desk.person({ role: 'nationalAdmin', displayName: 'Niken' });
  trainee = await desk.person({ displayName: 'Rahayu', phone });
  const other = await desk.invite('Suparno');
  const [issued] = await desk.app
    .get(Activations, { strict: false })
    .issue(desk.app.get(DataSource).manager, 'system', [other.personId]);
  if (!issued) throw new Error('no code was issued');
  invited = issued;
  secret('a password', aPassword);
  secret('a link’s token', issued.link.split('/').at(-1) ?? '');
  secret('an activation code', issued.code);
  await desk.close();

  const port = String(await freePort());
  url = `http://127.0.0.1:${port}`;
  for (const app of ['api', 'worker']) processes.push(start(app, port));
  const deadline = Date.now() + 90_000;
  while (!(await fetch(`${url}/api/health`).catch(() => null))?.ok) {
    if (Date.now() > deadline) throw new Error(`the api does not start: ${log}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
});
afterAll(async () => {
  await stopAll();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

/** The real process from its source, at the most talkative level there is. */
function start(app: string, port: string): ChildProcess {
  const child = spawn(process.execPath, ['--import', './tools/dev-loader.mjs', `apps/${app}/src/main.ts`], {
    cwd: root,
    env: {
      NODE_ENV: 'production',
      DATABASE_URL: postgres.url,
      DATA_DIR: folder,
      PORT: port,
      HOST: '127.0.0.1',
      PUBLIC_URL: url,
      LOG_LEVEL: 'debug',
      REQUIRE_SECOND_FACTOR: 'true',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (log += String(data)));
  return child;
}

async function stopAll(): Promise<void> {
  await Promise.all(
    processes.splice(0).map(async (child) => {
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(late);
    }),
  );
}

interface Said {
  status: number;
  body: Record<string, never>;
  cookie: string;
}

async function ask(method: string, path: string, body?: unknown, cookie = ''): Promise<Said> {
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(cookie ? { cookie } : {}),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  const set = answer.headers.getSetCookie().map((one) => one.split(';')[0] ?? '');
  for (const one of set) {
    const value = one.slice(one.indexOf('=') + 1);
    if (value) secret(`a cookie of ${method} ${path}`, value);
  }
  return {
    status: answer.status,
    body: text.startsWith('{') ? (JSON.parse(text) as Said['body']) : ({} as Said['body']),
    cookie: set.join('; '),
  };
}

async function expectStatus(expected: number, said: Promise<Said>): Promise<Said> {
  const answer = await said;
  expect([answer.status, answer.status === expected ? '' : answer.body]).toEqual([expected, '']);
  return answer;
}

describe('the log of api and worker at its most talkative', () => {
  it('names no password, code, cookie, token, secret or full phone number, whatever happens', async () => {
    secret('a phone number', phone.slice(3));
    secret('a new phone number', newPhone.slice(3));

    // Signing in: right, wrong, malformed, and with more than is asked.
    const wrong = secret('a wrong password', 'salah-ketik-4711');
    await expectStatus(401, ask('POST', '/api/session', { name: phone, password: wrong }));
    await expectStatus(422, ask('POST', '/api/session', `{"name": "x", "password": "${wrong}`));
    await expectStatus(422, ask('POST', '/api/session', { name: 7, password: [wrong] }));
    await expectStatus(413, ask('POST', '/api/session', { name: wrong.repeat(30_000), password: wrong }));
    const signedIn = await expectStatus(
      200,
      ask('POST', '/api/session', { name: phone, password: aPassword }),
    );

    // Activation by link and by code; the page of the link; a code that is not right.
    const link = new URL(invited.link);
    await ask('GET', link.pathname);
    const token = link.pathname.split('/').at(-1);
    await expectStatus(200, ask('POST', '/api/activation/lookup', { key: { kind: 'link', token } }));
    const { participantCode, code } = invited;
    const byCode = { kind: 'code', participantCode, code };
    await expectStatus(200, ask('POST', '/api/activation/lookup', { key: byCode }));
    const wrongCode = secret('a wrong code', 'ZZZZZ99999');
    await ask('POST', '/api/activation/lookup', { key: { ...byCode, code: wrongCode } });
    const chosen = secret('a chosen password', 'pilihan sendiri 8812');
    await expectStatus(200, ask('POST', '/api/activation', { key: byCode, password: chosen }));

    // The second factor of an admin.
    const first = await expectStatus(
      200,
      ask('POST', '/api/session', { name: admin.name, password: aPassword }),
    );
    const totp = '/api/account/second-factor/totp';
    const begun = await expectStatus(200, ask('POST', totp, { password: aPassword }, first.cookie));
    const seed = secret('a secret for codes', begun.body['secret'] as unknown as string);
    const app = new TOTP({ secret: Secret.fromBase32(seed) });
    await ask('PUT', totp, { code: secret('a wrong code of the app', '000000') }, first.cookie);
    const typed = secret('a code of the app', app.generate());
    const confirmed = await expectStatus(200, ask('PUT', totp, { code: typed }, first.cookie));
    const recovery = confirmed.body['recoveryCodes'] as unknown as string[];
    recovery.forEach((one, i) => secret(`recovery code ${i}`, one));
    const half = await ask('POST', '/api/session', { name: admin.name, password: aPassword });
    expect(half.body['type']).toBe('/problems/second-factor-needed');
    const proof = { kind: 'recovery', code: recovery[0] };
    const whole = await expectStatus(200, ask('POST', '/api/session/second-factor', proof, half.cookie));

    // A forgotten password: the office's code, and the password that is chosen with it.
    const office = await expectStatus(
      200,
      ask('POST', `/api/accounts/${trainee.personId}/code`, undefined, whole.cookie),
    );
    const given = secret('an office’s code', office.body['code'] as unknown as string);
    const renewed = secret('a renewed password', 'sandi yang baru 9921');
    const key = { kind: 'code', participantCode: trainee.name, code: given };
    const again = await expectStatus(200, ask('POST', '/api/activation', { key, password: renewed }));
    expect((await ask('GET', '/api/sessions', undefined, signedIn.cookie)).status).toBe(401);

    // One's own account: another phone, another password, and all data about oneself.
    const contact = { phone: newPhone, email: '', password: renewed };
    await expectStatus(200, ask('PUT', '/api/account/contact', contact, again.cookie));
    const last = secret('the last password', 'sandi terakhir 3345');
    await ask('PUT', '/api/account/password', { present: renewed, password: last }, again.cookie);
    await ask('POST', '/api/account/data-export', {}, again.cookie);
    await readExport(again.cookie);

    // Addresses that carry what they should not, and a database that is gone.
    await ask('GET', `/api/attempts/${token}?code=${given}`, undefined, again.cookie);
    await ask('GET', `/api/nothing/${given}`);
    await ask('GET', `/cek/${given}?nama=${encodeURIComponent(last)}`);
    await postgres.stop();
    expect((await ask('POST', '/api/session', { name: phone, password: last })).status).toBe(503);
    await ask('GET', '/api/account', undefined, again.cookie);
    await stopAll();

    const told = [...secrets].filter(
      ([, value]) => log.includes(value) || log.includes(encodeURIComponent(value)),
    );
    expect(told.map(([what, value]) => `${what}: ${lineWith(value)}`)).toEqual([]);
    // It was talkative indeed: each request, by its pattern, and what failed.
    expect(log.match(/"msg":"request"/g)?.length).toBeGreaterThan(25);
    expect(log).toContain('"route":"/api/session/second-factor"');
    expect(log).toContain('temporarily-unavailable');
    expect(secrets.size).toBeGreaterThan(20);
  });
});

async function readExport(cookie: string): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const { body } = await ask('GET', '/api/account/data-export', undefined, cookie);
    const text = JSON.stringify(body);
    if (text.includes('"ready"')) {
      const id = /"id":"([\w-]{36})"/.exec(text)?.[1];
      await expectStatus(200, ask('GET', `/api/account/data-export/${id}/file`, undefined, cookie));
      return;
    }
    if (Date.now() > deadline) throw new Error(`no export was made: ${text}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function lineWith(value: string): string {
  return (
    log.split('\n').find((line) => line.includes(value) || line.includes(encodeURIComponent(value))) ?? ''
  );
}
