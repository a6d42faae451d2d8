import type { Actor, Permission, Scope } from '@bimtek/platform-contracts';
import { Module, type Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { Clock } from '../clock/clock.ts';
import type { ContextTables } from '../database/context-tables.ts';
import { JobRunner } from '../queue/job-runner.ts';
import { PlatformModule, PlatformWorkerModule } from '../platform.module.ts';
import { readSettings } from '../settings/settings.ts';
import { aTestDatabase, type TestDatabase } from './test-database.ts';
import { FixedClock } from './fixed-clock.ts';

export interface TestContext {
  db: DataSource;
  clock: FixedClock;
  database: TestDatabase;
  dataDir: string;
  get<T>(type: Type<T> | (abstract new (...args: never[]) => T)): T;
  /** Runs everything the outbox holds through its handlers, in this process, until nothing is left. */
  drainOutbox(): Promise<void>;
  close(): Promise<void>;
}

/** The given modules on an own database, with a clock to set: for specs of use cases and handlers. */
export async function aTestContext(
  contexts: ContextTables[],
  modules: Type[],
  options: { now?: string; settings?: Record<string, string> } = {},
): Promise<TestContext> {
  const database = await aTestDatabase(contexts);
  const dataDir = await mkdtemp(join(tmpdir(), 'bimtek-spec-'));
  const clock = new FixedClock(options.now ?? '2026-07-06T02:00:00Z');
  const settings = readSettings({
    NODE_ENV: 'test',
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
    PUBLIC_URL: 'https://ruang.example',
    REQUIRE_SECOND_FACTOR: 'false',
    ...options.settings,
  });
  @Module({ imports: [PlatformModule.forRoot(settings, contexts, 'spec'), PlatformWorkerModule, ...modules] })
  class Root {}
  const app = await Test.createTestingModule({ imports: [Root] })
    .overrideProvider(Clock)
    .useValue(clock)
    .compile();
  app.useLogger(false);
  const runner = app.get(JobRunner, { strict: false });
  runner.findHandlers();
  const db = app.get(DataSource, { strict: false });
  return {
    db,
    clock,
    database,
    dataDir,
    get: (type) => app.get(type as Type, { strict: false }),
    drainOutbox: async () => {
      for (;;) {
        const rows: { id: string; name: string; payload: unknown }[] = await db.query(
          `SELECT id, name, payload FROM platform_outbox WHERE handled_at IS NULL ORDER BY created_at, id`,
        );
        if (rows.length === 0) return;
        for (const row of rows) {
          await runner.run({
            name: row.name,
            data: { promises: [{ id: row.id, payload: row.payload }] },
          });
        }
      }
    },
    close: async () => {
      await db.destroy();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Someone who asks, for specs: a national admin unless told otherwise. */
export function anActor(
  given: Partial<Omit<Actor, 'permissions'>> & { permissions?: Permission[]; scope?: Scope } = {},
): Actor {
  return {
    userId: '00000000-0000-7000-8000-0000000000aa',
    accountId: '00000000-0000-7000-8000-0000000000ab',
    sessionId: 'spec',
    displayName: 'Penguji',
    role: 'nationalAdmin',
    scope: { level: 'national', ids: [] },
    ...given,
    permissions: new Set(given.permissions ?? []),
  };
}
