import { curriculumTables } from '@bimtek/curriculum-server';
import { rolesWith } from '@bimtek/identity-contracts';
import type { Actor, Permission } from '@bimtek/platform-contracts';
import { Authenticator, createHttpApp, PlatformModule, readSettings } from '@bimtek/platform-server';
import { anActor, aTestDatabase, type TestDatabase } from '@bimtek/platform-server/testing';
import { registryTables } from '@bimtek/registry-server';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Global, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import type { Certificate } from '../certificates/certificate.entity.ts';
import { groupedCode } from '../certificates/certificate.rules.ts';
import { Certificates } from '../certificates/certificates.service.ts';
import { CertificationApiModule, certificationTables } from '../certification.module.ts';
import { Issuers } from '../issuer/issuers.service.ts';
import { anIssuer, somePassed } from '../testing/some-passed.ts';
import { deliveryTables } from '@bimtek/delivery-server';

/** Believes the headers of the spec: which role asks, and who. */
class HeaderAuthenticator extends Authenticator {
  override async authenticate({ headers }: FastifyRequest): Promise<Actor | null> {
    const role = headers['x-role'] as string | undefined;
    if (!role) return null;
    const permissions = Object.entries(rolesWith)
      .filter(([, roles]) => (roles as readonly string[]).includes(role))
      .map(([permission]) => permission as Permission);
    return anActor({
      role,
      permissions,
      ...(headers['x-user'] ? { userId: String(headers['x-user']) } : {}),
    });
  }
}

@Global()
@Module({ providers: [{ provide: Authenticator, useClass: HeaderAuthenticator }], exports: [Authenticator] })
class SpecModule {}

const admin = anActor();
const tables = [registryTables, curriculumTables, deliveryTables, certificationTables];
let database: TestDatabase;
let app: NestFastifyApplication;
let valid: Certificate;
let revoked: Certificate;
let replaced: Certificate;

