import {
  consentProblem,
  ConsentPurpose,
  type ConsentView,
  consentWithdrawn,
} from '@bimtek/identity-contracts';
import type { Actor } from '@bimtek/platform-contracts';
import { Clock, Ids, Outbox } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CONSENT_TEXTS } from './consent-texts.ts';

interface ConsentRow {
  purpose: ConsentPurpose;
  version: number;
  given_at: Date;
  withdrawn_at: Date | null;
}

/** Who has agreed to what beyond the training, in which words. Nothing is ever overwritten: the history stays. */
@Injectable()
export class Consents {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly outbox: Outbox,
  ) {}

  async list(me: Actor): Promise<{ items: ConsentView[] }> {
    const rows = await this.#rows(this.db.manager, me.userId);
    return { items: ConsentPurpose.options.map((purpose) => viewOf(purpose, rows)) };
  }

  /** In the version that stands on the page; if the words have changed meanwhile, the person reads them first. */
  async give(me: Actor, purpose: ConsentPurpose, version: number): Promise<ConsentView> {
    if (version !== CONSENT_TEXTS[purpose].version) throw consentProblem('consent-text-changed');
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      await tx.query(
        `UPDATE identity_consent SET withdrawn_at = greatest($4, given_at)
         WHERE person_id = $1 AND purpose = $2 AND version <> $3 AND withdrawn_at IS NULL`,
        [me.userId, purpose, version, now],
      );
      await tx.query(
        `INSERT INTO identity_consent (id, person_id, purpose, version, given_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (person_id, purpose) WHERE withdrawn_at IS NULL DO NOTHING`,
        [this.ids.next(), me.userId, purpose, version, now],
      );
      return viewOf(purpose, await this.#rows(tx, me.userId));
    });
  }

  async withdraw(me: Actor, purpose: ConsentPurpose): Promise<ConsentView> {
    return this.db.transaction(async (tx) => {
      const [withdrawn]: [unknown[], number] = await tx.query(
        `UPDATE identity_consent SET withdrawn_at = greatest($3, given_at)
         WHERE person_id = $1 AND purpose = $2 AND withdrawn_at IS NULL RETURNING id`,
        [me.userId, purpose, this.clock.now()],
      );
      if (withdrawn.length > 0) {
        await this.outbox.add(tx, consentWithdrawn, { personId: me.userId, purpose });
      }
      return viewOf(purpose, await this.#rows(tx, me.userId));
    });
  }

  /** Those of the people who have agreed, in the words of today. */
  async has(tx: EntityManager, personIds: readonly string[], purpose: ConsentPurpose): Promise<Set<string>> {
    if (personIds.length === 0) return new Set();
    const rows: { person_id: string }[] = await tx.query(
      `SELECT person_id FROM identity_consent
       WHERE person_id = ANY($1::uuid[]) AND purpose = $2 AND version = $3 AND withdrawn_at IS NULL`,
      [personIds, purpose, CONSENT_TEXTS[purpose].version],
    );
    return new Set(rows.map((row) => row.person_id));
  }

  #rows(tx: EntityManager, personId: string): Promise<ConsentRow[]> {
    return tx.query(
      `SELECT purpose, version, given_at, withdrawn_at FROM identity_consent
       WHERE person_id = $1 ORDER BY given_at DESC, id DESC`,
      [personId],
    );
  }
}

function viewOf(purpose: ConsentPurpose, rows: ConsentRow[]): ConsentView {
  const own = rows.filter((row) => row.purpose === purpose);
  const text = CONSENT_TEXTS[purpose];
  const standing = own.find((row) => row.withdrawn_at === null && row.version === text.version);
  return {
    purpose,
    ...text,
    given: standing ? { version: standing.version, at: standing.given_at.toISOString() } : null,
    history: own.map((row) => ({
      version: row.version,
      givenAt: row.given_at.toISOString(),
      withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
    })),
  };
}
