import { aCurriculum } from '@bimtek/curriculum-server/testing';
import type { ClassGroupId } from '@bimtek/delivery-contracts';
import { aClassGroup, anEnrollment, aRun } from '@bimtek/delivery-server/testing';
import { recordScores } from '@bimtek/graduation-server/testing';
import { permissionsOf } from '@bimtek/identity-contracts';
import { found, ProblemError } from '@bimtek/platform-contracts';
import { anActor, explainedAll, type TestContext } from '@bimtek/platform-server/testing';
import { aLibrary, aPerson } from '@bimtek/registry-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { insightContext } from '../testing/insight-context.ts';
import { componentOfWork } from './gradebook.rules.ts';
import { GradebookService } from './gradebook.service.ts';

let context: TestContext;
let gradebook: GradebookService;

beforeAll(async () => {
  context = await insightContext();
  gradebook = context.get(GradebookService);
});
afterAll(() => context.close());

const page = { limit: 50 };

async function aClass(people: number) {
  const { db } = context;
  const { versionId } = await aCurriculum(db, { lessons: { M1: 1, M2: 1 } });
  const classGroup = await aClassGroup(db, { run: await aRun(db, { curriculumVersionId: versionId }) });
  const enrollments: { id: string; personId: string }[] = [];
  for (let number = 1; number <= people; number++) {
    const name = `Peserta ${String(number).padStart(2, '0')}`;
    const libraryId = await aLibrary(db);
    const personId = await aPerson(db, { fullName: name, libraryId });
    const { id } = await anEnrollment(db, { classGroup, personId, libraryId, name });
    enrollments.push({ id, personId });
  }
  const classGroupId = classGroup.id as ClassGroupId;
  const trainer = anActor({
    role: 'expertTrainer',
    permissions: permissionsOf('expertTrainer'),
    scope: { level: 'class', ids: [classGroupId] },
  });
  return { classGroupId, enrollments, trainer, at: { classGroupId } };
}

/** Work on the assignment of M1, with a mark that is shown when it is released. */
async function work(
  enrollmentId: string,
  state: 'submitted' | 'released',
  readAt: string | null = null,
  moduleCode = 'M1',
): Promise<void> {
  const [submissionId, versionId, markId] = [randomUUID(), randomUUID(), randomUUID()];
  const isReleased = state === 'released';
  const code = moduleCode.replace('M', 'T');
  await context.db.query(
    `INSERT INTO assignments_submission (id, enrollment_id, assignment_code, module_code, state, versions, draft_revision,
       first_submitted_at, submitted_at, mark_id, released_at)
     VALUES ($1, $2, $3, $4, $5, 1, 1, now(), now(), $6, CASE WHEN $6::uuid IS NOT NULL THEN now() END)`,
    [submissionId, enrollmentId, code, moduleCode, state, isReleased ? markId : null],
  );
  const letters = versionId.replaceAll(/[^2-9a-f]/g, '').toUpperCase();
  await context.db.query(
    `INSERT INTO assignments_version (id, submission_id, number, content, submitted_by, submitted_at, late_days, receipt_code)
     VALUES ($1, $2, 1, '{}', $1, now(), 0, $3)`,
    [versionId, submissionId, `K-${letters.slice(0, 4)}-${letters.slice(4, 8)}`],
  );
  if (!isReleased) return;
  await context.db.query(
    `INSERT INTO assignments_mark (id, version_id, marker_id, state, content, revision, saved_at, points, late_points, score,
       finished_at, read_at)
     VALUES ($1, $2, $1, 'finished', '{}', 1, now(), 80, 0, 80, now(), $3)`,
    [markId, versionId, readAt],
  );
}

describe('the gradebook of a class', () => {
  it('has the scores, what is missing, work on its way, and whether feedback was read', async () => {
    const { at, enrollments, trainer } = await aClass(3);
    const [first, second] = enrollments;
    await recordScores(context.db, found(first).id as never, { 'assignment:M1': 80 } as never);
    await work(found(first).id, 'released', '2026-07-06T03:00:00Z');
    await work(found(second).id, 'submitted');
    const { items, columns, people } = await gradebook.get(trainer, at, page);
    expect(people).toBe(3);
    const [one, two, three] = items;
    expect(one?.work).toMatchObject([
      { component: 'assignment:M1', state: 'released', feedbackReadAt: '2026-07-06T03:00:00.000Z' },
    ]);
    expect(one?.missing).not.toContain('assignment:M1');
    expect(two?.work).toMatchObject([{ state: 'submitted', hasFeedback: false, feedbackReadAt: null }]);
    expect(two?.missing).toContain('assignment:M1');
    expect(three?.missing).toEqual(columns.map(({ component }) => component));
    expect(columns.find(({ component }) => component === 'assignment:M1')).toMatchObject({
      assignmentCode: 'T1',
      recorded: 1,
      waiting: 1,
      unread: 0,
    });
  });

  it('counts feedback that was not read', async () => {
    const { at, enrollments, trainer } = await aClass(2);
    for (const { id } of enrollments) await work(id, 'released');
    const { columns } = await gradebook.get(trainer, at, page);
    expect(columns.find(({ component }) => component === 'assignment:M1')).toMatchObject({ unread: 2 });
  });

  it('is of the own classes only', async () => {
    const { trainer } = await aClass(1);
    const other = await aClass(1);
    await expect(gradebook.get(trainer, other.at, page)).rejects.toThrow(ProblemError);
    await expect(gradebook.export(trainer, other.at)).rejects.toThrow(ProblemError);
  });

  it('can be taken as a spreadsheet, and that is noted', async () => {
    const { at, enrollments, trainer, classGroupId } = await aClass(2);
    await work(found(enrollments[0]).id, 'submitted');
    const file = await gradebook.export(trainer, at);
    const chunks: Buffer[] = [];
    for await (const chunk of file.getStream()) chunks.push(Buffer.from(chunk as Uint8Array));
    const bytes = Buffer.concat(chunks);
    expect(bytes.subarray(0, 2).toString()).toBe('PK');
    const noted: unknown[] = await context.db.query(
      `SELECT 1 FROM platform_audit_entry WHERE action = 'insight.gradebook-exported' AND subject_id = $1`,
      [classGroupId],
    );
    expect(noted).toHaveLength(1);
  });

  it('reads work by index among that of many others', async () => {
    const { at, enrollments, trainer } = await aClass(3);
    for (const { id } of enrollments) await work(id, 'released');
    await context.db.query(
      `INSERT INTO assignments_submission (id, enrollment_id, assignment_code, module_code, state, versions, draft_revision)
       SELECT gen_random_uuid(), gen_random_uuid(), 'T1', 'M1', 'draft', 0, 0 FROM generate_series(1, 20000)`,
    );
    await context.db.query(`ANALYZE assignments_submission`);
    const plans = await explainedAll(context.db, () => gradebook.get(trainer, at, page));
    expect(plans.flatMap(({ sequentialScans }) => sequentialScans)).toEqual([]);
  });
});

it('counts work as the assignment of its module, else as the plan', () => {
  const column = (component: string, moduleCode: string | null) =>
    ({ component, moduleCode, moduleTitle: null }) as never;
  const columns = [column('quiz:M1', 'M1'), column('assignment:M1', 'M1'), column('plan', null)];
  expect(componentOfWork(columns, 'M1')).toBe('assignment:M1');
  expect(componentOfWork(columns, 'M7')).toBe('plan');
  expect(componentOfWork(columns.slice(0, 2), 'M7')).toBeNull();
});
