import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fastify, { type FastifyInstance } from 'fastify';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { servePortal } from './portal-page.ts';

const page =
  '<html><head><link nonce="CSP_NONCE"></head><body><app-root ngcspnonce="CSP_NONCE"></app-root></body></html>';
let root: string;
let server: FastifyInstance;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'portal-page-'));
  await writeFile(join(root, 'index.html'), page);
  await writeFile(
    join(root, 'first-load.json'),
    JSON.stringify([{ path: '/beranda', scripts: ['chunk-a.js'], asks: ['session', 'home'] }]),
  );
  server = fastify();
  server.addHook('onRequest', async (_request, reply) => {
    void reply.header('content-security-policy', "script-src 'self'; style-src 'self'");
  });
  await servePortal(server, root);
});
afterAll(async () => {
  await server.close();
  await rm(root, { recursive: true });
});

describe('the page of the portal', () => {
  it('has a nonce of its own each time, which its policy names for styles and not for scripts', async () => {
    const [one, other] = [await server.inject({ url: '/beranda' }), await server.inject({ url: '/beranda' })];
    const nonce = /nonce="([^"]+)"/.exec(one.body)?.[1] ?? '';
    expect(one.body).toContain(`ngcspnonce="${nonce}"`);
    expect(one.headers['content-security-policy']).toBe(
      `script-src 'self'; style-src 'self' 'nonce-${nonce}'`,
    );
    expect(other.body).not.toContain(nonce);
  });

  it('names what the address needs, and the answers only to a browser that is known', async () => {
    const known = await server.inject({ url: '/beranda', headers: { cookie: 'sesi=1' } });
    expect(known.body).toContain('<link rel="modulepreload" fetchpriority="low" href="/chunk-a.js">');
    expect(known.body).toContain('href="/api/home"');
    const stranger = await server.inject({ url: '/beranda' });
    expect(stranger.body).not.toContain('/api/home');
    const elsewhere = await server.inject({ url: '/kelola', headers: { cookie: 'sesi=1' } });
    expect(elsewhere.body).not.toContain('preload');
  });

  it('is sent compressed to those who take it, and is the same page', async () => {
    const small = await server.inject({ url: '/kelola', headers: { 'accept-encoding': 'gzip, br' } });
    expect([small.headers['content-encoding'], small.headers.vary]).toEqual(['gzip', 'accept-encoding']);
    expect(gunzipSync(small.rawPayload).toString()).toContain('<app-root');
    const plain = await server.inject({ url: '/kelola' });
    expect(plain.headers['content-encoding']).toBeUndefined();
  });

  it('does not stand in for a file or an endpoint that is not there', async () => {
    for (const url of ['/chunk-gone.js', '/api/nowhere'])
      expect((await server.inject({ url })).statusCode).toBe(404);
  });
});
