import { OpenApi, routeOf } from '@bimtek/platform-server';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { type AnApi, anApi } from '../testing/an-api.ts';

type Headers = Record<string, unknown>;
interface Answer {
  statusCode: number;
  headers: Headers;
}

let api: AnApi;
let admin: Record<string, string>;

beforeAll(async () => {
  api = await anApi();
  const { name } = await api.person({ role: 'nationalAdmin' });
  admin = await api.cookieOf(name);
});
afterAll(() => api.close());

/** What is wrong with the headers of an answer, in words; nothing when all is well. */
function faultsOf(headers: Headers): string[] {
  const policy = String(headers['content-security-policy']);
  const expected: Record<string, string> = {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'strict-transport-security': 'max-age=31536000',
  };
  const faults = Object.entries(expected)
    .filter(([name, value]) => headers[name] !== value)
    .map(([name]) => `${name}: ${String(headers[name])}`);
  if (!/default-src '(none|self)'/.test(policy)) faults.push(`no default: ${policy}`);
  if (policy.includes('unsafe')) faults.push(`unsafe: ${policy}`);
  if (!policy.includes("frame-ancestors 'none'")) faults.push(`may be framed: ${policy}`);
  if (!/^(no-referrer|same-origin)$/.test(String(headers['referrer-policy']))) faults.push('referrer-policy');
  // Sound for an assignment is recorded in the page; nothing else of the device is asked for.
  for (const feature of ['geolocation=()', 'camera=()', 'microphone=(self)'])
    if (!String(headers['permissions-policy']).includes(feature))
      faults.push(`permissions-policy: ${feature}`);
  if (!/^[\w-]{36}$/.test(String(headers['x-request-id']))) faults.push('x-request-id');
  for (const name of ['server', 'x-powered-by', 'access-control-allow-origin']) {
    if (headers[name] !== undefined) faults.push(name);
  }
  return faults;
}

/** Every endpoint of the document, with ids that nobody has. */
function calls() {
  return api.app
    .get(OpenApi, { strict: false })
    .endpoints()
    .map((contract) => ({
      name: contract.name,
      isApi: !contract.path.startsWith('/'),
      request: {
        method: contract.method,
        url: routeOf(contract).replaceAll(/:\w+/g, () => randomUUID()),
        ...(contract.upload
          ? { headers: { 'content-type': 'application/octet-stream' }, payload: Buffer.from('a;b\n') }
          : contract.method === 'GET'
            ? {}
            : { payload: {} }),
      },
    }));
}

describe('every endpoint of the document', () => {
  it.each([
    ['to a stranger', () => ({})],
    ['to a national admin', () => admin],
  ])('answers %s with all the headers, and nobody may keep it', async (_case, cookies) => {
    const faults: string[] = [];
    const statuses = new Set<number>();
    const all = calls();
    expect(all.length).toBeGreaterThan(60);
    for (const { name, isApi, request } of all) {
      // The session is needed to the end.
      if (['signOut', 'endSession', 'endOtherSessions'].includes(name)) continue;
      const { statusCode, headers } = (await api.app.inject({ ...request, cookies: cookies() })) as Answer;
      statuses.add(statusCode);
      faults.push(...faultsOf(headers).map((fault) => `${name} ${statusCode}: ${fault}`));
      if (isApi && headers['cache-control'] !== 'no-store')
        faults.push(`${name}: ${String(headers['cache-control'])}`);
      if (statusCode >= 500 && name !== 'getHealth') faults.push(`${name}: ${statusCode}`);
      if (
        statusCode >= 400 &&
        isApi &&
        !String(headers['content-type']).startsWith('application/problem+json')
      ) {
        faults.push(`${name}: ${String(headers['content-type'])}`);
      }
    }
    expect(faults).toEqual([]);
    // A walk that is turned away at one and the same door shows nothing.
    expect(statuses.size).toBeGreaterThan(2);
  });

  it('takes no write from a page of another site, whoever is signed in there', async () => {
    const taken: string[] = [];
    for (const { name, request } of calls().filter(({ request: { method } }) => method !== 'GET')) {
      for (const from of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
        const headers = { ...('headers' in request ? request.headers : {}), ...from };
        const answer = await api.app.inject({ ...request, headers, cookies: admin });
        // The answer to HEAD is its head alone.
        const isSaid = request.method === 'HEAD' || answer.body.includes('cross-site-request');
        if (answer.statusCode !== 403 || !isSaid) {
          taken.push(`${name}: ${answer.statusCode}`);
        }
      }
    }
    expect(taken).toEqual([]);
  });
});

