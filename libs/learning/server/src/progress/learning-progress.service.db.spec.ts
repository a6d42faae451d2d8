import { aCurriculum, type BuiltCurriculum } from '@bimtek/curriculum-server/testing';
import { aClassGroup, anEnrollment, aRun } from '@bimtek/delivery-server/testing';
import type { Actor } from '@bimtek/platform-contracts';
import { anActor, type TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { LearningService } from '../reading/learning.service.ts';
import { learningContext } from '../testing/learning-context.ts';
import { LearningProgress } from './learning-progress.service.ts';

let spec: TestContext;
let progress: LearningProgress;
let learning: LearningService;

beforeAll(async () => {
  spec = await learningContext();
  progress = spec.get(LearningProgress);
  learning = spec.get(LearningService);
});
afterAll(() => spec.close());

interface Reader {
  me: Actor;
  enrollmentId: string;
  classGroupId: string;
  curriculum: BuiltCurriculum;
  /** The lessons of M1 in order. */
  lessons: string[];
}

async function aReader(given: Parameters<typeof anEnrollment>[1] = {}): Promise<Reader> {
  const curriculum = await aCurriculum(spec.db);
  const run = await aRun(spec.db, { curriculumVersionId: curriculum.versionId });
  const classGroup = await aClassGroup(spec.db, { run });
  const enrollment = await anEnrollment(spec.db, { classGroup, ...given });
  return {
    me: anActor({ userId: enrollment.personId, role: 'trainee', scope: { level: 'own', ids: [] } }),
    enrollmentId: enrollment.id,
    classGroupId: classGroup.id,
    curriculum,
    lessons: curriculum.modules[1]?.lessonIds ?? [],
  };
}

const now = '2026-07-06T02:00:00.000Z';
const reading = (blockIndex: number, readAt = now, isEndReached = false) => ({
  blockIndex,
  fraction: 0.5,
  isEndReached,
  readAt,
});
const readToEnd = async ({ me, lessons }: Reader, index = 0) => {
  await progress.save(me, lessons[index] ?? '', reading(3, now, true));
};
const told = (enrollmentId: string): Promise<{ name: string }[]> =>
  spec.db.query(
    `SELECT name FROM platform_outbox WHERE payload->>'enrollmentId' = $1 AND name LIKE 'learning.%' ORDER BY name`,
    [enrollmentId],
  );
/** Resolves when a statement of this database waits for a lock. */
async function someoneWaits(): Promise<void> {
  for (;;) {
    const waiting: unknown[] = await spec.db.query(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    if (waiting.length > 0) return;
  }
}
const close = (id: string) =>
  spec.db.query(`UPDATE delivery_class_group SET state = 'closed', closed_at = now() WHERE id = $1`, [id]);

describe('saving progress', () => {
  it('keeps the exact place, and says how much was read', async () => {
    const { me, lessons } = await aReader();
    const saved = await progress.save(me, lessons[0] ?? '', reading(1));
    expect(saved).toMatchObject({
      state: 'started',
      blockIndex: 1,
      fraction: 0.5,
      share: 0.37,
      isEndReached: false,
    });
    expect((await learning.lesson(me, lessons[0] ?? '')).progress).toEqual(saved);
  });

  it('has one effect when it arrives twice', async () => {
    const { me, lessons, enrollmentId } = await aReader();
    const both = await Promise.all([1, 1].map((at) => progress.save(me, lessons[0] ?? '', reading(at))));
    expect(both[0]).toEqual(both[1]);
    expect((await progress.ofEnrollment(enrollmentId)).size).toBe(1);
  });

  it('keeps the place read last, in whatever order the two arrive, and the furthest share', async () => {
    const { me, lessons } = await aReader();
    const lesson = lessons[0] ?? '';
    await progress.save(me, lesson, reading(3, '2026-07-06T01:50:00.000Z'));
    await progress.save(me, lesson, reading(1, '2026-07-06T01:58:00.000Z'));
    const late = await progress.save(me, lesson, reading(2, '2026-07-06T01:55:00.000Z'));
    expect(late).toMatchObject({ blockIndex: 1, share: 0.87 });
  });

  it('never takes back the end or the completion, however late an older place comes', async () => {
    const reader = await aReader();
    const lessonId = reader.lessons[0] ?? '';
    await readToEnd(reader);
    await progress.complete(reader.me, { lessonId: lessonId as never });
    const late = await progress.save(reader.me, lessonId, reading(0, '2026-07-01T00:00:00.000Z'));
    expect(late).toMatchObject({ state: 'completed', isEndReached: true, share: 1, blockIndex: 3 });
  });

  it('does not let a clock that goes fast win over later reading', async () => {
    const { me, lessons } = await aReader();
    await progress.save(me, lessons[0] ?? '', reading(3, '2031-01-01T00:00:00.000Z'));
    spec.clock.advance(60_000);
    const next = await progress.save(me, lessons[0] ?? '', reading(1, '2026-07-06T02:01:00.000Z'));
    spec.clock.set(now);
    expect(next.blockIndex).toBe(1);
  });

  it.each([
    ['an unknown lesson', () => randomUUID(), {}, 'not-found'],
    ['a class that is not open yet', (own: string) => own, { state: 'placed' }, 'learning-not-open'],
    ['somebody who has been decided on', (own: string) => own, { state: 'passed' }, 'learning-closed'],
    ['somebody who withdrew', (own: string) => own, { state: 'withdrawn' }, 'not-enrolled'],
  ] as const)('is refused for %s', async (_case, lessonOf, given, code) => {
    const { me, lessons } = await aReader(given);
    await expect(progress.save(me, lessonOf(lessons[0] ?? ''), reading(1))).rejects.toMatchObject({ code });
  });

  it('is refused for a lesson of a curriculum one does not follow, and for somebody who is not enrolled', async () => {
    const mine = await aReader();
    const other = await aReader();
    await expect(progress.save(mine.me, other.lessons[0] ?? '', reading(1))).rejects.toMatchObject({
      code: 'not-found',
    });
    const stranger = anActor({ userId: randomUUID() });
    await expect(progress.save(stranger, mine.lessons[0] ?? '', reading(1))).rejects.toMatchObject({
      code: 'not-enrolled',
    });
    expect((await progress.ofEnrollment(other.enrollmentId)).size).toBe(0);
  });

  it('is refused when the class closes, also while the saving waits for it', async () => {
    const { me, lessons, classGroupId, enrollmentId } = await aReader();
    const closing = spec.db.createQueryRunner();
    await closing.startTransaction();
    await closing.query(`UPDATE delivery_class_group SET state = 'closed', closed_at = now() WHERE id = $1`, [
      classGroupId,
    ]);
    const save = progress.save(me, lessons[0] ?? '', reading(1));
    const refused = expect(save).rejects.toMatchObject({ code: 'learning-closed' });
    await someoneWaits();
    await closing.commitTransaction();
    await closing.release();
    await refused;
    expect((await progress.ofEnrollment(enrollmentId)).size).toBe(0);
  });

  it('can still be read after the class has closed', async () => {
    const reader = await aReader();
    await readToEnd(reader);
    await close(reader.classGroupId);
    expect(await learning.lesson(reader.me, reader.lessons[0] ?? '')).toMatchObject({
      access: 'readOnly',
      progress: { isEndReached: true },
    });
  });
});

describe('completing a lesson', () => {
  it('is refused before the end was reached', async () => {
    const { me, lessons } = await aReader();
    const lessonId = (lessons[0] ?? '') as never;
    await expect(progress.complete(me, { lessonId })).rejects.toMatchObject({ code: 'end-not-reached' });
    await progress.save(me, lessonId, reading(3));
    await expect(progress.complete(me, { lessonId })).rejects.toMatchObject({ code: 'end-not-reached' });
  });

  it('is told once, however often it is pressed', async () => {
    const reader = await aReader();
    await readToEnd(reader);
    const lessonId = (reader.lessons[0] ?? '') as never;
    const many = await Promise.all(
      Array.from({ length: 5 }, () => progress.complete(reader.me, { lessonId })),
    );
    expect(new Set(many.map((one) => one.completedAt)).size).toBe(1);
    expect(await told(reader.enrollmentId)).toEqual([{ name: 'learning.lesson-completed' }]);
  });

  it('tells once that the module is completed, when its last two lessons are completed at once', async () => {
    const reader = await aReader();
    await readToEnd(reader, 0);
    await readToEnd(reader, 1);
    await Promise.all(
      reader.lessons.map((lessonId) => progress.complete(reader.me, { lessonId: lessonId as never })),
    );
    expect(await told(reader.enrollmentId)).toEqual([
      { name: 'learning.lesson-completed' },
      { name: 'learning.lesson-completed' },
      { name: 'learning.module-completed' },
    ]);
  });

  it('stays what it was after the class has closed, and nothing new is completed then', async () => {
    const reader = await aReader();
    await readToEnd(reader, 0);
    await readToEnd(reader, 1);
    const [first, second] = reader.lessons as [never, never];
    const before = await progress.complete(reader.me, { lessonId: first });
    await close(reader.classGroupId);
    expect(await progress.complete(reader.me, { lessonId: first })).toEqual(before);
    await expect(progress.complete(reader.me, { lessonId: second })).rejects.toMatchObject({
      code: 'learning-closed',
    });
  });

  it('answers with the next step', async () => {
    const reader = await aReader();
    await readToEnd(reader);
    const { next } = await learning.complete(reader.me, { lessonId: (reader.lessons[0] ?? '') as never });
    expect(next).toMatchObject({ kind: 'lesson', lessonId: reader.lessons[1], isStarted: false });
  });
});
