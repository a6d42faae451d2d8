import {
  type AllocationReason,
  type AllocationRule,
  type applyRebalance,
  type planRebalance,
  rebalanceProblem,
  type RebalancePlan,
} from '@bimtek/assignments-contracts';
import { classGroupsWithinScope, peopleWithinScope } from '@bimtek/delivery-server';
import { holdRole } from '@bimtek/identity-server';
import { type Actor, type BodyOf, found, type ParamsOf, type ResultOf } from '@bimtek/platform-contracts';
import { AuditLog, Clock, Conditions } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import { Allocation } from './allocation.entity.ts';
import {
  type AllocationTerms,
  type ClassesAsked,
  holdAllocation,
  type NewAllocation,
  openOf,
  putAllocations,
  readHolidays,
  readTrainers,
  readWaiting,
  type TrainerOfClass,
  type WaitingPiece,
} from './allocation.queries.ts';
import { allocate, daysOf, type MarkerLoad, type PieceToAllocate } from './allocation.rules.ts';
import { eligibleFor, type Excluded } from './eligible.rules.ts';
import { type MarkingTime, markingTime } from './working-days.rules.ts';

type Reach = 'waiting' | 'all';

/** What would be written, and what it would do to everybody. */
interface Distribution {
  rows: NewAllocation[];
  markers: Map<string, { trainer: TrainerOfClass; before: number; after: number }>;
  unallocated: number;
}

/** Gives handed-in work to those who mark it. */
@Injectable()
export class Allocations {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** Gives away what lies with nobody, or with somebody who has left or is away; nobody else's work moves. */
  async allocateWaiting(asked: ClassesAsked): Promise<number> {
    return this.db.transaction(async (tx) => {
      await holdAllocation(tx);
      const { rows } = await this.#distribute(tx, asked, 'waiting');
      return putAllocations(tx, rows, this.clock.now());
    });
  }

  /** Allocates what was just handed in; a piece that has its marker keeps them. */
  async allocateHandedIn(versionId: string): Promise<void> {
    const [piece]: { classGroupId: string }[] = await this.db.query(
      `SELECT e.class_group_id AS "classGroupId" FROM assignments_version v
       JOIN assignments_submission s ON s.id = v.submission_id JOIN delivery_enrollment e ON e.id = s.enrollment_id
       WHERE v.id = $1 AND e.class_group_id IS NOT NULL`,
      [versionId],
    );
    if (piece) await this.allocateWaiting({ runId: null, classGroupIds: [piece.classGroupId] });
  }

  async plan(
    me: Actor,
    { runId }: ParamsOf<typeof planRebalance>,
    { classGroupIds }: BodyOf<typeof planRebalance>,
  ): Promise<RebalancePlan> {
    // One look at everything: what others do in the middle of it must not look like a move.
    return this.db.transaction('REPEATABLE READ', async (tx) => {
      const asked = await classesWithinScope(tx, me, runId, classGroupIds);
      return planOf(await this.#distribute(tx, asked, 'all'));
    });
  }

  async apply(
    me: Actor,
    { runId }: ParamsOf<typeof applyRebalance>,
    { classGroupIds, token }: BodyOf<typeof applyRebalance>,
  ): Promise<ResultOf<typeof applyRebalance>> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      await holdAllocation(tx);
      const asked = await classesWithinScope(tx, me, runId, classGroupIds);
      await holdRole(tx, me, now);
      const distribution = await this.#distribute(tx, asked, 'all');
      const plan = planOf(distribution);
      if (plan.token !== token) throw rebalanceProblem('plan-has-changed');
      const moved = await putAllocations(tx, distribution.rows, now);
      if (moved > 0) {
        await this.audit.record(tx, me, {
          action: 'assignments.work-rebalanced',
          subject: { type: 'run', id: runId },
          before: Object.fromEntries(plan.markers.map(({ id, before }) => [id, before])),
          after: { moved, ...Object.fromEntries(plan.markers.map(({ id, after }) => [id, after])) },
        });
      }
      return { moved };
    });
  }

  /** The answer to "why me?", for whoever may read the work. */
  async reasonOf(me: Actor, submissionId: string): Promise<AllocationReason> {
    const where = new Conditions()
      .and('a.submission_id = ?', submissionId)
      .within((first) => peopleWithinScope(me, first));
    const [row]: Allocation[] = await this.db.query(
      `SELECT a.round, a.reason, a.marker_id AS "markerId", a.allocated_at AS "allocatedAt"
       FROM assignments_allocation a JOIN assignments_submission s ON s.id = a.submission_id
       JOIN delivery_enrollment e ON e.id = s.enrollment_id
       WHERE ${where.sql} ORDER BY a.closed_at IS NULL DESC, a.since DESC, a.round DESC LIMIT 1`,
      where.parameters,
    );
    const { round, reason, markerId, allocatedAt } = found(row);
    const ids = [...reason.considered, ...reason.excluded].map(({ id }) => id);
    const names: { id: string; name: string }[] = await this.db.query(
      `SELECT person_id AS id, display_name AS name FROM identity_account WHERE person_id = ANY($1::uuid[])`,
      [ids],
    );
    const nameOf = new Map(names.map(({ id, name }) => [id, name]));
    const person = (id: string) => ({ name: nameOf.get(id) ?? '–', isMine: id === me.userId });
    return {
      round,
      rule: reason.rule,
      allocatedAt: allocatedAt.toISOString(),
      considered: reason.considered.map(({ id, days }) => ({ ...person(id), days, chosen: id === markerId })),
      excluded: reason.excluded.map(({ id, why }) => ({ ...person(id), why })),
    };
  }

  async #distribute(tx: EntityManager, asked: ClassesAsked, reach: Reach): Promise<Distribution> {
    const now = this.clock.now();
    const pieces = await readWaiting(tx, asked, reach, now);
    // Those who teach several classes are asked about in all of them, so all trainers of the classes are read.
    const trainers = await readTrainers(
      tx,
      reach === 'all' ? asked : { runId: null, classGroupIds: classesOf(pieces) },
      now,
    );
    const holidays = await readHolidays(tx, now);
    const open = await openOf(tx, [...new Set(trainers.map(({ personId }) => personId))]);
    return distribute({ pieces, trainers, open, holidays, reach });
  }
}

