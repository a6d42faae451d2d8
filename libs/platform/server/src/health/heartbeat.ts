import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { rm, writeFile } from 'node:fs/promises';
import { DataSource } from 'typeorm';
import { Clock } from '../clock/clock.ts';
import { QueueBackend } from '../queue/queues.ts';
import { Settings } from '../settings/settings.ts';

const EVERY_MS = 5_000;

/** The worker's sign of life: it listens on no port, so it renews a file that a health check looks at. */
@Injectable()
export class Heartbeat implements OnApplicationBootstrap, OnApplicationShutdown {
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly db: DataSource,
    private readonly queue: QueueBackend,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (!this.settings.heartbeatFile) return;
    await this.beat();
    this.#timer = setInterval(() => void this.beat(), EVERY_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    if (this.settings.heartbeatFile) await rm(this.settings.heartbeatFile, { force: true });
  }

  /** Renews the file when database and queue answer; otherwise its date grows old, and the check sees it. */
  async beat(): Promise<void> {
    try {
      await this.db.query('SELECT 1');
      if (!(await this.queue.isUp())) return;
      await writeFile(this.settings.heartbeatFile ?? '', `${this.clock.now().toISOString()}\n`);
    } catch {
      // Said by the relay, which meets the same trouble.
    }
  }
}
