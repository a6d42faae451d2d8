import { rolesWith } from '@bimtek/identity-contracts';
import type { Actor, Permission } from '@bimtek/platform-contracts';
import { Authenticator, createHttpApp, PlatformModule, readSettings } from '@bimtek/platform-server';
import { anActor, aTestDatabase, type TestDatabase } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Global, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import type { ClassGroup } from './class-groups/class-group.entity.ts';
import { DeliveryApiModule } from './delivery.api.ts';
import type { Enrollment } from './enrollments/enrollment.entity.ts';
import { seasonTables, someProvinces } from './testing/a-season.ts';
import { aClassGroup, anEnrollment } from './testing/index.ts';

/** Believes the headers of the spec: which role asks, bound to which class or province. */
class HeaderAuthenticator extends Authenticator {
  override async authenticate({ headers }: FastifyRequest): Promise<Actor | null> {
    const role = headers['x-role'] as string | undefined;
    if (!role) return null;
    const [level = 'national', ...ids] = String(headers['x-scope'] ?? 'national').split(':');
    const permissions = Object.entries(rolesWith)
      .filter(([, roles]) => (roles as readonly string[]).includes(role))
      .map(([permission]) => permission as Permission);
    return anActor({ role, permissions, scope: { level: level as 'class', ids } });
  }
}

@Global()
@Module({
  providers: [{ provide: Authenticator, useClass: HeaderAuthenticator }],
  exports: [Authenticator],
})
class SpecModule {}

let database: TestDatabase;
let app: NestFastifyApplication;
let group: ClassGroup;
let enrollment: Enrollment;

