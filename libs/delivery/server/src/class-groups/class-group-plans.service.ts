import {
  type changeClassGroup,
  type ClassGroupDetail,
  type ClassGroupId,
  type createClassGroup,
  deliveryProblem,
} from '@bimtek/delivery-contracts';
import { type Actor, type BodyOf, commonProblem, found } from '@bimtek/platform-contracts';
import { AuditLog, Clock } from '@bimtek/platform-server';
import type { TimeZone } from '@bimtek/registry-contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Run } from '../runs/run.entity.ts';
import { Wave } from '../runs/wave.entity.ts';
import { seatsTaken } from '../enrollments/placements.service.ts';
import { ClassGroupViews } from './class-group-views.service.ts';
import { ClassGroup } from './class-group.entity.ts';
import { classCode, className } from './class-group.rules.ts';
import { ClassGroups } from './class-groups.service.ts';
import { ClassTeams } from './class-teams.service.ts';

/** Setting up classes: what exists before anybody sits in them. */
@Injectable()
export class ClassGroupPlans {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly classGroups: ClassGroups,
    private readonly teams: ClassTeams,
    private readonly views: ClassGroupViews,
  ) {}

  /** Adds a class with the next letter of its province in the wave. A second call with the same id gives the first one's. */
  async create(me: Actor, sent: BodyOf<typeof createClassGroup>): Promise<ClassGroupDetail> {
    return this.db.transaction(async (tx) => {
      // The wave's row serialises its classes, so that two of them never get the same letter.
      const wave = found(
        await tx.findOne(Wave, { where: { id: sent.waveId }, lock: { mode: 'pessimistic_write' } }),
      );
      const run = await tx.findOneByOrFail(Run, { id: wave.runId });
      if (run.state === 'finished' || run.state === 'canceled') throw deliveryProblem('run-finished');
      const existing = await tx.findOneBy(ClassGroup, { id: sent.id });
      if (existing && existing.waveId !== sent.waveId) throw deliveryProblem('id-taken');
      if (!existing) await this.#insert(tx, me, wave, sent);
      return this.views.get(tx, me, sent.id);
    });
  }

  async #insert(
    tx: EntityManager,
    me: Actor,
    wave: Wave,
    sent: BodyOf<typeof createClassGroup>,
  ): Promise<void> {
    const { id, provinceCode, capacity, trainerIds, organizerId } = sent;
    const timeZone = await timeZoneOf(tx, provinceCode);
    const ordinal = await tx.countBy(ClassGroup, { waveId: wave.id, provinceCode });
    const group: ClassGroup = {
      id,
      runId: wave.runId,
      waveId: wave.id,
      code: classCode(provinceCode, wave.number, ordinal),
      name: sent.name ?? className(provinceCode, wave.number, ordinal),
      provinceCode,
      timeZone,
      capacity,
      organizerId: null,
      state: 'preparing',
      createdAt: this.clock.now(),
      closedAt: null,
    };
    await tx.insert(ClassGroup, group);
    await this.audit.record(tx, me, {
      action: 'delivery.class-created',
      subject: { type: 'class-group', id },
      after: { code: group.code, name: group.name, provinceCode, capacity },
    });
    await this.teams.write(tx, me, group, { trainerIds, organizerId });
  }

  async change(
    me: Actor,
    classGroupId: ClassGroupId,
    sent: BodyOf<typeof changeClassGroup>,
  ): Promise<ClassGroupDetail> {
    return this.db.transaction(async (tx) => {
      const group = await this.classGroups.lock(tx, me, classGroupId);
      if (group.state === 'closed') throw deliveryProblem('class-closed');
      const after = { name: sent.name ?? group.name, capacity: sent.capacity ?? group.capacity };
      const before = { name: group.name, capacity: group.capacity };
      if (JSON.stringify(after) !== JSON.stringify(before)) {
        const taken = await seatsTaken(tx, group.id);
        if (after.capacity < taken) throw deliveryProblem('capacity-too-small', { taken });
        await tx.update(ClassGroup, { id: group.id }, after);
        await this.audit.record(tx, me, {
          action: 'delivery.class-changed',
          subject: { type: 'class-group', id: group.id },
          before,
          after,
        });
      }
      return this.views.get(tx, me, classGroupId);
    });
  }
}

async function timeZoneOf(tx: EntityManager, provinceCode: string): Promise<TimeZone> {
  const [province]: { time_zone: TimeZone | null }[] = await tx.query(
    `SELECT time_zone FROM registry_region WHERE code = $1 AND level = 'province'`,
    [provinceCode],
  );
  if (!province?.time_zone) {
    const detail = 'There is no province of this code';
    throw commonProblem('invalid-request', { errors: [{ pointer: '#/provinceCode', detail }] });
  }
  return province.time_zone;
}
