import type { Issuer } from '@bimtek/certification-contracts';
import type { Actor } from '@bimtek/platform-contracts';
import { AuditLog, Clock } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { IssuerRow } from './issuer.entity.ts';

@Injectable()
export class Issuers {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** Null until somebody has set it. */
  async current(tx: EntityManager = this.db.manager): Promise<Issuer | null> {
    return (await tx.findOneBy(IssuerRow, { isCurrent: true }))?.issuer ?? null;
  }

  async set(me: Actor | 'system', issuer: Issuer): Promise<{ issuer: Issuer }> {
    return this.db.transaction(async (tx) => {
      const before = await this.current(tx);
      await tx.upsert(IssuerRow, { isCurrent: true, issuer, updatedAt: this.clock.now() }, ['isCurrent']);
      const subject = { type: 'certificate-issuer', id: 'current' };
      await this.audit.record(tx, me, { action: 'certification.issuer-set', subject, before, after: issuer });
      return { issuer };
    });
  }
}
