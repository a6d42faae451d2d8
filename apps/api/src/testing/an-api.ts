import { Accounts } from '@bimtek/identity-server';
import type { Role } from '@bimtek/identity-contracts';
import { Clock, createHttpApp, Ids, readSettings } from '@bimtek/platform-server';
import { aTestDatabase, type TestDatabase } from '@bimtek/platform-server/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { ApiModule } from '../api.module.ts';
import { contexts } from '../contexts.ts';

export const aPassword = 'kebun sumur lampu';

export interface AnApi {
  app: NestFastifyApplication;
  database: TestDatabase;
  folder: string;
  /** An active account; `name` is what to sign in with. */
  person(given?: {
    role?: Role;
    displayName?: string;
    phone?: string;
  }): Promise<{ personId: string; name: string }>;
  /** An account that is not active yet. */
  invite(displayName: string, phone?: string): Promise<{ personId: string; name: string }>;
  /** Signs in and gives the cookie. */
  cookieOf(name: string, sharedPhone?: boolean): Promise<Record<string, string>>;
  close(): Promise<void>;
}

/** The whole api on a database of its own, with a portal of two files, for specs of what everything has in common. */
export async function anApi(
  env: Record<string, string> = {},
  given: { database?: TestDatabase; clock?: Clock } = {},
): Promise<AnApi> {
  const database = given.database ?? (await aTestDatabase(contexts));
  const folder = await mkdtemp(join(tmpdir(), 'bimtek-api-spec-'));
  const portal = join(folder, 'portal');
  await mkdir(portal);
  await writeFile(join(portal, 'index.html'), '<app-root ngCspNonce="CSP_NONCE"></app-root>');
  await writeFile(join(portal, 'main-ABCDEFGH.js'), 'export {};');
  const settings = readSettings({
    NODE_ENV: 'test',
    DATABASE_URL: database.url,
    DATA_DIR: folder,
    PORTAL_DIR: portal,
    LOG_LEVEL: 'silent',
    PUBLIC_URL: 'https://ruang.example',
    REQUIRE_SECOND_FACTOR: 'false',
    ...env,
  });
  const sources = { clock: given.clock ?? new Clock(), ids: new Ids() };
  const app = await createHttpApp(ApiModule.for(settings, sources), settings);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  const accounts = app.get(Accounts, { strict: false });
  const tx = app.get(DataSource).manager;
  const invite = async (displayName: string, phone: string | null, role: Role) => {
    const personId = randomUUID();
    const codes = await accounts.invite(tx, [{ personId, displayName, phone, email: null }]);
    await accounts.grant(tx, [{ personId, role, level: role === 'nationalAdmin' ? 'national' : 'own' }]);
    return { personId, name: codes.get(personId) ?? '' };
  };
  return {
    app,
    database,
    folder,
    invite: (displayName, phone) => invite(displayName, phone ?? null, 'trainee'),
    async person({ role = 'trainee', displayName = 'Wartinah', phone } = {}) {
      const person = await invite(displayName, phone ?? null, role);
      await accounts.activateWithPassword(tx, person.personId, aPassword);
      return person;
    },
    async cookieOf(name, sharedPhone = false) {
      const payload = { name, password: aPassword, sharedPhone };
      const answer = await app.inject({ method: 'POST', url: '/api/session', payload });
      if (answer.statusCode !== 200) throw new Error(`${name} could not sign in: ${answer.body}`);
      return { bimtek_session: answer.cookies[0]?.value ?? '' };
    },
    async close() {
      await app.close();
      if (!given.database) await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
