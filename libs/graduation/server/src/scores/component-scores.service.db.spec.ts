import { AttemptId, TestId } from '@bimtek/assessment-contracts';
import { MarkId, SubmissionId, VersionId } from '@bimtek/assignments-contracts';
import { assignmentOf } from '@bimtek/graduation-contracts';
import type { TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { aGradedClass, type BuiltClass } from '../testing/a-class.ts';
import { graduationContext } from '../testing/graduation-context.ts';
import { recordScores } from '../testing/some-scores.ts';
import { ComponentScores } from './component-scores.service.ts';

let context: TestContext;
let scores: ComponentScores;

beforeAll(async () => {
  context = await graduationContext();
  scores = context.get(ComponentScores);
});
afterAll(() => context.close());

const finished = (
  built: BuiltClass,
  given: { score: number; bestScore?: number; kind?: 'quiz' | 'preTest' | 'postTest' },
) => ({
  attemptId: AttemptId.parse(randomUUID()),
  enrollmentId: built.people[0]?.enrollmentId ?? '',
  personId: built.people[0]?.personId ?? '',
  testId: TestId.parse(randomUUID()),
  testKind: given.kind ?? ('quiz' as const),
  moduleCode: (given.kind ?? 'quiz') === 'quiz' ? 'M1' : null,
  score: given.score,
  bestScore: given.bestScore ?? given.score,
  finishedAt: '2026-07-06T02:00:00.000Z',
});
const stored = (built: BuiltClass): Promise<{ component: string; value: number; source: string }[]> =>
  context.db.query(
    `SELECT component, value::float8 AS value, source FROM graduation_component_score
     WHERE enrollment_id = $1 ORDER BY component`,
    [built.people[0]?.enrollmentId],
  );
const audit = (built: BuiltClass): Promise<{ actor_name: string; before: object; after: object }[]> =>
  context.db.query(
    `SELECT actor_name, before, after FROM platform_audit_entry
     WHERE action = 'graduation.score-recorded' AND subject_id = $1 ORDER BY at, id`,
    [built.people[0]?.enrollmentId],
  );
const empty = () => aGradedClass(context, { people: [{ scores: {} }] });

describe('a finished test', () => {
  it('is taken over by its kind and module', async () => {
    const built = await empty();
    await scores.takeOver(finished(built, { score: 70 }));
    await scores.takeOver(finished(built, { score: 45, kind: 'preTest' }));
    await scores.takeOver(finished(built, { score: 75, kind: 'postTest' }));
    expect(await stored(built)).toEqual([
      { component: 'postTest', value: 75, source: 'assessment' },
      { component: 'preTest', value: 45, source: 'assessment' },
      { component: 'quiz:M1', value: 70, source: 'assessment' },
    ]);
  });

  it('counts with its best attempt, in whatever order and however often the attempts arrive', async () => {
    const built = await empty();
    const attempts = [
      finished(built, { score: 60 }),
      finished(built, { score: 90 }),
      finished(built, { score: 70, bestScore: 90 }),
    ];
    for (const attempt of [...attempts].reverse()) await scores.takeOver(attempt);
    await Promise.all(attempts.map((attempt) => scores.takeOver(attempt)));
    expect(await stored(built)).toEqual([{ component: 'quiz:M1', value: 90, source: 'assessment' }]);
  });

  it('writes the audit log at each change, and only then', async () => {
    const built = await empty();
    for (const score of [60, 60, 40, 80]) await scores.takeOver(finished(built, { score }));
    expect(await audit(built)).toMatchObject([
      { actor_name: 'system', before: { 'quiz:M1': null }, after: { scores: { 'quiz:M1': { value: 60 } } } },
      {
        actor_name: 'system',
        before: { 'quiz:M1': { value: 60 } },
        after: { scores: { 'quiz:M1': { value: 80 } } },
      },
    ]);
  });

  it('does not lower what was imported from paper', async () => {
    const built = await empty();
    await recordScores(context.db, built.people[0]?.enrollmentId ?? '', { 'quiz:M1': 88 });
    await scores.takeOver(finished(built, { score: 50 }));
    expect(await stored(built)).toEqual([{ component: 'quiz:M1', value: 88, source: 'import' }]);
  });

  it('comes to nothing when the class is closed', async () => {
    const built = await empty();
    await context.db.query(
      `UPDATE delivery_class_group SET state = 'closed', closed_at = now() WHERE id = $1`,
      [built.classGroupId],
    );
    await scores.takeOver(finished(built, { score: 100 }));
    expect(await stored(built)).toEqual([]);
  });

  it('comes to nothing when nobody has that enrollment', async () => {
    const built = await empty();
    await scores.takeOver({ ...finished(built, { score: 100 }), enrollmentId: randomUUID() });
    expect(await stored(built)).toEqual([]);
  });
});

describe('a released mark', () => {
  const released = (built: BuiltClass, given: { score: number; moduleCode?: string; at?: string }) => ({
    enrollmentId: built.people[0]?.enrollmentId as never,
    submissionId: SubmissionId.parse(randomUUID()),
    versionId: VersionId.parse(randomUUID()),
    markId: MarkId.parse(randomUUID()),
    assignmentCode: 'T1',
    moduleCode: given.moduleCode ?? 'M1',
    score: given.score,
    releasedAt: given.at ?? '2026-07-12T02:00:00.000Z',
  });

  it('is taken over as the assignment of its module, or as the plan', async () => {
    const built = await empty();
    await scores.takeOverMark(released(built, { score: 81.25 }));
    await scores.takeOverMark(released(built, { score: 72.5, moduleCode: 'M7' }));
    expect(await stored(built)).toEqual([
      { component: 'assignment:M1', value: 81.25, source: 'assignments' },
      { component: 'plan', value: 72.5, source: 'assignments' },
    ]);
  });

  it('has one effect however often it is told, and keeps its evidence', async () => {
    const built = await empty();
    const event = released(built, { score: 80 });
    await scores.takeOverMark(event);
    await Promise.all([scores.takeOverMark(event), scores.takeOverMark(event)]);
    expect(await audit(built)).toHaveLength(1);
    expect(await audit(built)).toMatchObject([{ after: { evidence: { markId: event.markId } } }]);
  });

  it('gives way to what was recorded after it, also when it is told late or again', async () => {
    const built = await empty();
    // Imported on 11 July, 03:00.
    await recordScores(context.db, built.people[0]?.enrollmentId ?? '', { 'assignment:M1': 60 });
    await scores.takeOverMark(released(built, { score: 95, at: '2026-07-11T02:59:59.000Z' }));
    expect(await stored(built)).toEqual([{ component: 'assignment:M1', value: 60, source: 'import' }]);
    await scores.takeOverMark(released(built, { score: 40, at: '2026-07-11T03:00:01.000Z' }));
    expect(await stored(built)).toEqual([{ component: 'assignment:M1', value: 40, source: 'assignments' }]);
  });

  it('is replaced by a later import, and by none that says the same', async () => {
    const built = await empty();
    await scores.takeOverMark(released(built, { score: 80 }));
    const enrollmentId = built.people[0]?.enrollmentId ?? '';
    const imported = (value: number) =>
      context.db.transaction((tx) =>
        scores.record(
          tx,
          built.organizer,
          [{ enrollmentId, component: assignmentOf('M1'), value, outOf: null, evidence: { row: 2 } }],
          'import',
        ),
      );
    expect(await imported(80)).toEqual([]);
    expect(await imported(70)).toMatchObject([{ value: 70, before: { value: 80, source: 'assignments' } }]);
  });

  it('comes to nothing when the class is closed', async () => {
    const built = await empty();
    await context.db.query(
      `UPDATE delivery_class_group SET state = 'closed', closed_at = now() WHERE id = $1`,
      [built.classGroupId],
    );
    await scores.takeOverMark(released(built, { score: 100 }));
    expect(await stored(built)).toEqual([]);
  });
});
