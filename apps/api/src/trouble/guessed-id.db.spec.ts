import { aClassroom, anAttempt, rightAnswer } from '@bimtek/assessment-server/testing';
import { Accounts } from '@bimtek/identity-server';
import { OpenApi, routeOf } from '@bimtek/platform-server';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { aPassword, type AnApi, anApi } from '../testing/an-api.ts';

let api: AnApi;
let trainee: Record<string, string>;
let admin: Record<string, string>;
let theirs: { attemptId: string; questionId: string; answer: unknown };

beforeAll(async () => {
  api = await anApi();
  const db = api.app.get(DataSource);
  const classroom = await aClassroom({ db });
  const attempt = await anAttempt(db, {
    ...classroom,
    enrollment: classroom.otherEnrollment,
    startedAt: new Date(),
  });
  const questionId = attempt.layout[0]?.questionId ?? '';
  const question = classroom.test.questions.find(({ id }) => id === questionId);
  theirs = { attemptId: attempt.id, questionId, answer: question && rightAnswer(question) };

  const accounts = api.app.get(Accounts, { strict: false });
  const { personId } = classroom.enrollment;
  const codes = await accounts.invite(db.manager, [
    { personId, displayName: 'Wartinah', phone: null, email: null },
  ]);
  await accounts.grant(db.manager, [{ personId, role: 'trainee', level: 'own' }]);
  await accounts.activateWithPassword(db.manager, personId, aPassword);
  trainee = await api.cookieOf(codes.get(personId) ?? '');
  admin = await api.cookieOf((await api.person({ role: 'nationalAdmin' })).name);
});
afterAll(() => api.close());

/** All that could tell one refusal from another, but the id of the request. */
async function refusalOf(request: Record<string, unknown>) {
  const answer = await api.app.inject({ cookies: trainee, ...request } as never);
  const { headers, statusCode } = answer as { headers: Record<string, unknown>; statusCode: number };
  const { instance, ...body } = answer.json<{ instance: string }>();
  const names = Object.keys(headers).sort();
  return { statusCode, body, names, hasInstance: instance.startsWith('urn:request:') };
}

describe('an id that is guessed', () => {
  it.each([
    ['reading an attempt', (id: string) => ({ url: `/api/attempts/${id}` })],
    ['reading its review', (id: string) => ({ url: `/api/attempts/${id}/review` })],
    ['submitting it', (id: string) => ({ method: 'POST', url: `/api/attempts/${id}/submit`, payload: {} })],
    [
      'answering in it',
      (id: string) => ({
        method: 'PUT',
        url: `/api/attempts/${id}/answers/${theirs.questionId}`,
        payload: { answer: theirs.answer, revision: 1 },
      }),
    ],
  ])('%s: somebody else’s and nobody’s look the same', async (_case, request) => {
    const nobodys = await refusalOf(request(randomUUID()));
    expect(nobodys).toMatchObject({ statusCode: 404, body: { type: '/problems/not-found' } });
    expect(await refusalOf(request(theirs.attemptId))).toEqual(nobodys);
  });

  it('finds nothing at any endpoint, not even for a national admin, and changes nothing', async () => {
    const found: string[] = [];
    const endpoints = api.app.get(OpenApi, { strict: false }).endpoints();
    const guessable = endpoints.filter(({ path, body, upload, allow }) => {
      return path.includes('Id') && !body && !upload && allow !== 'public';
    });
    expect(guessable.length).toBeGreaterThan(10);
    for (const contract of guessable) {
      const url = routeOf(contract).replaceAll(/:\w+/g, () => randomUUID());
      const { statusCode } = await api.app.inject({ method: contract.method, url, cookies: admin });
      // A role that may not at all hears so before anything is looked up; ending what has ended is done already.
      const isFine =
        [403, 404, 422].includes(statusCode) || (contract.method === 'DELETE' && statusCode === 204);
      if (!isFine) found.push(`${contract.name}: ${statusCode}`);
    }
    expect(found).toEqual([]);
  });
});

describe('a query with 10,000 filters', () => {
  it('is refused in one sentence before the session or the database is asked', async () => {
    const pool = (
      api.app.get(DataSource).driver as unknown as { master: { totalCount: number; query: unknown } }
    ).master;
    const ask = pool.query;
    let asked = 0;
    pool.query = (...args: unknown[]) => {
      asked++;
      return (ask as (...all: unknown[]) => unknown).apply(pool, args);
    };
    try {
      const filters = Array.from({ length: 10_000 }, (_, i) => `status=${i}`).join('&');
      const answer = await api.app.inject({
        url: `/api/sessions?${filters}`,
        cookies: { bimtek_session: 'unseen' },
      });
      expect([answer.statusCode, answer.json()]).toEqual([
        414,
        expect.objectContaining({ title: expect.any(String) }),
      ]);
      expect(asked).toBe(0);
      // The same question without them does ask: the count above can fail.
      await api.app.inject({ url: '/api/sessions', cookies: { bimtek_session: 'unseen' } });
      expect(asked).toBeGreaterThan(0);
    } finally {
      pool.query = ask;
    }
  });
});
