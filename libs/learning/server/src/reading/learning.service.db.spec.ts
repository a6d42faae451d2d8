import { aTest } from '@bimtek/assessment-server/testing';
import { Curricula, sppTikFolder } from '@bimtek/curriculum-server';
import { aCurriculum } from '@bimtek/curriculum-server/testing';
import { aClassGroup, anEnrollment, aRun } from '@bimtek/delivery-server/testing';
import { LessonReading } from '@bimtek/learning-contracts';
import { anActor, type TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { LearningProgress } from '../progress/learning-progress.service.ts';
import { learningContext } from '../testing/learning-context.ts';
import { LearningService } from './learning.service.ts';

let spec: TestContext;
let learning: LearningService;
let progress: LearningProgress;

beforeAll(async () => {
  spec = await learningContext();
  learning = spec.get(LearningService);
  progress = spec.get(LearningProgress);
});
afterAll(() => spec.close());

async function aTraineeOf(versionId: string, given: Parameters<typeof anEnrollment>[1] = {}) {
  const run = await aRun(spec.db, { curriculumVersionId: versionId });
  const classGroup = await aClassGroup(spec.db, { run });
  const { personId } = await anEnrollment(spec.db, { classGroup, ...given });
  return anActor({ userId: personId, role: 'trainee', scope: { level: 'own', ids: [] } });
}

describe('the modules of a trainee', () => {
  it('show every subject and name one next step', async () => {
    const { versionId } = await spec.db.transaction((tx) =>
      spec.get(Curricula).loadPackage(tx, 'system', sppTikFolder),
    );
    await spec.db.transaction((tx) => spec.get(Curricula).putInUse(tx, 'system', versionId));
    const overview = await learning.overview(await aTraineeOf(versionId));
    expect(overview.access).toBe('open');
    expect(overview.modules.map((module) => [module.code, module.state])).toEqual([
      ['M0', 'withoutLessons'],
      ...['M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M7'].map((code) => [code, 'notStarted']),
      ['M8', 'withoutLessons'],
    ]);
    expect(overview.next).toMatchObject({ kind: 'lesson', code: '1.1', number: 1, of: 4 });
  });

  it('show the quiz beside its module and other tests apart', async () => {
    const { versionId } = await aCurriculum(spec.db);
    const quiz = await aTest(spec.db, { curriculumVersionId: versionId });
    const { modules, tests } = await learning.overview(await aTraineeOf(versionId));
    expect(modules[1]?.quiz).toMatchObject({ testId: quiz.id, attemptsUsed: 0, isPassed: false });
    expect(tests).toEqual([]);
  });

  it.each([
    ['before the class opens: to be seen, nothing to do', { state: 'placed' }, 'notYet'],
    ['after the decision: to be read again', { state: 'passed' }, 'readOnly'],
  ] as const)('%s', async (_case, given, access) => {
    const { versionId } = await aCurriculum(spec.db);
    const overview = await learning.overview(await aTraineeOf(versionId, given));
    expect(overview).toMatchObject({ access, next: null });
    expect(overview.modules).toHaveLength(3);
  });

  it('are not there for somebody who takes part in nothing', async () => {
    await expect(learning.overview(anActor({ userId: randomUUID() }))).rejects.toMatchObject({
      code: 'not-enrolled',
    });
  });
});

describe('one module', () => {
  it('lists its lessons with progress, and the next step when it lies here', async () => {
    const { versionId, modules } = await aCurriculum(spec.db);
    const me = await aTraineeOf(versionId);
    const first = modules[1]?.lessonIds[0] ?? '';
    await progress.save(me, first, {
      blockIndex: 2,
      fraction: 0,
      isEndReached: false,
      readAt: '2026-07-06T01:00:00.000Z',
    });
    const module = await learning.module(me, { moduleCode: 'M1' });
    expect(module.lessons.map((lesson) => lesson.progress.state)).toEqual(['started', 'notStarted']);
    expect(module.module).toMatchObject({ state: 'started', share: 0.25, lessonsTotal: 2 });
    expect(module.next).toMatchObject({ kind: 'lesson', lessonId: first, share: 0.5 });
    expect((await learning.module(me, { moduleCode: 'M2' })).next).toBeNull();
    await expect(learning.module(me, { moduleCode: 'M7' })).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('the assignment of a module', () => {
  it('is named on its module and shown with its rubric once the class is open', async () => {
    const { versionId } = await aCurriculum(spec.db);
    const me = await aTraineeOf(versionId);
    expect((await learning.module(me, { moduleCode: 'M1' })).assignment).toEqual({
      code: 'T1',
      title: 'Tugas M1',
      minutes: 30,
    });
    expect(await learning.assignment(me, 'M1')).toMatchObject({
      module: { code: 'M1' },
      assignment: { rubric: { code: 'T1-R1' } },
    });
    for (const code of ['M0', 'M9'])
      await expect(learning.assignment(me, code)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is not shown before the class opens, nor to who takes part in nothing', async () => {
    const { versionId } = await aCurriculum(spec.db);
    await expect(
      learning.assignment(await aTraineeOf(versionId, { state: 'placed' }), 'M1'),
    ).rejects.toMatchObject({ code: 'learning-not-open' });
    await expect(learning.assignment(anActor({ userId: randomUUID() }), 'M1')).rejects.toMatchObject({
      code: 'not-enrolled',
    });
  });
});

describe('one lesson', () => {
  it('comes with its neighbors, and the quiz after the last one', async () => {
    const { versionId, modules } = await aCurriculum(spec.db, { lessons: { M1: 3 } });
    const quiz = await aTest(spec.db, { curriculumVersionId: versionId });
    const me = await aTraineeOf(versionId);
    const [first, second, third] = modules[0]?.lessonIds ?? [];
    expect(await learning.lesson(me, first ?? '')).toMatchObject({
      number: 1,
      of: 3,
      previous: null,
      next: { lessonId: second },
      quiz: null,
    });
    expect(await learning.lesson(me, second ?? '')).toMatchObject({
      previous: { lessonId: first },
      next: { lessonId: third },
    });
    expect(await learning.lesson(me, third ?? '')).toMatchObject({ next: null, quiz: { testId: quiz.id } });
  });

  it('is refused before the class opens, and when it belongs to another curriculum', async () => {
    const mine = await aCurriculum(spec.db);
    const other = await aCurriculum(spec.db);
    const waiting = await aTraineeOf(mine.versionId, { state: 'placed' });
    const own = mine.modules[1]?.lessonIds[0] ?? '';
    await expect(learning.lesson(waiting, own)).rejects.toMatchObject({ code: 'learning-not-open' });
    const me = await aTraineeOf(mine.versionId);
    const foreign = other.modules[1]?.lessonIds[0] ?? '';
    await expect(learning.lesson(me, foreign)).rejects.toMatchObject({ code: 'not-found' });
    await expect(learning.lesson(me, randomUUID())).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is at most 60 KB on the wire without its figures', async () => {
    const { versionId } = await spec.db.transaction((tx) =>
      spec.get(Curricula).loadPackage(tx, 'system', sppTikFolder),
    );
    const me = await aTraineeOf(versionId);
    for (const lesson of (await learning.module(me, { moduleCode: 'M1' })).lessons) {
      const answer = LessonReading.parse(await learning.lesson(me, lesson.id));
      expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(60 * 1024);
    }
  });
});