beforeAll(async () => {
  database = await aTestDatabase(tables);
  const settings = readSettings({
    NODE_ENV: 'test',
    DATABASE_URL: database.url,
    LOG_LEVEL: 'silent',
    PUBLIC_URL: 'https://ruang.example',
    TRUSTED_PROXIES: '127.0.0.1',
  });
  @Module({ imports: [PlatformModule.forRoot(settings, tables, 'spec'), SpecModule, CertificationApiModule] })
  class Root {}
  app = await createHttpApp(Root, settings);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  await app.get(Issuers, { strict: false }).set('system', anIssuer());
  const certificates = app.get(Certificates, { strict: false });
  const [one, two, three] = await somePassed(database.db, { count: 3 });
  if (!one || !two || !three) throw new Error('nobody passed');
  valid = await certificates.issueFor(one);
  revoked = await certificates.issueFor(two);
  replaced = await certificates.issueFor(three);
  await certificates.revoke(admin, revoked.id, 'Rahasia dapur panitia');
  await certificates.replace(admin, replaced.id, 'Ejaan keliru');
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

let address = 1;
/** Asks from an address of its own, so that limits of one case do not meet another. */
async function get(url: string, from = `10.0.0.${++address}`) {
  const reply = await app.inject({ url, headers: { 'x-forwarded-for': from } });
  return { status: reply.statusCode, page: reply.body, headers: reply.headers };
}
async function post(code: string, nama: string, from = `10.0.0.${++address}`) {
  const reply = await app.inject({
    method: 'POST',
    url: `/s/${code}`,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: 'https://ruang.example',
      'sec-fetch-site': 'same-origin',
      'x-forwarded-for': from,
    },
    payload: new URLSearchParams({ nama }).toString(),
  });
  return { status: reply.statusCode, page: reply.body, headers: reply.headers };
}

describe('the check page', () => {
  it('asks for a code, in both languages', async () => {
    const { status, page } = await get('/s');
    expect(status).toBe(200);
    expect(page).toContain('<html lang="id">');
    expect(page).toContain('Periksa keaslian sertifikat');
    const english = await get('/s?bahasa=en');
    expect(english.page).toContain('<html lang="en">');
    expect(english.page).toContain('Check whether a certificate is genuine');
  });

  it('says valid, whose in a mask, what and when', async () => {
    const { status, page } = await get(`/s/${valid.verificationCode}`);
    expect(status).toBe(200);
    for (const fact of ['Sertifikat ini sah', 'Pe***** A*', anIssuer().trainingName, 'Memuaskan', '9 JP']) {
      expect(page).toContain(fact);
    }
    expect(page).toContain('Menunggu tanda tangan elektronik');
    expect(page).not.toContain('Peserta A');
  });

  it.each([
    ['in lower case', (code: string) => code.toLowerCase()],
    ['with hyphens', groupedCode],
    ['with spaces', (code: string) => encodeURIComponent(groupedCode(code).replaceAll('-', ' '))],
  ])('reads a code %s', async (_how, typed) => {
    const code = typed(valid.verificationCode);
    expect((await get(`/s/${code}`)).page).toContain('Sertifikat ini sah');
    expect((await get(`/s?kode=${code}`)).page).toContain('Sertifikat ini sah');
  });

  it('says revoked with the day and without the reason', async () => {
    const { status, page } = await get(`/s/${revoked.verificationCode}`);
    expect(status).toBe(200);
    expect(page).toContain('Sertifikat ini sudah dicabut');
    expect(page).toMatch(/Tidak berlaku sejak \d+ \w+ \d{4}/);
    expect(page).not.toContain('Rahasia dapur');
    expect(page).not.toContain('<form method="post"');
  });

  it('says replaced, and leads nobody to the new version', async () => {
    const { page } = await get(`/s/${replaced.verificationCode}`);
    expect(page).toContain('Sertifikat ini sudah diganti');
    expect(page).not.toContain('-P1');
  });

  it('does not know a code that was never given, and keeps what was typed', async () => {
    const { status, page } = await get('/s/ABCDEFGHJKMN');
    expect(status).toBe(404);
    expect(page).toContain('Kode tidak ditemukan');
    expect(page).toContain('value="ABCDEFGHJKMN"');
  });

  it('shows the name in full only to whoever knows it', async () => {
    const match = await post(valid.verificationCode, '  peserta   A ');
    expect(match.status).toBe(200);
    expect(match.page).toContain('Peserta A, S.Pd.');
    expect(match.page).toContain('Nama cocok');
    const differs = await post(valid.verificationCode, 'Peserta B');
    expect(differs.page).toContain('Nama ini tidak cocok');
    expect(differs.page).toContain('Pe***** A*');
    expect(differs.page).not.toContain('Peserta A');
    expect((await post(valid.verificationCode, '   ')).page).toContain('Nama tampil utuh hanya bila cocok');
  });

  it.each(['"><script>alert(1)</script>', `'"&<img src=x onerror=alert(1)>`])(
    'writes %s as text',
    async (hostile) => {
      const unknown = await get(`/s?kode=${encodeURIComponent(hostile)}`);
      const named = await post(valid.verificationCode, hostile);
      for (const { page } of [unknown, named]) {
        expect(page).not.toContain('<script');
        expect(page).not.toContain('<img');
      }
      expect(unknown.page).toContain('&lt;');
    },
  );

  it('is small, runs nothing, loads nothing, and allows only its own style', async () => {
    for (const path of ['/s', `/s/${valid.verificationCode}`, `/s/${revoked.verificationCode}`, '/s/X']) {
      const { page, headers } = await get(path);
      expect(Buffer.byteLength(page)).toBeLessThan(30_000);
      expect(page).not.toMatch(/<script|<link|<img|@import|url\(|\son\w+=/i);
      const style = /<style>(.*?)<\/style>/s.exec(page)?.[1] ?? '';
      const hash = createHash('sha256').update(style).digest('base64');
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['content-security-policy']).toContain(`style-src 'sha256-${hash}'`);
      expect(headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'x-robots-tag': 'noindex',
        // With `no-referrer` a browser would send the name's form without its origin, and be refused.
        'referrer-policy': 'same-origin',
      });
    }
  });

  it('tells no number of a person, no phone and no score', async () => {
    const { page } = await post(valid.verificationCode, 'Peserta A');
    for (const secret of ['198502172010', '19850217', '6281234567890', '87,42', '87.42', '93,75', '93.75']) {
      expect(page).not.toContain(secret);
    }
    expect(page).not.toContain(valid.personId);
    expect(page).not.toContain('Karang Asri');
  });

  it('tires of an address that guesses codes, and says so on a page', async () => {
    for (let guess = 0; guess < 60; guess++) await get('/s/ABCDEFGHJKMN', '10.9.9.9');
    const { status, page, headers } = await get(`/s/${valid.verificationCode}`, '10.9.9.9');
    expect(status).toBe(429);
    expect(page).toContain('Terlalu banyak percobaan');
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect((await get(`/s/${valid.verificationCode}`)).status).toBe(200);
  });

  it('tires of an address that guesses names', async () => {
    for (let guess = 0; guess < 20; guess++) await post(valid.verificationCode, `Nama ${guess}`, '10.9.9.8');
    expect((await post(valid.verificationCode, 'Peserta A', '10.9.9.8')).status).toBe(429);
  });

  it('refuses a form from another site', async () => {
    const reply = await app.inject({
      method: 'POST',
      url: `/s/${valid.verificationCode}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' },
      payload: 'nama=Peserta+A',
    });
    expect(reply.statusCode).toBe(403);
  });
});

describe('who may', () => {
  const call = (method: 'GET' | 'POST' | 'PUT', url: string, role?: string, payload?: object) =>
    app.inject({
      method,
      url: `/api/${url}`,
      headers: role ? { 'x-role': role } : {},
      ...(payload ? { payload } : {}),
    });

  it.each([
    ['GET', 'certificates/mine', undefined, 401],
    ['GET', 'certificates', 'trainee', 403],
    ['GET', 'certificate-issuer', 'organizer', 200],
    ['PUT', 'certificate-issuer', 'provincialAdmin', 403],
  ] as const)('%s %s as %s: %i', async (method, url, role, status) => {
    expect((await call(method, url, role, method === 'PUT' ? anIssuer() : undefined)).statusCode).toBe(
      status,
    );
  });

  it('points at the field that does not fit', async () => {
    const reply = await call('POST', `certificates/${valid.id}/revoke`, 'nationalAdmin', { reason: 'x' });
    expect([reply.statusCode, reply.json()]).toEqual([
      422,
      expect.objectContaining({ errors: [expect.objectContaining({ pointer: '#/reason' })] }),
    ]);
    expect(
      (await call('POST', `certificates/${valid.id}/revoke`, 'organizer', { reason: 'cukup' })).statusCode,
    ).toBe(403);
  });

  it('lists without what the contract does not name', async () => {
    const { items } = (await call('GET', 'certificates', 'nationalAdmin')).json<{ items: object[] }>();
    expect(items).toHaveLength(4);
    expect(JSON.stringify(items)).not.toMatch(/198502172010|personId|finalScore/);
  });
});
