import { Curricula } from '@bimtek/curriculum-server';
import {
  type cancelSession,
  type changeSession,
  type Clash,
  type moveSession,
  type NewSessions,
  type Reach,
  type SeriesId,
  type Session,
  type SessionId,
  sessionProblem,
  sessionsChanged,
  type setRecording,
  tellOfSessions,
} from '@bimtek/live-contracts';
import { type Actor, type BodyOf, found, type Payload } from '@bimtek/platform-contracts';
import { AuditLog, Clock, Ids, Outbox } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In, MoreThan } from 'typeorm';
import { Stages } from '../stage/stages.service.ts';
import { LiveSession } from './live-session.entity.ts';
import {
  firstOverlap,
  isSameSpan,
  movedSpans,
  overlap,
  refusesCancel,
  refusesChange,
  refusesMove,
  type Span,
  spanOf,
} from './session.rules.ts';
import { SessionViews } from './session-views.service.ts';
import {
  classesElsewhere,
  type Elsewhere,
  takenTimes,
  trainersElsewhere,
  writeSessions,
} from './sessions.queries.ts';
import { type Timetable, Timetables } from './timetables.ts';

type Change = Payload<typeof sessionsChanged>['change'];
type Placed = Span & { id: SessionId };

/** Planning, moving and cancelling. Each act holds the class, or the run, for which it is. */
@Injectable()
export class Sessions {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly audit: AuditLog,
    private readonly outbox: Outbox,
    private readonly curricula: Curricula,
    private readonly timetables: Timetables,
    private readonly stages: Stages,
    private readonly views: SessionViews,
  ) {}

  /** Plans all of them or none. The same ids again give what was planned the first time. */
  async plan(me: Actor, sent: NewSessions): Promise<{ items: Session[] }> {
    return this.db.transaction(async (tx) => {
      const timetable = await this.timetables.hold(tx, me, sent);
      const ids = sent.slots.map(({ id }) => id);
      const known = await tx.findBy(LiveSession, { id: In(ids) });
      if (known.length > 0) {
        const isRepeated =
          known.length === ids.length &&
          known.every((one) => one.runId === sent.runId && one.classGroupId === sent.classGroupId);
        if (!isRepeated) throw sessionProblem('id-taken');
        return this.#shown(tx, ids, timetable);
      }
      await this.#checkModule(timetable, sent.moduleCode);
      const now = this.clock.now();
      const spans = sent.slots.map(({ id, ...slot }) => ({ id, ...spanOf(timetable.timeZone, slot) }));
      if (spans.some(({ endsAt }) => endsAt <= now)) throw sessionProblem('in-the-past');
      await this.#checkTimes(tx, timetable, spans, sent.despiteClashes);

      const stage = this.stages.newStage(sent.stage);
      const seriesId = spans.length > 1 ? this.ids.next<SeriesId>() : null;
      const sessions = spans.map((span): LiveSession => ({
        ...span,
        runId: timetable.run.id,
        classGroupId: timetable.classGroupId,
        kind: sent.kind,
        moduleCode: sent.moduleCode,
        title: sent.title,
        lessonHours: String(sent.kind === 'rehearsal' ? 0 : sent.lessonHours),
        state: 'planned',
        stage,
        seriesId,
        recordingUrl: null,
        summary: null,
        version: 0,
        movedFrom: null,
        changeReason: null,
        createdAt: now,
        changedAt: now,
      }));
      await tx.insert(LiveSession, sessions as never);
      await this.#note(
        tx,
        me,
        timetable,
        'planned',
        sessions.map((session) => ({ session })),
      );
      return this.#shown(tx, ids, timetable);
    });
  }

  async change(
    me: Actor,
    sessionId: SessionId,
    { reach, stage: newStage, ...sent }: BodyOf<typeof changeSession>,
  ): Promise<{ items: Session[] }> {
    return this.db.transaction(async (tx) => {
      const { timetable, session } = await this.timetables.holdOf(tx, me, sessionId);
      const refusal = refusesChange(session);
      if (refusal) throw sessionProblem(refusal);
      if (sent.moduleCode !== undefined) await this.#checkModule(timetable, sent.moduleCode);
      const stage = newStage && this.stages.newStage(newStage);
      const changed: { session: LiveSession; before: LiveSession }[] = [];
      for (const before of [session, ...(await laterOf(tx, session, reach))]) {
        const after: LiveSession = {
          ...before,
          ...(sent.title === undefined ? {} : { title: sent.title }),
          ...(sent.moduleCode === undefined ? {} : { moduleCode: sent.moduleCode }),
          ...(sent.lessonHours === undefined || before.kind === 'rehearsal'
            ? {}
            : { lessonHours: String(sent.lessonHours) }),
          ...(stage ? { stage } : {}),
          changedAt: this.clock.now(),
        };
        changed.push({ session: after, before });
      }
      await writeSessions(
        tx,
        changed.map(({ session: after }) => after),
      );
      await this.#note(tx, me, timetable, 'changed', changed);
      return this.#shown(tx, idsOf(changed), timetable);
    });
  }

  async move(
    me: Actor,
    sessionId: SessionId,
    { reach, reason, despiteClashes, ...slot }: BodyOf<typeof moveSession>,
  ): Promise<{ items: Session[] }> {
    return this.db.transaction(async (tx) => {
      const { timetable, session } = await this.timetables.holdOf(tx, me, sessionId);
      const later = await laterOf(tx, session, reach);
      const moving = movedSpans(timetable.timeZone, session, later, slot).filter(
        ({ session: from, span }) => !isSameSpan(from, span),
      );
      if (moving.length === 0) return this.#shown(tx, [sessionId], timetable);
      const now = this.clock.now();
      for (const { session: from, span } of moving) {
        const refusal = refusesMove(from, span, me.permissions.has('session.move-late'), now);
        if (refusal) throw sessionProblem(refusal, { sessionId: from.id });
      }
      const spans = moving.map(({ session: { id }, span }) => ({ id, ...span }));
      await this.#checkTimes(tx, timetable, spans, despiteClashes);

      const moved: { session: LiveSession; before: LiveSession }[] = [];
      for (const { session: before, span } of moving) {
        const after: LiveSession = {
          ...before,
          ...span,
          version: before.version + 1,
          movedFrom: before.startsAt,
          changeReason: reason,
          changedAt: now,
        };
        moved.push({ session: after, before });
      }
      await writeSessions(
        tx,
        moved.map(({ session: after }) => after),
      );
      await this.#note(tx, me, timetable, 'moved', moved, reason);
      return this.#shown(tx, idsOf(moved), timetable);
    });
  }

  async cancel(
    me: Actor,
    sessionId: SessionId,
    { reach, reason }: BodyOf<typeof cancelSession>,
  ): Promise<{ items: Session[] }> {
    return this.db.transaction(async (tx) => {
      const { timetable, session } = await this.timetables.holdOf(tx, me, sessionId);
      const now = this.clock.now();
      const all = [session, ...(await laterOf(tx, session, reach))];
      for (const one of all) {
        const refusal = refusesCancel(one, now);
        if (refusal) throw sessionProblem(refusal, { sessionId: one.id });
      }
      const cancelled: { session: LiveSession; before: LiveSession }[] = [];
      for (const before of all.filter(({ state }) => state !== 'cancelled')) {
        const after: LiveSession = {
          ...before,
          state: 'cancelled',
          version: before.version + 1,
          changeReason: reason,
          changedAt: now,
        };
        cancelled.push({ session: after, before });
      }
      await writeSessions(
        tx,
        cancelled.map(({ session: after }) => after),
      );
      await this.#note(tx, me, timetable, 'cancelled', cancelled, reason);
      return this.#shown(tx, idsOf(all.map((one) => ({ session: one }))), timetable);
    });
  }

  /** Also when its attendance is settled: what was said is written down afterwards. */
  async setRecording(
    me: Actor,
    sessionId: SessionId,
    { recordingUrl, summary }: BodyOf<typeof setRecording>,
  ): Promise<Session> {
    return this.db.transaction(async (tx) => {
      const { timetable, session } = await this.timetables.holdOf(tx, me, sessionId);
      if (session.state === 'cancelled') throw sessionProblem('session-cancelled');
      const now = this.clock.now();
      if (now < session.startsAt) throw sessionProblem('not-begun');
      if (session.recordingUrl !== recordingUrl || session.summary !== summary) {
        const isNew = !session.recordingUrl && !session.summary && (recordingUrl ?? summary) !== null;
        const after: LiveSession = { ...session, recordingUrl, summary, changedAt: now };
        await writeSessions(tx, [after]);
        await this.#audit(tx, me, 'recorded', [{ session: after, before: session }]);
        if (isNew && timetable.isTold) await this.#tell(tx, me, timetable, 'recorded', [{ session: after }]);
      }
      const { items } = await this.#shown(tx, [sessionId], timetable);
      return found(items[0]);
    });
  }

  async #checkModule({ run }: Timetable, moduleCode: string | null): Promise<void> {
    if (moduleCode === null) return;
    const { modules } = await this.curricula.current(run.curriculumVersionId);
    if (!modules.some(({ code }) => code === moduleCode)) throw sessionProblem('module-unknown');
  }

  /** Refuses times at which the class is taken, and, unless it is insisted on, those at which people would be in two places. */
  async #checkTimes(
    tx: EntityManager,
    { run, classGroupId }: Timetable,
    spans: readonly Placed[],
    despiteClashes: boolean,
  ): Promise<void> {
    if (firstOverlap(spans)) throw sessionProblem('overlaps-itself');
    const whole = wholeOf(spans);
    const except = spans.map(({ id }) => id);
    const taken = await takenTimes(tx, { runId: run.id, classGroupId }, whole, except);
    const inTheWay = taken.find((other) => spans.some((span) => overlap(span, other)));
    if (inTheWay) throw sessionProblem('overlaps', { clashes: [clashOf({ ...inTheWay, person: null })] });
    if (despiteClashes) return;
    const elsewhere = classGroupId
      ? await trainersElsewhere(tx, classGroupId, whole)
      : await classesElsewhere(tx, run.id, whole);
    const clashes = elsewhere.filter((other) => spans.some((span) => overlap(span, other)));
    if (clashes.length > 0) {
      throw sessionProblem('people-elsewhere', {
        clashes: clashes.slice(0, 5).map(clashOf),
        count: clashes.length,
      });
    }
  }

  /** Audit, event and notices of one change, in its transaction. */
  async #note(
    tx: EntityManager,
    me: Actor,
    timetable: Timetable,
    change: Change,
    changed: { session: LiveSession; before?: LiveSession }[],
    reason?: string,
  ): Promise<void> {
    if (changed.length === 0) return;
    await this.#audit(tx, me, change, changed, reason);
    const { run, classGroupId } = timetable;
    const of = { runId: run.id, classGroupId };
    await this.outbox.add(tx, sessionsChanged, { ...of, change, sessionIds: idsOf(changed) });
    if (change !== 'changed' && timetable.isTold) {
      await this.#tell(tx, me, timetable, change, changed, reason);
    }
  }

  async #audit(
    tx: EntityManager,
    me: Actor,
    act: Change | 'recorded',
    changed: { session: LiveSession; before?: LiveSession }[],
    reason?: string,
  ): Promise<void> {
    await this.audit.recordAll(
      tx,
      me,
      changed.map(({ session, before }) => ({
        action: `live.session-${act}`,
        subject: { type: 'live-session', id: session.id },
        ...(before ? { before: auditedOf(before) } : {}),
        after: auditedOf(session),
        ...(reason ? { reason } : {}),
      })),
    );
  }

  async #tell(
    tx: EntityManager,
    me: Actor,
    { run, classGroupId }: Timetable,
    change: Payload<typeof tellOfSessions>['change'],
    changed: { session: LiveSession; before?: LiveSession }[],
    reason?: string,
  ): Promise<void> {
    await this.outbox.add(tx, tellOfSessions, {
      change,
      runId: run.id,
      classGroupId,
      byId: me.userId,
      reason: reason ?? null,
      sessions: changed.map(({ session, before }) => ({
        id: session.id,
        version: session.version,
        title: session.title,
        startsAt: session.startsAt.toISOString(),
        before: before?.startsAt.toISOString() ?? null,
      })),
    });
  }

  async #shown(
    tx: EntityManager,
    ids: readonly string[],
    { timeZone }: Timetable,
  ): Promise<{ items: Session[] }> {
    return { items: await this.views.byIds(tx, ids, timeZone) };
  }
}

