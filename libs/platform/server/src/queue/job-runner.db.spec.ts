import { event, job, type Payload } from '@bimtek/platform-contracts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type INestApplicationContext, Module, type Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import * as z from 'zod';
import type { ContextTables } from '../database/context-tables.ts';
import { type Handler, Handles } from '../outbox/handles.ts';
import { Outbox } from '../outbox/outbox.ts';
import { PlatformModule, PlatformWorkerModule } from '../platform.module.ts';
import { readSettings } from '../settings/settings.ts';
import { aTestDatabase, type TestDatabase, testRedisUrl } from '../testing/test-database.ts';

const countUp = job({ name: 'spec.count-up', payload: z.object({ key: z.string() }) });
const somethingHappened = event({ name: 'spec.something-happened', payload: z.object({ key: z.string() }) });
const countTogether = job({
  name: 'spec.count-together',
  payload: z.object({ key: z.string() }),
  bundle: 8,
});
const tables: ContextTables = {
  context: 'spec',
  entities: [],
  migrations: [],
  jobs: [countUp, countTogether],
};

const note = (db: DataSource, who: string, key: string) =>
  db.query(`INSERT INTO spec_effect (who, key) VALUES ($1, $2)`, [who, key]);

@Handles(countUp)
class CountUp implements Handler<typeof countUp> {
  static failures = new Map<string, number>();
  constructor(private readonly db: DataSource) {}
  async run({ key }: Payload<typeof countUp>): Promise<void> {
    const left = CountUp.failures.get(key) ?? 0;
    if (left > 0) {
      CountUp.failures.set(key, left - 1);
      throw new Error('not yet');
    }
    await note(this.db, 'count-up', key);
  }
}
@Handles(countTogether)
class CountTogether implements Handler<typeof countTogether> {
  constructor(private readonly db: DataSource) {}
  async run({ key }: Payload<typeof countTogether>): Promise<void> {
    if (key === 'bad') throw new Error('a bad one');
    await note(this.db, 'alone', key);
  }
  async runMany(payloads: Payload<typeof countTogether>[]): Promise<void> {
    if (payloads.some(({ key }) => key === 'bad')) throw new Error('one of them is bad');
    await this.db.query(`INSERT INTO spec_effect (who, key) SELECT $2, unnest($1::text[])`, [
      payloads.map(({ key }) => key),
      `together-${payloads.length}`,
    ]);
  }
}
@Handles(somethingHappened)
class FirstListener implements Handler<typeof somethingHappened> {
  constructor(private readonly db: DataSource) {}
  async run({ key }: Payload<typeof somethingHappened>): Promise<void> {
    await note(this.db, 'first', key);
  }
}
@Handles(somethingHappened)
class SecondListener implements Handler<typeof somethingHappened> {
  constructor(private readonly db: DataSource) {}
  async run({ key }: Payload<typeof somethingHappened>): Promise<void> {
    await note(this.db, 'second', key);
  }
}

const redis = testRedisUrl();
const backends = [
  ['PostgreSQL', undefined],
  ...(redis ? [['Redis', `${redis.replace(/\/\d*$/, '')}/7`] as const] : []),
] as const;

