import type { EnrollmentId } from '@bimtek/delivery-contracts';
import type { AttendanceTotals } from '@bimtek/live-contracts';
import type { EntityManager } from 'typeorm';
import { SESSIONS_OF_ENROLLMENT } from './attendance.queries.ts';
import { type CountedSession, totalsOf } from './totals.rules.ts';

/** `records`: sessions of which anything is recorded; without any, nobody has kept attendance of the person here yet. */
export type TotalsOfPerson = AttendanceTotals & { records: number };

/** Lesson hours of these people over all sessions of their class and run, as they are now. */
export async function attendanceTotals(
  tx: EntityManager,
  enrollmentIds: readonly string[],
  now: Date,
): Promise<Map<EnrollmentId, TotalsOfPerson>> {
  const rows: (CountedSession & { enrollmentId: EnrollmentId; isRecorded: boolean })[] = await tx.query(
    `SELECT e.id AS "enrollmentId", s.lesson_hours::float8 AS "lessonHours", s.state = 'cancelled' AS "isCancelled",
       s.ends_at <= $2 AS "isOver", coalesce(a.hours, 0)::float8 AS hours,
       coalesce(a.substitute_hours, 0)::float8 AS "substituteHours", a.session_id IS NOT NULL AS "isRecorded"
     FROM delivery_enrollment e CROSS JOIN ${SESSIONS_OF_ENROLLMENT}
     LEFT JOIN live_attendance a ON a.session_id = s.id AND a.enrollment_id = e.id
     WHERE e.id = ANY($1::uuid[])`,
    [[...enrollmentIds], now],
  );
  const sessions = Map.groupBy(rows, ({ enrollmentId }) => enrollmentId);
  return new Map(
    enrollmentIds.map((id) => {
      const own = sessions.get(id as EnrollmentId) ?? [];
      const records = own.filter(({ isRecorded }) => isRecorded).length;
      return [id as EnrollmentId, { ...totalsOf(own), records }];
    }),
  );
}
