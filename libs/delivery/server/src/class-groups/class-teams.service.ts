import {
  type ClassGroupDetail,
  type ClassGroupId,
  classTeamSet,
  deliveryProblem,
  exitStates,
  type setClassTeam,
} from '@bimtek/delivery-contracts';
import { Accounts, type Grant } from '@bimtek/identity-server';
import { type Actor, type BodyOf } from '@bimtek/platform-contracts';
import { AuditLog, Outbox } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ClassGroupViews } from './class-group-views.service.ts';
import { ClassGroup } from './class-group.entity.ts';
import { ClassGroups } from './class-groups.service.ts';
import { ClassTrainer } from './class-trainer.entity.ts';

export interface Team {
  trainerIds: string[];
  organizerId: string | null;
}

/** Who leads a class. Roles bound to the class come and go with the team, in the same transaction. */
@Injectable()
export class ClassTeams {
  constructor(
    private readonly db: DataSource,
    private readonly accounts: Accounts,
    private readonly audit: AuditLog,
    private readonly outbox: Outbox,
    private readonly classGroups: ClassGroups,
    private readonly views: ClassGroupViews,
  ) {}

  async set(
    me: Actor,
    classGroupId: ClassGroupId,
    sent: BodyOf<typeof setClassTeam>,
  ): Promise<ClassGroupDetail> {
    return this.db.transaction(async (tx) => {
      const group = await this.classGroups.lock(tx, me, classGroupId);
      await this.setIn(tx, me, group, sent);
      return this.views.get(tx, me, classGroupId);
    });
  }

  /** Names the team of a class that the caller has locked, in the caller's transaction. */
  async setIn(tx: EntityManager, me: Actor, group: ClassGroup, team: Team): Promise<void> {
    refuseState(group, team);
    await this.write(tx, me, group, team);
  }

  /** Refuses what could not be named now, and names nobody. */
  async refuseTeam(tx: EntityManager, group: ClassGroup, team: Team): Promise<void> {
    refuseState(group, team);
    await refuseUnfit(tx, group, team);
  }

  /** Writes the team of a locked or new class. The same team again changes nothing. */
  async write(tx: EntityManager, me: Actor, group: ClassGroup, team: Team): Promise<void> {
    const before = await teamOf(tx, group);
    if (isSame(before, team)) return;
    await refuseUnfit(tx, group, team);
    await tx.delete(ClassTrainer, { classGroupId: group.id });
    if (team.trainerIds.length > 0) {
      await tx.insert(
        ClassTrainer,
        team.trainerIds.map((personId, position) => ({ classGroupId: group.id, personId, position })),
      );
    }
    await tx.update(ClassGroup, { id: group.id }, { organizerId: team.organizerId });

    const held = grantsOf(group.id, before);
    const wanted = grantsOf(group.id, team);
    await this.accounts.revoke(tx, without(held, wanted));
    await this.accounts.grant(tx, without(wanted, held));
    await this.audit.record(tx, me, {
      action: 'delivery.class-team-set',
      subject: { type: 'class-group', id: group.id },
      before,
      after: team,
    });
    if (group.state !== 'preparing' && before.trainerIds.join() !== team.trainerIds.join()) {
      const { id: classGroupId, runId } = group;
      await this.outbox.add(tx, classTeamSet, { classGroupId, runId, trainerIds: team.trainerIds });
    }
  }
}

/** A class that has opened keeps the team without which it could not have been opened. */
function refuseState(group: ClassGroup, { trainerIds, organizerId }: Team): void {
  if (group.state === 'closed') throw deliveryProblem('class-closed');
  if (group.state === 'preparing') return;
  if (trainerIds.length < 2) throw deliveryProblem('too-few-trainers');
  if (!organizerId) throw deliveryProblem('no-organizer');
}

export async function teamOf(tx: EntityManager, group: ClassGroup): Promise<Team> {
  const trainers = await tx.find(ClassTrainer, {
    where: { classGroupId: group.id },
    order: { position: 'ASC' },
  });
  return { trainerIds: trainers.map((trainer) => trainer.personId), organizerId: group.organizerId };
}

function isSame(one: Team, other: Team): boolean {
  return one.organizerId === other.organizerId && one.trainerIds.join() === other.trainerIds.join();
}

function grantsOf(classGroupId: string, team: Team): Grant[] {
  const bound = { level: 'class', scopeId: classGroupId } as const;
  return [
    ...team.trainerIds.map((personId) => ({ personId, role: 'expertTrainer' as const, ...bound })),
    ...(team.organizerId ? [{ personId: team.organizerId, role: 'organizer' as const, ...bound }] : []),
  ];
}

function without(grants: Grant[], others: Grant[]): Grant[] {
  return grants.filter(
    (grant) => !others.some((other) => other.personId === grant.personId && other.role === grant.role),
  );
}

/** Nobody without an account, and nobody who learns in the same run: nobody marks or decides their own work. */
async function refuseUnfit(tx: EntityManager, group: ClassGroup, team: Team): Promise<void> {
  const people = [...new Set([...team.trainerIds, ...(team.organizerId ? [team.organizerId] : [])])];
  const [fit]: [{ accounts: number; trainees: number }] = await tx.query(
    `SELECT (SELECT count(*)::int FROM identity_account WHERE person_id = ANY($1::uuid[])) AS accounts,
       (SELECT count(*)::int FROM delivery_enrollment
        WHERE person_id = ANY($1::uuid[]) AND run_id = $2 AND state <> ALL($3::text[])) AS trainees`,
    [people, group.runId, [...exitStates]],
  );
  if (fit.accounts < people.length) throw deliveryProblem('not-an-account');
  if (fit.trainees > 0) throw deliveryProblem('also-a-trainee');
}
