import {
  type MarkContent,
  SAMPLES_MAX,
  type SampleId,
  type SubmissionId,
} from '@bimtek/assignments-contracts';
import type { RunId } from '@bimtek/delivery-contracts';
import { permissionsOf } from '@bimtek/identity-contracts';
import type { Actor } from '@bimtek/platform-contracts';
import { anActor, explained, type TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Marking } from '../marking/marking.service.ts';
import { Releases } from '../marking/releases.service.ts';
import { MyAssignments } from '../submissions/my-assignments.service.ts';
import {
  assignmentsContext,
  aVersionId,
  aWritingClass,
  problemOf,
  refusalOf,
  someMark,
  someWork,
  type WritingClass,
} from '../testing/a-class.ts';
import { comparedStatement } from './samples.queries.ts';
import { Samples } from './samples.service.ts';

let context: TestContext;
let samples: Samples;
let group: WritingClass;
let runId: RunId;
const text = 'Perpustakaan desa kami membuka kelas membatik untuk ibu-ibu setiap hari Sabtu.';
const master = anActor({
  role: 'masterTrainer',
  scope: { level: 'national', ids: [] },
  permissions: permissionsOf('masterTrainer'),
});

beforeAll(async () => {
  context = await assignmentsContext();
  samples = context.get(Samples);
});
afterAll(() => context.close());
beforeEach(async () => {
  context.clock.set('2026-07-06T02:00:00Z');
  group = await aWritingClass(context);
  runId = await runOf(group);
});

async function runOf({ classGroupId }: WritingClass): Promise<RunId> {
  const [row]: { id: RunId }[] = await context.db.query(
    `SELECT run_id AS id FROM delivery_class_group WHERE id = $1`,
    [classGroupId],
  );
  return row?.id as RunId;
}
async function aSample(given: { text?: string; sourceId?: SubmissionId; id?: SampleId } = {}) {
  const { id: sampleId = randomUUID() as SampleId, sourceId = null } = given;
  await samples.put(
    master,
    { runId, sampleId },
    { assignmentCode: 'T1', text: given.text ?? text, sourceId },
  );
  return sampleId;
}
/** Another trainer of the class. */
const another = (): Actor => ({ ...group.trainer, userId: randomUUID() });
const finish = (who: Actor, sampleId: SampleId, content: MarkContent = someMark(), basedOn = 0) =>
  samples.save(who, sampleId, { content, basedOn, isFinished: true });
const panelRow = async (personId: string) =>
  (await samples.list(master, { runId })).members.find((one) => one.personId === personId);

