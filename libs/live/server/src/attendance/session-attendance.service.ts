import {
  type closeSession,
  type EvidenceStrength,
  type getEvidenceFile,
  type getSessionAttendance,
  type getSessionCodes,
  type listEvidence,
  markAttendance,
  markProblem,
  type RosterCounts,
  type RosterPerson,
  windowOf,
} from '@bimtek/live-contracts';
import type { EnrollmentId } from '@bimtek/delivery-contracts';
import { holdRole } from '@bimtek/identity-server';
import {
  type Actor,
  type BodyOf,
  found,
  type ParamsOf,
  type QueryOf,
  type ResultOf,
} from '@bimtek/platform-contracts';
import { AuditLog, Clock, Files, Ids, type StoredFile } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type * as z from 'zod';
import { AttendanceLedger } from './attendance-ledger.ts';
import {
  holdPeople,
  IN_SESSION,
  scopedSession,
  type SessionFacts,
  sessionView,
  strictest,
  TAKING_PART,
} from './attendance.queries.ts';
import { refusesClosing, refusesMarking } from './check.rules.ts';
import {
  classesOfSession,
  classView,
  evidenceFile,
  evidenceOf,
  roster,
} from './session-attendance.queries.ts';
import { codesOf } from './session-codes.ts';

type AtSession = ParamsOf<typeof getSessionAttendance>;

/** Attendance at one session, for those who lead it. */
@Injectable()
export class SessionAttendance {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly audit: AuditLog,
    private readonly files: Files,
    private readonly ledger: AttendanceLedger,
  ) {}

  /** Made of a secret when they are first asked for, and the same ever after. */
  async codes(me: Actor, { sessionId }: AtSession): Promise<ResultOf<typeof getSessionCodes>> {
    const session = await scopedSession(this.db.manager, me, sessionId);
    if (session.kind === 'rehearsal') throw markProblem('no-attendance');
    if (session.state === 'cancelled') throw markProblem('session-cancelled');
    const now = this.clock.now();
    const [row]: { secret: string }[] = await this.db.query(
      `WITH made AS (
         INSERT INTO live_attendance_secret (session_id, secret, made_at) VALUES ($1, $2, $3)
         ON CONFLICT (session_id) DO NOTHING RETURNING secret
       )
       SELECT secret FROM made UNION ALL SELECT secret FROM live_attendance_secret WHERE session_id = $1`,
      [session.id, this.ids.token(), now],
    );
    // Two who ask for it first at once: the slower finds it only afterwards.
    const secret = row?.secret ?? (await this.#secretOf(session.id));
    const codes = codesOf(secret);
    return {
      codes: (['in', 'out'] as const).map((part) => {
        const { from, until } = windowOf(part, session);
        return { part, code: codes[part], from: from.toISOString(), until: until.toISOString() };
      }),
      now: now.toISOString(),
    };
  }

  async roster(
    me: Actor,
    { sessionId }: AtSession,
    { classGroupId }: QueryOf<typeof getSessionAttendance>,
  ): Promise<ResultOf<typeof getSessionAttendance>> {
    const tx = this.db.manager;
    const session = await scopedSession(tx, me, sessionId);
    const classes = await classesOfSession(tx, me, session);
    const asked = classGroupId ?? (classes.length === 1 ? classes[0]?.id : session.classGroupId);
    const classGroup = asked ? found(classes.find(({ id }) => id === asked)) : null;
    const items = classGroup ? await roster(tx, me, { sessionId, classGroupId: classGroup.id }) : [];
    const now = this.clock.now();
    const lockable = { ...session, classState: classGroup?.state ?? 'running' };
    return {
      session: sessionView(session),
      timeZone: classGroup?.timeZone ?? 'Asia/Jakarta',
      classGroup: classGroup && classView(classGroup),
      classes: classes.map(({ id, code, name }) => ({ id, code, name })),
      items,
      counts: countsOf(items),
      refusal: refusesMarking(lockable, now),
      closeRefusal: session.state === 'closed' ? 'session-closed' : refusesClosing(lockable, now),
      now: now.toISOString(),
    };
  }

  async evidence(me: Actor, at: ParamsOf<typeof listEvidence>): Promise<ResultOf<typeof listEvidence>> {
    const tx = this.db.manager;
    await scopedSession(tx, me, at.sessionId);
    const [person] = await roster(tx, me, at);
    return { person: found(person), items: await evidenceOf(tx, at) };
  }

  async file(me: Actor, at: ParamsOf<typeof getEvidenceFile>): Promise<StoredFile> {
    const tx = this.db.manager;
    await scopedSession(tx, me, at.sessionId);
    found((await roster(tx, me, at))[0]);
    return this.files.find(await evidenceFile(tx, at));
  }

  async mark(
    me: Actor,
    { sessionId }: AtSession,
    { mark, note, enrollmentIds }: BodyOf<typeof markAttendance>,
  ): Promise<ResultOf<typeof markAttendance>> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const { session, people } = await holdPeople(tx, me, sessionId, enrollmentIds, now);
      const refusal = refusesMarking({ ...session, classState: strictest(people) }, now);
      if (refusal) throw markProblem(refusal);
      // What stands there already is not recorded once more.
      const same: { id: string }[] = await tx.query(
        `SELECT DISTINCT ON (enrollment_id) CASE WHEN detail->>'mark' = $3 THEN enrollment_id END AS id
         FROM live_attendance_evidence
         WHERE session_id = $1 AND enrollment_id = ANY($2::uuid[]) AND kind = 'mark' ORDER BY enrollment_id, serial DESC`,
        [session.id, people.map(({ enrollmentId }) => enrollmentId), mark],
      );
      const isSame = new Set(same.map(({ id }) => id));
      const marked = people.filter(({ enrollmentId }) => !isSame.has(enrollmentId));
      const changed = await this.ledger.add(
        tx,
        session,
        marked.map(({ enrollmentId }) => ({
          kind: 'mark',
          enrollmentId,
          happenedAt: now,
          recordedBy: me.userId,
          detail: { mark, note },
        })),
      );
      await this.audit.recordAll(
        tx,
        me,
        marked.map(({ enrollmentId }) => ({
          action: 'live.attendance-marked' as const,
          subject: { type: 'enrollment', id: enrollmentId },
          after: { sessionId, mark },
          ...(note ? { reason: note } : {}),
        })),
      );
      return { changed: changed.length };
    });
  }

  /** From now on only requests that were made in time change anything, until the class is closed. */
  async close(me: Actor, { sessionId }: AtSession): Promise<ResultOf<typeof closeSession>> {
    return this.db.transaction(async (tx) => {
      const session = await scopedSession(tx, me, sessionId, { lock: 'update' });
      // Who sees only some classes of a run does not settle the session of all of them.
      if (!session.classGroupId && me.scope.level !== 'national') found(null);
      const now = this.clock.now();
      await holdRole(tx, me, now);
      const refusal = refusesClosing({ ...session, classState: await classStateOf(tx, session) }, now);
      if (refusal) throw markProblem(refusal);
      if (session.state === 'closed') return sessionView(session);
      await tx.query(`UPDATE live_session SET state = 'closed', changed_at = $2 WHERE id = $1`, [
        session.id,
        now,
      ]);
      // Also of those of whom nothing was recorded: from now on that is what counts.
      await this.ledger.tellOf(tx, await peopleOf(tx, session));
      await this.audit.record(tx, me, {
        action: 'live.session-closed',
        subject: { type: 'live-session', id: session.id },
        before: { state: session.state },
        after: { state: 'closed' },
      });
      return sessionView({ ...session, state: 'closed' });
    });
  }

  async #secretOf(sessionId: string): Promise<string> {
    const [row]: { secret: string }[] = await this.db.query(
      `SELECT secret FROM live_attendance_secret WHERE session_id = $1`,
      [sessionId],
    );
    return found(row).secret;
  }
}

