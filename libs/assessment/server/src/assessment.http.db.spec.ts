import { curriculumTables } from '@bimtek/curriculum-server';
import { deliveryTables } from '@bimtek/delivery-server';
import { Authenticator, createHttpApp, PlatformModule, readSettings } from '@bimtek/platform-server';
import type { Actor, Permission } from '@bimtek/platform-contracts';
import { anActor, aTestDatabase, type TestDatabase } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Global, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { AssessmentApiModule } from './assessment.api.ts';
import { assessmentTables } from './assessment.tables.ts';
import type { Attempt } from './attempts/attempt.entity.ts';
import { aClassroom, type Classroom } from './testing/a-classroom.ts';
import { anAttempt } from './testing/an-attempt.ts';

/** Believes the headers of the spec: who asks, and with which permission. */
class HeaderAuthenticator extends Authenticator {
  override async authenticate({ headers }: FastifyRequest): Promise<Actor | null> {
    if (!headers['x-person']) return null;
    const permissions = [headers['x-permission']] as Permission[];
    return anActor({
      userId: String(headers['x-person']),
      permissions,
      scope: { level: 'own', ids: [] },
    });
  }
}

@Global()
@Module({ providers: [{ provide: Authenticator, useClass: HeaderAuthenticator }], exports: [Authenticator] })
class SpecModule {}

let database: TestDatabase;
let app: NestFastifyApplication;
let classroom: Classroom;
let attempt: Attempt;

beforeAll(async () => {
  const tables = [curriculumTables, deliveryTables, assessmentTables];
  database = await aTestDatabase(tables);
  classroom = await aClassroom(database);
  attempt = await anAttempt(database.db, { ...classroom, startedAt: new Date() });
  const settings = readSettings({ NODE_ENV: 'test', DATABASE_URL: database.url, LOG_LEVEL: 'silent' });
  @Module({ imports: [PlatformModule.forRoot(settings, tables, 'spec'), SpecModule, AssessmentApiModule] })
  class Root {}
  app = await createHttpApp(Root, settings);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

interface Call {
  person?: string | null;
  permission?: string;
  payload?: unknown;
}
async function call(method: 'GET' | 'PUT' | 'POST', url: string, given: Call = {}) {
  const { person = classroom.enrollment.personId, permission = 'attempt.take', payload } = given;
  const headers = person === null ? {} : { 'x-person': person, 'x-permission': permission };
  const reply = await app.inject({
    method,
    url: `/api/${url}`,
    headers,
    ...(payload === undefined ? {} : { payload: payload as object }),
  });
  return { status: reply.statusCode, body: reply.body ? reply.json() : null, text: reply.body };
}
const answerUrl = (questionId = attempt.layout[0]?.questionId) =>
  `attempts/${attempt.id}/answers/${questionId}`;

describe('the assessment endpoints', () => {
  it.each([
    ['no answer', {}, '#/answer'],
    ['an unknown kind', { answer: { kind: 'essay', text: '…' }, revision: 1 }, '#/answer/kind'],
    [
      'an option that is no text',
      { answer: { kind: 'single', optionId: 5 }, revision: 1 },
      '#/answer/optionId',
    ],
    [
      'far too many options',
      { answer: { kind: 'multiple', optionIds: Array(11).fill('a') }, revision: 1 },
      '#/answer/optionIds',
    ],
    ['revision nought', { answer: { kind: 'single', optionId: null }, revision: 0 }, '#/revision'],
    [
      'a revision with a fraction',
      { answer: { kind: 'single', optionId: null }, revision: 1.5 },
      '#/revision',
    ],
  ])('point at the field that does not fit: %s', async (_case, payload, pointer) => {
    const { status, body } = await call('PUT', answerUrl(), { payload });
    expect(status).toBe(422);
    expect(body).toMatchObject({ errors: expect.arrayContaining([expect.objectContaining({ pointer })]) });
  });

  it('refuse an id that is none', async () => {
    expect(await call('GET', 'attempts/12')).toMatchObject({ status: 422 });
    expect(await call('GET', 'tests/12')).toMatchObject({ status: 422 });
  });

  it('are closed to strangers and to those who may not take tests', async () => {
    for (const [method, url] of [
      ['GET', `tests/${classroom.test.id}`],
      ['POST', `tests/${classroom.test.id}/attempts`],
      ['GET', `attempts/${attempt.id}`],
      ['POST', `attempts/${attempt.id}/submit`],
      ['GET', `attempts/${attempt.id}/review`],
    ] as const) {
      expect(await call(method, url, { person: null })).toMatchObject({ status: 401 });
      expect(await call(method, url, { permission: 'class.read' })).toMatchObject({ status: 403 });
    }
  });

  it('do not tell another person’s attempt from one that does not exist', async () => {
    const person = classroom.otherEnrollment.personId;
    const theirs = await call('GET', `attempts/${attempt.id}`, { person });
    const nothing = await call('GET', `attempts/${randomUUID()}`, { person });
    expect(theirs.status).toBe(404);
    expect({ ...theirs.body, instance: '' }).toEqual({ ...nothing.body, instance: '' });
  });

  it('send no word about what is right before the attempt is finished', async () => {
    const before = await call('GET', `attempts/${attempt.id}`);
    expect(before.status).toBe(200);
    expect(before.text).not.toMatch(/isRight|explanation|Sebab|Penjelasan/);
    expect(await call('GET', `attempts/${attempt.id}/review`)).toMatchObject({ status: 409 });
  });

  it('save, hand in and review', async () => {
    const [asked] = attempt.layout;
    const answer =
      asked?.kind === 'multiple'
        ? { kind: 'multiple', optionIds: asked.optionIds.slice(0, 1) }
        : { kind: 'single', optionId: asked?.optionIds[0] };
    const saved = await call('PUT', answerUrl(), { payload: { answer, revision: 1 } });
    expect(saved).toMatchObject({ status: 200, body: { revision: 1 } });
    expect(await call('POST', `attempts/${attempt.id}/submit`)).toMatchObject({
      status: 200,
      body: { state: 'submitted', answeredCount: 1, itemCount: 10 },
    });
    const late = await call('PUT', answerUrl(), { payload: { answer, revision: 2 } });
    expect(late).toMatchObject({ status: 409, body: { type: '/problems/attempt-closed' } });
    const review = await call('GET', `attempts/${attempt.id}/review`);
    expect(review.body.items).toHaveLength(10);
  });
});
