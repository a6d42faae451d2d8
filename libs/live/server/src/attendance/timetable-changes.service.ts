import type { EnrollmentId } from '@bimtek/delivery-contracts';
import type { sessionsChanged } from '@bimtek/live-contracts';
import type { Payload } from '@bimtek/platform-contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AttendanceLedger } from './attendance-ledger.ts';
import { SESSION_COLUMNS, type SessionFacts, TAKING_PART } from './attendance.queries.ts';

/** What a changed timetable means for attendance. Safe to run twice: records follow from what is there. */
@Injectable()
export class TimetableChanges {
  constructor(
    private readonly db: DataSource,
    private readonly ledger: AttendanceLedger,
  ) {}

  /** Judges what was recorded by the session's new times and hours, and tells that scheduled hours are others now. */
  async follow({ sessionIds, runId, classGroupId }: Payload<typeof sessionsChanged>): Promise<void> {
    for (const sessionId of sessionIds) {
      await this.db.transaction(async (tx) => {
        const session = await settledSession(tx, sessionId);
        if (session) await this.ledger.reckon(tx, session, await peopleRecorded(tx, sessionId));
      });
    }
    await this.db.transaction(async (tx) => {
      const people: { id: EnrollmentId }[] = await tx.query(
        `SELECT e.id FROM delivery_enrollment e JOIN delivery_class_group g ON g.id = e.class_group_id
         WHERE ${classGroupId ? 'e.class_group_id = $1' : 'e.run_id = $1'} AND ${TAKING_PART} AND g.state <> 'closed'
         ORDER BY e.class_group_id, e.id`,
        [classGroupId ?? runId],
      );
      await this.ledger.tellOf(
        tx,
        people.map(({ id }) => id),
      );
    });
  }
}

/** Locked against being moved once more meanwhile. */
async function settledSession(tx: EntityManager, sessionId: string): Promise<SessionFacts | undefined> {
  const [row]: SessionFacts[] = await tx.query(
    `SELECT ${SESSION_COLUMNS} FROM live_session s WHERE s.id = $1 FOR SHARE`,
    [sessionId],
  );
  return row;
}

async function peopleRecorded(tx: EntityManager, sessionId: string): Promise<string[]> {
  const rows: { id: string }[] = await tx.query(
    `SELECT DISTINCT v.enrollment_id AS id FROM live_attendance_evidence v
     JOIN delivery_enrollment e ON e.id = v.enrollment_id JOIN delivery_class_group g ON g.id = e.class_group_id
     WHERE v.session_id = $1 AND g.state <> 'closed'`,
    [sessionId],
  );
  return rows.map(({ id }) => id);
}
