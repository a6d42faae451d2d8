import {
  allocateWaitingWork,
  type BoardRow,
  defaultRunMarking,
  type getHolidays,
  type getMarkingBoard,
  type MarkerSettings,
  PIECES_PER_DAY,
  type RunMarking,
  type setHolidays,
} from '@bimtek/assignments-contracts';
import type { ClassGroupId } from '@bimtek/delivery-contracts';
import { classGroupsWithinScope, runsWithinScope } from '@bimtek/delivery-server';
import { holdRole } from '@bimtek/identity-server';
import {
  type Actor,
  type BodyOf,
  found,
  type ParamsOf,
  type QueryOf,
  type ResultOf,
} from '@bimtek/platform-contracts';
import { AuditLog, Clock, Conditions, Ids, Outbox } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { boardOf } from './board.queries.ts';
import { Marker } from './marker.entity.ts';
import { RunMarkingRow } from './run-marking.entity.ts';

const usual: MarkerSettings = {
  perDay: PIECES_PER_DAY,
  mostOpen: null,
  awayFrom: null,
  awayUntil: null,
  modules: [],
};

/** Those who mark: what they take on, how much waits for them, and the days and rules that hold for all. */
@Injectable()
export class Markers {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
  ) {}

  mine(me: Actor): Promise<MarkerSettings> {
    return settingsOf(this.db.manager, me.userId);
  }

  setMine(me: Actor, sent: MarkerSettings): Promise<MarkerSettings> {
    return this.db.transaction((tx) => this.#set(tx, me, me.userId, sent));
  }

  async of(me: Actor, personId: string): Promise<MarkerSettings> {
    await findTrainer(this.db.manager, me, personId);
    return settingsOf(this.db.manager, personId);
  }

  async set(me: Actor, personId: string, sent: MarkerSettings): Promise<MarkerSettings> {
    return this.db.transaction(async (tx) => {
      await findTrainer(tx, me, personId);
      return this.#set(tx, me, personId, sent);
    });
  }

  /** The same again changes nothing; otherwise work that they cannot be expected to mark goes to others by a job. */
  async #set(tx: EntityManager, me: Actor, personId: string, sent: MarkerSettings): Promise<MarkerSettings> {
    await holdRole(tx, me, this.clock.now());
    const before = await settingsOf(tx, personId);
    if (JSON.stringify(before) === JSON.stringify(sent)) return before;
    await tx.upsert(Marker, { personId, ...sent, setBy: me.userId, setAt: this.clock.now() }, ['personId']);
    await this.audit.record(tx, me, {
      action: 'assignments.marker-settings-set',
      subject: { type: 'person', id: personId },
      before,
      after: sent,
    });
    const classes: { id: ClassGroupId }[] = await tx.query(
      `SELECT g.id FROM delivery_class_trainer t JOIN delivery_class_group g ON g.id = t.class_group_id
       WHERE t.person_id = $1 AND g.state NOT IN ('preparing', 'closed')`,
      [personId],
    );
    if (classes.length > 0) {
      await this.outbox.add(tx, allocateWaitingWork, {
        runId: null,
        classGroupIds: classes.map(({ id }) => id),
      });
    }
    return settingsOf(tx, personId);
  }

  async board(
    me: Actor,
    { runId }: ParamsOf<typeof getMarkingBoard>,
    { by }: QueryOf<typeof getMarkingBoard>,
  ): Promise<ResultOf<typeof getMarkingBoard>> {
    await findRun(this.db.manager, me, runId);
    const now = this.clock.now();
    const items = await boardOf(this.db.manager, me, runId, by, now);
    return { items, total: sumOf(items), now: now.toISOString() };
  }

  async runMarking(me: Actor, runId: string): Promise<RunMarking> {
    await findRun(this.db.manager, me, runId);
    return runMarkingOf(await this.db.manager.findOneBy(RunMarkingRow, { runId }));
  }

  async setRunMarking(me: Actor, runId: string, sent: RunMarking): Promise<RunMarking> {
    return this.db.transaction(async (tx) => {
      await findRun(tx, me, runId);
      const row = await keptRunMarking(tx, this.ids, runId);
      await tx.update(
        RunMarkingRow,
        { runId },
        { ...sent, secondShare: String(sent.secondShare), maxDifference: String(sent.maxDifference) },
      );
      await this.audit.record(tx, me, {
        action: 'assignments.run-marking-set',
        subject: { type: 'run', id: runId },
        before: runMarkingOf(row),
        after: sent,
      });
      return sent;
    });
  }

  async holidays({ year }: ParamsOf<typeof getHolidays>): Promise<ResultOf<typeof getHolidays>> {
    return { days: await holidaysOf(this.db.manager, year) };
  }

  async setHolidays(
    me: Actor,
    { year }: ParamsOf<typeof setHolidays>,
    { days }: BodyOf<typeof setHolidays>,
  ): Promise<ResultOf<typeof setHolidays>> {
    return this.db.transaction(async (tx) => {
      const before = await holidaysOf(tx, year);
      // A day of another year in the list would be read in neither; the last name for a day holds.
      const names = new Map(
        days.filter(({ day }) => day.startsWith(`${year}-`)).map(({ day, name }) => [day, name]),
      );
      await tx.query(`DELETE FROM assignments_holiday WHERE extract(year FROM day) = $1`, [year]);
      await tx.query(
        `INSERT INTO assignments_holiday (day, name) SELECT * FROM unnest($1::date[], $2::text[])`,
        [[...names.keys()], [...names.values()]],
      );
      const after = await holidaysOf(tx, year);
      await this.audit.record(tx, me, {
        action: 'assignments.holidays-set',
        subject: { type: 'year', id: String(year) },
        before,
        after,
      });
      return { days: after };
    });
  }
}

