import type {
  AttendanceRecord,
  CorrectionId,
  ExcuseId,
  ExcuseKind,
  RequestState,
} from '@bimtek/live-contracts';
import type { EntityManager } from 'typeorm';
import {
  RECORD_JSON,
  SESSION_COLUMNS,
  type SessionFacts,
  SESSIONS_OF_ENROLLMENT,
} from './attendance.queries.ts';
import { recordView } from './record-view.ts';

export interface CorrectionRow {
  id: CorrectionId;
  reason: string;
  state: RequestState;
  askedAt: Date;
  decisionReason: string | null;
}

export interface ExcuseRow {
  id: ExcuseId;
  kind: ExcuseKind;
  note: string;
  state: RequestState;
  askedAt: Date;
  decisionReason: string | null;
  substituteKind: 'questions' | 'text' | null;
  scores: number[];
  text: string | null;
  textAt: Date | null;
  passedAt: Date | null;
  substituteReason: string | null;
}

export async function readRecord(
  tx: EntityManager,
  sessionId: string,
  enrollmentId: string,
): Promise<AttendanceRecord | null> {
  const [row]: { record: AttendanceRecord | null }[] = await tx.query(
    `SELECT ${RECORD_JSON} AS record FROM live_attendance a WHERE a.session_id = $1 AND a.enrollment_id = $2`,
    [sessionId, enrollmentId],
  );
  return recordView(row?.record ?? null);
}

export async function readCorrection(
  tx: EntityManager,
  sessionId: string,
  enrollmentId: string,
): Promise<CorrectionRow | null> {
  const [row]: CorrectionRow[] = await tx.query(
    `SELECT id, reason, state, asked_at AS "askedAt", decision_reason AS "decisionReason"
     FROM live_attendance_correction WHERE enrollment_id = $2 AND session_id = $1`,
    [sessionId, enrollmentId],
  );
  return row ?? null;
}

export async function readExcuse(
  tx: EntityManager,
  sessionId: string,
  enrollmentId: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<ExcuseRow | null> {
  const [row]: ExcuseRow[] = await tx.query(
    `SELECT id, kind, note, state, asked_at AS "askedAt", decision_reason AS "decisionReason",
       substitute_kind AS "substituteKind", substitute_scores::float8[] AS scores, substitute_text AS text,
       substitute_text_at AS "textAt", substitute_passed_at AS "passedAt", substitute_reason AS "substituteReason"
     FROM live_attendance_excuse WHERE enrollment_id = $2 AND session_id = $1 ${lock ? 'FOR UPDATE' : ''}`,
    [sessionId, enrollmentId],
  );
  return row ?? null;
}

export interface MySessionRow extends SessionFacts {
  record: AttendanceRecord | null;
  correction: RequestState | null;
  excuse: RequestState | null;
  owesSubstitute: boolean;
}

/** Everything that counts for one enrollment, from the first session to the last. */
export async function readMySessions(tx: EntityManager, enrollmentId: string): Promise<MySessionRow[]> {
  const rows: MySessionRow[] = await tx.query(
    `SELECT ${SESSION_COLUMNS}, ${RECORD_JSON} AS record, c.state AS correction, x.state AS excuse,
       (x.state = 'granted' AND x.substitute_passed_at IS NULL) IS TRUE AS "owesSubstitute"
     FROM delivery_enrollment e CROSS JOIN ${SESSIONS_OF_ENROLLMENT}
     LEFT JOIN live_attendance a ON a.session_id = s.id AND a.enrollment_id = e.id
     LEFT JOIN live_attendance_correction c ON c.session_id = s.id AND c.enrollment_id = e.id
     LEFT JOIN live_attendance_excuse x ON x.session_id = s.id AND x.enrollment_id = e.id
     WHERE e.id = $1 ORDER BY s.starts_at, s.id`,
    [enrollmentId],
  );
  return rows.map((row) => ({ ...row, record: recordView(row.record) }));
}
