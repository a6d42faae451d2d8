import {
  type ClassGroupId,
  type ClassGroupState,
  classClosed,
  classOpened,
  classReopened,
  deliveryProblem,
  type EnrollmentState,
  seatedStates,
} from '@bimtek/delivery-contracts';
import { holdRole } from '@bimtek/identity-server';
import { type Actor, commonProblem } from '@bimtek/platform-contracts';
import { AuditLog, Clock, Conditions, Outbox } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { classGroupsWithinScope } from '../delivery-scope.ts';
import { ClassGroup } from './class-group.entity.ts';
import { obstaclesToOpening } from './class-group.rules.ts';
import { ClassTrainer } from './class-trainer.entity.ts';

/** The states of a class, for this context and those to the right. Each act locks the class first. */
@Injectable()
export class ClassGroups {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
  ) {}

  /** A class by its id, whoever asks; null when there is none. */
  async byId(classGroupId: string, tx: EntityManager = this.db.manager): Promise<ClassGroup | null> {
    return tx.findOneBy(ClassGroup, { id: classGroupId as ClassGroupId });
  }

  /** Whether everything about the class is locked. Inside a transaction that has locked it, the answer holds. */
  async isClosed(classGroupId: string, tx: EntityManager = this.db.manager): Promise<boolean> {
    return tx.existsBy(ClassGroup, { id: classGroupId as ClassGroupId, state: 'closed' });
  }

  /** The class within the actor's scope, locked until the end of the transaction like the actor's role; 404 otherwise. */
  async lock(tx: EntityManager, me: Actor | 'system', classGroupId: string): Promise<ClassGroup> {
    const where = new Conditions().and('g.id = ?', classGroupId);
    if (me !== 'system') where.within((first) => classGroupsWithinScope(me, first));
    const rows: { id: string }[] = await tx.query(
      `SELECT g.id FROM delivery_class_group g WHERE ${where.sql} FOR UPDATE OF g`,
      where.parameters,
    );
    if (rows.length === 0) throw commonProblem('not-found');
    await holdRole(tx, me, this.clock.now());
    return tx.findOneByOrFail(ClassGroup, { id: classGroupId as ClassGroupId });
  }

  /** Opens a class: who is placed becomes active. A class that is open already stays as it is. */
  async open(tx: EntityManager, me: Actor, classGroupId: string): Promise<void> {
    const group = await this.lock(tx, me, classGroupId);
    if (group.state !== 'preparing' && group.state !== 'closed') return;
    const trainers = await tx.countBy(ClassTrainer, { classGroupId: group.id });
    const seated = await this.#count(tx, group.id, seatedStates);
    const [obstacle] = obstaclesToOpening({
      state: group.state,
      trainers,
      hasOrganizer: group.organizerId !== null,
      seated,
    });
    if (obstacle) throw deliveryProblem(obstacle);
    const openedAt = this.clock.now();
    await this.#write(tx, me, group, { action: 'opened', to: 'open' });
    await tx.query(
      `UPDATE delivery_enrollment SET state = 'active', state_reason = NULL, state_changed_at = $2
       WHERE class_group_id = $1 AND state = 'placed'`,
      [group.id, openedAt],
    );
    await this.outbox.add(tx, classOpened, {
      classGroupId: group.id,
      runId: group.runId,
      openedAt: openedAt.toISOString(),
    });
  }

  /** Marks that results are being decided (yudisium); nothing to do when they are already. */
  async startDecision(tx: EntityManager, me: Actor, classGroupId: string): Promise<void> {
    const group = await this.lock(tx, me, classGroupId);
    if (group.state === 'decision') return;
    if (group.state === 'closed') throw deliveryProblem('class-closed');
    if (group.state === 'preparing') throw deliveryProblem('class-not-open');
    await this.#write(tx, me, group, { action: 'decision-started', to: 'decision' });
  }

  /** Locks everything about the class from now on. A second call changes nothing. */
  async close(tx: EntityManager, me: Actor, classGroupId: string): Promise<void> {
    const group = await this.lock(tx, me, classGroupId);
    if (group.state === 'closed') return;
    if (group.state === 'preparing') throw deliveryProblem('class-not-open');
    if ((await this.#count(tx, group.id, ['placed', 'active', 'completed'])) > 0) {
      throw deliveryProblem('people-undecided');
    }
    const closedAt = this.clock.now();
    await this.#write(tx, me, group, { action: 'closed', to: 'closed', closedAt });
    await this.outbox.add(tx, classClosed, {
      classGroupId: group.id,
      runId: group.runId,
      closedAt: closedAt.toISOString(),
    });
  }

  /** Unlocks a closed class, into the state of deciding; only for those whose scope is national. */
  async reopen(tx: EntityManager, me: Actor, classGroupId: string, reason: string): Promise<void> {
    const group = await this.lock(tx, me, classGroupId);
    if (group.state !== 'closed') throw deliveryProblem('class-not-closed');
    await this.#write(tx, me, group, { action: 'reopened', to: 'decision', closedAt: null, reason });
    await this.outbox.add(tx, classReopened, {
      classGroupId: group.id,
      runId: group.runId,
      reopenedAt: this.clock.now().toISOString(),
      reason,
    });
  }

  async #write(
    tx: EntityManager,
    me: Actor,
    group: ClassGroup,
    change: { action: string; to: ClassGroupState; closedAt?: Date | null; reason?: string },
  ): Promise<void> {
    const { action, to, reason, ...columns } = change;
    await tx.update(ClassGroup, { id: group.id }, { state: to, ...columns });
    await this.audit.record(tx, me, {
      action: `delivery.class-${action}`,
      subject: { type: 'class-group', id: group.id },
      before: { state: group.state },
      after: { state: to },
      ...(reason ? { reason } : {}),
    });
  }

  async #count(tx: EntityManager, classGroupId: string, states: readonly EnrollmentState[]): Promise<number> {
    const [row]: { people: number }[] = await tx.query(
      `SELECT count(*)::int AS people FROM delivery_enrollment WHERE class_group_id = $1 AND state = ANY($2::text[])`,
      [classGroupId, [...states]],
    );
    return row?.people ?? 0;
  }
}