/** Later sessions of the series that can still change, when the act reaches them. */
async function laterOf(tx: EntityManager, session: LiveSession, reach: Reach): Promise<LiveSession[]> {
  if (reach === 'one' || !session.seriesId) return [];
  return tx.find(LiveSession, {
    where: { seriesId: session.seriesId, startsAt: MoreThan(session.startsAt), state: 'planned' },
    order: { startsAt: 'ASC', id: 'ASC' },
  });
}

function wholeOf(spans: readonly Span[]): Span {
  return {
    startsAt: new Date(Math.min(...spans.map(({ startsAt }) => startsAt.getTime()))),
    endsAt: new Date(Math.max(...spans.map(({ endsAt }) => endsAt.getTime()))),
  };
}

function clashOf({ person, title, className, startsAt, endsAt }: Elsewhere): Clash {
  return { person, title, className, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() };
}

function idsOf(changed: readonly { session: LiveSession }[]): SessionId[] {
  return changed.map(({ session }) => session.id);
}

/** What the audit log keeps: never the address of a stage, which opens it. */
function auditedOf(session: LiveSession) {
  const { title, moduleCode, lessonHours, startsAt, endsAt, state, recordingUrl, stage } = session;
  return {
    title,
    moduleCode,
    lessonHours: Number(lessonHours),
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    state,
    stage: stage.provider,
    recordingUrl,
  };
}
