import type { QueueName } from '@bimtek/platform-contracts';
import type { Queue } from 'bullmq';
import type { DataSource } from 'typeorm';
import type { Settings } from '../settings/settings.ts';
import type { Errand } from './queues.ts';

interface Unsent {
  id: string;
  name: string;
  queue: QueueName;
  payload: unknown;
  sent_count: number;
}

/** How often the time until a row is sent again doubles. */
const DOUBLINGS = 6;

/**
 * Moves promised events and jobs from the outbox to the queue. A row is sent again after `outboxResendSeconds`, then after
 * twice that and so on, until its handler has closed it, under a new job id each time: the queue ignores an id it still
 * remembers.
 */
export class OutboxRelay {
  #running: Promise<void> | undefined;
  #stopping = false;
  #wake: (() => void) | undefined;

  constructor(
    private readonly db: DataSource,
    private readonly queues: Map<QueueName, Queue>,
    private readonly settings: Settings,
    /** How many of one name may travel together. */
    private readonly bundleOf: (name: string) => number,
    private readonly onError: (error: unknown) => void,
  ) {}

  start(): void {
    this.#running = this.#loop();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#wake?.();
    await this.#running;
  }

  /** Sends what is due and returns how many rows that were. */
  async sendDue(): Promise<number> {
    const due: [Unsent[], number] = await this.db.query(
      `UPDATE platform_outbox SET sent_at = now(), sent_count = sent_count + 1
       WHERE id IN (
         SELECT id FROM platform_outbox
         WHERE handled_at IS NULL AND (
           sent_at IS NULL OR sent_at < now() - make_interval(secs => $1 * 2 ^ least(sent_count - 1, ${DOUBLINGS}))
           -- The clock was set back: nothing can have been sent later than now.
           OR sent_at > now() + interval '1 minute')
         ORDER BY created_at LIMIT 500 FOR UPDATE SKIP LOCKED)
       RETURNING id, name, queue, payload, sent_count`,
      [this.settings.outboxResendSeconds],
    );
    const rows = due[0];
    const byQueue = Map.groupBy(rows, (row) => row.queue);
    for (const [name, batch] of byQueue) {
      const queue = this.queues.get(name);
      if (!queue) throw new Error(`No queue named ${name}`);
      try {
        await queue.addBulk(
          this.#bundles(batch).map((rows) => ({
            name: rows[0].name,
            data: { promises: rows.map(({ id, payload }) => ({ id, payload })) } satisfies Errand,
            opts: { jobId: `${rows[0].id}.${rows[0].sent_count}` },
          })),
        );
      } catch (error) {
        // Not sent after all: due again at once, in whatever process asks next.
        await this.db.query(
          `UPDATE platform_outbox SET sent_at = NULL WHERE id = ANY($1) AND handled_at IS NULL`,
          [batch.map((row) => row.id)],
        );
        throw error;
      }
    }
    return rows.length;
  }

  #bundles(rows: Unsent[]): [Unsent, ...Unsent[]][] {
    return [...Map.groupBy(rows, (row) => row.name)].flatMap(([name, same]) => {
      const size = this.bundleOf(name);
      return Array.from({ length: Math.ceil(same.length / size) }, (_, place) => {
        const [first, ...rest] = same.slice(place * size, (place + 1) * size);
        if (!first) throw new Error('a bundle holds at least one');
        return [first, ...rest] as [Unsent, ...Unsent[]];
      });
    });
  }

  async #loop(): Promise<void> {
    while (!this.#stopping) {
      let sent = 0;
      try {
        sent = await this.sendDue();
      } catch (error) {
        if (!this.#stopping) this.onError(error);
      }
      if (sent === 0 && !this.#stopping) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, this.settings.outboxPollMs);
          this.#wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    }
  }
}
