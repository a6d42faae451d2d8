import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPassword, type AnApi, anApi } from '../testing/an-api.ts';

let api: AnApi;

beforeAll(async () => {
  api = await anApi({ TRUSTED_PROXIES: '127.0.0.1' });
});
afterAll(() => api.close());

/** Everybody of the village comes from here: one mast, one address. */
const village = '114.10.20.30';

async function signIn(name: string, password: string): Promise<number> {
  const answer = await api.app.inject({
    method: 'POST',
    url: '/api/session',
    headers: { 'x-forwarded-for': village },
    payload: { name, password },
  });
  return answer.statusCode;
}

describe('50 wrong passwords from one village address', () => {
  it('keep none of 40 honest people from signing in, though some of them are among those who err', async () => {
    const honest: string[] = [];
    for (let i = 0; i < 40; i++) honest.push((await api.person({ displayName: `Warga ${i}` })).name);
    const target = (await api.person({ displayName: 'Yang ditebak' })).name;

    // Ten who mistype once before they get it right, one account that is guessed, and names that nobody has.
    const wrong = [
      ...honest.slice(0, 10),
      ...Array.from({ length: 20 }, () => target),
      ...Array.from({ length: 20 }, (_, i) => `0813 0000 00${10 + i}`),
    ];
    const [guesses, arrivals] = await Promise.all([
      Promise.all(wrong.map((name) => signIn(name, 'bukan sandinya'))),
      Promise.all(honest.map((name) => signIn(name, aPassword))),
    ]);

    expect(arrivals).toEqual(honest.map(() => 200));
    expect(guesses).toHaveLength(50);
    expect(guesses.filter((status) => status !== 401 && status !== 429)).toEqual([]);
    // Whoever guesses at one account from there is stopped, even with the right password.
    expect(await signIn(target, aPassword)).toBe(429);
    expect(await signIn(honest[0] ?? '', aPassword)).toBe(200);
  });
});
