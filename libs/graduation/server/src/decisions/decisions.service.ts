import { Curricula } from '@bimtek/curriculum-server';
import type { EnrollmentId } from '@bimtek/delivery-contracts';
import { ClassGroups, Enrollments } from '@bimtek/delivery-server';
import {
  type approveDecision,
  type ClassDecision,
  graduationProblem,
  type listDecisions,
  participantPassed,
} from '@bimtek/graduation-contracts';
import type { Actor, BodyOf, ParamsOf, QueryOf, ResultOf } from '@bimtek/platform-contracts';
import { AuditLog, Clock, Outbox } from '@bimtek/platform-server';
import { deciderOf, isOwnWork } from '@bimtek/registry-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type ClassHeadRow, classHead, headOf } from '../class-head.queries.ts';
import { placeAfter } from '../keyset.ts';
import { twoDecimals } from '../results/decimal.ts';
import { explainResult } from '../results/graduation.rules.ts';
import { passPlanOf } from '../results/pass-plan.ts';
import { scoresOf } from '../scores/facts.ts';
import { StoredClassDecision } from './decision.entity.ts';
import { refusesApproval } from './decision.rules.ts';
import {
  approvePrepared,
  areResultsOnTheirWay,
  countDecisions,
  type DecidedPerson,
  isPreparedStale,
  peopleToDecide,
  readDecisions,
  replacePrepared,
} from './decisions.queries.ts';

type AtClass = ParamsOf<typeof listDecisions>;

/** People whom delivery moves in one go. */
const MOVED_AT_ONCE = 2_000;

