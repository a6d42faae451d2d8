import type { EventContract, JobContract, QueueName } from '@bimtek/platform-contracts';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { Job, Queue, Worker } from 'bullmq';
import { DataSource } from 'typeorm';
import type { ContextTables } from '../database/context-tables.ts';
import { type Handler, HANDLES } from '../outbox/handles.ts';
import { Settings } from '../settings/settings.ts';
import { type Errand, type Promised, QUEUE_NAMES, QueueBackend } from './queues.ts';
import { OutboxRelay } from './relay.ts';

type AnyContract = EventContract | JobContract;
type AnyHandler = Handler<AnyContract>;
interface Entry {
  contract: AnyContract;
  handlers: AnyHandler[];
}
interface Failure {
  id: string;
  error: unknown;
}

/** The contexts of this process, for whoever must know all of them. */
export class Contexts {
  constructor(readonly all: ContextTables[]) {}
}

/** The worker's engine: relays the outbox, runs handlers, and closes outbox rows when they have committed. */
@Injectable()
export class JobRunner implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #log = new Logger('JobRunner');
  readonly #handlers = new Map<string, Entry>();
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
    this.#relay = new OutboxRelay(
      this.db,
      this.#queues,
      this.settings,
      (name) => this.#bundleOf(name),
      (error) => this.#log.warn(`outbox relay: ${error instanceof Error ? error.message : String(error)}`),
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
   * Runs the handlers of one errand. Two processes never run the same outbox row at once (advisory lock), and a row that is
   * closed is not run again; a handler that failed leaves its row open and throws, so that the queue retries.
   */
  async run(job: Pick<Job<Errand>, 'name' | 'data'>): Promise<void> {
    const { promises } = job.data;
    const entry = this.#handlers.get(job.name);
    if (!promises) return entry && this.#runAll(entry, {});
    const ids = promises.map(({ id }) => id);
    if (!entry) return this.#close(ids); // an event nobody listens to

    const lock = this.db.createQueryRunner();
    await lock.connect();
    try {
      const states = (await lock.query(
        `SELECT p.id, pg_try_advisory_lock(hashtextextended(p.id::text, 0)) AS locked,
                o.handled_at IS NULL AND o.id IS NOT NULL AS open
         FROM unnest($1::uuid[]) AS p(id) LEFT JOIN platform_outbox o ON o.id = p.id`,
        [ids],
      )) as { id: string; locked: boolean; open: boolean }[];
      const locked = states.filter((state) => state.locked);
      const isDue = new Set(locked.filter((state) => state.open).map(({ id }) => id));
      const done: string[] = [];
      try {
        const failures = await this.#runDue(
          entry,
          promises.filter(({ id }) => isDue.has(id)),
          done,
        );
        await this.#noteFailures(job.name, failures);
        throwAll(failures.map(({ error }) => error));
      } finally {
        // Closed and unlocked in one go; who comes in between finds work that is safe to do twice.
        await lock.query(
          `WITH closed AS (UPDATE platform_outbox SET handled_at = now() WHERE id = ANY($1::uuid[]))
           SELECT pg_advisory_unlock(hashtextextended(id::text, 0)) FROM unnest($2::uuid[]) AS id`,
          [done, locked.map(({ id }) => id)],
        );
      }
    } finally {
      await lock.release();
    }
  }

  /** Runs them together where the handler can, each by itself otherwise; `done` is told those that have committed. */
  async #runDue(entry: Entry, due: Promised[], done: string[]): Promise<Failure[]> {
    const [handler] = entry.handlers;
    if (due.length > 1 && entry.handlers.length === 1 && handler?.runMany) {
      const payloads = due.map(({ payload }) => entry.contract.payload.safeParse(payload));
      try {
        if (payloads.every(({ success }) => success)) {
          await handler.runMany(payloads.map(({ data }) => data));
          done.push(...due.map(({ id }) => id));
          return [];
        }
      } catch {
        // One of them is at fault; by itself each says whether it is the one.
      }
    }
    const failures: Failure[] = [];
    for (const { id, payload } of due) {
      try {
        await this.#runAll(entry, payload);
        done.push(id);
      } catch (error) {
        failures.push({ id, error });
      }
    }
    return failures;
  }

  async #noteFailures(name: string, failures: Failure[]): Promise<void> {
    for (const { id, error } of failures) {
      const message = error instanceof Error ? error.message : String(error);
      await this.db
        .query(`UPDATE platform_outbox SET last_error = $2 WHERE id = $1`, [id, message.slice(0, 500)])
        .catch(() => undefined);
      this.#log.error(`${name} ${id}: ${message}`);
    }
  }

  async #runAll({ contract, handlers }: Entry, payload: unknown): Promise<void> {
    const parsed = contract.payload.parse(payload);
    const failures: unknown[] = [];
    for (const handler of handlers) {
      try {
        await handler.run(parsed);
      } catch (error) {
        failures.push(error);
      }
    }
    throwAll(failures);
  }

  async #close(ids: string[]): Promise<void> {
    await this.db.query(`UPDATE platform_outbox SET handled_at = now() WHERE id = ANY($1)`, [ids]);
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

  #bundleOf(name: string): number {
    const contract = this.#handlers.get(name)?.contract;
    return contract?.kind === 'job' ? (contract.bundle ?? 1) : 1;
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

function throwAll(failures: unknown[]): void {
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1) {
    const messages = failures.map((failure) =>
      failure instanceof Error ? failure.message : String(failure),
    );
    throw new AggregateError(failures, messages.join('; '));
  }
}
