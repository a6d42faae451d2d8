import type { EnrollmentId, TimeZone } from '@bimtek/delivery-contracts';
import { peopleWithinScope } from '@bimtek/delivery-server';
import {
  type confirmReport,
  type getReport,
  type listReports,
  type ParticipantReport,
  type ReportId,
  reportProblem,
  type ReportProvider,
} from '@bimtek/live-contracts';
import {
  type Actor,
  type BodyOf,
  commonProblem,
  found,
  type ParamsOf,
  type ResultOf,
} from '@bimtek/platform-contracts';
import {
  AuditLog,
  Clock,
  Conditions,
  Files,
  Ids,
  TableError,
  type UploadedFile,
} from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import type * as z from 'zod';
import { AttendanceLedger, type NewEvidence } from '../attendance-ledger.ts';
import {
  holdPeople,
  IN_SESSION,
  scopedSession,
  type SessionFacts,
  strictest,
  TAKING_PART,
} from '../attendance.queries.ts';
import { refusesMarking } from '../check.rules.ts';
import { countsOf, isElsewhere, mergeConnections, type ReportPerson } from './connection.rules.ts';
import { candidatesFor, type KnownPerson } from './matching.rules.ts';
import { readReport } from './report-file.ts';

type AtReport = ParamsOf<typeof getReport>;

interface ReportFacts {
  id: ReportId;
  sessionId: string;
  fileName: string;
  provider: z.infer<typeof ReportProvider>;
  people: ReportPerson[];
  matches: Record<string, EnrollmentId>;
  uploadedBy: string;
  uploadedAt: Date;
  confirmedAt: Date | null;
}

/** Reports of who was connected: read, proposed, and taken over by a person's word. */
@Injectable()
export class ParticipantReports {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly files: Files,
    private readonly audit: AuditLog,
    private readonly ledger: AttendanceLedger,
  ) {}

  async list(me: Actor, { sessionId }: ParamsOf<typeof listReports>): Promise<ResultOf<typeof listReports>> {
    const session = await scopedSession(this.db.manager, me, sessionId);
    const rows = await readReports(this.db.manager, sessionId);
    return {
      items: rows.map((row) => {
        const { rows: people, ...head } = viewOf(session, row, []);
        return { ...head, people: people.length };
      }),
    };
  }

  async get(me: Actor, { sessionId, reportId }: AtReport): Promise<z.infer<typeof ParticipantReport>> {
    const tx = this.db.manager;
    const session = await scopedSession(tx, me, sessionId);
    const [row] = await readReports(tx, sessionId, reportId);
    return viewOf(session, found(row), await knownPeople(tx, me, sessionId));
  }

  /** The same file again is the same report. Nothing counts yet. */
  async upload(
    me: Actor,
    { sessionId }: ParamsOf<typeof listReports>,
    { stream, fileName }: UploadedFile,
  ): Promise<z.infer<typeof ParticipantReport>> {
    const session = await scopedSession(this.db.manager, me, sessionId);
    const chunks: Buffer[] = [];
    for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const timeZone = await zoneOf(this.db.manager, me, session);
    const { provider, connections } = await readReport(bytes, session, timeZone).catch((error: unknown) => {
      if (error instanceof TableError) throw reportProblem(error.code as 'no-rows', error.facts);
      throw error;
    });
    const people = mergeConnections(connections);
    if (people.length === 0) throw reportProblem('no-rows');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const id = await this.db.transaction(async (tx) => {
      const [kept]: { id: ReportId }[] = await tx.query(
        `SELECT id FROM live_attendance_report WHERE session_id = $1 AND sha256 = $2`,
        [session.id, sha256],
      );
      if (kept) return kept.id;
      const file = await this.files.store(tx, {
        fileName,
        mediaType: 'text/csv',
        bytes,
        createdBy: me.userId,
      });
      const reportId = this.ids.next<ReportId>();
      const [row]: { id: ReportId }[] = await tx.query(
        `INSERT INTO live_attendance_report (id, session_id, file_id, file_name, sha256, provider, people, uploaded_by, uploaded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (session_id, sha256) DO NOTHING RETURNING id`,
        [
          reportId,
          session.id,
          file.id,
          fileName,
          sha256,
          provider,
          JSON.stringify(people),
          me.userId,
          this.clock.now(),
        ],
      );
      // Somebody sent the same file at the same time; theirs is kept, and this copy goes with the refusal.
      if (!row) throw commonProblem('temporarily-unavailable');
      await this.audit.record(tx, me, {
        action: 'live.report-uploaded',
        subject: { type: 'live-session', id: session.id },
        after: { reportId, fileName, sha256, provider, people: people.length },
      });
      return reportId;
    });
    return this.get(me, { sessionId: session.id, reportId: id });
  }

  /** What was taken over before and is not named any more is taken back. */
  async confirm(
    me: Actor,
    { sessionId, reportId }: AtReport,
    { matches }: BodyOf<typeof confirmReport>,
  ): Promise<ResultOf<typeof confirmReport>> {
    return this.db.transaction(async (tx) => {
      await scopedSession(tx, me, sessionId);
      const [read] = await readReports(tx, sessionId, reportId, { lock: true });
      const report = found(read);
      const rows = new Map(report.people.map((person) => [person.key, person]));
      const before = new Set(Object.values(report.matches));
      const wanted = matches.filter(({ key }) => rows.has(key));
      const after = new Set(wanted.map(({ enrollmentId }) => enrollmentId));
      const now = this.clock.now();
      const { session, people } = await holdPeople(
        tx,
        me,
        sessionId,
        [...new Set([...before, ...after])],
        now,
      );
      const refusal = refusesMarking({ ...session, classState: strictest(people) }, now);
      if (refusal) throw reportProblem(refusal);

      const evidence = [
        ...[...before]
          .filter((id) => !after.has(id))
          .map((id) => evidenceOf(report, id, [], session, me, now)),
        ...[...Map.groupBy(wanted, ({ enrollmentId }) => enrollmentId)]
          // One person on two devices is two rows of the report.
          .map(([id, keys]) => ({ id, rows: keys.flatMap(({ key }) => rows.get(key) ?? []) }))
          .filter(
            ({ id, rows: own }) =>
              keysOf(report.matches, id) !==
              own
                .map(({ key }) => key)
                .sort()
                .join('\n'),
          )
          .map(({ id, rows: own }) => evidenceOf(report, id, own, session, me, now)),
      ];
      const changed = await this.ledger.add(tx, session, evidence);
      await tx.query(`UPDATE live_attendance_report SET matches = $2, confirmed_at = $3 WHERE id = $1`, [
        reportId,
        JSON.stringify(Object.fromEntries(wanted.map(({ key, enrollmentId }) => [key, enrollmentId]))),
        now,
      ]);
      await this.audit.recordAll(
        tx,
        me,
        evidence.map(({ enrollmentId, detail }) => ({
          action: 'live.report-confirmed' as const,
          subject: { type: 'enrollment', id: enrollmentId },
          after: { sessionId, reportId, ...detail },
        })),
      );
      return { matched: after.size, changed: changed.length };
    });
  }
}