/** Yudisium: an organizer prepares, a national admin approves, and the class is closed with it. */
@Injectable()
export class Decisions {
  constructor(
    private readonly db: DataSource,
    private readonly curricula: Curricula,
    private readonly classGroups: ClassGroups,
    private readonly enrollments: Enrollments,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  async get(me: Actor, { classGroupId }: AtClass): Promise<ClassDecision> {
    const group = await classHead(this.db.manager, me, classGroupId);
    const stored = await this.db.manager.findOneBy(StoredClassDecision, { classGroupId });
    return this.#view(this.db.manager, me, group, stored);
  }

  async list(
    me: Actor,
    { classGroupId }: AtClass,
    { after, limit, outcome }: QueryOf<typeof listDecisions>,
  ): Promise<ResultOf<typeof listDecisions>> {
    await classHead(this.db.manager, me, classGroupId);
    const [rows, counts] = await Promise.all([
      readDecisions(this.db.manager, me, classGroupId, { after, limit: limit + 1, outcome }),
      countDecisions(this.db.manager, me, classGroupId),
    ]);
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    return {
      items: shown.map(({ sortName: _, ...row }) => row),
      next: last ? placeAfter(last.sortName, last.enrollmentId) : null,
      total: outcome ? counts[outcome] : counts.passed + counts.notPassed,
    };
  }

  /** Freezes what is recorded now, in the place of what was prepared before. */
  async prepare(me: Actor, { classGroupId }: AtClass): Promise<ClassDecision> {
    return this.db.transaction(async (tx) => {
      // Whoever records a score holds a shared lock on the class, so nothing changes between here and the commit.
      const { state } = await this.classGroups.lock(tx, me, classGroupId);
      if (state === 'closed') throw graduationProblem('class-closed');
      await this.classGroups.startDecision(tx, me, classGroupId);
      const people = await peopleToDecide(tx, classGroupId);
      if (people.length === 0) throw graduationProblem('nobody-to-decide');
      const decider = await deciderOf(tx, me.userId);
      if (people.some((person) => isOwnWork(person, decider))) throw graduationProblem('own-library');

      const group = await classHead(tx, me, classGroupId);
      const plan = passPlanOf(await this.curricula.current(group.curriculumVersionId));
      const decisions = people.map(({ enrollmentId, sortName, facts }) => {
        const result = explainResult(scoresOf(facts), plan);
        const { outcome, grade } = result;
        return {
          enrollmentId,
          sortName,
          facts,
          result,
          outcome,
          grade: outcome === 'passed' ? (grade?.label ?? '') : null,
        };
      });
      await replacePrepared(tx, classGroupId, decisions);
      const before = await tx.findOneBy(StoredClassDecision, { classGroupId });
      const stored = tx.create(StoredClassDecision, {
        classGroupId,
        state: 'prepared',
        people: decisions.length,
        passed: decisions.filter(({ outcome }) => outcome === 'passed').length,
        preparedAt: this.clock.now(),
        preparedBy: me.userId,
        preparedByName: me.displayName,
        approvedAt: null,
        approvedBy: null,
        approvedByName: null,
      });
      await tx.upsert(StoredClassDecision, stored, ['classGroupId']);
      await this.audit.record(tx, me, {
        action: 'graduation.decision-prepared',
        subject: { type: 'class-group', id: classGroupId },
        before: before && { state: before.state, people: before.people, passed: before.passed },
        after: { state: 'prepared', people: stored.people, passed: stored.passed },
      });
      return this.#view(tx, me, group, stored);
    });
  }

  /** All of it or nothing: decisions, states of people, the closed class, and an event for each who passed. */
  async approve(
    me: Actor,
    { classGroupId }: AtClass,
    { preparedAt }: BodyOf<typeof approveDecision>,
  ): Promise<ClassDecision> {
    return this.db.transaction(async (tx) => {
      await this.classGroups.lock(tx, me, classGroupId);
      const stored = await tx.findOneBy(StoredClassDecision, { classGroupId });
      if (!stored) throw graduationProblem('not-prepared');
      if (stored.state === 'prepared') await this.#approve(tx, me, stored, new Date(preparedAt));
      return this.#view(tx, me, await classHead(tx, me, classGroupId), stored);
    });
  }

  async #approve(
    tx: EntityManager,
    me: Actor,
    stored: StoredClassDecision,
    preparedAtSeen: Date,
  ): Promise<void> {
    const { classGroupId, preparedAt } = stored;
    const refusal = refusesApproval(
      {
        preparedAtSeen,
        preparedAt,
        isStale: await isPreparedStale(tx, classGroupId),
        areResultsOnTheirWay: await areResultsOnTheirWay(tx, classGroupId),
        people: await peopleToDecide(tx, classGroupId),
      },
      await deciderOf(tx, me.userId),
    );
    if (refusal) throw graduationProblem(refusal);

    const decidedAt = this.clock.now();
    const decided = await approvePrepared(tx, classGroupId, decidedAt);
    const byOutcome = Map.groupBy(decided, ({ outcome }) => outcome);
    for (const [outcome, people] of byOutcome) {
      await this.#move(
        tx,
        me,
        people.map(({ enrollmentId }) => enrollmentId),
        outcome,
      );
    }
    const approval = { approvedAt: decidedAt, approvedBy: me.userId, approvedByName: me.displayName };
    Object.assign(stored, { state: 'approved', ...approval });
    await tx.update(StoredClassDecision, { classGroupId }, { state: 'approved', ...approval });
    await this.classGroups.close(tx, me, classGroupId);
    await this.#publish(tx, me, classGroupId, byOutcome.get('passed') ?? [], decidedAt);
    await this.audit.record(tx, me, {
      action: 'graduation.decision-approved',
      subject: { type: 'class-group', id: classGroupId },
      before: { state: 'prepared', preparedAt },
      after: { state: 'approved', people: stored.people, passed: stored.passed },
    });
  }

  async #move(tx: EntityManager, me: Actor, ids: EnrollmentId[], to: 'passed' | 'notPassed'): Promise<void> {
    for (let at = 0; at < ids.length; at += MOVED_AT_ONCE) {
      await this.enrollments.move(tx, me, ids.slice(at, at + MOVED_AT_ONCE), to);
    }
  }

  async #publish(
    tx: EntityManager,
    me: Actor,
    classGroupId: string,
    passed: DecidedPerson[],
    decidedAt: Date,
  ) {
    const { id, runId, curriculumVersionId } = await classHead(tx, me, classGroupId);
    await this.outbox.addAll(
      tx,
      participantPassed,
      passed.map(({ enrollmentId, personId, finalScore, grade, attendanceRate }) => ({
        enrollmentId,
        personId,
        runId: runId,
        classGroupId: id,
        curriculumVersionId: curriculumVersionId,
        finalScore,
        grade: grade ?? '',
        attendanceRate: twoDecimals(attendanceRate ?? 0),
        decidedAt: decidedAt.toISOString(),
      })),
    );
  }

  async #view(
    tx: EntityManager,
    me: Actor,
    group: ClassHeadRow,
    stored: StoredClassDecision | null,
  ): Promise<ClassDecision> {
    const counts = await countDecisions(tx, me, group.id);
    return {
      classGroup: headOf(group),
      state: stored?.state ?? 'none',
      people: counts.passed + counts.notPassed,
      ...counts,
      preparedAt: stored?.preparedAt.toISOString() ?? null,
      preparedBy: stored?.preparedByName ?? null,
      approvedAt: stored?.approvedAt?.toISOString() ?? null,
      approvedBy: stored?.approvedByName ?? null,
      isStale: stored?.state === 'prepared' && (await isPreparedStale(tx, group.id)),
    };
  }
}