function classesOf(pieces: readonly WaitingPiece[]): string[] {
  return [...new Set(pieces.map(({ classGroupId }) => classGroupId))];
}

/** Classes of a run within scope: those named, all of which must be, or all. */
async function classesWithinScope(
  tx: EntityManager,
  me: Actor,
  runId: string,
  classGroupIds: readonly string[] | undefined,
): Promise<ClassesAsked> {
  const where = new Conditions()
    .and('g.run_id = ?', runId)
    .within((first) => classGroupsWithinScope(me, first));
  if (classGroupIds) where.and('g.id = ANY(?::uuid[])', classGroupIds);
  const rows: { id: string }[] = await tx.query(
    `SELECT g.id FROM delivery_class_group g WHERE ${where.sql}`,
    where.parameters,
  );
  if (rows.length === 0 || (classGroupIds && rows.length < new Set(classGroupIds).size)) found(undefined);
  return { runId, classGroupIds: rows.map(({ id }) => id) };
}

interface Facts {
  pieces: readonly WaitingPiece[];
  trainers: readonly TrainerOfClass[];
  /** All that lies open with each, in whatever class. */
  open: ReadonlyMap<string, number>;
  holidays: ReadonlySet<string>;
  reach: Reach;
}

/** What is to be written, by the rules alone. */
export function distribute({ pieces, trainers, open, holidays, reach }: Facts): Distribution {
  const byClass = new Map<string, TrainerOfClass[]>();
  const people = new Map<string, TrainerOfClass>();
  for (const trainer of trainers) {
    byClass.set(trainer.classGroupId, [...(byClass.get(trainer.classGroupId) ?? []), trainer]);
    people.set(trainer.personId, trainer);
  }
  const loads = new Map([...people.keys()].map((id) => [id, open.get(id) ?? 0]));
  const add = (id: string | null, change: number) => {
    if (id !== null && loads.has(id)) loads.set(id, (loads.get(id) ?? 0) + change);
  };
  const before = new Map(loads);

  const toMove: { piece: WaitingPiece; eligible: string[]; excluded: Excluded[] }[] = [];
  const settled: {
    piece: WaitingPiece;
    to: string | null;
    rule: AllocationRule;
    eligible: string[];
    excluded: Excluded[];
  }[] = [];
  for (const piece of pieces) {
    const { eligible, excluded } = eligibleFor(piece, byClass.get(piece.classGroupId) ?? [], piece);
    const known = { piece, eligible, excluded };
    const forced = forcedMarker(piece, eligible, people, loads);
    if (forced) {
      add(piece.markerId, -1);
      add(forced.to, 1);
      settled.push({ ...known, ...forced });
    } else if (!staysWhereItIs(piece)) {
      if (piece.isOfClass) add(piece.markerId, -1);
      toMove.push(known);
    }
  }

  const markers: MarkerLoad[] = [...people.values()].map(({ personId, perDay, mostOpen }) => ({
    id: personId,
    perDay,
    mostOpen,
    open: loads.get(personId) ?? 0,
  }));
  const given = allocate(
    markers,
    toMove.map(({ piece, eligible }): PieceToAllocate => ({
      id: piece.versionId,
      since: piece.since.toISOString(),
      eligible,
      markerId: reach === 'all' ? piece.markerId : null,
    })),
    reach,
  );
  for (const { piece, eligible, excluded } of toMove) {
    const to = given.get(piece.versionId) ?? null;
    add(to, 1);
    settled.push({ piece, to, rule: ruleOf(piece, to, eligible), eligible, excluded });
  }

  const rows: NewAllocation[] = [];
  const termsOf = new Map<string, AllocationTerms>();
  const times = new Map<string, MarkingTime>();
  for (const { piece, to, rule, eligible, excluded } of settled) {
    if (piece.isAllocated && to === piece.markerId) continue;
    const { versionId, round, classGroupId, since, timeZone } = piece;
    const time = timeOf(times, since, timeZone, holidays);
    const why = excluded.map((one) => `${one.id}=${one.why}`);
    const key = [classGroupId, round, to, rule, time.dueAt.getTime(), ...eligible, ...why].join();
    const terms = termsOf.get(key) ?? {
      round,
      classGroupId,
      markerId: to,
      reason: { rule, ...consideredFor(to, eligible, excluded, people, loads) },
      ...time,
    };
    termsOf.set(key, terms);
    rows.push({ versionId, terms });
  }
  return {
    rows,
    markers: new Map(
      [...people].map(([id, trainer]) => [
        id,
        { trainer, before: before.get(id) ?? 0, after: loads.get(id) ?? 0 },
      ]),
    ),
    unallocated: settled.filter(({ to }) => to === null).length,
  };
}

