import { assessmentTables } from '@bimtek/assessment-server';
import { curriculumTables } from '@bimtek/curriculum-server';
import { deliveryTables } from '@bimtek/delivery-server';
import { permissionsOf, type Role } from '@bimtek/identity-contracts';
import { IdentityModule, identityTables } from '@bimtek/identity-server';
import type { Actor } from '@bimtek/platform-contracts';
import {
  Authenticator,
  createHttpApp,
  PlatformApiModule,
  PlatformModule,
  readSettings,
} from '@bimtek/platform-server';
import { anActor, aTestDatabase, type TestDatabase } from '@bimtek/platform-server/testing';
import { registryTables } from '@bimtek/registry-server';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Global, Module, type Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { GraduationApiModule } from './graduation.api.ts';
import { decisionsStatement } from './decisions/decisions.queries.ts';
import { graduationTables } from './graduation.tables.ts';
import { placeAfter } from './keyset.ts';
import { classScoresStatement } from './scores/class-scores.queries.ts';
import { aGradedClass, type BuiltClass } from './testing/a-class.ts';

const actors = new Map<string, Actor>();

class HeaderAuthenticator extends Authenticator {
  override authenticate(request: FastifyRequest): Promise<Actor | null> {
    return Promise.resolve(actors.get(String(request.headers['x-spec-user'])) ?? null);
  }
}
@Global()
@Module({ providers: [{ provide: Authenticator, useClass: HeaderAuthenticator }], exports: [Authenticator] })
class SpecModule {}

let database: TestDatabase;
let app: NestFastifyApplication;
let dataDir: string;
let built: BuiltClass;
let other: BuiltClass;

