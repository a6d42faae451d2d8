import type { Permission } from '@bimtek/platform-contracts';
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
import type { FastifyRequest, LightMyRequestResponse } from 'fastify';
import { randomUUID } from 'node:crypto';
import { sppTikFolder } from './content-folder.ts';
import { CurriculumApiModule } from './curriculum.api.ts';
import { curriculumTables } from './curriculum-tables.ts';
import { Curricula } from './versions/curricula.service.ts';

/** Signed in as whoever `x-may` allows: permissions, separated by commas. */
class SpecAuthenticator extends Authenticator {
  override authenticate({ headers }: FastifyRequest) {
    const may = headers['x-may'];
    if (typeof may !== 'string') return Promise.resolve(null);
    return Promise.resolve(anActor({ permissions: may.split(',').filter(Boolean) as Permission[] }));
  }
}

@Global()
@Module({ providers: [{ provide: Authenticator, useClass: SpecAuthenticator }], exports: [Authenticator] })
class SpecIdentityModule {}

let database: TestDatabase;
let app: NestFastifyApplication;
let versionId: string;

beforeAll(async () => {
  database = await aTestDatabase([curriculumTables]);
  const settings = readSettings({ NODE_ENV: 'test', DATABASE_URL: database.url, LOG_LEVEL: 'silent' });
  @Module({
    imports: [
      PlatformModule.forRoot(settings, [curriculumTables], 'spec'),
      PlatformApiModule,
      SpecIdentityModule,
      CurriculumApiModule,
    ],
  })
  class Root {}
  app = await createHttpApp(Root, settings);
  await app.init();
  ({ versionId } = await database.db.transaction((tx) =>
    app.get(Curricula, { strict: false }).loadPackage(tx, 'system', sppTikFolder),
  ));
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

const call = (method: 'GET' | 'POST', url: string, may?: string): Promise<LightMyRequestResponse> =>
  app.inject({ method, url: `/api/curriculum/${url}`, headers: may === undefined ? {} : { 'x-may': may } });

async function aFigure(): Promise<string> {
  const [asset]: { hash: string }[] = await database.db.query(`SELECT hash FROM curriculum_asset LIMIT 1`);
  return asset?.hash ?? '';
}

describe('a figure', () => {
  it('can do nothing by itself and is kept for ever', async () => {
    const answer = await call('GET', `assets/${await aFigure()}`, '');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'image/svg+xml; charset=utf-8',
      'content-security-policy': expect.stringMatching(/^default-src 'none';.* sandbox$/),
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=31536000, immutable',
    });
    expect(answer.body).toContain('</svg>');
  });

  it.each([
    ['nobody is signed in', undefined, 'a'.repeat(64), 401],
    ['there is none', '', 'a'.repeat(64), 404],
    ['the address is no hash', '', '..%2f..%2fetc', 422],
  ])('is not given when %s', async (_case, may, hash, status) => {
    expect((await call('GET', `assets/${hash}`, may)).statusCode).toBe(status);
  });
});

describe('curriculum versions', () => {
  const manage = 'curriculum.read,curriculum.manage';

  it('are listed and read by those who may', async () => {
    const list = await call('GET', 'versions?limit=10', manage);
    expect(list.json()).toMatchObject({ total: 1, items: [{ id: versionId, state: 'draft' }] });
    const view = await call('GET', `versions/${versionId}`, manage);
    expect(view.json().modules[1]).toMatchObject({ code: 'M1', selfStudyHours: 1 });
    const lesson = await call('GET', `lessons/${view.json().modules[1].lessons[0].id}`, manage);
    expect(lesson.json().document.blocks.length).toBeGreaterThan(5);
    expect(lesson.body.length).toBeLessThan(60 * 1024);
  });

  it.each([
    ['reading without permission', 'GET', (): string => `versions/${versionId}`, 'lesson.read', 403],
    [
      'freezing with permission to read',
      'POST',
      (): string => `versions/${versionId}/put-in-use`,
      'curriculum.read',
      403,
    ],
    [
      'archiving with permission to read',
      'POST',
      (): string => `versions/${versionId}/archive`,
      'curriculum.read',
      403,
    ],
    ['a draft for readers', 'GET', (): string => `versions/${versionId}`, 'curriculum.read', 404],
    ['an unknown version', 'GET', (): string => `versions/${randomUUID()}`, manage, 404],
    ['an id that is none', 'GET', (): string => 'versions/satu', manage, 422],
    ['a page that is none', 'GET', (): string => 'versions?limit=0', manage, 422],
  ] as const)('%s is refused', async (_case, method, url, may, status) => {
    const answer = await call(method, url(), may);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  it('are frozen once', async () => {
    const first = await call('POST', `versions/${versionId}/put-in-use`, manage);
    const second = await call('POST', `versions/${versionId}/put-in-use`, manage);
    expect(first.json()).toMatchObject({ state: 'inUse' });
    expect(second.json()).toEqual(first.json());
  });
});