describe('a sample', () => {
  it('is marked by the trainers of its run, and shown to nobody else', async () => {
    const id = await aSample();
    expect(await samples.mine(group.trainer)).toMatchObject({
      items: [{ id, assignmentCode: 'T1', number: 1, state: 'new' }],
      calibrated: { leniency: null, spread: null, samples: [] },
    });
    expect(await samples.get(group.colleague, id)).toMatchObject({ text, mark: null, panel: null });
    const other = await aWritingClass(context);
    expect((await samples.mine(other.trainer)).items).toEqual([]);
    expect(await refusalOf(samples.get(other.trainer, id))).toBe('not-found');
    expect(await refusalOf(finish(other.trainer, id))).toBe('not-found');
  });

  it('is one when it is sent twice, changes until somebody begins to mark it, and not after', async () => {
    const id = await aSample();
    await aSample({ id });
    await aSample({ id, text: `${text} Yang ikut dua puluh orang.` });
    await samples.save(group.trainer, id, { content: someMark(), basedOn: 0, isFinished: false });
    expect(await refusalOf(aSample({ id }))).toBe('sample-in-use');
    expect((await samples.list(master, { runId })).samples).toMatchObject([
      {
        id,
        text: `${text} Yang ikut dua puluh orang.`,
        begun: 1,
        finished: 0,
        mean: null,
        isFromWork: false,
      },
    ]);
    const rows: { action: string }[] = await context.db.query(
      `SELECT action FROM platform_audit_entry WHERE subject_id = $1`,
      [runId],
    );
    expect(rows.map(({ action }) => action)).toEqual(['assignments.sample-put', 'assignments.sample-put']);
  });

  it('numbers follow each other, also when two are added at once, and there are at most twenty', async () => {
    await Promise.all([aSample(), aSample()]);
    expect((await samples.list(master, { runId })).samples.map(({ number }) => number)).toEqual([1, 2]);
    for (let n = 3; n <= SAMPLES_MAX; n++) await aSample();
    expect(await refusalOf(aSample())).toBe('too-many-samples');
  });

  it('of another run is not changed, nor taken away', async () => {
    const id = await aSample();
    const other = await runOf(await aWritingClass(context));
    const sent = { assignmentCode: 'T1' as const, text, sourceId: null };
    expect(await refusalOf(samples.put(master, { runId: other, sampleId: id }, sent))).toBe('not-found');
    expect(await refusalOf(samples.remove(master, { runId: other, sampleId: id }))).toBe('not-found');
  });

  it('that is taken away waits for nobody any more; what was finished still counts', async () => {
    const [one, two] = [await aSample(), await aSample()];
    for (let n = 0; n < 3; n++) await finish(another(), one, someMark(2));
    await finish(group.trainer, one, someMark(4));
    for (const id of [one, two, two]) await samples.remove(master, { runId, sampleId: id });
    expect(await refusalOf(finish(group.colleague, two))).toBe('not-found');
    const { items, calibrated } = await samples.mine(group.trainer);
    expect(items).toMatchObject([{ id: one, state: 'finished' }]);
    expect(calibrated).toMatchObject({ leniency: 50 });
    expect((await samples.list(master, { runId })).samples).toEqual([]);
    expect(await panelRow(group.trainer.userId)).toMatchObject({ samples: 1, leniency: 50 });
  });
});

describe('texts of earlier runs', () => {
  it('are offered once released, without a name, and of earlier runs alone', async () => {
    const [trainee] = group.trainees;
    const versionId = aVersionId();
    await context
      .get(MyAssignments)
      .handIn(
        trainee?.me as Actor,
        { assignmentCode: 'T1' },
        { id: versionId, content: someWork({ text }), draftRevision: 0 },
      );
    const [row]: { id: SubmissionId }[] = await context.db.query(
      `SELECT id FROM assignments_submission WHERE enrollment_id = $1`,
      [trainee?.enrollmentId],
    );
    const sourceId = row?.id as SubmissionId;
    const mark = { versionId, content: someMark(), basedOn: 0 };
    await context.get(Marking).finish(group.trainer, sourceId, mark);
    const earlier = runId;
    runId = await runOf(await aWritingClass(context));
    await context.db.query(`UPDATE delivery_run SET starts_on = starts_on - 200 WHERE id = $1`, [earlier]);
    const offered = async (of = runId) =>
      (await samples.sources(master, { runId: of }, { assignmentCode: 'T1' })).items.filter(
        ({ submissionId }) => submissionId === sourceId,
      );
    expect(await offered()).toEqual([]);
    expect(await refusalOf(aSample({ sourceId }))).toBe('not-found');
    await context
      .get(Releases)
      .releaseFor(group.trainer, { classGroupId: group.classGroupId, assignmentCode: 'T1' }, {});
    expect(await offered()).toEqual([
      { submissionId: sourceId, runName: expect.any(String), text, score: 75 },
    ]);
    expect(await offered(earlier)).toEqual([]);
    await aSample({ sourceId });
    expect((await samples.list(master, { runId })).samples).toMatchObject([{ isFromWork: true }]);
  });
});

