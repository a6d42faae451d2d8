import type { AttemptState } from '@bimtek/assessment-contracts';
import type { Validity } from '@bimtek/certification-contracts';
import type { TestKind } from '@bimtek/curriculum-contracts';
import type {
  ClassGroupId,
  ClassGroupState,
  EnrollmentId,
  EnrollmentState,
  RunId,
  TimeZone,
} from '@bimtek/delivery-contracts';
import { peopleWithinScope } from '@bimtek/delivery-server';
import type { ScoreSource } from '@bimtek/graduation-contracts';
import type { RecordedAct } from '@bimtek/insight-contracts';
import type { Actor, ScopeLevel } from '@bimtek/platform-contracts';
import { Conditions, withinScope } from '@bimtek/platform-server';
import type { PersonId } from '@bimtek/registry-contracts';
import type { EntityManager } from 'typeorm';

export interface PersonRow {
  id: PersonId;
  fullName: string;
  titleBefore: string | null;
  titleAfter: string | null;
  position: string | null;
  phone: string | null;
  email: string | null;
  participantCode: string | null;
  accountId: string | null;
  accountState: 'invited' | 'active' | 'locked' | null;
  activatedAt: Date | null;
  libraryName: string | null;
  villageName: string | null;
  districtName: string | null;
  regencyName: string | null;
  provinceName: string | null;
}

/** Somebody of the caller's places, or enrolled where the caller works; nobody else is there. */
export async function readPerson(
  db: EntityManager,
  me: Actor,
  personId: PersonId,
): Promise<PersonRow | null> {
  const where = new Conditions().and('p.id = ?', personId);
  const places = withinScope(me, { regency: 'p.regency_code', province: 'p.province_code' }, 2);
  const enrolled = peopleWithinScope(me, places.parameters.length + 2);
  where.parameters.push(...places.parameters, ...enrolled.parameters);
  const rows: PersonRow[] = await db.query(
    `SELECT p.id, p.full_name AS "fullName", p.title_before AS "titleBefore", p.title_after AS "titleAfter", p.position,
       p.phone, p.email, a.participant_code AS "participantCode", a.id AS "accountId", a.state AS "accountState",
       a.activated_at AS "activatedAt", l.name AS "libraryName", v.name AS "villageName", d.name AS "districtName",
       k.name AS "regencyName", pr.name AS "provinceName"
     FROM registry_person p
     LEFT JOIN identity_account a ON a.person_id = p.id
     LEFT JOIN registry_library l ON l.id = p.library_id
     LEFT JOIN registry_region v ON v.code = l.village_code
     LEFT JOIN registry_region d ON d.code = l.district_code
     LEFT JOIN registry_region k ON k.code = p.regency_code
     LEFT JOIN registry_region pr ON pr.code = p.province_code
     WHERE ${where.sql} AND ((${places.sql}) OR EXISTS (
       SELECT 1 FROM delivery_enrollment e WHERE e.person_id = p.id AND (${enrolled.sql})))`,
    where.parameters,
  );
  return rows[0] ?? null;
}

export interface AccountRow {
  lastSeenAt: Date | null;
  openSessions: number;
  roles: { role: string; level: ScopeLevel; boundTo: string | null; validTo: string | null }[] | null;
}

/** Sign-ins that are still known, and the roles that are or will be valid, with what they are bound to by its name. */
export async function readAccount(
  db: EntityManager,
  accountId: string,
  personId: PersonId,
  now: Date,
): Promise<AccountRow> {
  const [row]: [AccountRow] = await db.query(
    `SELECT
       (SELECT max(s.last_seen_at) FROM identity_session s WHERE s.account_id = $1) AS "lastSeenAt",
       (SELECT count(*)::int FROM identity_session s WHERE s.account_id = $1 AND s.expires_at > $3) AS "openSessions",
       (SELECT json_agg(json_build_object('role', r.role, 'level', r.level, 'validTo', r.valid_to,
            'boundTo', coalesce(g.name, region.name)) ORDER BY r.role, g.name, region.name)
          FROM identity_role_grant r
          LEFT JOIN delivery_class_group g ON r.level = 'class' AND g.id::text = r.scope_id
          LEFT JOIN registry_region region ON r.level IN ('regency', 'province') AND region.code = r.scope_id
          WHERE r.person_id = $2 AND (r.valid_to IS NULL OR r.valid_to > $3)) AS roles`,
    [accountId, personId, now],
  );
  return row;
}

export interface EnrollmentRow {
  id: EnrollmentId;
  runId: RunId;
  runName: string;
  curriculumVersionId: string;
  classGroupId: ClassGroupId | null;
  classCode: string;
  className: string;
  classState: ClassGroupState;
  timeZone: TimeZone;
  startsOn: string;
  endsOn: string;
  state: EnrollmentState;
  stateReason: string | null;
  stateChangedAt: Date;
  nameConfirmedAt: Date | null;
  lessons: [lessonId: string, isDone: boolean, at: string][] | null;
  attempts:
    | {
        id: string;
        kind: TestKind;
        moduleCode: string | null;
        ordinal: number;
        state: AttemptState;
        startedAt: string;
        finishedAt: string | null;
        score: number | null;
      }[]
    | null;
  scores:
    | { component: string; value: number; outOf: number | null; source: ScoreSource; recordedAt: string }[]
    | null;
  decision: {
    outcome: 'passed' | 'notPassed';
    finalScore: number;
    grade: string | null;
    attendanceRate: number | null;
    state: 'prepared' | 'approved';
    decidedAt: string | null;
  } | null;
  certificates:
    | {
        id: string;
        number: string;
        version: number;
        validity: Validity;
        issuedAt: string;
        endedAt: string | null;
        endedReason: string | null;
        verificationCode: string;
      }[]
    | null;
  history:
    { at: string; from: string | null; to: string; by: string; role: string; reason: string | null }[] | null;
}

