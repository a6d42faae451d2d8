import { Curricula, type LessonPlace } from '@bimtek/curriculum-server';
import { type CurrentEnrollment, Enrollments } from '@bimtek/delivery-server';
import {
  type completeLesson,
  lessonCompleted,
  learningProblem,
  type LessonProgress,
  moduleCompleted,
  type SavedProgress,
} from '@bimtek/learning-contracts';
import { type Actor, commonProblem, type ParamsOf } from '@bimtek/platform-contracts';
import { Clock, Outbox } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import {
  countCompleted,
  lockCountingEnrollment,
  markCompleted,
  type ProgressRow,
  progressOf,
  putProgress,
} from './progress.queries.ts';
import { accessOf, notStarted, readAtOf, shareRead, withinLesson } from './progress.rules.ts';

/** How far people are in their lessons. */
@Injectable()
export class LearningProgress {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly curricula: Curricula,
    private readonly enrollments: Enrollments,
  ) {}

  /** By lesson id; lessons without progress are absent. */
  async ofEnrollment(enrollmentId: string): Promise<Map<string, LessonProgress>> {
    const rows = await progressOf(this.db, [enrollmentId]);
    return new Map(rows.map((row) => [row.lessonId, progressView(row)]));
  }

  /** The hot path: what belongs to the lesson comes from memory, everything else is in one statement. */
  async save(me: Actor, lessonId: string, sent: SavedProgress): Promise<LessonProgress> {
    const place = await this.curricula.placeOf(lessonId);
    const blockCount = (await this.curricula.lesson(place.versionId, lessonId)).blocks.length;
    const { blockIndex, fraction } = withinLesson(sent, blockCount);
    const share = shareRead(sent, blockCount, sent.isEndReached);
    const now = this.clock.now();
    const readAt = readAtOf(new Date(sent.readAt), now);
    const [row] = await putProgress(this.db, [
      me.userId,
      place.versionId,
      lessonId,
      blockIndex,
      fraction,
      share,
      sent.isEndReached,
      readAt,
      now,
    ]);
    if (!row) throw await this.#refusal(me, place);
    return progressView(row);
  }

  /** Completes a lesson whose end was reached; who says it twice is told the same twice. */
  async complete(me: Actor, { lessonId }: ParamsOf<typeof completeLesson>): Promise<LessonProgress> {
    const place = await this.curricula.placeOf(lessonId);
    const completed = await this.db.transaction(async (tx) => {
      const enrollmentId = await lockCountingEnrollment(tx, me.userId, place.versionId);
      if (!enrollmentId) return null;
      const now = this.clock.now();
      const row = await markCompleted(tx, enrollmentId, lessonId, now);
      if (row) await this.#tell(tx, me, enrollmentId, place, now);
      return row;
    });
    return completed ? progressView(completed) : this.#completedBefore(me, place);
  }

  async #tell(
    tx: EntityManager,
    me: Actor,
    enrollmentId: string,
    { module, lesson }: LessonPlace,
    now: Date,
  ) {
    const fact = {
      enrollmentId,
      personId: me.userId,
      moduleCode: module.code,
      completedAt: now.toISOString(),
    };
    await this.outbox.add(tx, lessonCompleted, { ...fact, lessonId: lesson.id });
    const lessonIds = module.lessons.map((one) => one.id);
    // The enrollment is locked, so of two lessons completed at once the second one sees the first.
    if ((await countCompleted(tx, enrollmentId, lessonIds)) === lessonIds.length) {
      await this.outbox.add(tx, moduleCompleted, fact);
    }
  }

  /** What was completed earlier stays so, also after the class has closed. */
  async #completedBefore(me: Actor, place: LessonPlace): Promise<LessonProgress> {
    const enrollment = await this.#enrollmentIn(me, place);
    const own = (await this.ofEnrollment(enrollment.enrollmentId)).get(place.lesson.id) ?? notStarted;
    if (own.state === 'completed') return own;
    throw accessOf(enrollment) === 'open'
      ? learningProblem('end-not-reached')
      : await this.#refusal(me, place);
  }

  async #enrollmentIn(me: Actor, place: LessonPlace): Promise<CurrentEnrollment> {
    const enrollment = await this.enrollments.currentOf(me.userId);
    if (!enrollment || accessOf(enrollment) === null) throw learningProblem('not-enrolled');
    // A lesson of somebody else's curriculum does not exist for this person.
    if (enrollment.curriculumVersionId !== place.versionId) throw commonProblem('not-found');
    return enrollment;
  }

  /** Why nothing was written. */
  async #refusal(me: Actor, place: LessonPlace) {
    const access = accessOf(await this.#enrollmentIn(me, place));
    return learningProblem(access === 'notYet' ? 'learning-not-open' : 'learning-closed');
  }
}

export function progressView(row: ProgressRow): LessonProgress {
  return {
    state: row.state,
    blockIndex: row.blockIndex,
    fraction: Number(row.fraction),
    share: Number(row.share),
    isEndReached: row.reachedEndAt !== null,
    completedAt: row.completedAt?.toISOString() ?? null,
    updatedAt: row.updatedAt.toISOString(),
  };
}
