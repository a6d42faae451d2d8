import { Curricula } from '@bimtek/curriculum-server';
import { Enrollments } from '@bimtek/delivery-server';
import {
  type checkIn,
  checkProblem,
  type getMyAttendance,
  type MySessionAttendance,
  type OfflineOutcome,
  type syncChecks,
  windowOf,
} from '@bimtek/live-contracts';
import {
  type Actor,
  type BodyOf,
  found,
  type ParamsOf,
  ProblemError,
  type ResultOf,
} from '@bimtek/platform-contracts';
import { Clock, type Limit, Throttle } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AttendanceLedger } from './attendance-ledger.ts';
import { type MySession, mySession, sessionView } from './attendance.queries.ts';
import { judgeOffline, refusesCheck, refusesWriting } from './check.rules.ts';
import { readCorrection, readExcuse, readMySessions, readRecord } from './my-attendance.queries.ts';
import { refusesCorrection, refusesExcuse, requestsUntil } from './requests/request.rules.ts';
import { correctionView, excuseView } from './requests/request-views.ts';
import { codesOf } from './session-codes.ts';
import { totalsOf } from './totals.rules.ts';

/** Wrong codes of one person: enough for tired fingers, hopeless against a million codes. */
export const guesses: Limit = { name: 'attendance-code', points: 10, seconds: 15 * 60 };

