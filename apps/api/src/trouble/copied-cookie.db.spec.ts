import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AnApi, anApi } from '../testing/an-api.ts';

let api: AnApi;
/** A second process of the api on the same database: what one forgets, the other must forget too. */
let other: AnApi;

beforeAll(async () => {
  api = await anApi();
  other = await anApi({}, { database: api.database });
});
afterAll(async () => {
  await other.close();
  await api.close();
});

const asks = async ({ app }: AnApi, cookies: Record<string, string>) =>
  (await app.inject({ url: '/api/sessions', cookies, headers: { 'user-agent': 'another phone' } }))
    .statusCode;

async function untilRefused(at: AnApi, cookies: Record<string, string>): Promise<void> {
  const deadline = Date.now() + 5_000;
  while ((await asks(at, cookies)) !== 401) {
    if (Date.now() > deadline) throw new Error('the copy still opens the door');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('a session cookie that was copied to another phone', () => {
  it.each([
    ['when its session is ended from another one', 'DELETE', (id: string) => `/api/sessions/${id}`],
    ['when all other sessions are ended', 'DELETE', () => '/api/sessions'],
  ] as const)('opens nothing any more %s, in any process', async (_case, method, url) => {
    const { name } = await api.person();
    const stolen = await api.cookieOf(name);
    const mine = await api.cookieOf(name);
    // Both processes have seen it and remember it.
    expect([await asks(api, stolen), await asks(other, stolen)]).toEqual([200, 200]);

    const list = (await api.app.inject({ url: '/api/sessions', cookies: mine })).json<{
      items: { id: string }[];
    }>();
    const [, theirs] = list.items;
    const ended = await api.app.inject({ method, url: url(theirs?.id ?? ''), cookies: mine });
    expect(ended.statusCode).toBeLessThan(300);

    expect(await asks(api, stolen)).toBe(401);
    await untilRefused(other, stolen);
    expect([await asks(api, mine), await asks(other, mine)]).toEqual([200, 200]);
  });

  it('opens nothing any more when its owner signs out, in any process', async () => {
    const { name } = await api.person();
    const cookies = await api.cookieOf(name);
    expect([await asks(api, cookies), await asks(other, cookies)]).toEqual([200, 200]);
    expect(
      (await api.app.inject({ method: 'DELETE', url: '/api/session', cookies })).statusCode,
    ).toBeLessThan(300);
    expect(await asks(api, cookies)).toBe(401);
    await untilRefused(other, cookies);
  });
});
