import {
  type BulkResult,
  type ClassGroupId,
  type ClassGroupState,
  deliveryProblem,
  type EnrollmentState,
  type RefusalCode,
  type RunId,
  seatedStates,
  type Selection,
  SEATS_MAX,
} from '@bimtek/delivery-contracts';
import { type Actor, found } from '@bimtek/platform-contracts';
import { Conditions } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { hasOpened } from '../class-groups/class-group.rules.ts';
import { classGroupsWithinScope } from '../delivery-scope.ts';
import { EnrollmentMoves, type LockedPerson, sortOut } from './enrollment-moves.ts';
import { type Mover, refusesMove } from './enrollment.rules.ts';

interface Target {
  id: ClassGroupId;
  runId: RunId;
  provinceCode: string;
  timeZone: string;
  capacity: number;
  state: ClassGroupState;
}

@Injectable()
export class Placements {
  constructor(
    private readonly db: DataSource,
    private readonly moves: EnrollmentMoves,
  ) {}

  /**
   * Gives people a seat; in a class that is open already they are active at once. The class is locked while its seats
   * are counted, so two people who place at the same time never overfill it: the second is told how many are free.
   */
  async place(
    me: Actor,
    classGroupId: ClassGroupId,
    selection: Selection,
    otherProvinces: boolean,
  ): Promise<BulkResult> {
    return this.db.transaction((tx) => this.placeIn(tx, me, classGroupId, selection, otherProvinces));
  }

  /** The same in the caller's transaction. */
  async placeIn(
    tx: EntityManager,
    me: Actor,
    classGroupId: ClassGroupId,
    selection: Selection,
    otherProvinces: boolean,
  ): Promise<BulkResult> {
    const by = { otherProvinces, mover: me };
    const { moving, result, target } = await this.#sort(tx, me, classGroupId, selection, by);
    await this.moves.write(tx, me, moving, { to: stateInClass(target.state), classGroupId });
    return result;
  }

  /** What placing these people would answer now if somebody did it who may; it moves nobody. */
  async foresee(
    tx: EntityManager,
    me: Actor,
    classGroupId: ClassGroupId,
    selection: Selection,
  ): Promise<BulkResult> {
    const by = { otherProvinces: false, mover: 'system' } as const;
    return (await this.#sort(tx, me, classGroupId, selection, by)).result;
  }

  /** Locks the class and the people, and says who of them would get a seat; refuses when seats are missing. */
  async #sort(
    tx: EntityManager,
    me: Actor,
    classGroupId: ClassGroupId,
    selection: Selection,
    by: { otherProvinces: boolean; mover: Mover },
  ) {
    const { people, classStates } = await this.moves.lock(tx, me, selection, classGroupId);
    const target = await this.#target(tx, me, classGroupId);
    if (target.state === 'closed') throw deliveryProblem('class-closed');
    if (target.state === 'grading' || target.state === 'decision')
      throw deliveryProblem('class-past-placement');

    const { moving, result } = sortOut(people, (person) =>
      refusesPlacement(person, target, { ...by, classStates }),
    );
    const free = Math.min(target.capacity, SEATS_MAX) - (await seatsTaken(tx, classGroupId));
    if (moving.length > free)
      throw deliveryProblem('class-full', { free: Math.max(free, 0), asked: moving.length });
    return { moving, result, target };
  }

  async #target(tx: EntityManager, me: Actor, classGroupId: ClassGroupId): Promise<Target> {
    const where = new Conditions().and('g.id = ?', classGroupId);
    where.within((first) => classGroupsWithinScope(me, first));
    const [target]: Target[] = await tx.query(
      `SELECT g.id, g.run_id AS "runId", g.province_code AS "provinceCode", g.time_zone AS "timeZone", g.capacity, g.state
       FROM delivery_class_group g WHERE ${where.sql}`,
      where.parameters,
    );
    return found(target);
  }
}

/** Why a person does not get this seat: the table of moves, then the class, then place and zone. */
export function refusesPlacement(
  person: LockedPerson,
  target: Target,
  by: { otherProvinces: boolean; classStates: Map<ClassGroupId, ClassGroupState>; mover: Mover },
): RefusalCode | 'already' | null {
  if (person.runId !== target.runId) return 'move-not-possible';
  const isSeated = person.state === 'placed' || person.state === 'active';
  if (isSeated && person.classGroupId === target.id) return 'already';
  if (person.classGroupId && by.classStates.get(person.classGroupId) === 'closed') return 'class-closed';
  // Nobody who is learning is put back into a class that has not opened.
  if (person.state === 'active' && !hasOpened(target.state)) return 'move-not-possible';
  if (!isSeated) {
    const refusal = refusesMove(person.state, 'placed', by.mover);
    if (refusal) return refusal === 'not-allowed' ? 'not-allowed' : 'move-not-possible';
  }
  if (person.provinceCode !== target.provinceCode) {
    if (!by.otherProvinces) return 'other-province';
    if (person.timeZone !== target.timeZone) return 'other-time-zone';
  }
  return null;
}

function stateInClass(state: ClassGroupState): EnrollmentState {
  return hasOpened(state) ? 'active' : 'placed';
}

/** How many seats of a class are taken. Exact only while the class is locked. */
export async function seatsTaken(tx: EntityManager, classGroupId: ClassGroupId): Promise<number> {
  const [row]: { taken: number }[] = await tx.query(
    `SELECT count(*)::int AS taken FROM delivery_enrollment
     WHERE class_group_id = $1 AND state = ANY($2::text[])`,
    [classGroupId, [...seatedStates]],
  );
  return row?.taken ?? 0;
}