describe('what is no endpoint', () => {
  it.each([
    ['the page', { url: '/' }, 200],
    ['a page below it', { url: '/belajar/modul' }, 200],
    ['a script', { url: '/main-ABCDEFGH.js' }, 200],
    ['a script that is gone', { url: '/main-OLDOLDOL.js' }, 404],
    ['an address of the api that does not exist', { url: '/api/nothing' }, 404],
    ['a write to one', { method: 'POST', url: '/api/nothing', payload: {} }, 404],
    ['another method', { method: 'DELETE', url: '/api/health' }, 404],
    ['a question whether another site may', { method: 'OPTIONS', url: '/api/session' }, 404],
    ['an address that cannot be read', { url: '/api/%zz' }, 404],
    ['a way out of the folder', { url: '/..%2f..%2fpackage.json' }, 404],
    ['a parameter without an end', { url: `/api/classes/${'a'.repeat(400)}` }, 404],
    ['an address that is too long', { url: `/api/health?a=${'a'.repeat(5_000)}` }, 414],
    ['10,000 filters', { url: `/api/health?${'a&'.repeat(10_000)}` }, 414],
    [
      'a body that is too large',
      { method: 'POST', url: '/api/session', payload: { name: 'a'.repeat(300_000) } },
      413,
    ],
    [
      'a body of another type',
      { method: 'POST', url: '/api/session', headers: { 'content-type': 'text/xml' }, payload: '<a/>' },
      415,
    ],
    [
      'broken JSON',
      {
        method: 'POST',
        url: '/api/session',
        headers: { 'content-type': 'application/json' },
        payload: '{"a',
      },
      422,
    ],
  ] as const)('%s carries them too', async (_case, request, status) => {
    const answer = (await api.app.inject(request as never)) as Answer;
    expect([answer.statusCode, faultsOf(answer.headers)]).toEqual([status, []]);
  });

  it('the page allows only the styles that carry its nonce, another one each time', async () => {
    const pages = await Promise.all([api.app.inject('/'), api.app.inject('/')]);
    const nonces = pages.map(({ body, headers }) => {
      const nonce = /ngCspNonce="([^"]{22,})"/.exec(body)?.[1] ?? 'none';
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain(`style-src 'self' 'nonce-${nonce}';`);
      expect(policy).toContain("script-src 'self';");
      return nonce;
    });
    expect(new Set(nonces).size).toBe(2);
  });

  it('asks for https only where the product is reached by it', async () => {
    const plain = await anApi({ PUBLIC_URL: 'http://192.168.1.4:3000' });
    try {
      const { headers } = await plain.app.inject('/');
      expect(headers['strict-transport-security']).toBeUndefined();
      expect(headers['content-security-policy']).not.toContain('upgrade-insecure-requests');
    } finally {
      await plain.close();
    }
  });
});

describe('a file that is downloaded', () => {
  it.each([['the template of a decree', 'downloadDecreeTemplate']])(
    '%s is saved, never shown, and can do nothing when it is opened',
    async (_case, name) => {
      const call = calls().find((one) => one.name === name);
      const { statusCode, headers } = (await api.app.inject({
        ...call?.request,
        cookies: admin,
      } as never)) as Answer;
      expect(statusCode).toBe(200);
      expect(headers['content-disposition']).toMatch(/^attachment; filename="/);
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['content-security-policy']).toContain('sandbox');
      expect(headers['x-content-type-options']).toBe('nosniff');
    },
  );

  it('no endpoint of the document sends a file as anything else', () => {
    const shown = api.app
      .get(OpenApi, { strict: false })
      .endpoints()
      .filter(({ download }) => download?.startsWith('text/html') || download?.startsWith('image/'))
      .map(({ name }) => name);
    // The check page is ours from top to bottom; a figure is checked before it is stored; a slide is drawn by ourselves.
    expect(shown.sort()).toEqual(['getAsset', 'getSlide', 'matchName', 'showCheck', 'showCheckForm']);
  });
});