/** What trainees do about their own attendance, and see of it. */
@Injectable()
export class MyAttendance {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly enrollments: Enrollments,
    private readonly curricula: Curricula,
    private readonly ledger: AttendanceLedger,
    private readonly throttle: Throttle,
  ) {}

  async all(me: Actor): Promise<ResultOf<typeof getMyAttendance>> {
    const current = found(await this.enrollments.currentOf(me.userId));
    const now = this.clock.now();
    const rows = await readMySessions(this.db.manager, current.enrollmentId);
    const { passRules } = await this.curricula.current(current.curriculumVersionId);
    const totals = totalsOf(
      rows.map(({ lessonHours, state, endsAt, record }) => ({
        lessonHours,
        isCancelled: state === 'cancelled',
        isOver: endsAt <= now,
        hours: record?.hours ?? 0,
        substituteHours: record?.substituteHours ?? 0,
      })),
    );
    return {
      timeZone: current.timeZone,
      totals,
      needed: passRules.attendanceMin,
      items: rows.map(({ record, correction, excuse, owesSubstitute, ...session }) => ({
        session: sessionView(session),
        record,
        correction,
        excuse,
        owesSubstitute,
      })),
      now: now.toISOString(),
    };
  }

  async one(me: Actor, sessionId: string, tx: EntityManager = this.db.manager): Promise<MySessionAttendance> {
    const session = await mySession(tx, me, sessionId);
    const { enrollmentId, timeZone, recordingUrl, summary } = session;
    const now = this.clock.now();
    const record = await readRecord(tx, sessionId, enrollmentId);
    const correction = await readCorrection(tx, sessionId, enrollmentId);
    const excuse = await readExcuse(tx, sessionId, enrollmentId);
    const window = (part: 'in' | 'out') => {
      const { from, until } = windowOf(part, session);
      return {
        from: from.toISOString(),
        until: until.toISOString(),
        refusal: refusesCheck(session, part, now),
      };
    };
    const isPresent = record?.state === 'present';
    return {
      session: sessionView(session),
      timeZone,
      record,
      windows: { in: window('in'), out: window('out') },
      correction: correction && correctionView(correction),
      correctionRefusal: refusesCorrection(session, { hasAsked: correction !== null, isPresent }, now),
      excuse: excuse && excuseView(excuse),
      excuseRefusal: refusesExcuse(session, { hasAsked: excuse !== null, isPresent }, now),
      requestsUntil: requestsUntil(session).toISOString(),
      recordingUrl,
      summary,
      now: now.toISOString(),
    };
  }

  /** Checks in or out with the code. Whoever is checked in already stays so, at the time of the first. */
  async check(
    me: Actor,
    { sessionId }: ParamsOf<typeof checkIn>,
    { id, part, code }: BodyOf<typeof checkIn>,
  ): Promise<MySessionAttendance> {
    const session = await mySession(this.db.manager, me, sessionId);
    const early = refusesCheck(session, part, this.clock.now());
    if (early) throw checkProblem(early);
    await this.#judgeCode(me, session, part, code);
    return this.db.transaction(async (tx) => {
      const held = await mySession(tx, me, sessionId, { lock: true });
      const now = this.clock.now();
      // Meanwhile it may have been closed or moved.
      const refusal = refusesCheck(held, part, now);
      if (refusal) throw checkProblem(refusal);
      if (!(await hasChecked(tx, held, part))) {
        const { enrollmentId } = held;
        await this.ledger.add(tx, held, [
          { id, kind: 'code', enrollmentId, happenedAt: now, recordedBy: me.userId, detail: { part } },
        ]);
      }
      return this.one(me, sessionId, tx);
    });
  }

  /** Each check by itself, in the order they were made: what is wrong with one holds up no other. */
  async sync(me: Actor, { sentAt, checks }: BodyOf<typeof syncChecks>): Promise<ResultOf<typeof syncChecks>> {
    const receivedAt = this.clock.now();
    const items: { id: string; outcome: OfflineOutcome }[] = [];
    for (const check of checks) {
      const outcome = await this.#takeOffline(me, check, new Date(sentAt), receivedAt).catch(
        (error: unknown) => {
          if (error instanceof ProblemError) return outcomeOf(error.code);
          throw error;
        },
      );
      items.push({ id: check.id, outcome });
    }
    return { items };
  }

  async #takeOffline(
    me: Actor,
    { id, sessionId, part, code, deviceAt }: BodyOf<typeof syncChecks>['checks'][number],
    sentAt: Date,
    receivedAt: Date,
  ): Promise<OfflineOutcome> {
    await this.#judgeCode(me, await mySession(this.db.manager, me, sessionId), part, code);
    return this.db.transaction(async (tx) => {
      const session = await mySession(tx, me, sessionId, { lock: true });
      const known = await outcomeOfKnown(tx, id);
      if (known) return known;
      const refusal = refusesWriting(session);
      if (refusal) return refusal;
      const judged = judgeOffline(session, { part, deviceAt: new Date(deviceAt), sentAt, receivedAt });
      const { at: happenedAt, verdict, isClockWrong } = judged;
      const isDoubtful = verdict === 'doubtful';
      const common = {
        id,
        enrollmentId: session.enrollmentId,
        happenedAt,
        deviceAt: new Date(deviceAt),
        recordedBy: me.userId,
      };
      await this.ledger.add(tx, session, [
        verdict === 'online'
          ? { ...common, kind: 'code', detail: { part } }
          : { ...common, kind: 'offline', detail: { part, isDoubtful, isClockWrong } },
      ]);
      return isDoubtful ? 'doubtful' : 'counted';
    });
  }

  /** Refuses a wrong code; only wrong ones are counted, so nobody waits who types the right one. */
  async #judgeCode(me: Actor, session: MySession, part: 'in' | 'out', code: string): Promise<void> {
    await this.throttle.check(guesses, me.userId);
    const [row]: { secret: string }[] = await this.db.manager.query(
      `SELECT secret FROM live_attendance_secret WHERE session_id = $1`,
      [session.id],
    );
    const codes = row && codesOf(row.secret);
    if (codes?.[part] === code) return;
    await this.throttle.spend(guesses, me.userId);
    throw checkProblem(codes && Object.values(codes).includes(code) ? 'code-for-other-part' : 'code-wrong');
  }
}

async function hasChecked(tx: EntityManager, session: MySession, part: 'in' | 'out'): Promise<boolean> {
  const rows: unknown[] = await tx.query(
    `SELECT 1 FROM live_attendance_evidence
     WHERE session_id = $1 AND enrollment_id = $2 AND kind = 'code' AND detail->>'part' = $3 AND session_version = $4`,
    [session.id, session.enrollmentId, part, session.version],
  );
  return rows.length > 0;
}

/** What was answered when this check came the first time. */
async function outcomeOfKnown(tx: EntityManager, id: string): Promise<OfflineOutcome | null> {
  const [row]: { isDoubtful: boolean }[] = await tx.query(
    `SELECT coalesce((detail->>'isDoubtful')::boolean, false) AS "isDoubtful" FROM live_attendance_evidence WHERE id = $1`,
    [id],
  );
  if (!row) return null;
  return row.isDoubtful ? 'doubtful' : 'counted';
}

const outcomes: Record<string, OfflineOutcome> = {
  'code-wrong': 'code-wrong',
  'code-for-other-part': 'code-wrong',
  'not-found': 'not-found',
  'too-many-requests': 'too-many-requests',
};

function outcomeOf(code: string): OfflineOutcome {
  return outcomes[code] ?? 'not-found';
}
