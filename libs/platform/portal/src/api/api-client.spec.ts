import { TestBed } from '@angular/core/testing';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { endpoint } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { ApiClient } from './api-client.ts';

const getNote = endpoint({
  name: 'getNote',
  summary: 'A note',
  method: 'GET',
  path: 'notes/:id',
  allow: 'public',
  params: z.object({ id: z.string() }),
  result: z.object({ text: z.string() }),
});
const signOut = endpoint({
  name: 'signOut',
  summary: 'Out',
  method: 'DELETE',
  path: 'session',
  allow: 'public',
});
const saveNote = endpoint({
  name: 'saveNote',
  summary: 'Saves',
  method: 'PUT',
  path: 'notes',
  allow: 'public',
  body: z.object({ text: z.string() }),
  result: z.object({ text: z.string() }),
});

function answerWith(status: number, body: unknown, type = 'application/json') {
  const text = body === undefined ? '' : JSON.stringify(body);
  const fetching = jest.fn<typeof fetch>(() =>
    Promise.resolve({
      status,
      headers: { get: () => type },
      text: () => Promise.resolve(text),
    } as unknown as Response),
  );
  globalThis.fetch = fetching;
  return fetching;
}

const client = () => TestBed.inject(ApiClient);

describe('ApiClient', () => {
  afterEach(() => void Reflect.deleteProperty(globalThis, 'fetch'));

  it('keeps only what the contract names of an answer', async () => {
    answerWith(200, { text: 'Halo', secret: 1 });
    expect(await client().call(getNote, { params: { id: '7' } })).toEqual({ text: 'Halo' });
  });

  it('marks every request as coming from the portal and sends the body as JSON', async () => {
    const fetching = answerWith(200, { text: 'a' });
    await client().call(saveNote, { body: { text: 'a' } });
    const [url, options] = fetching.mock.calls[0] ?? [];
    expect(url).toBe('/api/notes');
    expect(options).toMatchObject({
      method: 'PUT',
      body: '{"text":"a"}',
      credentials: 'same-origin',
      headers: { 'X-Requested-With': 'ruang-bimtek', 'Content-Type': 'application/json' },
    });
  });

  it('gives nothing for an endpoint without a result', async () => {
    answerWith(204, undefined);
    expect(await client().call(signOut)).toBeUndefined();
  });

  it('says so when an answer does not fit its contract', async () => {
    answerWith(200, { text: 5 });
    await expect(client().call(getNote, { params: { id: '7' } })).rejects.toMatchObject({
      code: 'unexpected-answer',
    });
  });

  it('tells listeners that the session is gone, and still refuses', async () => {
    answerWith(401, { type: '/problems/not-signed-in', title: 'x', status: 401 }, 'application/problem+json');
    const heard = jest.fn();
    client().whenSignedOut(heard);
    await expect(client().call(getNote, { params: { id: '7' } })).rejects.toMatchObject({
      code: 'not-signed-in',
    });
    expect(heard).toHaveBeenCalledTimes(1);
  });

  it('does not take a wrong password for a lost session', async () => {
    answerWith(
      401,
      { type: '/problems/wrong-credentials', title: 'x', status: 401 },
      'application/problem+json',
    );
    const heard = jest.fn();
    client().whenSignedOut(heard);
    await expect(client().call(signOut)).rejects.toMatchObject({ code: 'wrong-credentials' });
    expect(heard).not.toHaveBeenCalled();
  });

  it('calls a request without an answer a matter of the network', async () => {
    globalThis.fetch = jest.fn<typeof fetch>(() => Promise.reject(new TypeError('Failed to fetch')));
    await expect(client().call(signOut)).rejects.toMatchObject({
      code: 'unreachable',
      isNetwork: true,
      status: 0,
    });
  });
});
