import { aClassroom, anAttempt, rightAnswer, wrongAnswer } from '@bimtek/assessment-server/testing';
import { Accounts } from '@bimtek/identity-server';
import { createHttpApp, readSettings } from '@bimtek/platform-server';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { type Postgres, startPostgres } from '../../../tools/postgres.mjs';
import { ApiModule } from './api.module.ts';
import { migrateDatabase } from './database.ts';

let folder: string;
let postgres: Postgres;
let app: NestFastifyApplication;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bimtek-restart-'));
  // A database of its own, with durable commits: it is going to be stopped in the middle of its work.
  postgres = await startPostgres({ dataDir: join(folder, 'postgres') });
  await migrateDatabase(postgres.url);
  const settings = readSettings({
    NODE_ENV: 'test',
    DATABASE_URL: postgres.url,
    DATA_DIR: folder,
    LOG_LEVEL: 'silent',
    PUBLIC_URL: 'https://ruang.example',
  });
  app = await createHttpApp(ApiModule.for(settings), settings);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});
afterAll(async () => {
  await app.close();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

async function aSignedInTrainee() {
  const db = app.get(DataSource);
  const classroom = await aClassroom({ db });
  const attempt = await anAttempt(db, { ...classroom, startedAt: new Date() });
  const accounts = app.get(Accounts, { strict: false });
  const { personId } = classroom.enrollment;
  const codes = await accounts.invite(db.manager, [
    { personId, displayName: 'Wartinah', phone: null, email: null },
  ]);
  await accounts.grant(db.manager, [{ personId, role: 'trainee', level: 'own' }]);
  await accounts.activateWithPassword(db.manager, personId, 'kebun sumur lampu');
  const signedIn = await app.inject({
    method: 'POST',
    url: '/api/session',
    payload: { name: codes.get(personId), password: 'kebun sumur lampu' },
  });
  expect(signedIn.statusCode).toBe(200);
  return {
    attempt,
    questions: classroom.test.questions,
    cookies: { bimtek_session: signedIn.cookies[0]?.value ?? '' },
  };
}

describe('the database restarted under load', () => {
  it('loses no acknowledged answer, refuses clearly meanwhile, and the api goes on by itself', async () => {
    const { attempt, questions, cookies } = await aSignedInTrainee();
    const question = questions.find(({ id }) => id === attempt.layout[0]?.questionId);
    if (!question) throw new Error('the attempt asks nothing');
    const statuses = new Map<number, number>();
    let revision = 0;
    let acknowledged = 0;
    const save = async () => {
      const sent = ++revision;
      const answer = sent % 2 === 0 ? rightAnswer(question) : wrongAnswer(question);
      const reply = await app.inject({
        method: 'PUT',
        url: `/api/attempts/${attempt.id}/answers/${question.id}`,
        cookies,
        payload: { answer, revision: sent },
      });
      statuses.set(reply.statusCode, (statuses.get(reply.statusCode) ?? 0) + 1);
      if (reply.statusCode === 200) acknowledged = sent;
      else expect(reply.json()).toMatchObject({ type: '/problems/temporarily-unavailable' });
      return reply;
    };
    const saveUntil = async (fact: () => boolean) => {
      while (!fact()) await save();
    };

    await saveUntil(() => acknowledged >= 20);
    const { port } = postgres;
    await Promise.all([postgres.stop(), saveUntil(() => (statuses.get(503) ?? 0) > 0)]);
    const refused = await save();
    expect(refused.json()).toMatchObject({ type: '/problems/temporarily-unavailable', status: 503 });
    expect(refused.headers['retry-after']).toBe('2');
    const health = await app.inject({ url: '/api/health' });
    expect([health.statusCode, health.json()]).toEqual([503, expect.objectContaining({ database: 'down' })]);

    const before = acknowledged;
    postgres = await startPostgres({ dataDir: join(folder, 'postgres'), port });
    await saveUntil(() => acknowledged > before);
    const rows: { revision: number }[] = await app
      .get(DataSource)
      .query(`SELECT revision FROM assessment_answer WHERE attempt_id = $1`, [attempt.id]);
    expect(rows).toEqual([{ revision: acknowledged }]);
    expect([...statuses.keys()].sort()).toEqual([200, 503]);
    expect((await app.inject({ url: '/api/health' })).statusCode).toBe(200);
  });
});