async function peopleOf(tx: DataSource['manager'], { id }: SessionFacts): Promise<EnrollmentId[]> {
  const rows: { id: EnrollmentId }[] = await tx.query(
    `SELECT e.id FROM live_session s JOIN delivery_enrollment e ON ${IN_SESSION}
     JOIN delivery_class_group g ON g.id = e.class_group_id
     WHERE s.id = $1 AND ${TAKING_PART} AND g.state <> 'closed' ORDER BY e.class_group_id, e.id`,
    [id],
  );
  return rows.map((row) => row.id);
}

async function classStateOf(tx: DataSource['manager'], { classGroupId }: SessionFacts): Promise<string> {
  if (!classGroupId) return 'running';
  const [row]: { state: string }[] = await tx.query(
    `SELECT state FROM delivery_class_group WHERE id = $1 FOR SHARE`,
    [classGroupId],
  );
  return found(row).state;
}

function countsOf(people: readonly RosterPerson[]): z.infer<typeof RosterCounts> {
  const count = (is: (person: RosterPerson) => boolean) => people.filter(is).length;
  const state = (...states: string[]) => count(({ record }) => !!record && states.includes(record.state));
  const by: Partial<Record<EvidenceStrength, number>> = {};
  for (const { record } of people) {
    if (record?.strength) by[record.strength] = (by[record.strength] ?? 0) + 1;
  }
  return {
    people: people.length,
    present: state('present'),
    partial: state('partial'),
    late: count(({ record }) => (record?.lateMinutes ?? 0) > 0),
    excused: state('excused', 'sick'),
    missing: count(({ record }) => !record || record.state === 'absent' || record.state === 'unsettled'),
    flagged: count(({ record }) => (record?.flags.length ?? 0) > 0),
    by,
  };
}
