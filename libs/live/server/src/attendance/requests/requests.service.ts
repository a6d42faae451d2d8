import { QuestionBanks } from '@bimtek/assessment-server';
import { peopleWithinScope } from '@bimtek/delivery-server';
import { holdRole } from '@bimtek/identity-server';
import {
  type AttendanceRequest,
  type decideCorrection,
  type decideExcuse,
  type decideSubstitute,
  type getExcuseDocument,
  type listAttendanceRequests,
  requestProblem,
} from '@bimtek/live-contracts';
import { type Actor, type BodyOf, found, type ParamsOf, type ResultOf } from '@bimtek/platform-contracts';
import { AuditLog, Clock, Conditions, Files, type StoredFile } from '@bimtek/platform-server';
import { deciderOf, ownWork } from '@bimtek/registry-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AttendanceLedger } from '../attendance-ledger.ts';
import { RECORD_JSON, SESSION_COLUMNS, type SessionFacts, sessionView } from '../attendance.queries.ts';
import { type RecordJson, recordView } from '../record-view.ts';
import { attendedClass, classView } from '../session-attendance.queries.ts';
import { AttendanceNotices } from './attendance-notices.ts';
import { substituteKindFor } from './my-requests.service.ts';
import { refusesDecision } from './request.rules.ts';

interface Held extends SessionFacts {
  requestId: string;
  requestState: 'open' | 'granted' | 'refused';
  excuseKind: 'permitted' | 'sick';
  documentId: string;
  substituteKind: 'questions' | 'text' | null;
  text: string | null;
  textAt: Date | null;
  passedAt: Date | null;
  enrollmentId: string;
  personId: string;
  classState: string;
  curriculumVersionId: string;
  isOwn: boolean;
}

