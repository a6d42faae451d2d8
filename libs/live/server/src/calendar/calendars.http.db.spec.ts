import {
  Authenticator,
  createHttpApp,
  PlatformApiModule,
  PlatformModule,
  readSettings,
} from '@bimtek/platform-server';
import { aTestDatabase, type TestDatabase } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Global, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { found } from '@bimtek/platform-contracts';
import { LiveModule } from '../live.module.ts';
import { aLiveClass, aSession, liveSeason } from '../testing/a-live-class.ts';
import { CalendarsController } from './calendars.controller.ts';
import { Calendars } from './calendars.service.ts';

/** A calendar program has no session. */
class Nobody extends Authenticator {
  override authenticate() {
    return Promise.resolve(null);
  }
}

@Global()
@Module({ providers: [{ provide: Authenticator, useClass: Nobody }], exports: [Authenticator] })
class SpecIdentityModule {}

let database: TestDatabase;
let app: NestFastifyApplication;

beforeAll(async () => {
  database = await aTestDatabase(liveSeason);
  const settings = readSettings({
    NODE_ENV: 'test',
    DATABASE_URL: database.url,
    LOG_LEVEL: 'silent',
    PUBLIC_URL: 'https://ruang.example',
  });
  @Module({
    imports: [
      PlatformModule.forRoot(settings, liveSeason, 'spec'),
      PlatformApiModule,
      SpecIdentityModule,
      LiveModule,
    ],
    controllers: [CalendarsController],
  })
  class Root {}
  app = await createHttpApp(Root, settings);
  await app.init();
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

describe('a calendar over the web', () => {
  it('is read without a session, as text that calendar programs know', async () => {
    const group = await aLiveClass(database.db);
    const { me } = found(group.trainees[0]);
    await aSession(database.db, group, { title: 'Literasi Digital', startsAt: new Date() });
    await database.db.query(
      `INSERT INTO identity_account (id, person_id, participant_code, display_name, phone, state, created_at)
       VALUES (gen_random_uuid(), $1, 'BT26-000001', 'Seseorang', '+62812', 'invited', now())`,
      [me.userId],
    );
    const { url } = await app.get(Calendars, { strict: false }).make(me);
    const answer = await app.inject({ method: 'GET', url: new URL(url).pathname });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/calendar; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    expect(answer.body).toMatch(/^BEGIN:VCALENDAR\r\n/);
    expect(answer.body).toContain('SUMMARY:Literasi Digital\r\n');
  });

  it.each(['salah.ics', `${'a'.repeat(43)}.ics`, `${'a'.repeat(59)}`])(
    'is not there under %s',
    async (address) => {
      const answer = await app.inject({ method: 'GET', url: `/api/calendars/${address}` });
      expect(answer.statusCode).toBe(404);
    },
  );
});
