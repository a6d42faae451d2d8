import { assessmentTables } from '@bimtek/assessment-server';
import { curriculumTables } from '@bimtek/curriculum-server';
import { aCurriculum } from '@bimtek/curriculum-server/testing';
import { deliveryTables } from '@bimtek/delivery-server';
import { aClassGroup, anEnrollment, aRun } from '@bimtek/delivery-server/testing';
import { identityTables } from '@bimtek/identity-server';
import type { Permission } from '@bimtek/platform-contracts';
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
import { Global, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest, LightMyRequestResponse } from 'fastify';
import { randomUUID } from 'node:crypto';
import { LearningApiModule } from './learning.api.ts';
import { learningTables } from './learning.tables.ts';

let personId: string;
let lessonId: string;

/** The trainee, with the permissions that `x-may` names; nobody without it. */
class SpecAuthenticator extends Authenticator {
  override authenticate({ headers }: FastifyRequest) {
    const may = headers['x-may'];
    if (typeof may !== 'string') return Promise.resolve(null);
    const permissions = may.split(',').filter(Boolean) as Permission[];
    return Promise.resolve(
      anActor({ userId: personId, role: 'trainee', scope: { level: 'own', ids: [] }, permissions }),
    );
  }
}

@Global()
@Module({ providers: [{ provide: Authenticator, useClass: SpecAuthenticator }], exports: [Authenticator] })
class SpecIdentityModule {}

let database: TestDatabase;
let app: NestFastifyApplication;

beforeAll(async () => {
  const tables = [
    identityTables,
    registryTables,
    curriculumTables,
    deliveryTables,
    assessmentTables,
    learningTables,
  ];
  database = await aTestDatabase(tables);
  const settings = readSettings({ NODE_ENV: 'test', DATABASE_URL: database.url, LOG_LEVEL: 'silent' });
  @Module({
    imports: [
      PlatformModule.forRoot(settings, tables, 'spec'),
      PlatformApiModule,
      SpecIdentityModule,
      LearningApiModule,
    ],
  })
  class Root {}
  app = await createHttpApp(Root, settings);
  await app.init();
  const { versionId, modules } = await aCurriculum(database.db);
  const run = await aRun(database.db, { curriculumVersionId: versionId });
  const classGroup = await aClassGroup(database.db, { run });
  personId = (await anEnrollment(database.db, { classGroup })).personId;
  lessonId = modules[1]?.lessonIds[0] ?? '';
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

const place = { blockIndex: 1, fraction: 0.5, isEndReached: false, readAt: '2026-07-06T02:00:00.000Z' };

function save(lesson: string, body: object, may?: string): Promise<LightMyRequestResponse> {
  const headers = may === undefined ? {} : { 'x-may': may };
  return app.inject({
    method: 'PUT',
    url: `/api/learning/lessons/${lesson}/progress`,
    headers,
    payload: body,
  });
}

describe('saving a place', () => {
  it('answers with what is kept', async () => {
    const answer = await save(lessonId, place, 'progress.write');
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ state: 'started', blockIndex: 1, fraction: 0.5 });
  });

  it.each([
    ['a block before the first', { blockIndex: -1 }, '#/blockIndex'],
    ['a share of more than one', { fraction: 1.5 }, '#/fraction'],
    ['a word for a number', { blockIndex: 'satu' }, '#/blockIndex'],
    ['no time', { readAt: 'kemarin' }, '#/readAt'],
    ['a missing part', { isEndReached: undefined }, '#/isEndReached'],
  ])('points at %s', async (_case, wrong, pointer) => {
    const answer = await save(lessonId, { ...place, ...wrong }, 'progress.write');
    expect(answer.statusCode).toBe(422);
    expect(answer.json().errors).toEqual([expect.objectContaining({ pointer })]);
  });

  it.each([
    ['nobody is signed in', (): string => lessonId, undefined, 401],
    ['the role only reads', (): string => lessonId, 'lesson.read', 403],
    ['there is no such lesson', (): string => randomUUID(), 'progress.write', 404],
    ['the id is none', (): string => 'satu', 'progress.write', 422],
  ])('is refused when %s', async (_case, lesson, may, status) => {
    expect((await save(lesson(), place, may)).statusCode).toBe(status);
  });
});

describe('reading', () => {
  it('answers as the contracts say', async () => {
    const read = (path: string) =>
      app.inject({ url: `/api/learning/${path}`, headers: { 'x-may': 'lesson.read' } });
    const overview = await read('modules');
    expect(overview.json()).toMatchObject({ access: 'open', next: { kind: 'lesson', lessonId } });
    expect((await read('modules/M1')).json().lessons).toHaveLength(2);
    expect((await read(`lessons/${lessonId}`)).json()).toMatchObject({ number: 1, document: { format: 1 } });
    expect((await read('modules/M9')).statusCode).toBe(404);
    expect((await read('modules/satu')).statusCode).toBe(422);
  });
});