beforeAll(async () => {
  const tables = [
    ...[identityTables, registryTables, curriculumTables],
    ...[deliveryTables, assessmentTables, graduationTables],
  ];
  database = await aTestDatabase(tables);
  dataDir = await mkdtemp(join(tmpdir(), 'bimtek-spec-'));
  const settings = readSettings({
    NODE_ENV: 'test',
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
    PUBLIC_URL: 'https://ruang.example',
  });
  const platform = PlatformModule.forRoot(settings, tables, 'spec');
  @Module({ imports: [platform, PlatformApiModule, SpecModule, IdentityModule, GraduationApiModule] })
  class Root {}
  app = await createHttpApp(Root, settings);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();

  const context = {
    db: app.get(DataSource, { strict: false }),
    get: <T>(type: Type<T> | (abstract new (...args: never[]) => T)) =>
      app.get<T>(type as Type<T>, { strict: false }),
  };
  built = await aGradedClass(context, { people: [{ fullName: 'Asih' }, { fullName: 'Budi', scores: {} }] });
  other = await aGradedClass(context);
  const inRole = (role: Role, given: Partial<Actor> = {}): Actor => ({
    ...anActor({ userId: randomUUID(), role }),
    ...given,
    permissions: new Set(permissionsOf(role)),
  });
  const ofClass = { level: 'class', ids: [built.classGroupId] } as const;
  const scopeOf = (ids: string[]) => ({ scope: { level: 'class' as const, ids } });
  actors.set('national', inRole('nationalAdmin'));
  actors.set('organizer', inRole('organizer', scopeOf([...ofClass.ids])));
  actors.set('otherOrganizer', inRole('organizer', scopeOf([other.classGroupId])));
  actors.set('trainer', inRole('expertTrainer', scopeOf([...ofClass.ids])));
  actors.set('province', inRole('provincialAdmin', { scope: { level: 'province', ids: ['33'] } }));
  actors.set(
    'trainee',
    inRole('trainee', { userId: built.people[0]?.personId ?? '', scope: { level: 'own', ids: [] } }),
  );
});
afterAll(async () => {
  await app.close();
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

type Method = 'GET' | 'POST';
interface Call {
  method: Method;
  path: string;
  payload?: string | object;
  headers?: Record<string, string>;
}
const send = (who: string, { method, path, payload, headers = {} }: Call) =>
  app.inject({
    method,
    url: `/api/${path}`,
    headers: { 'x-spec-user': who, 'x-ruang-bimtek': '1', ...headers },
    ...(payload === undefined ? {} : { payload }),
  });
const problemOf = (answer: { body: string }) => {
  const problem = JSON.parse(answer.body) as { type: string; errors?: { pointer: string }[] };
  return problem;
};

const at = (id: string) => `class-groups/${id}`;
const calls: Record<string, (id: string) => Call> = {
  scores: (id) => ({ method: 'GET', path: `${at(id)}/scores` }),
  template: (id) => ({ method: 'GET', path: `${at(id)}/score-template.xlsx` }),
  upload: (id) => ({
    method: 'POST',
    path: `${at(id)}/score-imports?fileName=nilai.csv`,
    payload: 'Kode Peserta,Nilai Rencana\nX,80\n',
    headers: { 'content-type': 'application/octet-stream' },
  }),
  decision: (id) => ({ method: 'GET', path: `${at(id)}/decision` }),
  decisions: (id) => ({ method: 'GET', path: `${at(id)}/decisions` }),
  prepare: (id) => ({ method: 'POST', path: `${at(id)}/decision` }),
  approve: (id) => ({
    method: 'POST',
    path: `${at(id)}/decision/approval`,
    payload: { preparedAt: '2026-07-06T02:00:00.000Z' },
  }),
};
const all = Object.keys(calls);
const callOf = (name: string, id: string): Call => calls[name]?.(id) ?? { method: 'GET', path: '' };

describe('who may do what', () => {
  it.each([
    ['trainee', []],
    ['trainer', ['scores', 'decision', 'decisions']],
    ['province', []],
    ['organizer', ['scores', 'template', 'upload', 'decision', 'decisions', 'prepare']],
    ['national', all],
  ])('%s', async (who, allowed) => {
    for (const name of all) {
      const answer = await send(who, callOf(name, built.classGroupId));
      // Refused for its own reasons (such as a preparation that is not the one that stands) is still allowed.
      expect([name, answer.statusCode === 403]).toEqual([name, !allowed.includes(name)]);
      if (allowed.includes(name))
        expect([name, [200, 409].includes(answer.statusCode)]).toEqual([name, true]);
    }
  });

  it.each([['otherOrganizer', ['scores', 'template', 'upload', 'decision', 'decisions', 'prepare']]])(
    "%s finds nothing of a class that is another's",
    async (who, names) => {
      for (const name of names) {
        const answer = await send(who, callOf(name, built.classGroupId));
        expect([name, answer.statusCode]).toEqual([name, 404]);
      }
    },
  );

  it('nobody who is not signed in', async () => {
    for (const name of all) expect((await send('', callOf(name, built.classGroupId))).statusCode).toBe(401);
    expect((await send('', { method: 'GET', path: 'results/mine' })).statusCode).toBe(401);
  });
});

describe('requests that do not fit', () => {
  it.each(all)('%s of something that is no id', async (name) => {
    const answer = await send('national', callOf(name, 'x'));
    expect(answer.statusCode).toBe(422);
    expect(problemOf(answer).errors?.[0]?.pointer).toBe('#path/classGroupId');
  });

  it.each([
    ['nothing', undefined, '#/preparedAt'],
    ['a number', { preparedAt: 7 }, '#/preparedAt'],
    ['a day', { preparedAt: '2026-07-06' }, '#/preparedAt'],
  ])('an approval of %s points at the field', async (_case, payload, pointer) => {
    const answer = await send('national', {
      method: 'POST',
      path: `${at(built.classGroupId)}/decision/approval`,
      payload: payload ?? {},
    });
    expect(answer.statusCode).toBe(422);
    expect(problemOf(answer).errors?.map((error) => error.pointer)).toContain(pointer);
  });

  it.each([
    ['a picture', '\u0089PNG\r\n\u001a\n', 'file-not-a-table'],
    ['nothing at all', '', 'file-empty'],
  ])('a file that is %s', async (_case, payload, code) => {
    const answer = await send('organizer', { ...callOf('upload', built.classGroupId), payload });
    expect([answer.statusCode, problemOf(answer).type]).toEqual([422, `/problems/${code}`]);
  });

  it('a key of a page that nobody gave out shows the first page', async () => {
    const answer = await send('organizer', {
      method: 'GET',
      path: `${at(built.classGroupId)}/scores?after=%27%3B--`,
    });
    expect(answer.json<{ items: unknown[] }>().items).toHaveLength(2);
  });
});

describe('my results', () => {
  it("are one's own, whoever else has results", async () => {
    const answer = await send('trainee', { method: 'GET', path: 'results/mine' });
    expect(answer.json<{ results: { enrollmentId: string } }>().results.enrollmentId).toBe(
      built.people[0]?.enrollmentId,
    );
    expect((await send('organizer', { method: 'GET', path: 'results/mine' })).statusCode).toBe(403);
  });
});

describe('lists at the size of the nation', () => {
  it('are served by an index, not by reading all enrollments', async () => {
    const db = app.get(DataSource, { strict: false });
    await db.query(
      `INSERT INTO delivery_enrollment (id, run_id, person_id, class_group_id, regency_code, province_code, state,
         state_changed_at, sort_name, created_at)
       SELECT gen_random_uuid(), $1, gen_random_uuid(), CASE WHEN n % 250 = 0 THEN $2::uuid END, '33.01', '33',
         CASE WHEN n % 250 = 0 THEN 'active' ELSE 'verified' END, now(), 'peserta ' || n, now()
       FROM generate_series(1, 10000) AS n`,
      [other.runId, other.classGroupId],
    );
    await db.query(
      `INSERT INTO graduation_decision
         (enrollment_id, class_group_id, outcome, final_score, facts, result, state, sort_name)
       SELECT id, coalesce(class_group_id, id), 'notPassed', 0, '{}', '{}', 'prepared', sort_name FROM delivery_enrollment
       ON CONFLICT DO NOTHING`,
    );
    await db.query(
      `INSERT INTO graduation_component_score
         (enrollment_id, component, value, source, recorded_by, recorded_at, evidence)
       SELECT e.id, c.component, 80, 'import', e.id, now(), '{}' FROM delivery_enrollment e
       CROSS JOIN unnest(ARRAY['plan', 'postTest', 'quiz:M1', 'quiz:M2']) AS c(component)
       ON CONFLICT DO NOTHING`,
    );
    await db.query(`ANALYZE delivery_enrollment, graduation_decision, graduation_component_score`);
    const national = actors.get('national') ?? anActor();
    const page = { limit: 50, after: placeAfter('p', randomUUID()) };
    for (const { sql, parameters } of [
      classScoresStatement(national, other.classGroupId, page),
      decisionsStatement(national, other.classGroupId, page),
    ]) {
      const plan: { 'QUERY PLAN': string }[] = await db.query(`EXPLAIN ${sql}`, parameters);
      const lines = plan.map((line) => line['QUERY PLAN']);
      expect(lines.filter((line) => /Seq Scan on (delivery_enrollment|graduation_)/.test(line))).toEqual([]);
    }
    const answer = await send('national', callOf('scores', other.classGroupId));
    expect(answer.json<{ people: number; items: unknown[] }>()).toMatchObject({ people: 41 });
  });
});