beforeAll(async () => {
  database = await aTestDatabase(seasonTables);
  await someProvinces(database.db);
  group = await aClassGroup(database.db, { state: 'preparing' });
  enrollment = await anEnrollment(database.db, { run: { id: group.runId }, state: 'registered' });
  const settings = readSettings({ NODE_ENV: 'test', DATABASE_URL: database.url, LOG_LEVEL: 'silent' });
  @Module({
    imports: [PlatformModule.forRoot(settings, seasonTables, 'spec'), SpecModule, DeliveryApiModule],
  })
  class Root {}
  app = await createHttpApp(Root, settings);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

async function call(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH',
  url: string,
  { role, scope, payload }: { role?: string; scope?: string; payload?: object } = {},
) {
  const headers = { ...(role ? { 'x-role': role } : {}), ...(scope ? { 'x-scope': scope } : {}) };
  const reply = await app.inject({ method, url: `/api/${url}`, headers, ...(payload ? { payload } : {}) });
  const isJson = /json/.test(String(reply.headers['content-type']));
  return {
    status: reply.statusCode,
    headers: reply.headers,
    body: isJson && reply.body ? reply.json() : null,
  };
}

describe('who may', () => {
  const verify = () => ({ outcome: 'verified', people: { ids: [enrollment.id] } });

  it.each([
    ['nobody signed in', undefined, 401],
    ['a trainee', 'trainee', 403],
    ['a trainer', 'expertTrainer', 403],
    ['an organizer', 'organizer', 403],
  ])('%s does not verify', async (_case, role, status) => {
    const answer = await call('POST', 'enrollments/verify', { ...(role ? { role } : {}), payload: verify() });
    expect(answer.status).toBe(status);
  });

  it('a provincial admin verifies the own province, and does not find another', async () => {
    const other = await call('POST', 'enrollments/verify', {
      role: 'provincialAdmin',
      scope: 'province:73',
      payload: verify(),
    });
    expect([other.status, other.body.type]).toEqual([404, '/problems/not-found']);
    const own = await call('POST', 'enrollments/verify', {
      role: 'provincialAdmin',
      scope: 'province:33',
      payload: verify(),
    });
    expect([own.status, own.body]).toEqual([200, { moved: 1, already: 0, refused: [] }]);
  });

  it('a trainer reads the own class only, and exports nothing', async () => {
    const scope = `class:${group.id}`;
    expect((await call('GET', `class-groups/${group.id}`, { role: 'expertTrainer', scope })).status).toBe(
      200,
    );
    const foreign = await call('GET', `class-groups/${group.id}`, {
      role: 'expertTrainer',
      scope: `class:${randomUUID()}`,
    });
    expect(foreign.status).toBe(404);
    const sheet = `enrollments/export.xlsx?classGroupId=${group.id}`;
    expect((await call('GET', sheet, { role: 'expertTrainer', scope })).status).toBe(403);
    expect(
      (await call('POST', `class-groups/${group.id}/open`, { role: 'expertTrainer', scope })).status,
    ).toBe(403);
  });

  it('only national admins plan runs, name teams, and reopen', async () => {
    const scope = `class:${group.id}`;
    const reopen = { role: 'organizer', scope, payload: { reason: 'Nilai tertukar' } };
    expect((await call('POST', `class-groups/${group.id}/reopen`, reopen)).status).toBe(403);
    expect((await call('POST', 'runs', { role: 'organizer', scope, payload: {} })).status).toBe(403);
    expect((await call('GET', 'run-choices', { role: 'provincialAdmin', scope: 'province:33' })).status).toBe(
      403,
    );
    expect((await call('GET', 'run-choices', { role: 'nationalAdmin' })).status).toBe(200);
  });
});

describe('what does not fit the contract', () => {
  const role = 'nationalAdmin';

  it.each([
    ['no people', 'enrollments/verify', { outcome: 'verified', people: { ids: [] } }, '#/people'],
    ['an id that is none', 'enrollments/verify', { outcome: 'verified', people: { ids: ['1'] } }, '#/people'],
    [
      'no reason',
      'enrollments/verify',
      { outcome: 'needsCorrection', people: { ids: [randomUUID()] } },
      '#/reason',
    ],
    [
      'a state that is no ending',
      'enrollments/end',
      { to: 'passed', people: { ids: [randomUUID()] }, reason: 'karena' },
      '#/to',
    ],
    [
      'a filter without run or class',
      'activation-cards',
      { people: { matching: { province: '33' } } },
      '#/people',
    ],
    [
      'dates in the wrong order',
      'runs',
      {
        id: randomUUID(),
        name: 'Bimtek',
        year: 2026,
        mode: 'online',
        curriculumVersionId: randomUUID(),
        startsOn: '2026-07-10',
        endsOn: '2026-07-06',
      },
      '#/endsOn',
    ],
    [
      'more seats than a class has',
      'class-groups',
      { id: randomUUID(), waveId: randomUUID(), provinceCode: '33', capacity: 51 },
      '#/capacity',
    ],
    [
      'a trainer named twice',
      'class-groups',
      { id: randomUUID(), waveId: randomUUID(), provinceCode: '33', trainerIds: Array(2).fill(randomUUID()) },
      '#/trainerIds',
    ],
  ])('%s: 422 that points at the field', async (_case, url, payload, pointer) => {
    const answer = await call('POST', url, { role, payload });
    expect(answer.status).toBe(422);
    expect(JSON.stringify(answer.body)).toContain(`"pointer":"${pointer}`);
  });

  it('a list without run or class, or for an unknown state: 422 that points at the query', async () => {
    const bare = await call('GET', 'enrollments', { role });
    expect([bare.status, bare.body.errors[0].pointer]).toEqual([422, '#query/runId']);
    const unknown = await call('GET', `enrollments?runId=${group.runId}&state=asleep`, { role });
    expect([unknown.status, unknown.body.errors[0].pointer]).toEqual([422, '#query/state']);
  });

  it('an unknown class: 404', async () => {
    for (const [method, path] of [
      ['GET', ''],
      ['POST', '/open'],
      ['POST', '/close'],
    ] as const) {
      expect((await call(method, `class-groups/${randomUUID()}${path}`, { role })).status).toBe(404);
    }
  });
});

describe('answers', () => {
  const role = 'nationalAdmin';

  it('carry exactly what the contract names', async () => {
    const list = await call('GET', `enrollments?runId=${group.runId}&limit=1`, { role });
    expect(JSON.stringify(list.body)).not.toContain('sortName');
    const classes = await call('GET', `class-groups?runId=${group.runId}`, { role });
    expect(classes.body).toMatchObject({ total: 1, next: null, items: [{ id: group.id, people: {} }] });
    const runs = await call('GET', 'runs', { role });
    expect(runs.body.items[0]).toMatchObject({ id: group.runId, classGroups: 1 });
  });

  it('name what keeps a class from opening', async () => {
    const refused = await call('POST', `class-groups/${group.id}/open`, { role });
    expect([refused.status, refused.body.type]).toEqual([409, '/problems/too-few-trainers']);
  });

  it('send the spreadsheet as a file that a browser saves', async () => {
    const { status, headers } = await call(
      'GET',
      `enrollments/export.xlsx?reason=Rapat%20persiapan&runId=${group.runId}`,
      { role },
    );
    expect(status).toBe(200);
    expect(headers['content-disposition']).toContain('attachment; filename="peserta.xlsx"');
    expect(headers['content-type']).toContain('spreadsheetml');
  });
});