describe.each(backends)('the worker on %s', (_name, redisUrl) => {
  let database: TestDatabase;
  let running: INestApplicationContext[] = [];

  beforeAll(async () => {
    database = await aTestDatabase();
    await database.db.query(`CREATE TABLE spec_effect (who text NOT NULL, key text NOT NULL)`);
  });
  afterEach(async () => {
    await Promise.all(running.map((app) => app.close()));
    running = [];
  });
  afterAll(() => database.drop());

  async function aWorker(
    handlers: Type[] = [CountUp, CountTogether, FirstListener, SecondListener],
    env: Record<string, string> = {},
  ) {
    const settings = readSettings({
      NODE_ENV: 'test',
      DATABASE_URL: database.url,
      REDIS_URL: redisUrl,
      OUTBOX_POLL_MS: '20',
      ...env,
    });
    @Module({
      imports: [PlatformModule.forRoot(settings, [tables], 'spec'), PlatformWorkerModule],
      providers: handlers,
    })
    class Root {}
    const app = await Test.createTestingModule({ imports: [Root] }).compile();
    app.useLogger(false);
    running.push(app);
    await app.init();
    return app;
  }

  async function promise(
    app: INestApplicationContext,
    contract: typeof countUp | typeof countTogether | typeof somethingHappened,
    keys: string[],
  ) {
    await app.get(DataSource).transaction((tx) =>
      app.get(Outbox).addAll(
        tx,
        contract,
        keys.map((key) => ({ key })),
      ),
    );
  }

  async function effects(key: string): Promise<string[]> {
    const rows: { who: string }[] = await database.db.query(
      `SELECT who FROM spec_effect WHERE key = $1 ORDER BY who`,
      [key],
    );
    return rows.map((row) => row.who);
  }
  async function open(): Promise<number | undefined> {
    const rows: { n: number }[] = await database.db.query(
      `SELECT count(*)::int AS n FROM platform_outbox WHERE handled_at IS NULL`,
    );
    return rows[0]?.n;
  }
  async function until(fact: () => Promise<boolean>): Promise<void> {
    while (!(await fact())) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  it('does what a transaction promised, and closes the promise', async () => {
    const app = await aWorker();
    await promise(app, countUp, ['a']);
    await until(async () => (await open()) === 0);
    expect(await effects('a')).toEqual(['count-up']);
  });

  it('does nothing that was promised in a transaction which failed', async () => {
    const app = await aWorker();
    await app
      .get(DataSource)
      .transaction(async (tx) => {
        await app.get(Outbox).add(tx, countUp, { key: 'rolled-back' });
        throw new Error('changed my mind');
      })
      .catch(() => undefined);
    await promise(app, countUp, ['after']);
    await until(async () => (await effects('after')).length === 1);
    expect(await effects('rolled-back')).toEqual([]);
  });

  it('tells every listener of an event', async () => {
    const app = await aWorker();
    await promise(app, somethingHappened, ['told']);
    await until(async () => (await open()) === 0);
    expect(await effects('told')).toEqual(['first', 'second']);
  });

  it('tries again after a failure until it succeeds', async () => {
    CountUp.failures.set('stubborn', 2);
    const app = await aWorker();
    await promise(app, countUp, ['stubborn']);
    await until(async () => (await open()) === 0);
    expect(await effects('stubborn')).toEqual(['count-up']);
  });

  it('does each of 200 promises once, with two workers at it', async () => {
    const [one] = await Promise.all([aWorker(), aWorker()]);
    const keys = Array.from({ length: 200 }, (_, index) => `many-${index}`);
    await promise(one, countUp, keys);
    await until(async () => (await open()) === 0);
    const rows: { n: number }[] = await database.db.query(
      `SELECT count(*)::int AS n FROM spec_effect WHERE key LIKE 'many-%' GROUP BY key`,
    );
    expect([rows.length, rows.every((row) => row.n === 1)]).toEqual([200, true]);
  });

  it('runs a bundle together, none larger than its contract says', async () => {
    const app = await aWorker();
    const keys = Array.from({ length: 20 }, (_, index) => `bundle-${index}`);
    await promise(app, countTogether, keys);
    await until(async () => (await open()) === 0);
    const rows: { who: string; n: number }[] = await database.db.query(
      `SELECT who, count(*)::int AS n FROM spec_effect WHERE key LIKE 'bundle-%' GROUP BY who ORDER BY who`,
    );
    expect(rows).toEqual([
      { who: 'together-4', n: 4 },
      { who: 'together-8', n: 16 },
    ]);
  });

  it('does the others of a bundle by themselves when one is at fault, which says why', async () => {
    const app = await aWorker();
    await promise(app, countTogether, ['good-1', 'bad', 'good-2']);
    await until(async () => (await open()) === 1);
    expect([...(await effects('good-1')), ...(await effects('good-2'))]).toEqual(['alone', 'alone']);
    await until(async () => {
      const rows: { error: string | null }[] = await database.db.query(
        `SELECT last_error AS error FROM platform_outbox WHERE handled_at IS NULL`,
      );
      return rows[0]?.error === 'a bad one';
    });
    await database.db.query(`DELETE FROM platform_outbox WHERE handled_at IS NULL`);
  });

  it('waits longer each time before it sends again', async () => {
    const stubborn = async (id: string, sentCount: number, minutes: number): Promise<void> => {
      await database.db.query(
        `INSERT INTO platform_outbox (id, name, queue, payload, created_at, sent_at, sent_count)
         VALUES (gen_random_uuid(), 'spec.count-up', 'default', $1, now(), now() - make_interval(mins => $3), $2)`,
        [{ key: id }, sentCount, minutes],
      );
    };
    await stubborn('sent-often', 6, 3);
    await stubborn('sent-once', 1, 3);
    await aWorker(undefined, { OUTBOX_RESEND_SECONDS: '60' });
    await until(async () => (await effects('sent-once')).length === 1);
    expect(await effects('sent-often')).toEqual([]);
    await database.db.query(`DELETE FROM platform_outbox WHERE handled_at IS NULL`);
  });

  it('sends again what was relayed but never arrived', async () => {
    const first = await aWorker();
    await database.db.query(
      `INSERT INTO platform_outbox (id, name, queue, payload, created_at, sent_at, sent_count)
       VALUES (gen_random_uuid(), 'spec.count-up', 'default', '{"key":"lost"}', now(), now() - interval '1 hour', 1)`,
    );
    await until(async () => (await effects('lost')).length === 1);
    await first.close();
    running = [];
  });

  it('refuses to start when a job has no handler, or two', async () => {
    await expect(aWorker([CountTogether, FirstListener])).rejects.toThrow('spec.count-up has 0 handlers');
    @Handles(countUp)
    class AnotherCountUp extends CountUp {}
    await expect(aWorker([CountUp, CountTogether, AnotherCountUp])).rejects.toThrow(
      'spec.count-up has 2 handlers',
    );
  });
});