/** What of an enrollment the role may see; the rest is not even read. */
export interface Sees {
  scores: boolean;
  decision: boolean;
  certificates: boolean;
}

/** The person's enrollments within the scope with all that hangs on them, newest first, in one statement. */
export async function readEnrollments(
  db: EntityManager,
  me: Actor,
  personId: PersonId,
  sees: Sees,
): Promise<EnrollmentRow[]> {
  const where = new Conditions()
    .and('e.person_id = ?', personId)
    .within((first) => peopleWithinScope(me, first));
  const [scores, decision, certificates] = [sees.scores, sees.decision, sees.certificates].map(
    (value) => `${where.value(value)}::boolean`,
  );
  return db.query(
    `SELECT e.id, e.state, e.state_reason AS "stateReason", e.state_changed_at AS "stateChangedAt",
       e.certificate_name_confirmed_at AS "nameConfirmedAt",
       r.id AS "runId", r.name AS "runName", r.curriculum_version_id AS "curriculumVersionId",
       g.id AS "classGroupId", g.code AS "classCode", g.name AS "className", g.state AS "classState",
       coalesce(g.time_zone, 'Asia/Jakarta') AS "timeZone", coalesce(w.starts_on, r.starts_on)::text AS "startsOn",
       coalesce(w.ends_on, r.ends_on)::text AS "endsOn",
       (SELECT json_agg(json_build_array(p.lesson_id, p.completed_at IS NOT NULL, p.updated_at))
          FROM learning_lesson_progress p WHERE p.enrollment_id = e.id) AS lessons,
       (SELECT json_agg(json_build_object('id', a.id, 'kind', t.kind, 'moduleCode', t.module_code,
            'ordinal', a.ordinal, 'state', a.state, 'startedAt', a.started_at, 'finishedAt', a.finished_at,
            'score', a.score) ORDER BY a.started_at, a.id)
          FROM assessment_attempt a JOIN assessment_test t ON t.id = a.test_id
          WHERE ${scores} AND a.enrollment_id = e.id) AS attempts,
       (SELECT json_agg(json_build_object('component', c.component, 'value', c.value, 'outOf', c.out_of,
            'source', c.source, 'recordedAt', c.recorded_at) ORDER BY c.component)
          FROM graduation_component_score c WHERE ${scores} AND c.enrollment_id = e.id) AS scores,
       (SELECT json_build_object('outcome', d.outcome, 'finalScore', d.final_score, 'grade', d.grade,
            'attendanceRate', d.attendance_rate, 'state', d.state, 'decidedAt', d.decided_at)
          FROM graduation_decision d WHERE ${decision} AND d.enrollment_id = e.id) AS decision,
       (SELECT json_agg(json_build_object('id', c.id, 'number', c.number, 'version', c.version,
            'validity', c.validity, 'issuedAt', c.issued_at, 'endedAt', c.ended_at, 'endedReason', c.ended_reason,
            'verificationCode', c.verification_code) ORDER BY c.version DESC)
          FROM certification_certificate c WHERE ${certificates} AND c.enrollment_id = e.id) AS certificates,
       (SELECT json_agg(json_build_object('at', h.at, 'from', h.before ->> 'state', 'to', h.after ->> 'state',
            'by', h.actor_name, 'role', h.role, 'reason', h.reason) ORDER BY h.at, h.id)
          FROM platform_audit_entry h
          WHERE h.subject_type = 'enrollment' AND h.subject_id = e.id::text AND h.after ->> 'state' IS NOT NULL
            AND h.before ->> 'state' IS DISTINCT FROM h.after ->> 'state') AS history
     FROM delivery_enrollment e
     JOIN delivery_run r ON r.id = e.run_id
     LEFT JOIN delivery_class_group g ON g.id = e.class_group_id
     LEFT JOIN delivery_wave w ON w.id = g.wave_id
     WHERE ${where.sql} ORDER BY e.created_at DESC, e.id DESC`,
    where.parameters,
  );
}

/** The newest acts about the person, the account, the enrollments and the certificates. */
export async function readActs(
  db: EntityManager,
  { personId, accountId }: { personId: PersonId; accountId: string | null },
): Promise<(Omit<RecordedAct, 'at'> & { at: Date })[]> {
  return db.query(
    `SELECT h.at, h.action, h.actor_name AS by, h.role, h.reason
     FROM (
       SELECT 'person' AS type, $1::text AS id
       UNION ALL SELECT 'account', $2::text WHERE $2 IS NOT NULL
       UNION ALL SELECT 'enrollment', e.id::text FROM delivery_enrollment e WHERE e.person_id = $1::uuid
       UNION ALL SELECT 'certificate', c.id::text FROM certification_certificate c WHERE c.person_id = $1::uuid
     ) AS subject
     CROSS JOIN LATERAL (
       SELECT * FROM platform_audit_entry h WHERE h.subject_type = subject.type AND h.subject_id = subject.id
       ORDER BY h.at DESC LIMIT 50
     ) AS h
     ORDER BY h.at DESC, h.id DESC LIMIT 50`,
    [personId, accountId],
  );
}
