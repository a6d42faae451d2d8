import {
  advanceClassGroups,
  type ClassGroupId,
  type ClassGroupState,
  dayIn,
} from '@bimtek/delivery-contracts';
import { AuditLog, Clock, type Handler, Handles } from '@bimtek/platform-server';
import { DataSource, type EntityManager } from 'typeorm';
import { stateByCalendar } from './class-group.rules.ts';

interface Due {
  id: ClassGroupId;
  state: ClassGroupState;
  timeZone: string;
  startsOn: string;
  endsOn: string;
}

/** Lets opened classes, and then their runs, follow the calendar. Safe to run twice: it writes only what differs. */
@Handles(advanceClassGroups)
export class AdvanceClassGroups implements Handler<typeof advanceClassGroups> {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  async run(): Promise<void> {
    await this.db.transaction(async (tx) => {
      await this.#advanceClassGroups(tx);
      await this.#advanceRuns(tx);
    });
  }

  async #advanceClassGroups(tx: EntityManager): Promise<void> {
    const groups: Due[] = await tx.query(
      `SELECT g.id, g.state, g.time_zone AS "timeZone", w.starts_on::text AS "startsOn", w.ends_on::text AS "endsOn"
       FROM delivery_class_group g JOIN delivery_wave w ON w.id = g.wave_id
       WHERE g.state IN ('open', 'running') ORDER BY g.id FOR UPDATE OF g`,
    );
    const now = this.clock.now();
    const moving = groups
      .map((group) => ({ ...group, to: stateByCalendar(group.state, dayIn(group.timeZone, now), group) }))
      .filter((group) => group.to !== group.state);
    if (moving.length === 0) return;
    await tx.query(
      `UPDATE delivery_class_group g SET state = m.state
       FROM unnest($1::uuid[], $2::text[]) AS m(id, state) WHERE g.id = m.id`,
      [moving.map((group) => group.id), moving.map((group) => group.to)],
    );
    await this.audit.recordAll(
      tx,
      'system',
      moving.map((group) => ({
        action: `delivery.class-${group.to}`,
        subject: { type: 'class-group', id: group.id },
        before: { state: group.state },
        after: { state: group.to },
      })),
    );
  }

  /** A run is as far as its classes: running with the first, finished when all are closed. */
  async #advanceRuns(tx: EntityManager): Promise<void> {
    await tx.query(`
      UPDATE delivery_run r SET state = s.state
      FROM (
        SELECT run_id, CASE
          WHEN bool_and(state = 'closed') THEN 'finished'
          WHEN bool_or(state IN ('open', 'running')) THEN 'running'
          WHEN bool_or(state IN ('grading', 'decision')) THEN 'grading' END AS state
        FROM delivery_class_group GROUP BY run_id
      ) s
      WHERE s.run_id = r.id AND s.state IS NOT NULL AND r.state <> s.state AND r.state <> 'canceled'`);
  }
}
