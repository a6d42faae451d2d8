import { aClassroom, anAttempt, rightAnswer, wrongAnswer } from '@bimtek/assessment-server/testing';
import { Accounts, Activations } from '@bimtek/identity-server';
import { OutboxRelay, readSettings, Throttle } from '@bimtek/platform-server';
import { FixedClock } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { aPassword, type AnApi, anApi } from '../testing/an-api.ts';

const HOUR = 3_600_000;
const noon = '2026-07-06T05:00:00Z';
const clock = new FixedClock(noon);
let api: AnApi;
let db: DataSource;

beforeAll(async () => {
  api = await anApi({}, { clock });
  db = api.app.get(DataSource);
});
afterAll(() => api.close());
beforeEach(() => clock.set(noon));

/** Somebody who has had the role since the morning. */
async function aPerson() {
  clock.advance(-3 * HOUR);
  const person = await api.person();
  clock.set(noon);
  return person;
}
const setBackAnHour = () => clock.advance(-HOUR);
const statusOf = async (cookies: Record<string, string>) =>
  (await api.app.inject({ url: '/api/sessions', cookies })).statusCode;

describe('the clock of the server set back by an hour', () => {
  it('neither ends sessions nor keeps anybody from signing in', async () => {
    const { name } = await aPerson();
    const before = await api.cookieOf(name);
    setBackAnHour();
    expect(await statusOf(before)).toBe(200);
    expect(await statusOf(await api.cookieOf(name))).toBe(200);
    clock.set(noon);
    expect(await statusOf(before)).toBe(200);
  });

  it('does not let a session on a shared phone live on by that hour once it is used', async () => {
    const { name } = await aPerson();
    const cookies = await api.cookieOf(name, true);
    setBackAnHour();
    expect(await statusOf(cookies)).toBe(200);
    clock.advance(16 * 60_000);
    expect(await statusOf(cookies)).toBe(401);
  });

  it('loses no answer, and an attempt that was open can be finished and is scored', async () => {
    const classroom = await aClassroom({ db });
    const attempt = await anAttempt(db, { ...classroom, startedAt: new Date(noon) });
    const accounts = api.app.get(Accounts, { strict: false });
    const { personId } = classroom.enrollment;
    const person = { personId, displayName: 'Wartinah', phone: null, email: null };
    const codes = await accounts.invite(db.manager, [person]);
    await accounts.grant(db.manager, [{ personId, role: 'trainee', level: 'own' }]);
    await accounts.activateWithPassword(db.manager, personId, aPassword);
    const cookies = await api.cookieOf(codes.get(personId) ?? '');
    const question = classroom.test.questions.find(({ id }) => id === attempt.layout[0]?.questionId);
    if (!question) throw new Error('the attempt asks nothing');
    const save = (answer: unknown, revision: number) =>
      api.app.inject({
        method: 'PUT',
        url: `/api/attempts/${attempt.id}/answers/${question.id}`,
        cookies,
        payload: { answer, revision },
      });

    clock.advance(60_000);
    expect((await save(wrongAnswer(question), 1)).statusCode).toBe(200);
    setBackAnHour();
    // It is the revision that decides which answer is newer, not the time.
    expect((await save(rightAnswer(question), 2)).statusCode).toBe(200);
    expect((await save(wrongAnswer(question), 1)).statusCode).not.toBe(200);
    const url = `/api/attempts/${attempt.id}/submit`;
    const submitted = await api.app.inject({ method: 'POST', url, cookies, payload: {} });
    expect([submitted.statusCode, submitted.json()]).toEqual([
      200,
      expect.objectContaining({ rightCount: 1 }),
    ]);
  });

  it('keeps activation codes usable', async () => {
    const accounts = api.app.get(Accounts, { strict: false });
    const activations = api.app.get(Activations, { strict: false });
    const personId = randomUUID();
    clock.advance(-3 * HOUR);
    await accounts.invite(db.manager, [{ personId, displayName: 'Suparno', phone: null, email: null }]);
    await accounts.grant(db.manager, [{ personId, role: 'trainee', level: 'own' }]);
    clock.set(noon);
    const [issued] = await activations.issue(db.manager, 'system', [personId]);
    setBackAnHour();
    const key = { kind: 'link' as const, token: issued?.link.split('/').at(-1) ?? '' };
    const token = await activations.activate(
      { key, password: aPassword, sharedPhone: false },
      { address: '10.0.0.7', userAgent: 'spec' },
    );
    expect(await statusOf({ bimtek_session: token })).toBe(200);
  });

  it('lets a consent be withdrawn that was given later than now', async () => {
    const cookies = await api.cookieOf((await aPerson()).name);
    const { items } = (await api.app.inject({ url: '/api/account/consents', cookies })).json<{
      items: { purpose: string; version: number }[];
    }>();
    const [first] = items;
    const url = `/api/account/consents/${first?.purpose}`;
    const given = { version: first?.version };
    expect((await api.app.inject({ method: 'PUT', url, cookies, payload: given })).statusCode).toBe(200);
    setBackAnHour();
    expect((await api.app.inject({ method: 'DELETE', url, cookies })).statusCode).toBe(200);
  });
});

describe('the clock of the database and of the throttles set back by an hour', () => {
  it('keeps nobody waiting longer than a throttle lasts', async () => {
    const throttle = api.app.get(Throttle, { strict: false });
    const limit = { name: 'spec', points: 1, seconds: 60 };
    const refused = { code: 'too-many-requests' };
    await throttle.spend(limit, 'ratih');
    await expect(throttle.check(limit, 'ratih')).rejects.toMatchObject(refused);
    // Seen from an hour ago, the minute ends in 61.
    await db.query(`UPDATE platform_throttle SET expire = expire + $1 WHERE key = 'spec:ratih'`, [HOUR]);
    await throttle.check(limit, 'ratih');
    await throttle.spend(limit, 'ratih');
    await expect(throttle.spend(limit, 'ratih')).rejects.toMatchObject(refused);
  });

  it('sends again in time what was promised and has not been done', async () => {
    const sent: string[] = [];
    const queue = { addBulk: async (jobs: { name: string }[]) => sent.push(...jobs.map(({ name }) => name)) };
    const settings = readSettings({ DATABASE_URL: api.database.url });
    const relay = new OutboxRelay(
      db,
      new Map([['default', queue as never]]),
      settings,
      () => 1,
      (error) => {
        throw error;
      },
    );
    await db.query(`UPDATE platform_outbox SET handled_at = now()`);
    const promise = (name: string, sentAt: string) =>
      db.query(
        `INSERT INTO platform_outbox (id, name, queue, payload, created_at, sent_at, sent_count)
         VALUES ($1, $2, 'default', '{}', now(), now() + $3::interval, 1)`,
        [randomUUID(), name, sentAt],
      );
    await promise('spec.an-hour-ahead', '1 hour');
    await promise('spec.just-now', '0 seconds');
    await relay.sendDue();
    expect(sent).toEqual(['spec.an-hour-ahead']);
    await relay.sendDue();
    expect(sent).toHaveLength(1);
  });
});
