import {
  appealProblem,
  type AppealRefusal,
  type getMyAppeal,
  type makeAppeal,
  type MyAppeal,
} from '@bimtek/assignments-contracts';
import { Curricula } from '@bimtek/curriculum-server';
import { type CurrentEnrollment, Enrollments } from '@bimtek/delivery-server';
import { type Actor, type BodyOf, found, type ParamsOf } from '@bimtek/platform-contracts';
import { AuditLog, Clock } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { readHolidays } from '../allocation/allocation.queries.ts';
import { moduleOf } from '../assignment-head.ts';
import { AssignmentNotices } from '../notices/assignment-notices.ts';
import { type ClassOfWriter, holdClassOf } from '../submissions/my-assignments.queries.ts';
import { Submission } from '../submissions/submission.entity.ts';
import { Appeal } from './appeal.entity.ts';
import { appealUntil, refusesAppeal } from './appeal.rules.ts';
import { appealView, type AppealFactsRow, type MyWork, readMyWork } from './appeals.queries.ts';

type At = ParamsOf<typeof getMyAppeal>;
type Standing = Pick<ClassOfWriter, 'enrollmentState' | 'classState'>;

/** What a trainee does about a mark that seems wrong. */
@Injectable()
export class MyAppeals {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly enrollments: Enrollments,
    private readonly curricula: Curricula,
    private readonly notices: AssignmentNotices,
    private readonly audit: AuditLog,
  ) {}

  async get(me: Actor, { assignmentCode }: At): Promise<MyAppeal> {
    const { enrollmentId, state: enrollmentState, classState } = await this.#current(me, assignmentCode);
    const read = await readMyWork(this.db.manager, { enrollmentId, assignmentCode });
    return (await this.#view(this.db.manager, read, { enrollmentState, classState })).view;
  }

  /** Made once for each id; sent again it changes nothing, also after the decision. */
  async make(me: Actor, at: At, { id, reason }: BodyOf<typeof makeAppeal>): Promise<MyAppeal> {
    return this.#with(me, at, async (tx, enrollmentId, standing) => {
      const read = await readMyWork(tx, { enrollmentId, ...at });
      const sent = await tx.findOneBy(Appeal, { id });
      if (sent) {
        if (sent.submissionId !== read.work?.submissionId || sent.reason !== reason) {
          throw appealProblem('id-taken');
        }
        return (await this.#view(tx, read, standing)).view;
      }
      const { refusal } = await this.#view(tx, read, standing);
      if (refusal) throw appealProblem(refusal);
      const { submissionId, markId, markerId, score } = found(read.work);
      const madeAt = this.clock.now();
      await tx.insert(Appeal, {
        id,
        submissionId,
        markId: found(markId),
        state: 'open',
        reason,
        madeAt,
        scoreBefore: String(found(score)),
      });
      await this.audit.record(tx, me, {
        action: 'assignments.appeal-made',
        subject: { type: 'submission', id: submissionId },
        after: { appealId: id, markId, score },
        reason,
      });
      await this.notices.appealMade(tx, {
        appealId: id,
        enrollmentId,
        ...at,
        firstMarkerId: found(markerId),
      });
      return (await this.#view(tx, await readMyWork(tx, { enrollmentId, ...at }), standing)).view;
    });
  }

  async withdraw(me: Actor, at: At): Promise<MyAppeal> {
    return this.#with(me, at, async (tx, enrollmentId, standing) => {
      const read = await readMyWork(tx, { enrollmentId, ...at });
      if (read.appeal?.state !== 'open') return (await this.#view(tx, read, standing)).view;
      if (standing.classState === 'closed') throw appealProblem('class-closed');
      const { id } = read.appeal;
      await tx.update(Appeal, { id }, { state: 'withdrawn', withdrawnAt: this.clock.now() });
      await this.audit.record(tx, me, {
        action: 'assignments.appeal-withdrawn',
        subject: { type: 'submission', id: found(read.work).submissionId },
        after: { appealId: id },
      });
      return (await this.#view(tx, await readMyWork(tx, { enrollmentId, ...at }), standing)).view;
    });
  }

  /** The class cannot be closed meanwhile, and nobody decides at the same moment. */
  async #with<T>(
    me: Actor,
    { assignmentCode }: At,
    act: (tx: EntityManager, enrollmentId: string, standing: Standing) => Promise<T>,
  ): Promise<T> {
    const { enrollmentId } = await this.#current(me, assignmentCode);
    return this.db.transaction(async (tx) => {
      const standing = await holdClassOf(tx, enrollmentId, me.userId);
      await tx.findOne(Submission, {
        where: { enrollmentId, assignmentCode },
        lock: { mode: 'pessimistic_write' },
      });
      return act(tx, enrollmentId, standing);
    });
  }

  async #current(me: Actor, assignmentCode: string): Promise<CurrentEnrollment> {
    const current = found(await this.enrollments.currentOf(me.userId));
    found(moduleOf(await this.curricula.current(current.curriculumVersionId), assignmentCode));
    return current;
  }

  async #view(
    tx: EntityManager,
    { work, appeal }: { work: MyWork | null; appeal: AppealFactsRow | null },
    standing: Standing,
  ): Promise<{ view: MyAppeal; refusal: AppealRefusal | null }> {
    const until =
      work?.releasedAt && work.timeZone
        ? appealUntil(work.releasedAt, work.timeZone, await readHolidays(tx, work.releasedAt))
        : null;
    const facts = { ...standing, state: work?.state ?? null, until, appealState: appeal?.state ?? null };
    const refusal = refusesAppeal(facts, this.clock.now());
    return {
      view: { appeal: appeal && appealView(appeal), until: until?.toISOString() ?? null, refusal },
      refusal,
    };
  }
}