function keysOf(matches: Record<string, EnrollmentId>, enrollmentId: string): string {
  return Object.entries(matches)
    .filter(([, id]) => id === enrollmentId)
    .map(([key]) => key)
    .sort()
    .join('\n');
}

function evidenceOf(
  report: ReportFacts,
  enrollmentId: EnrollmentId,
  rows: readonly ReportPerson[],
  session: SessionFacts,
  me: Actor,
  now: Date,
): NewEvidence {
  const counts = rows.map((row) => countsOf(session, row));
  const joined = rows.flatMap(({ joinedAt }) => joinedAt ?? []).sort();
  const left = rows.flatMap(({ leftAt }) => leftAt ?? []).sort();
  return {
    kind: 'report',
    enrollmentId,
    happenedAt: now,
    recordedBy: me.userId,
    detail: {
      reportId: report.id,
      counts: { in: counts.some((one) => one.in), out: counts.some((one) => one.out) },
      name: rows
        .map(({ name }) => name)
        .join(', ')
        .slice(0, 300),
      minutes: Math.max(0, ...rows.map(({ minutes }) => minutes)),
      connections: rows.reduce((sum, { connections }) => sum + connections, 0),
      joinedAt: joined[0] ?? null,
      leftAt: left.at(-1) ?? null,
    },
  };
}

async function readReports(
  tx: EntityManager,
  sessionId: string,
  reportId?: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<ReportFacts[]> {
  return tx.query(
    `SELECT q.id, q.session_id AS "sessionId", q.file_name AS "fileName", q.provider, q.people, q.matches,
       coalesce(i.display_name, '–') AS "uploadedBy", q.uploaded_at AS "uploadedAt", q.confirmed_at AS "confirmedAt"
     FROM live_attendance_report q LEFT JOIN identity_account i ON i.person_id = q.uploaded_by
     WHERE q.session_id = $1 AND ($2::uuid IS NULL OR q.id = $2) ORDER BY q.uploaded_at DESC, q.id DESC LIMIT 20
     ${lock ? 'FOR UPDATE OF q' : ''}`,
    [sessionId, reportId ?? null],
  );
}

function viewOf(
  session: SessionFacts,
  { id, provider, fileName, people, matches, uploadedAt, uploadedBy, confirmedAt }: ReportFacts,
  known: readonly KnownPerson[],
): z.infer<typeof ParticipantReport> {
  return {
    id,
    provider,
    fileName,
    uploadedAt: uploadedAt.toISOString(),
    uploadedBy,
    confirmedAt: confirmedAt?.toISOString() ?? null,
    isElsewhere: isElsewhere(session, people),
    rows: people.map((person) => ({
      ...person,
      counts: countsOf(session, person),
      candidates: candidatesFor(person, known),
      matched: matches[person.key] ?? null,
    })),
  };
}

/** Whom a report of this session may speak of: people within scope, by name. */
async function knownPeople(tx: EntityManager, me: Actor, sessionId: string): Promise<KnownPerson[]> {
  const where = new Conditions()
    .and('s.id = ?', sessionId)
    .and(TAKING_PART)
    .within((first) => peopleWithinScope(me, first));
  return tx.query(
    `SELECT e.id AS "enrollmentId", coalesce(p.full_name, e.sort_name) AS name, i.participant_code AS "participantCode", p.phone
     FROM live_session s JOIN delivery_enrollment e ON ${IN_SESSION}
     LEFT JOIN registry_person p ON p.id = e.person_id LEFT JOIN identity_account i ON i.person_id = e.person_id
     WHERE ${where.sql} ORDER BY e.sort_name, e.id LIMIT 2000`,
    where.parameters,
  );
}

async function zoneOf(tx: EntityManager, me: Actor, session: SessionFacts): Promise<TimeZone> {
  const [row]: { zone: TimeZone }[] = await tx.query(
    `SELECT time_zone AS zone FROM delivery_class_group
     WHERE id = ANY($1::uuid[]) ORDER BY code LIMIT 1`,
    [session.classGroupId ? [session.classGroupId] : me.scope.level === 'class' ? me.scope.ids : []],
  );
  return row?.zone ?? 'Asia/Jakarta';
}