/** The row of a run with its lot, made when it is first needed. */
export async function keptRunMarking(tx: EntityManager, ids: Ids, runId: string): Promise<RunMarkingRow> {
  const { secondShare, secondAssignments, maxDifference, avoidsOwnRegency } = defaultRunMarking;
  await tx.query(
    `INSERT INTO assignments_run_marking
       (run_id, second_share, second_assignments, max_difference, avoids_own_regency, seed)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
    [runId, secondShare, secondAssignments, maxDifference, avoidsOwnRegency, ids.next()],
  );
  return tx.findOneByOrFail(RunMarkingRow, { runId });
}

function runMarkingOf(row: RunMarkingRow | null): RunMarking {
  if (!row) return defaultRunMarking;
  const { secondShare, secondAssignments, maxDifference, avoidsOwnRegency } = row;
  return {
    secondShare: Number(secondShare),
    secondAssignments,
    maxDifference: Number(maxDifference),
    avoidsOwnRegency,
  };
}

async function settingsOf(tx: EntityManager, personId: string): Promise<MarkerSettings> {
  const row = await tx.findOneBy(Marker, { personId });
  if (!row) return usual;
  const { perDay, mostOpen, awayFrom, awayUntil, modules } = row;
  return { perDay, mostOpen, awayFrom, awayUntil, modules };
}

/** A trainer of a class within scope; 404 otherwise. */
async function findTrainer(tx: EntityManager, me: Actor, personId: string): Promise<void> {
  const where = new Conditions()
    .and('t.person_id = ?', personId)
    .within((first) => classGroupsWithinScope(me, first));
  const [row]: unknown[] = await tx.query(
    `SELECT 1 FROM delivery_class_trainer t JOIN delivery_class_group g ON g.id = t.class_group_id
     WHERE ${where.sql} LIMIT 1`,
    where.parameters,
  );
  found(row);
}

async function findRun(tx: EntityManager, me: Actor, runId: string): Promise<void> {
  const where = new Conditions().and('r.id = ?', runId).within((first) => runsWithinScope(me, first));
  const [row]: unknown[] = await tx.query(
    `SELECT 1 FROM delivery_run r WHERE ${where.sql}`,
    where.parameters,
  );
  found(row);
}

async function holidaysOf(tx: EntityManager, year: number): Promise<{ day: string; name: string }[]> {
  return tx.query(
    `SELECT day::text AS day, name FROM assignments_holiday
     WHERE day BETWEEN make_date($1, 1, 1) AND make_date($1, 12, 31) ORDER BY day`,
    [year],
  );
}

function sumOf(items: readonly BoardRow[]): BoardRow {
  const sum = (of: (row: BoardRow) => number) => items.reduce((total, row) => total + of(row), 0);
  const dates = items.flatMap(({ nextDueAt }) => nextDueAt ?? []).sort();
  return {
    id: null,
    name: null,
    open: sum(({ open }) => open),
    soon: sum(({ soon }) => soon),
    late: sum(({ late }) => late),
    unallocated: sum(({ unallocated }) => unallocated),
    nextDueAt: dates[0] ?? null,
    days: null,
    perDay: null,
    awayUntil: null,
  };
}