/** Corrections, excuses and written substitute tasks, for those who decide about them. */
@Injectable()
export class AttendanceRequests {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly files: Files,
    private readonly banks: QuestionBanks,
    private readonly ledger: AttendanceLedger,
    private readonly notices: AttendanceNotices,
  ) {}

  async list(
    me: Actor,
    { classGroupId }: ParamsOf<typeof listAttendanceRequests>,
  ): Promise<ResultOf<typeof listAttendanceRequests>> {
    const tx = this.db.manager;
    const classGroup = await attendedClass(tx, me, classGroupId);
    return { classGroup: classView(classGroup), items: await requestsOf(tx, me, classGroupId) };
  }

  async decideCorrection(
    me: Actor,
    { correctionId }: ParamsOf<typeof decideCorrection>,
    { isGranted, reason, grants }: BodyOf<typeof decideCorrection>,
  ): Promise<void> {
    await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const held = await this.#hold(tx, me, 'correction', correctionId, now);
      const refusal = refusesDecision({ state: held.requestState, isOwn: held.isOwn }, held, isGranted);
      if (refusal === 'same') return;
      if (refusal) throw requestProblem(refusal);
      await decide(tx, 'correction', held, { isGranted, reason, by: me.userId, now });
      if (isGranted) {
        await this.ledger.add(tx, held, [
          {
            kind: 'correction',
            enrollmentId: held.enrollmentId,
            happenedAt: now,
            recordedBy: me.userId,
            detail: { grants, reason },
          },
        ]);
      }
      await this.audit.record(tx, me, {
        action: 'live.correction-decided',
        subject: { type: 'enrollment', id: held.enrollmentId },
        before: { sessionId: held.id, state: 'open' },
        after: { correctionId, state: isGranted ? 'granted' : 'refused', ...(isGranted ? { grants } : {}) },
        reason,
      });
      await this.notices.correctionDecided(tx, requestOf(held), isGranted, reason);
    });
  }

  async decideExcuse(
    me: Actor,
    { excuseId }: ParamsOf<typeof decideExcuse>,
    { isGranted, reason }: BodyOf<typeof decideExcuse>,
  ): Promise<void> {
    await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const held = await this.#hold(tx, me, 'excuse', excuseId, now);
      const refusal = refusesDecision({ state: held.requestState, isOwn: held.isOwn }, held, isGranted);
      if (refusal === 'same') return;
      if (refusal) throw requestProblem(refusal);
      const kind = isGranted
        ? substituteKindFor(await this.banks.of(tx, held.curriculumVersionId), held.moduleCode)
        : null;
      await decide(tx, 'excuse', held, { isGranted, reason, by: me.userId, now, kind });
      if (isGranted) {
        await this.ledger.add(tx, held, [
          {
            kind: 'excuse',
            enrollmentId: held.enrollmentId,
            happenedAt: now,
            recordedBy: me.userId,
            fileId: held.documentId,
            detail: { reason: held.excuseKind },
          },
        ]);
      }
      await this.audit.record(tx, me, {
        action: 'live.excuse-decided',
        subject: { type: 'enrollment', id: held.enrollmentId },
        before: { sessionId: held.id, state: 'open' },
        after: { excuseId, state: isGranted ? 'granted' : 'refused' },
        reason,
      });
      await this.notices.excuseDecided(tx, requestOf(held), isGranted, reason);
    });
  }

  /** Refused, the text goes back and may be written anew. */
  async decideSubstitute(
    me: Actor,
    { excuseId }: ParamsOf<typeof decideSubstitute>,
    { isGranted, reason }: BodyOf<typeof decideSubstitute>,
  ): Promise<void> {
    await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const held = await this.#hold(tx, me, 'excuse', excuseId, now);
      if (held.isOwn) throw requestProblem('own-library');
      if (held.passedAt && isGranted) return;
      if (held.passedAt) throw requestProblem('already-decided');
      if (held.classState === 'closed') throw requestProblem('class-closed');
      if (held.state === 'cancelled') throw requestProblem('session-cancelled');
      if (held.substituteKind !== 'text' || !held.textAt) throw requestProblem('no-substitute');
      await tx.query(
        `UPDATE live_attendance_excuse SET substitute_passed_at = $2, substitute_text_at = $3, substitute_reason = $4
         WHERE id = $1`,
        [excuseId, isGranted ? now : null, isGranted ? held.textAt : null, reason],
      );
      if (isGranted) {
        await this.ledger.add(tx, held, [
          {
            kind: 'substitute',
            enrollmentId: held.enrollmentId,
            happenedAt: now,
            recordedBy: me.userId,
            detail: { score: null },
          },
        ]);
      }
      await this.audit.record(tx, me, {
        action: 'live.substitute-decided',
        subject: { type: 'enrollment', id: held.enrollmentId },
        after: { sessionId: held.id, excuseId, isPassed: isGranted },
        reason,
      });
      await this.notices.substituteDecided(tx, requestOf(held), reason, now);
    });
  }

  async document(me: Actor, { excuseId }: ParamsOf<typeof getExcuseDocument>): Promise<StoredFile> {
    const where = new Conditions().and('x.id = ?', excuseId).within((first) => peopleWithinScope(me, first));
    const [row]: { id: string }[] = await this.db.query(
      `SELECT x.document_id AS id FROM live_attendance_excuse x JOIN delivery_enrollment e ON e.id = x.enrollment_id
       WHERE ${where.sql}`,
      where.parameters,
    );
    return this.files.find(found(row).id);
  }

  /** The request within scope with its session, class and the role of who acts held; 404 otherwise. */
  async #hold(
    tx: EntityManager,
    me: Actor,
    type: 'correction' | 'excuse',
    requestId: string,
    now: Date,
  ): Promise<Held> {
    const own = await ownOf(tx, me);
    const scope = peopleWithinScope(me, 2 + own.parameters.length);
    const excuse =
      type === 'excuse'
        ? `q.kind AS "excuseKind", q.document_id AS "documentId", q.substitute_kind AS "substituteKind",
           q.substitute_text AS text, q.substitute_text_at AS "textAt", q.substitute_passed_at AS "passedAt"`
        : `NULL AS "excuseKind"`;
    const [row]: Held[] = await tx.query(
      `SELECT ${SESSION_COLUMNS}, q.id AS "requestId", q.state AS "requestState", ${excuse}, e.id AS "enrollmentId",
         e.person_id AS "personId", g.state AS "classState", r.curriculum_version_id AS "curriculumVersionId", ${own.sql} AS "isOwn"
       FROM live_attendance_${type} q JOIN live_session s ON s.id = q.session_id
       JOIN delivery_enrollment e ON e.id = q.enrollment_id JOIN delivery_class_group g ON g.id = e.class_group_id
       JOIN delivery_run r ON r.id = e.run_id
       WHERE q.id = $1 AND (${scope.sql})
       FOR UPDATE OF q FOR SHARE OF s, g`,
      [requestId, ...own.parameters, ...scope.parameters],
    );
    const held = found(row);
    await holdRole(tx, me, now);
    return held;
  }
}

function requestOf({ requestId: id, personId, id: sessionId, title, startsAt }: Held) {
  return { id, personId, sessionId, title, startsAt };
}

/** Parameters 2 and 3. */
async function ownOf(tx: EntityManager, me: Actor) {
  return ownWork({ person: 'e.person_id', library: 'e.library_id' }, await deciderOf(tx, me.userId), 2);
}

async function decide(
  tx: EntityManager,
  type: 'correction' | 'excuse',
  { requestId }: Held,
  {
    isGranted,
    reason,
    by,
    now,
    kind,
  }: {
    isGranted: boolean;
    reason: string;
    by: string;
    now: Date;
    kind?: 'questions' | 'text' | null;
  },
): Promise<void> {
  await tx.query(
    `UPDATE live_attendance_${type} SET state = $2, decided_by = $3, decided_at = $4, decision_reason = $5
       ${type === 'excuse' ? ', substitute_kind = $6' : ''} WHERE id = $1`,
    [
      requestId,
      isGranted ? 'granted' : 'refused',
      by,
      now,
      reason,
      ...(type === 'excuse' ? [kind ?? null] : []),
    ],
  );
}

