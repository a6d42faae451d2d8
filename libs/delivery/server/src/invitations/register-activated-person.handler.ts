import { accountActivated } from '@bimtek/identity-contracts';
import type { Payload } from '@bimtek/platform-contracts';
import { AuditLog, Clock, type Handler, Handles } from '@bimtek/platform-server';
import { DataSource } from 'typeorm';

/** Who activates the account is registered in every run they were invited to. Only invited rows move, so twice is once. */
@Handles(accountActivated)
export class RegisterActivatedPerson implements Handler<typeof accountActivated> {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  async run({ personId }: Payload<typeof accountActivated>): Promise<void> {
    await this.db.transaction(async (tx) => {
      const [moved]: [{ id: string }[], number] = await tx.query(
        `UPDATE delivery_enrollment SET state = 'registered', state_changed_at = $2
         WHERE person_id = $1 AND state = 'invited' RETURNING id`,
        [personId, this.clock.now()],
      );
      await this.audit.recordAll(
        tx,
        'system',
        moved.map(({ id }) => ({
          action: 'delivery.enrollment-registered',
          subject: { type: 'enrollment', id },
          before: { state: 'invited' },
          after: { state: 'registered' },
        })),
      );
    });
  }
}
