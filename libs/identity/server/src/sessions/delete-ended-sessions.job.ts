import { job, type Payload } from '@bimtek/platform-contracts';
import { Clock, type Handler, Handles } from '@bimtek/platform-server';
import { DataSource } from 'typeorm';
import * as z from 'zod';
import { DataExports } from '../data-export/data-exports.service.ts';

export const deleteEndedSessions = job({
  name: 'identity.delete-ended-sessions',
  payload: z.object({}),
  everyMs: 3600_000,
});

/**
 * Sweeps what is over: sessions, halves of sign-ins, copies of personal data, and counters of wrong passwords. Safe to
 * run twice, as it only touches ended rows.
 */
@Handles(deleteEndedSessions)
export class DeleteEndedSessions implements Handler<typeof deleteEndedSessions> {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly exports: DataExports,
  ) {}

  async run(_: Payload<typeof deleteEndedSessions>): Promise<void> {
    await this.db.query(`DELETE FROM identity_session WHERE expires_at < $1`, [this.clock.now()]);
    await this.db.query(`DELETE FROM identity_sign_in_step WHERE expires_at < $1`, [this.clock.now()]);
    await this.db.query(`DELETE FROM identity_passkey_making WHERE expires_at < $1`, [this.clock.now()]);
    await this.exports.deleteExpired();
    await this.db.query(`DELETE FROM platform_throttle WHERE expire < $1`, [this.clock.now().getTime()]);
  }
}