/** Whoever is at work on a piece that has no marker has it; a revision goes to whoever asked for it and may still mark. */
function forcedMarker(
  piece: WaitingPiece,
  eligible: readonly string[],
  people: ReadonlyMap<string, TrainerOfClass>,
  loads: ReadonlyMap<string, number>,
): { to: string; rule: AllocationRule } | null {
  const { claimedBy, askedById, isOfClass, isAllocated } = piece;
  if (!isOfClass && claimedBy !== null && eligible.includes(claimedBy))
    return { to: claimedBy, rule: 'took-it' };
  if (isAllocated || askedById === null || !eligible.includes(askedById)) return null;
  const most = people.get(askedById)?.mostOpen ?? null;
  const hasRoom = most === null || (loads.get(askedById) ?? 0) < most;
  return hasRoom ? { to: askedById, rule: 'knows-the-work' } : null;
}

/** What somebody of the class has begun, or asked for themselves, is not taken from them. */
function staysWhereItIs({ isOfClass, isBegun, askedById, markerId }: WaitingPiece): boolean {
  return isOfClass && (isBegun || askedById === markerId);
}

function ruleOf(
  { isAllocated, isOfClass }: WaitingPiece,
  to: string | null,
  eligible: readonly string[],
): AllocationRule {
  if (to === null) return 'nobody';
  if (eligible.length === 1) return 'only-one';
  return isAllocated && isOfClass ? 'evened-out' : 'fewest-days';
}

/** Everybody's days of work without this piece; whoever could be asked and takes no more is excluded as full. */
function consideredFor(
  to: string | null,
  eligible: readonly string[],
  excluded: readonly Excluded[],
  people: ReadonlyMap<string, TrainerOfClass>,
  loads: ReadonlyMap<string, number>,
) {
  const without = (id: string) => (loads.get(id) ?? 0) - (id === to ? 1 : 0);
  const isFull = (id: string) => {
    const most = people.get(id)?.mostOpen ?? null;
    return id !== to && most !== null && without(id) >= most;
  };
  return {
    considered: eligible
      .filter((id) => !isFull(id))
      .map((id) => ({ id, days: rounded(daysOf(people.get(id) ?? { perDay: 1 }, without(id))) })),
    excluded: [...excluded, ...eligible.filter(isFull).map((id): Excluded => ({ id, why: 'full' }))],
  };
}

function planOf({ rows, markers, unallocated }: Distribution): RebalancePlan {
  const moves = rows
    .map(({ versionId, terms }) => `${versionId} ${terms.round} ${terms.markerId ?? '-'}`)
    .sort();
  return {
    token: createHash('sha256').update(moves.join('\n')).digest('base64url'),
    moved: rows.length,
    unallocated,
    markers: [...markers]
      .map(([id, { trainer, before, after }]) => ({
        id,
        name: trainer.name ?? '–',
        before,
        after,
        daysBefore: rounded(daysOf(trainer, before)),
        daysAfter: rounded(daysOf(trainer, after)),
        isAway: trainer.isAway,
      }))
      .sort((one, other) => other.daysBefore - one.daysBefore || (one.name < other.name ? -1 : 1)),
  };
}

/** Work of the same hour in the same zone is due at the same instant: days begin on the hour everywhere in the country. */
function timeOf(
  known: Map<string, MarkingTime>,
  since: Date,
  timeZone: string,
  holidays: ReadonlySet<string>,
): MarkingTime {
  const key = `${Math.floor(since.getTime() / 3_600_000)} ${timeZone}`;
  const time = known.get(key) ?? markingTime(since, timeZone, holidays);
  known.set(key, time);
  return time;
}

function rounded(days: number): number {
  return Math.round(days * 100) / 100;
}
