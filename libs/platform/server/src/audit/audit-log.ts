import type { Actor } from '@bimtek/platform-contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock, Ids } from '../clock/clock.ts';
import { AuditEntry } from './audit-entry.entity.ts';

/** Who did it: somebody who asked, or in whose name the worker carries on, or the system by itself. */
export type AuditedPerson = Pick<Actor, 'userId' | 'displayName' | 'role'>;

export interface AuditedAct {
  action: `${string}.${string}`;
  subject: { type: string; id: string };
  before?: unknown;
  after?: unknown;
  reason?: string;
}

@Injectable()
export class AuditLog {
  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Records an act in the transaction that does it, so that neither exists without the other. */
  async record(tx: EntityManager, who: AuditedPerson | 'system', act: AuditedAct): Promise<void> {
    await this.recordAll(tx, who, [act]);
  }

  async recordAll(tx: EntityManager, who: AuditedPerson | 'system', acts: AuditedAct[]): Promise<void> {
    if (acts.length === 0) return;
    const at = this.clock.now();
    const actor =
      who === 'system'
        ? { actorId: null, actorName: 'system', role: 'system' }
        : { actorId: who.userId, actorName: who.displayName, role: who.role };
    await tx.insert(
      AuditEntry,
      acts.map((act) => ({
        id: this.ids.next(),
        at,
        ...actor,
        action: act.action,
        subjectType: act.subject.type,
        subjectId: act.subject.id,
        before: (act.before ?? null) as never,
        after: (act.after ?? null) as never,
        reason: act.reason ?? null,
      })),
    );
  }
}