/** More than a class ever has. */
const REQUESTS_MAX = 1_000;

type RequestRow = SessionFacts & {
  type: 'correction' | 'excuse';
  requestId: string;
  words: string;
  excuseKind: 'permitted' | 'sick' | null;
  substituteKind: 'questions' | 'text' | null;
  text: string | null;
  textAt: Date | null;
  passedAt: Date | null;
  enrollmentId: string;
  name: string;
  record: RecordJson | null;
  requestState: 'open' | 'granted' | 'refused';
  askedAt: Date;
  decidedBy: string | null;
  decidedAt: Date | null;
  decisionReason: string | null;
  isOwn: boolean;
};

async function requestsOf(tx: EntityManager, me: Actor, classGroupId: string): Promise<AttendanceRequest[]> {
  const own = await ownOf(tx, me);
  const scope = peopleWithinScope(me, 4);
  const rows: RequestRow[] = await tx.query(
    `SELECT q.type, q.id AS "requestId", q.words, q.excuse_kind AS "excuseKind", q.substitute_kind AS "substituteKind", q.text,
       q.text_at AS "textAt", q.passed_at AS "passedAt", q.state AS "requestState", q.asked_at AS "askedAt",
       q.decided_at AS "decidedAt", q.decision_reason AS "decisionReason", i.display_name AS "decidedBy",
       ${SESSION_COLUMNS}, e.id AS "enrollmentId", coalesce(p.full_name, e.sort_name) AS name, ${RECORD_JSON} AS record,
       ${own.sql} AS "isOwn"
     FROM delivery_enrollment e
     CROSS JOIN LATERAL (
       SELECT 'correction' AS type, c.id, c.session_id, c.reason AS words, NULL::text AS excuse_kind, NULL::text AS substitute_kind,
         NULL::text AS text, NULL::timestamptz AS text_at, NULL::timestamptz AS passed_at, c.state, c.asked_at, c.decided_by,
         c.decided_at, c.decision_reason, c.state = 'open' AS is_waiting
       FROM live_attendance_correction c WHERE c.enrollment_id = e.id
       UNION ALL
       SELECT 'excuse', x.id, x.session_id, x.note, x.kind, x.substitute_kind, x.substitute_text, x.substitute_text_at,
         x.substitute_passed_at, x.state, x.asked_at, x.decided_by, x.decided_at, x.decision_reason,
         x.state = 'open' OR (x.substitute_text_at IS NOT NULL AND x.substitute_passed_at IS NULL)
       FROM live_attendance_excuse x WHERE x.enrollment_id = e.id
     ) q
     JOIN live_session s ON s.id = q.session_id
     LEFT JOIN live_attendance a ON a.session_id = s.id AND a.enrollment_id = e.id
     LEFT JOIN registry_person p ON p.id = e.person_id
     LEFT JOIN identity_account i ON i.person_id = q.decided_by
     WHERE e.class_group_id = $1 AND (${scope.sql})
     ORDER BY q.is_waiting DESC, q.asked_at DESC, q.id LIMIT ${REQUESTS_MAX}`,
    [classGroupId, ...own.parameters, ...scope.parameters],
  );
  return rows.map((row) => {
    const common = {
      session: sessionView(row),
      enrollmentId: row.enrollmentId,
      name: row.name,
      record: recordView(row.record),
      state: row.requestState,
      askedAt: row.askedAt.toISOString(),
      decidedBy: row.decidedBy,
      decidedAt: row.decidedAt?.toISOString() ?? null,
      decisionReason: row.decisionReason,
      isOwn: row.isOwn,
    };
    const { substituteKind, text, textAt, passedAt } = row;
    return (
      row.type === 'correction'
        ? { type: 'correction', id: row.requestId, reason: row.words, ...common }
        : {
            type: 'excuse',
            id: row.requestId,
            kind: row.excuseKind,
            note: row.words,
            substitute: substituteKind && {
              kind: substituteKind,
              isPassed: passedAt !== null,
              isWaiting: textAt !== null && passedAt === null,
              text,
            },
            ...common,
          }
    ) as AttendanceRequest;
  });
}

/** Requests of a class that wait for a decision. */
export async function countOpenRequests(tx: EntityManager, classGroupId: string): Promise<number> {
  const [row]: { n: number }[] = await tx.query(
    `SELECT (SELECT count(*)::int FROM live_attendance_correction c JOIN delivery_enrollment e ON e.id = c.enrollment_id
             WHERE e.class_group_id = $1 AND c.state = 'open')
       + (SELECT count(*)::int FROM live_attendance_excuse x JOIN delivery_enrollment e ON e.id = x.enrollment_id
          WHERE e.class_group_id = $1 AND (x.state = 'open'
            OR (x.substitute_text_at IS NOT NULL AND x.substitute_passed_at IS NULL))) AS n`,
    [classGroupId],
  );
  return row?.n ?? 0;
}
