import { identityTables } from '@bimtek/identity-server';
import type { Actor, Permission, Scope } from '@bimtek/platform-contracts';
import {
  Authenticator,
  createHttpApp,
  PlatformApiModule,
  PlatformModule,
  readSettings,
} from '@bimtek/platform-server';
import { anActor, aTestDatabase, type TestDatabase } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Global, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { readXlsx } from 'hucre/xlsx';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RegistryApiModule, registryTables } from './registry.module.ts';
import { aLibrary, aPerson } from './testing/index.ts';

const PERMISSIONS: Permission[] = [
  'decree.import',
  'import.read',
  'import.apply',
  'region.read',
  'person.read',
];
const ACTORS: Record<string, Actor> = {
  national: anActor({ permissions: PERMISSIONS }),
  central: inScope({ level: 'province', ids: ['33'] }),
  regency: inScope({ level: 'regency', ids: ['33.08'] }),
  trainer: inScope({ level: 'class', ids: ['00000000-0000-7000-8000-000000000001'] }),
  trainee: anActor({ role: 'trainee', scope: { level: 'own', ids: [] } }),
};

function inScope(scope: Scope): Actor {
  return anActor({
    userId: '00000000-0000-7000-8000-0000000000cc',
    scope,
    permissions: ['person.read', 'import.read'],
  });
}

class HeaderAuthenticator extends Authenticator {
  override authenticate(request: FastifyRequest): Promise<Actor | null> {
    return Promise.resolve(ACTORS[String(request.headers['x-spec-user'])] ?? null);
  }
}

@Global()
@Module({ providers: [{ provide: Authenticator, useClass: HeaderAuthenticator }], exports: [Authenticator] })
class SpecModule {}

let database: TestDatabase;
let app: NestFastifyApplication;
let dataDir: string;

beforeAll(async () => {
  const tables = [identityTables, registryTables];
  database = await aTestDatabase(tables);
  dataDir = await mkdtemp(join(tmpdir(), 'bimtek-spec-'));
  const settings = readSettings({
    NODE_ENV: 'test',
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
    PUBLIC_URL: 'https://ruang.example',
  });
  const platform = PlatformModule.forRoot(settings, tables, 'spec');
  @Module({ imports: [platform, PlatformApiModule, SpecModule, RegistryApiModule] })
  class Root {}
  app = await createHttpApp(Root, settings);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});
