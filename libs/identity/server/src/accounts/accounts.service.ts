import { contactChanged, type Role } from '@bimtek/identity-contracts';
import type { ScopeLevel } from '@bimtek/platform-contracts';
import { Clock, Ids, Outbox } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Passwords } from '../passwords/passwords.ts';
import { tellSessionsOf } from '../sessions/session-changes.ts';
import { participantCode } from './account.rules.ts';

export interface InvitedPerson {
  personId: string;
  displayName: string;
  /** E.164 */
  phone: string | null;
  email: string | null;
}

export interface Grant {
  personId: string;
  role: Role;
  level: ScopeLevel;
  /** Class id, regency or province code; left out for own and national. */
  scopeId?: string;
}

@Injectable()
export class Accounts {
  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly passwords: Passwords,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Makes an account for each person who has none and brings name, phone and e-mail of the others up to date.
   * Gives every person's participant code. Calling it again changes nothing. An e-mail that another account already
   * has is left out: it could not tell the two apart at the door. Phone and e-mail that were changed in the account stay,
   * and whoever listens is told once more what they are.
   */
  async invite(tx: EntityManager, people: InvitedPerson[]): Promise<Map<string, string>> {
    const codes = new Map<string, string>();
    let waiting = [...new Map(people.map((person) => [person.personId, person])).values()];
    const now = this.clock.now();
    // A random code may be taken; those people get another in the next round.
    for (let round = 0; waiting.length > 0; round++) {
      if (round === 30) throw new Error('No free participant codes are left for this year');
      const rows = waiting.map((person) => ({
        id: this.ids.next(),
        ...person,
        code: participantCode(now.getUTCFullYear(), this.ids.below(100_000)),
      }));
      const saved: { person_id: string; participant_code: string; kept: boolean }[] = await tx.query(
        `WITH given AS (
           SELECT * FROM jsonb_to_recordset($1::jsonb)
             AS r(id uuid, "personId" uuid, "displayName" text, phone text, email text, code text)
         ), updated AS (
           UPDATE identity_account a SET display_name = g."displayName",
             phone = CASE WHEN a.contact_changed_at IS NULL THEN g.phone ELSE a.phone END,
             email = CASE WHEN a.contact_changed_at IS NOT NULL OR EXISTS (SELECT 1 FROM identity_account o WHERE o.email = g.email AND o.id <> a.id)
                          THEN a.email ELSE g.email END
           FROM given g WHERE a.person_id = g."personId"
           RETURNING a.person_id, a.participant_code,
             a.contact_changed_at IS NOT NULL AND (a.phone, a.email) IS DISTINCT FROM (g.phone, g.email) AS kept
         ), inserted AS (
           INSERT INTO identity_account (id, person_id, participant_code, display_name, phone, email, state, created_at)
           SELECT g.id, g."personId", g.code, g."displayName", g.phone,
             CASE WHEN EXISTS (SELECT 1 FROM identity_account o WHERE o.email = g.email)
                    OR row_number() OVER (PARTITION BY g.email ORDER BY g.id) > 1 THEN NULL ELSE g.email END,
             'invited', $2
           FROM given g WHERE NOT EXISTS (SELECT 1 FROM identity_account a WHERE a.person_id = g."personId")
           ON CONFLICT DO NOTHING
           RETURNING person_id, participant_code, false AS kept
         )
         SELECT * FROM updated UNION ALL SELECT * FROM inserted`,
        [JSON.stringify(rows), now],
      );
      for (const row of saved) codes.set(row.person_id, row.participant_code);
      const kept = saved.filter((row) => row.kept).map((row) => row.person_id);
      await this.outbox.addAll(
        tx,
        contactChanged,
        kept.map((personId) => ({ personId, what: ['phone', 'email'] })),
      );
      waiting = waiting.filter((person) => !codes.has(person.personId));
    }
    return codes;
  }

  /** Gives roles; one that is already held stays as it is. */
  async grant(tx: EntityManager, grants: Grant[]): Promise<void> {
    if (grants.length === 0) return;
    const rows = grants.map((grant) => ({ id: this.ids.next(), ...grant, scopeId: grant.scopeId ?? '' }));
    await tx.query(
      `INSERT INTO identity_role_grant (id, person_id, role, level, scope_id, valid_from)
       SELECT r.id, r."personId", r.role, r.level, r."scopeId", $2
       FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, "personId" uuid, role text, level text, "scopeId" text)
       ON CONFLICT (person_id, role, level, scope_id) DO UPDATE SET valid_to = NULL`,
      [JSON.stringify(rows), this.clock.now()],
    );
    await tellSessionsOf(
      tx,
      grants.map((grant) => grant.personId),
    );
  }

  /** Ends roles now; sessions notice at once. */
  async revoke(tx: EntityManager, grants: Grant[]): Promise<void> {
    if (grants.length === 0) return;
    await tx.query(
      `UPDATE identity_role_grant g SET valid_to = $2
       FROM jsonb_to_recordset($1::jsonb) AS r("personId" uuid, role text, level text, "scopeId" text)
       WHERE g.person_id = r."personId" AND g.role = r.role AND g.level = r.level
         AND g.scope_id = coalesce(r."scopeId", '') AND (g.valid_to IS NULL OR g.valid_to > $2)`,
      [JSON.stringify(grants), this.clock.now()],
    );
    await tellSessionsOf(
      tx,
      grants.map((grant) => grant.personId),
    );
  }

  /** Sets a password and activates the account without an activation; for seeds and tests. */
  async activateWithPassword(tx: EntityManager, personId: string, password: string): Promise<void> {
    await tx.query(
      `UPDATE identity_account SET password_hash = $2, state = 'active', activated_at = coalesce(activated_at, $3)
       WHERE person_id = $1`,
      [personId, await this.passwords.hash(password), this.clock.now()],
    );
  }
}