describe('a mark on a sample', () => {
  it('is kept half-made with a revision, and an older one of another tab is refused', async () => {
    const id = await aSample();
    const half = someMark(3, { levels: { clarity: 3 } });
    const save = (content: MarkContent, basedOn: number) =>
      samples.save(group.trainer, id, { content, basedOn, isFinished: false });
    expect(await save(half, 0)).toMatchObject({ revision: 1, points: null });
    expect(await save(half, 0)).toMatchObject({ revision: 1 });
    expect(await save(someMark(2), 1)).toMatchObject({ revision: 2 });
    expect(await refusalOf(save(half, 1))).toBe('stale-mark');
    expect(await refusalOf(save(half, 7))).toBe('stale-mark');
    expect(await samples.get(group.trainer, id)).toMatchObject({
      state: 'begun',
      mark: { content: someMark(2), revision: 2 },
    });
  });

  it('is finished once with every level, and stays', async () => {
    const id = await aSample();
    const half = someMark(3, { levels: { clarity: 3 } });
    expect((await problemOf(finish(group.trainer, id, half))).code).toBe('mark-incomplete');
    const strange = someMark(3, { levels: { completeness: 3, clarity: 3, other: 3 } });
    expect(await refusalOf(finish(group.trainer, id, strange))).toBe('criterion-unknown');
    const done = await finish(group.trainer, id);
    expect(done).toMatchObject({ points: 75 });
    context.clock.advance(60_000);
    expect(await finish(group.trainer, id)).toEqual(done);
    expect(await refusalOf(finish(group.trainer, id, someMark(4), 1))).toBe('already-finished');
  });

  it('is one of two that two tabs finish at once', async () => {
    const id = await aSample();
    const both = await Promise.allSettled([
      finish(group.trainer, id, someMark(4)),
      finish(group.trainer, id, someMark(1)),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is blind: what the others gave is told once one’s own is finished, and not before three', async () => {
    const id = await aSample();
    await finish(another(), id, someMark(2));
    await finish(another(), id, someMark(2));
    expect((await samples.get(group.trainer, id)).panel).toBeNull();
    await finish(group.trainer, id, someMark(4));
    expect((await samples.get(group.trainer, id)).panel).toBeNull();
    expect((await samples.mine(group.trainer)).calibrated.samples).toEqual([]);
    await finish(another(), id, someMark(3));
    expect((await samples.get(group.trainer, id)).panel).toEqual({
      points: 58.33,
      marks: 3,
      levels: { completeness: 2.33, clarity: 2.33 },
    });
    expect((await samples.get(group.colleague, id)).panel).toBeNull();
  });
});

describe('leniency and spread', () => {
  it('lie beside the mean of the others, the same for trainer and master trainer', async () => {
    const [one, two] = [await aSample(), await aSample()];
    for (let n = 0; n < 3; n++) {
      const who = another();
      await finish(who, one, someMark(2));
      await finish(who, two, someMark(3));
    }
    await finish(group.trainer, one, someMark(4));
    context.clock.advance(60_000);
    await finish(group.trainer, two, someMark(4));
    const { calibrated } = await samples.mine(group.trainer);
    expect(calibrated).toMatchObject({
      leniency: 37.5,
      spread: 17.68,
      samples: [
        { sampleId: one, mine: 100, panel: 50, difference: 50 },
        { sampleId: two, mine: 100, panel: 75, difference: 25 },
      ],
    });
    expect(await samples.of({ personId: group.trainer.userId })).toEqual(calibrated);
    expect(await panelRow(group.trainer.userId)).toMatchObject({ samples: 2, leniency: 37.5, spread: 17.68 });
    expect((await samples.mine(group.colleague)).calibrated.samples).toEqual([]);
  });

  it('are read from the marker’s own marks and their samples alone', async () => {
    await context.db.query(
      `WITH made AS (
         INSERT INTO assignments_sample (id, run_id, assignment_code, number, text, made_by, made_at)
         SELECT gen_random_uuid(), gen_random_uuid(), 'T1', 1, 'x', gen_random_uuid(), now()
         FROM generate_series(1, 200) RETURNING id
       )
       INSERT INTO assignments_sample_mark
       SELECT made.id, gen_random_uuid(), '{"levels": {}}', 1, now(), 50, $1 FROM made, generate_series(1, 100)`,
      [context.clock.now()],
    );
    const id = await aSample();
    await finish(group.trainer, id);
    await context.db.query('ANALYZE assignments_sample_mark, assignments_sample');
    const plan = await explained(context.db, comparedStatement, [
      group.trainer.userId,
      new Date('2026-01-01T00:00:00Z'),
    ]);
    expect(plan.indexes).toContain('assignments_sample_mark_of_marker');
    expect(plan.rowsTouched).toBeLessThan(100);
    await context.db.query(`DELETE FROM assignments_sample_mark WHERE content->>'comment' IS NULL`);
  });
});