afterAll(async () => {
  await app.close();
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

const as = (who: string) => ({ 'x-spec-user': who });
const get = (url: string, who = 'national') => app.inject({ url, headers: as(who) });
const upload = (payload: string | Buffer, query = {}, who = 'national') =>
  app.inject({
    method: 'POST',
    url: '/api/decrees/imports',
    query: { fileName: 'sk.csv', number: '45', decidedOn: '2026-06-01', title: 'Penetapan', ...query },
    headers: { ...as(who), 'content-type': 'application/octet-stream' },
    payload,
  });
const goodFile = 'Kode Desa,Nama Perpustakaan,Nama Calon Peserta\n33.08.11.2004,Perpusdes Ilmu,Wartinah\n';

describe('uploading a decree', () => {
  it('starts a check', async () => {
    const answer = await upload(goodFile);
    expect([answer.statusCode, answer.json()]).toEqual([
      200,
      expect.objectContaining({
        state: 'checking',
        fileName: 'sk.csv',
        options: { number: '45', decidedOn: '2026-06-01', title: 'Penetapan' },
      }),
    ]);
    const { id } = answer.json<{ id: string }>();
    expect((await get(`/api/imports/${id}`)).statusCode).toBe(200);
  });

  it.each([
    ['an empty file', '', 422, '/problems/file-empty'],
    ['a PDF', '%PDF-1.7', 422, '/problems/file-not-a-table'],
    ['30 MB', Buffer.alloc(30 * 1024 * 1024, 'a'), 413, '/problems/body-too-large'],
  ])('refuses %s with one problem', async (_case, payload, status, type) => {
    const answer = await upload(payload);
    expect([answer.statusCode, answer.json<{ type: string }>().type]).toEqual([status, type]);
  });

  it('points at what is wrong about the decree', async () => {
    const answer = await upload(goodFile, { decidedOn: 'kemarin', title: '' });
    const { errors } = answer.json<{ errors: { pointer: string }[] }>();
    expect([answer.statusCode, errors.map(({ pointer }) => pointer)]).toEqual([
      422,
      ['#query/decidedOn', '#query/title'],
    ]);
  });

  it('is for those who may, and the import is not there for others', async () => {
    expect((await upload(goodFile, {}, 'central')).statusCode).toBe(403);
    expect((await upload(goodFile, {}, 'nobody')).statusCode).toBe(401);
    const { id } = (await upload(goodFile)).json<{ id: string }>();
    expect((await get(`/api/imports/${id}`, 'central')).statusCode).toBe(404);
    expect((await get(`/api/imports/${id}/problems`, 'central')).statusCode).toBe(404);
    expect((await get('/api/imports/00000000-0000-7000-8000-000000000009')).statusCode).toBe(404);
    expect((await get('/api/imports/7')).statusCode).toBe(422);
  });

  it('offers a template whose headings it understands', async () => {
    const answer = await get('/api/decrees/template.xlsx');
    expect(answer.headers['content-disposition']).toContain('daftar-penerima.xlsx');
    const [sheet] = (await readXlsx(answer.rawPayload)).sheets;
    expect(sheet?.rows[0]).toEqual(
      expect.arrayContaining(['Kode Desa', 'Nama Perpustakaan', 'No. WhatsApp', 'Kuota']),
    );
    expect(sheet?.rows).toHaveLength(2);
  });
});

describe('the list of people', () => {
  beforeAll(async () => {
    const near = await aLibrary(database.db, { villageCode: '33.08.11.2004', name: 'Perpusdes Cahaya' });
    const far = await aLibrary(database.db, { villageCode: '73.11.04.2006', name: 'TBM Sipakatau' });
    for (const fullName of ['Ani', 'Budi Santoso', "Hj'ayati"]) {
      await aPerson(database.db, { fullName, libraryId: near, phone: '+6281234567890', titleAfter: 'S.Pd.' });
    }
    await aPerson(database.db, { fullName: 'Andi Baso', libraryId: far });
    await aPerson(database.db, { fullName: 'Panitia Pusat', libraryId: null });
  });
  const names = async (query: string, who = 'national') =>
    (await get(`/api/people?${query}`, who))
      .json<{ items: { displayName: string }[] }>()
      .items.map((item) => item.displayName);

  it('shows each role the people of its scope only', async () => {
    expect(await names('limit=10')).toEqual([
      'Andi Baso',
      'Ani, S.Pd.',
      'Budi Santoso, S.Pd.',
      "Hj'ayati, S.Pd.",
      'Panitia Pusat',
    ]);
    expect(await names('', 'central')).toEqual(['Ani, S.Pd.', 'Budi Santoso, S.Pd.', "Hj'ayati, S.Pd."]);
    expect(await names('', 'regency')).toEqual(['Ani, S.Pd.', 'Budi Santoso, S.Pd.', "Hj'ayati, S.Pd."]);
    expect(await names('', 'trainer')).toEqual([]);
    expect((await get('/api/people', 'trainee')).statusCode).toBe(403);
  });

  it.each([
    ['search=sant', ['Budi Santoso, S.Pd.']],
    ['search=sipaka', ['Andi Baso']],
    ['search=an cahaya', ['Ani, S.Pd.']],
    ['search=7890', ['Ani, S.Pd.', 'Budi Santoso, S.Pd.', "Hj'ayati, S.Pd."]],
    ["search=hj'ay", ["Hj'ayati, S.Pd."]],
    [
      "search=!%26|()':*",
      ['Andi Baso', 'Ani, S.Pd.', 'Budi Santoso, S.Pd.', "Hj'ayati, S.Pd.", 'Panitia Pusat'],
    ],
    ['province=73', ['Andi Baso']],
    ['regency=33.08&search=budi', ['Budi Santoso, S.Pd.']],
  ])('finds by %s', async (query, found) => expect(await names(query)).toEqual(found));

  it('goes on where the page before ended', async () => {
    const first = (await get('/api/people?limit=2')).json<{ next: string; total: number }>();
    expect(first.total).toBe(5);
    expect(await names(`limit=2&after=${first.next}`)).toEqual(['Budi Santoso, S.Pd.', "Hj'ayati, S.Pd."]);
    expect((await get('/api/people?after=zzz')).statusCode).toBe(422);
  });

  it('tells the last digits of a phone and never the phone', async () => {
    const answer = await get('/api/people?search=budi');
    expect(answer.body).not.toContain('81234567890');
    expect(answer.json<{ items: unknown[] }>().items[0]).toMatchObject({
      phoneEnding: '7890',
      accountState: null,
    });
  });
});
