import type { EventContract, JobContract } from '@bimtek/platform-contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type * as z from 'zod';
import { Clock, Ids } from '../clock/clock.ts';

/** The only way from a use case to the queue: the promise is written in the transaction it belongs to. */
@Injectable()
export class Outbox {
  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async add<C extends EventContract | JobContract>(
    tx: EntityManager,
    contract: C,
    payload: z.input<C['payload']>,
  ): Promise<void> {
    await this.addAll(tx, contract, [payload]);
  }

  /** Adds many of one kind in one statement. */
  async addAll<C extends EventContract | JobContract>(
    tx: EntityManager,
    contract: C,
    payloads: z.input<C['payload']>[],
  ): Promise<void> {
    if (payloads.length === 0) return;
    const rows = payloads.map((payload) => ({
      id: this.ids.next(),
      payload: contract.payload.parse(payload),
    }));
    await tx.query(
      `INSERT INTO platform_outbox (id, name, queue, payload, created_at)
       SELECT (row->>'id')::uuid, $1, $2, row->'payload', $3 FROM jsonb_array_elements($4::jsonb) AS row`,
      [
        contract.name,
        contract.kind === 'job' ? contract.queue : 'default',
        this.clock.now(),
        JSON.stringify(rows),
      ],
    );
  }
}
