import { contactChanged } from '@bimtek/identity-contracts';
import type { Payload } from '@bimtek/platform-contracts';
import { Clock, type Handler, Handles } from '@bimtek/platform-server';
import { DataSource } from 'typeorm';

/**
 * A person's phone and e-mail follow what was changed in the account. Reads what is true now, so that hearing of it
 * twice, or of an older change last, leaves the same.
 */
@Handles(contactChanged)
export class FollowContact implements Handler<typeof contactChanged> {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  async run({ personId, what }: Payload<typeof contactChanged>): Promise<void> {
    await this.db.query(
      `UPDATE registry_person p SET
         phone = CASE WHEN $2 THEN a.phone ELSE p.phone END,
         email = CASE WHEN $3 THEN a.email ELSE p.email END,
         search = CASE WHEN $2 AND a.phone IS DISTINCT FROM p.phone
           THEN p.search || to_tsvector('simple', coalesce(right(a.phone, 4), '')) ELSE p.search END,
         updated_at = $4
       FROM identity_account a WHERE a.person_id = p.id AND p.id = $1`,
      [personId, what.includes('phone'), what.includes('email'), this.clock.now()],
    );
  }
}
