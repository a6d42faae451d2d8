import { aCurriculum } from '@bimtek/curriculum-server/testing';
import { aClassGroup, anEnrollment, aRun } from '@bimtek/delivery-server/testing';
import { permissionsOf, type Role } from '@bimtek/identity-contracts';
import type { Actor } from '@bimtek/platform-contracts';
import { Authenticator, createHttpApp, PlatformModule, readSettings } from '@bimtek/platform-server';
import { anActor, aTestDatabase, type TestDatabase } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Global, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { InsightApiModule } from './insight.api.ts';
import { insightTables } from './testing/insight-context.ts';

/** Believes the headers of the spec: who asks, and in which role. */
class HeaderAuthenticator extends Authenticator {
  override async authenticate({ headers }: FastifyRequest): Promise<Actor | null> {
    if (!headers['x-person']) return null;
    const role = headers['x-role'] as Role;
    const level = role === 'trainee' ? 'own' : 'national';
    return anActor({
      userId: String(headers['x-person']),
      role,
      permissions: permissionsOf(role),
      scope: { level, ids: [] },
    });
  }
}

@Global()
@Module({ providers: [{ provide: Authenticator, useClass: HeaderAuthenticator }], exports: [Authenticator] })
class SpecModule {}

let database: TestDatabase;
let app: NestFastifyApplication;
let personId: string;

beforeAll(async () => {
  database = await aTestDatabase(insightTables);
  const lessons = { M0: 0, M1: 6, M2: 6, M3: 6, M4: 6, M5: 6, M6: 6, M7: 6, M8: 0 };
  const { versionId } = await aCurriculum(database.db, { lessons });
  const run = await aRun(database.db, { curriculumVersionId: versionId });
  const classGroup = await aClassGroup(database.db, { run });
  ({ personId } = await anEnrollment(database.db, { classGroup }));
  const settings = readSettings({ NODE_ENV: 'test', DATABASE_URL: database.url, LOG_LEVEL: 'silent' });
  @Module({
    imports: [PlatformModule.forRoot(settings, insightTables, 'spec'), SpecModule, InsightApiModule],
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

const ask = (url: string, role?: Role) =>
  app
    .getHttpAdapter()
    .getInstance()
    .inject({
      url,
      headers: role ? { 'x-person': personId, 'x-role': role } : {},
    });

it('answers the home of a full curriculum in less than 8 KB', async () => {
  const answer = await ask('/api/home', 'trainee');
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toMatchObject({ stage: 'learning', next: { kind: 'lesson' } });
  expect(answer.json().modules).toHaveLength(7);
  expect(answer.rawPayload.byteLength).toBeLessThan(8 * 1024);
});

it.each([
  ['/api/home', undefined, 401],
  ['/api/home', 'nationalAdmin', 403],
  ['/api/summary', undefined, 401],
  ['/api/summary', 'trainee', 403],
  ['/api/summary', 'nationalAdmin', 200],
  ['/api/summary?runId=satu', 'nationalAdmin', 422],
  ['/api/summary?runId=0197a000-0000-7000-8000-000000000001', 'nationalAdmin', 404],
] as const)('%s asked by %s answers %d', async (url, role, status) =>
  expect((await ask(url, role)).statusCode).toBe(status),
);
