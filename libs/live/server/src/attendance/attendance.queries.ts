import type { ClassGroupId, ClassGroupState, EnrollmentId, TimeZone } from '@bimtek/delivery-contracts';
import { peopleWithinScope } from '@bimtek/delivery-server';
import { holdRole } from '@bimtek/identity-server';
import type { AttendedSession, SessionId, SessionKind, SessionState } from '@bimtek/live-contracts';
import { type Actor, found } from '@bimtek/platform-contracts';
import { Conditions } from '@bimtek/platform-server';
import type { EntityManager } from 'typeorm';
import { sessionsWithinScope } from '../sessions/session-scope.ts';

/** Enrollments (`e`) of whom attendance is taken: not of those who wait for the class, nor of those who have left. */
export const TAKING_PART = `e.state IN ('active', 'completed', 'passed', 'notPassed')`;

/** Whether the enrollment `e` takes part in the session `s`. */
export const IN_SESSION = `(e.class_group_id = s.class_group_id OR (s.class_group_id IS NULL AND e.run_id = s.run_id))`;

export const SESSION_COLUMNS = `s.id, s.run_id AS "runId", s.class_group_id AS "classGroupId", s.kind, s.module_code AS "moduleCode", s.title,
  s.lesson_hours::float8 AS "lessonHours", s.starts_at AS "startsAt", s.ends_at AS "endsAt", s.state, s.version`;

export interface SessionFacts {
  id: SessionId;
  runId: string;
  classGroupId: ClassGroupId | null;
  kind: SessionKind;
  moduleCode: string | null;
  title: string;
  lessonHours: number;
  startsAt: Date;
  endsAt: Date;
  state: SessionState;
  version: number;
}

export function sessionView(session: SessionFacts): AttendedSession {
  const { id, kind, moduleCode, title, lessonHours, startsAt, endsAt, state } = session;
  return {
    id,
    kind,
    moduleCode,
    title,
    lessonHours,
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    state,
  };
}

export interface MySession extends SessionFacts {
  enrollmentId: EnrollmentId;
  classState: ClassGroupState;
  classOfPerson: ClassGroupId;
  timeZone: TimeZone;
  curriculumVersionId: string;
  recordingUrl: string | null;
  summary: string | null;
}

/**
 * A session that the person learns in, as their own class has it; 404 otherwise. `lock`: neither session nor class is closed or
 * moved before the end of the transaction; checks side by side do not wait for each other.
 */
export async function mySession(
  tx: EntityManager,
  me: Actor,
  sessionId: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<MySession> {
  const [row]: MySession[] = await tx.query(
    `SELECT ${SESSION_COLUMNS}, s.recording_url AS "recordingUrl", s.summary, e.id AS "enrollmentId", g.state AS "classState",
       g.id AS "classOfPerson", g.time_zone AS "timeZone", r.curriculum_version_id AS "curriculumVersionId"
     FROM live_session s
     JOIN delivery_enrollment e ON e.person_id = $2 AND ${IN_SESSION} AND ${TAKING_PART}
     JOIN delivery_class_group g ON g.id = e.class_group_id
     JOIN delivery_run r ON r.id = e.run_id
     WHERE s.id = $1 ${lock ? 'FOR SHARE OF s, g' : ''}`,
    [sessionId, me.userId],
  );
  return found(row);
}

/** A session within the actor's scope; 404 otherwise. */
export async function scopedSession(
  tx: EntityManager,
  me: Actor,
  sessionId: string,
  { lock }: { lock?: 'share' | 'update' } = {},
): Promise<SessionFacts> {
  const where = new Conditions().and('s.id = ?', sessionId).within((first) => sessionsWithinScope(me, first));
  const locking = lock ? `FOR ${lock === 'share' ? 'SHARE' : 'UPDATE'} OF s` : '';
  const [row]: SessionFacts[] = await tx.query(
    `SELECT ${SESSION_COLUMNS} FROM live_session s WHERE ${where.sql} ${locking}`,
    where.parameters,
  );
  return found(row);
}

export interface HeldPerson {
  enrollmentId: EnrollmentId;
  personId: string;
  libraryId: string | null;
  classGroupId: ClassGroupId;
  classState: ClassGroupState;
}

/**
 * A session and these people of it, all within the actor's scope, with the role held: neither session, classes nor role change until
 * the end of the transaction. 404 when anybody named is not in it.
 */
export async function holdPeople(
  tx: EntityManager,
  me: Actor,
  sessionId: string,
  enrollmentIds: readonly string[],
  now: Date,
): Promise<{ session: SessionFacts; people: HeldPerson[] }> {
  const session = await scopedSession(tx, me, sessionId, { lock: 'share' });
  const ids = [...new Set(enrollmentIds)];
  const where = new Conditions()
    .and('s.id = ?', sessionId)
    .and('e.id = ANY(?::uuid[])', ids)
    .and(TAKING_PART)
    .within((first) => peopleWithinScope(me, first));
  await tx.query(
    `SELECT g.id FROM delivery_class_group g WHERE g.id IN (
       SELECT e.class_group_id FROM delivery_enrollment e JOIN live_session s ON ${IN_SESSION} WHERE ${where.sql}
     ) ORDER BY g.id FOR SHARE OF g`,
    where.parameters,
  );
  const people: HeldPerson[] = await tx.query(
    `SELECT e.id AS "enrollmentId", e.person_id AS "personId", e.library_id AS "libraryId", g.id AS "classGroupId",
       g.state AS "classState"
     FROM delivery_enrollment e JOIN live_session s ON ${IN_SESSION}
     JOIN delivery_class_group g ON g.id = e.class_group_id WHERE ${where.sql}`,
    where.parameters,
  );
  if (people.length < ids.length) found(null);
  await holdRole(tx, me, now);
  return { session, people };
}

/** The class that a refusal is about: a closed one when there is one. */
export function strictest(people: readonly Pick<HeldPerson, 'classState'>[]): string {
  return people.some(({ classState }) => classState === 'closed')
    ? 'closed'
    : (people[0]?.classState ?? 'running');
}

/** The record of the alias `a` as one value with the contract's names, instants in ISO; null when there is none. */
export const RECORD_JSON = `CASE WHEN a.session_id IS NOT NULL THEN jsonb_build_object(
  'state', a.state, 'hours', a.hours, 'substituteHours', a.substitute_hours, 'strength', a.strength,
  'lateMinutes', a.late_minutes, 'checkedInAt', a.checked_in_at, 'checkedOutAt', a.checked_out_at, 'flags', to_jsonb(a.flags)) END`;

/** All sessions that count for the enrollment `e`, whatever their state: of its class and of its run, as the alias `s`. */
export const SESSIONS_OF_ENROLLMENT = `LATERAL (
  SELECT * FROM live_session WHERE class_group_id = e.class_group_id AND kind <> 'rehearsal'
  UNION ALL
  SELECT * FROM live_session WHERE class_group_id IS NULL AND run_id = e.run_id AND kind <> 'rehearsal'
) s`;
