import type { ClassGroupId, EnrollmentId } from '@bimtek/delivery-contracts';
import { classGroupsWithinScope, peopleWithinScope } from '@bimtek/delivery-server';
import type { AttendanceEvidence, AttendedClass, RequestState, RosterPerson } from '@bimtek/live-contracts';
import { type Actor, found } from '@bimtek/platform-contracts';
import { Conditions } from '@bimtek/platform-server';
import type { EntityManager } from 'typeorm';
import { IN_SESSION, RECORD_JSON, type SessionFacts, TAKING_PART } from './attendance.queries.ts';
import { recordView } from './record-view.ts';

const CLASS = `g.id, g.code, g.name, g.state, g.time_zone AS "timeZone"`;

/** More classes than a run has are not offered to choose from. */
const CLASSES_MAX = 200;

/** Classes within scope that take part in a session, by code. */
export async function classesOfSession(
  tx: EntityManager,
  me: Actor,
  session: Pick<SessionFacts, 'runId' | 'classGroupId'>,
): Promise<AttendedClass[]> {
  const where = new Conditions().within((first) => classGroupsWithinScope(me, first));
  if (session.classGroupId) where.and('g.id = ?', session.classGroupId);
  else where.and('g.run_id = ?', session.runId);
  return tx.query(
    `SELECT ${CLASS} FROM delivery_class_group g WHERE ${where.sql} ORDER BY g.code LIMIT ${CLASSES_MAX}`,
    where.parameters,
  );
}

export type ClassRow = AttendedClass & { runId: string; curriculumVersionId: string };

/** A class within scope; 404 otherwise. */
export async function attendedClass(tx: EntityManager, me: Actor, classGroupId: string): Promise<ClassRow> {
  const where = new Conditions()
    .and('g.id = ?', classGroupId)
    .within((first) => classGroupsWithinScope(me, first));
  const [row]: ClassRow[] = await tx.query(
    `SELECT ${CLASS}, g.run_id AS "runId", r.curriculum_version_id AS "curriculumVersionId"
     FROM delivery_class_group g JOIN delivery_run r ON r.id = g.run_id WHERE ${where.sql}`,
    where.parameters,
  );
  return found(row);
}

export function classView({ id, code, name, state, timeZone }: AttendedClass): AttendedClass {
  return { id, code, name, state, timeZone };
}

/** Everybody of a class at a session by name, or one of them; a class has few people. */
export async function roster(
  tx: EntityManager,
  me: Actor,
  at: { sessionId: string; classGroupId?: ClassGroupId; enrollmentId?: string },
): Promise<RosterPerson[]> {
  const where = new Conditions()
    .and('s.id = ?', at.sessionId)
    .and(TAKING_PART)
    .within((first) => peopleWithinScope(me, first));
  if (at.classGroupId) where.and('e.class_group_id = ?', at.classGroupId);
  if (at.enrollmentId) where.and('e.id = ?', at.enrollmentId);
  const rows: (RosterPerson & { correction: RequestState | null })[] = await tx.query(
    `SELECT e.id AS "enrollmentId", coalesce(p.full_name, e.sort_name) AS name, i.participant_code AS "participantCode",
       place.name AS place, ${RECORD_JSON} AS record, c.state AS correction, x.state AS excuse,
       (SELECT (v.detail->>'minutes')::int FROM live_attendance_evidence v
        WHERE v.session_id = s.id AND v.enrollment_id = e.id AND v.kind = 'report'
        ORDER BY v.serial DESC LIMIT 1) AS "minutesConnected"
     FROM live_session s JOIN delivery_enrollment e ON ${IN_SESSION}
     LEFT JOIN live_attendance a ON a.session_id = s.id AND a.enrollment_id = e.id
     LEFT JOIN live_attendance_correction c ON c.session_id = s.id AND c.enrollment_id = e.id
     LEFT JOIN live_attendance_excuse x ON x.session_id = s.id AND x.enrollment_id = e.id
     LEFT JOIN registry_person p ON p.id = e.person_id
     LEFT JOIN identity_account i ON i.person_id = e.person_id
     LEFT JOIN registry_library l ON l.id = e.library_id
     LEFT JOIN registry_region place ON place.code = l.village_code
     WHERE ${where.sql} ORDER BY e.sort_name, e.id LIMIT 200`,
    where.parameters,
  );
  return rows.map((row) => ({ ...row, record: recordView(row.record) }));
}

type EvidenceRow = Omit<AttendanceEvidence, 'at' | 'recordedAt' | 'deviceAt' | 'detail'> & {
  at: Date;
  recordedAt: Date;
  deviceAt: Date | null;
  detail: Record<string, unknown>;
  venue: string | null;
};

export async function evidenceOf(
  tx: EntityManager,
  at: { sessionId: string; enrollmentId: EnrollmentId },
): Promise<AttendanceEvidence[]> {
  const rows: EvidenceRow[] = await tx.query(
    `SELECT v.id, v.kind, v.happened_at AS at, v.recorded_at AS "recordedAt", v.device_at AS "deviceAt",
       coalesce(i.display_name, '–') AS by, v.detail, l.venue, coalesce(v.file_id, l.photo_id) IS NOT NULL AS "hasFile"
     FROM live_attendance_evidence v
     LEFT JOIN live_attendance_venue_list l ON l.id = v.venue_list_id
     LEFT JOIN identity_account i ON i.person_id = v.recorded_by
     WHERE v.session_id = $1 AND v.enrollment_id = $2 ORDER BY v.serial LIMIT 500`,
    [at.sessionId, at.enrollmentId],
  );
  return rows.map(({ venue, ...row }) => ({
    ...row,
    at: row.at.toISOString(),
    recordedAt: row.recordedAt.toISOString(),
    deviceAt: row.deviceAt?.toISOString() ?? null,
    detail: venue === null ? row.detail : { ...row.detail, venue },
  }));
}

/** The file behind a piece of evidence; the photo of its list for somebody ticked in a hall. */
export async function evidenceFile(
  tx: EntityManager,
  at: { sessionId: string; enrollmentId: string; evidenceId: string },
): Promise<string> {
  const [row]: { id: string | null }[] = await tx.query(
    `SELECT coalesce(v.file_id, l.photo_id) AS id
     FROM live_attendance_evidence v LEFT JOIN live_attendance_venue_list l ON l.id = v.venue_list_id
     WHERE v.id = $1 AND v.session_id = $2 AND v.enrollment_id = $3`,
    [at.evidenceId, at.sessionId, at.enrollmentId],
  );
  return found(row?.id);
}
