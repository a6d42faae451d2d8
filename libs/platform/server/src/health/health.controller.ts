import { getHealth, type Health } from '@bimtek/platform-contracts';
import { Controller } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { Contexts } from '../queue/job-runner.ts';
import { QueueBackend } from '../queue/queues.ts';
import { Endpoint, Reply } from '../http/endpoint.ts';
import { migrationState } from '../database/migrate.ts';

@Controller()
export class HealthController {
  constructor(
    private readonly db: DataSource,
    private readonly queue: QueueBackend,
    private readonly contexts: Contexts,
  ) {}

  @Endpoint(getHealth)
  async getHealth(@Reply() reply: FastifyReply): Promise<Health> {
    const [migrations, queueUp] = await Promise.all([
      migrationState(this.db, this.contexts.all).catch(() => null),
      this.queue.isUp(),
    ]);
    const database = migrations === null ? 'down' : 'up';
    // Without Redis the queue lives in the database and is down with it.
    const queue = queueUp && database === 'up' ? 'up' : 'down';
    const status = database === 'up' && queue === 'up' && migrations === 'current' ? 'up' : 'down';
    if (status === 'down') void reply.code(503);
    return { status, database, queue, migrations: migrations ?? 'unknown', version: '1' };
  }
}
