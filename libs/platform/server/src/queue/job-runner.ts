import type { EventContract, JobContract, QueueName } from '@bimtek/platform-contracts';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { Job, Queue, Worker } from 'bullmq';
import { DataSource } from 'typeorm';
import type { ContextTables } from '../database/context-tables.ts';
import { type Handler, HANDLES } from '../outbox/handles.ts';
import { Settings } from '../settings/settings.ts';
import { type Errand, QUEUE_NAMES, QueueBackend } from './queues.ts';
import { OutboxRelay } from './relay.ts';

type AnyContract = EventContract | JobContract;
type AnyHandler = Handler<AnyContract>;

/** The contexts of this process, for whoever must know all of them. */
export class Contexts {
  constructor(readonly all: ContextTables[]) {}
}

/** The worker's engine: relays the outbox, runs handlers, and closes outbox rows when they have committed. */
@Injectable()
export class JobRunner implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #log = new Logger('JobRunner');
  readonly #handlers = new Map<string, { contract: AnyContract; handlers: AnyHandler[] }>();
  readonly #queues = new Map<QueueName, Queue>();
  #workers: Worker[] = [];
  #relay: OutboxRelay | undefined;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly db: DataSource,
    private readonly backend: QueueBackend,
    private readonly settings: Settings,
    private readonly contexts: Contexts,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.findHandlers();
    for (const name of QUEUE_NAMES) this.#queues.set(name, this.backend.queue(name));
    await this.#schedule();
    this.#workers = QUEUE_NAMES.map((name) => {
      const concurrency = name === 'heavy' ? 1 : this.settings.workerConcurrency;
      const worker = this.backend.worker(name, concurrency, (job) => this.run(job));
      worker.on('error', (error) => this.#log.warn(`queue ${name}: ${error.message}`));
      return worker;
    });
    this.#relay = new OutboxRelay(this.db, this.#queues, this.settings, (error) =>
      this.#log.warn(`outbox relay: ${error instanceof Error ? error.message : String(error)}`),
    );
    this.#relay.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#relay?.stop();
    await Promise.all(this.#workers.map((worker) => worker.close()));
    await Promise.all([...this.#queues.values()].map((queue) => queue.close()));
    this.backend.close();
  }

  /**
   * Runs every handler of one errand. Two processes never run the same outbox row at once (advisory lock), and a row that
   * is closed is not run again; a handler that failed leaves the row open and throws, so that the queue retries.
   */
  async run(job: Pick<Job<Errand>, 'name' | 'data'>): Promise<void> {
    const { outboxId, payload } = job.data;
    const entry = this.#handlers.get(job.name);
    if (!entry) return this.#close(outboxId); // an event nobody listens to
    if (!outboxId) return this.#runAll(entry, payload ?? {});

    const lock = this.db.createQueryRunner();
    await lock.connect();
    try {
      const states = (await lock.query(
        `SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS locked,
                (SELECT handled_at IS NOT NULL FROM platform_outbox WHERE id = $1::uuid) AS handled`,
        [outboxId],
      )) as { locked: boolean; handled: boolean | null }[];
      const [state] = states;
      if (!state?.locked) return;
      let isUnlocked = false;
      try {
        if (state.handled !== false) return;
        await this.#runAll(entry, payload);
        // Closed and unlocked in one go; who comes in between finds work that is safe to do twice.
        await lock.query(
          `WITH closed AS (UPDATE platform_outbox SET handled_at = now() WHERE id = $2::uuid RETURNING id)
           SELECT pg_advisory_unlock(hashtextextended($1, 0)) FROM closed`,
          [outboxId, outboxId],
        );
        isUnlocked = true;
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        await this.db
          .query(`UPDATE platform_outbox SET last_error = $2 WHERE id = $1`, [
            outboxId,
            message.slice(0, 500),
          ])
          .catch(() => undefined);
        this.#log.error(`${job.name} ${outboxId}: ${message}`);
        throw error;
      } finally {
        if (!isUnlocked) {
          await lock
            .query(`SELECT pg_advisory_unlock(hashtextextended($1, 0))`, [outboxId])
            .catch(() => undefined);
        }
      }
    } finally {
      await lock.release();
    }
  }

  async #runAll(entry: { contract: AnyContract; handlers: AnyHandler[] }, payload: unknown): Promise<void> {
    const parsed = entry.contract.payload.parse(payload);
    const failures: unknown[] = [];
    for (const handler of entry.handlers) {
      try {
        await handler.run(parsed);
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length === 1) throw failures[0];
    if (failures.length > 1) {
      const messages = failures.map((failure) =>
        failure instanceof Error ? failure.message : String(failure),
      );
      throw new AggregateError(failures, messages.join('; '));
    }
  }

  async #close(outboxId: string | undefined): Promise<void> {
    if (outboxId)
      await this.db.query(`UPDATE platform_outbox SET handled_at = now() WHERE id = $1`, [outboxId]);
  }

  /** Collects the handlers of this process; throws unless every job has exactly one. */
  findHandlers(): void {
    for (const provider of this.discovery.getProviders()) {
      const type = provider.metatype as object | null;
      if (!type || !provider.instance) continue;
      const contract = Reflect.getMetadata(HANDLES, type) as AnyContract | undefined;
      if (!contract) continue;
      const entry = this.#handlers.get(contract.name) ?? { contract, handlers: [] };
      if (!entry.handlers.includes(provider.instance as AnyHandler)) {
        entry.handlers.push(provider.instance as AnyHandler);
      }
      this.#handlers.set(contract.name, entry);
    }
    for (const job of this.contexts.all.flatMap((context) => context.jobs ?? [])) {
      const count = this.#handlers.get(job.name)?.handlers.length ?? 0;
      if (count !== 1) throw new Error(`The job ${job.name} has ${count} handlers; it needs exactly one.`);
    }
  }

  async #schedule(): Promise<void> {
    for (const { contract } of this.#handlers.values()) {
      if (contract.kind !== 'job' || contract.everyMs === undefined) continue;
      await this.#queues
        .get(contract.queue)
        ?.upsertJobScheduler(contract.name, { every: contract.everyMs }, { name: contract.name, data: {} });
    }
  }
}
