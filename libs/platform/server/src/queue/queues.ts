import { type QueueName } from '@bimtek/platform-contracts';
import { createPostgresBackend, type Job, type Queue, runMigrations, withBackend, type Worker } from 'bullmq';
import { Queue as RedisQueue, Worker as RedisWorker } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { Settings } from '../settings/settings.ts';

export const QUEUE_NAMES: QueueName[] = ['default', 'heavy'];
const SCHEMA = 'bullmq';
const WEEK = 7 * 24 * 3600;

/** One row of the outbox. */
export interface Promised {
  id: string;
  payload: unknown;
}

/** What travels through the queue under a contract's name: what was promised, or nothing when it is due by the clock. */
export interface Errand {
  promises?: Promised[];
}

/**
 * Retention by age only: with the PostgreSQL backend a count-based one deadlocks. Failed jobs are kept for a week.
 */
const JOB_OPTIONS = {
  attempts: 5,
  backoff: { type: 'exponential', delay: 1_000 },
  removeOnComplete: true,
  removeOnFail: { age: WEEK },
} as const;

/** A worker that died is noticed after this long, and its jobs start again. */
const STALLED = { lockDuration: 15_000, stalledInterval: 5_000, maxStalledCount: 20 };

const postgresClasses = withBackend(createPostgresBackend);

/** Makes queues and workers on Redis when `REDIS_URL` is set, otherwise on PostgreSQL. The rest of the code cannot tell. */
export class QueueBackend {
  readonly #redis: Redis | undefined;
  /** A worker blocks its connection, so each has one of its own; who gave it must close it. */
  readonly #workerConnections: Redis[] = [];

  constructor(private readonly settings: Pick<Settings, 'redisUrl' | 'databaseUrl'>) {
    if (settings.redisUrl) {
      this.#redis = new Redis(settings.redisUrl, { maxRetriesPerRequest: null, enableReadyCheck: true });
      this.#redis.on('error', () => undefined); // said by whoever waits for it; ioredis goes on trying
    }
  }

  queue(name: QueueName): Queue {
    const queue = this.#redis
      ? new RedisQueue(name, { connection: this.#redis, defaultJobOptions: JOB_OPTIONS })
      : (new postgresClasses.Queue(name, {
          connection: this.#postgres(),
          defaultJobOptions: JOB_OPTIONS,
        }) as unknown as Queue);
    queue.on('error', () => undefined);
    return queue;
  }

  worker(name: QueueName, concurrency: number, process: (job: Job<Errand>) => Promise<unknown>): Worker {
    if (this.#redis) {
      const connection = this.#redis.duplicate();
      connection.on('error', () => undefined);
      this.#workerConnections.push(connection);
      return new RedisWorker(name, process, { connection, concurrency, ...STALLED });
    }
    return new postgresClasses.Worker(name, process as never, {
      connection: this.#postgres(),
      concurrency,
      ...STALLED,
    }) as unknown as Worker;
  }

  /** Whether the backend answers within two seconds. */
  async isUp(): Promise<boolean> {
    if (!this.#redis) return true; // the queue is the database, which is asked about by itself
    const redis = this.#redis;
    const answer = await Promise.race([
      redis.ping().catch(() => 'no'),
      new Promise<string>((resolve) => setTimeout(resolve, 2_000, 'late').unref()),
    ]);
    return answer === 'PONG';
  }

  close(): void {
    for (const connection of [this.#redis, ...this.#workerConnections]) connection?.disconnect();
  }

  #postgres() {
    return { connectionString: this.settings.databaseUrl, schema: SCHEMA, max: 4 };
  }
}

/** Creates or updates the queue's own tables; part of migrating the database. */
export async function migrateQueue(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await runMigrations(client, SCHEMA);
  } finally {
    await client.end();
  }
}
