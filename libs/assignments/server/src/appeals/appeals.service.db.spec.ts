import { type Appeal, type AppealId, markReleased, type SubmissionId } from '@bimtek/assignments-contracts';
import { permissionsOf } from '@bimtek/identity-contracts';
import { type Actor } from '@bimtek/platform-contracts';
import { anActor, explainedPage, type TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Marking } from '../marking/marking.service.ts';
import { Releases } from '../marking/releases.service.ts';
import { MyAssignments } from '../submissions/my-assignments.service.ts';
import {
  assignmentsContext,
  aVersionId,
  aWritingClass,
  closeClass,
  refusalOf,
  someMark,
  someWork,
  type WritingClass,
} from '../testing/a-class.ts';
import { Appeals } from './appeals.service.ts';
import { MyAppeals } from './my-appeals.service.ts';

const T1 = { assignmentCode: 'T1' as const };
const reason = 'Kriteria kejelasan menurut saya sudah terpenuhi.';
const decided = 'Bagian kedua memang menjelaskan sasarannya dengan jelas.';

let context: TestContext;
let mine: MyAppeals;
let appeals: Appeals;

beforeAll(async () => {
  context = await assignmentsContext();
  [mine, appeals] = [context.get(MyAppeals), context.get(Appeals)];
});
afterAll(() => context.close());
beforeEach(() => context.clock.set('2026-07-06T02:00:00Z'));

const anId = () => randomUUID() as AppealId;
const rows = (sql: string, parameters: unknown[] = []): Promise<Record<string, unknown>[]> =>
  context.db.query(sql, parameters);

/** A class in which the work of the first trainee on T1 is marked by the trainer (75 points) and released. */
async function aReleasedMark(given: { people?: number; released?: boolean } = {}) {
  const group = await aWritingClass(context, given);
  const { me, enrollmentId } = trainee(group);
  const versionId = aVersionId();
  await context.get(MyAssignments).handIn(me, T1, { id: versionId, content: someWork(), draftRevision: 0 });
  const [row] = await rows(`SELECT id FROM assignments_submission WHERE enrollment_id = $1`, [enrollmentId]);
  const submissionId = row?.['id'] as SubmissionId;
  await context
    .get(Marking)
    .finish(group.trainer, submissionId, { versionId, content: someMark(3), basedOn: 0 });
  if (given.released !== false) {
    const at = { classGroupId: group.classGroupId, ...T1 };
    await context.get(Releases).releaseFor(group.trainer, at, {});
  }
  return { ...group, me, enrollmentId, submissionId, versionId };
}

function trainee(group: WritingClass) {
  const [first] = group.trainees;
  if (!first) throw new Error('nobody is in the class');
  return first;
}

async function anAppeal(given: Parameters<typeof aReleasedMark>[0] = {}) {
  const released = await aReleasedMark(given);
  const { appeal } = await mine.make(released.me, T1, { id: anId(), reason });
  return { ...released, appealId: (appeal as Appeal).id };
}

const aMasterTrainer = (): Actor =>
  anActor({
    role: 'masterTrainer',
    userId: randomUUID(),
    displayName: 'Wayan Utama',
    permissions: permissionsOf('masterTrainer'),
    scope: { level: 'national', ids: [] },
  });
const messagesTo = async (personId: string) =>
  (
    await rows(
      `SELECT template, params, link FROM notification_message WHERE recipient_id = $1 ORDER BY created_at`,
      [personId],
    )
  ).map(({ template }) => template);

describe('making an appeal', () => {
  it('says until when one can be made: the end of the third working day after the release', async () => {
    const { me } = await aReleasedMark();
    expect(await mine.get(me, T1)).toEqual({
      appeal: null,
      until: '2026-07-09T16:59:59.000Z',
      refusal: null,
    });
    context.clock.set('2026-07-09T17:00:00Z');
    expect((await mine.get(me, T1)).refusal).toBe('appeal-too-late');
    expect(await refusalOf(mine.make(me, T1, { id: anId(), reason }))).toBe('appeal-too-late');
  });

  it('is done once, also when it is sent again or twice at the same moment', async () => {
    const { me, submissionId } = await aReleasedMark();
    const id = anId();
    await Promise.all([mine.make(me, T1, { id, reason }), mine.make(me, T1, { id, reason })]);
    expect((await mine.make(me, T1, { id, reason })).appeal).toMatchObject({
      state: 'open',
      scoreBefore: 75,
    });
    expect(await refusalOf(mine.make(me, T1, { id: anId(), reason }))).toBe('already-appealed');
    expect(
      await rows(`SELECT 1 FROM assignments_appeal WHERE submission_id = $1`, [submissionId]),
    ).toHaveLength(1);
  });

  it('tells the other trainer of the class, and not the one who marked', async () => {
    const { trainer, colleague } = await anAppeal();
    expect(await messagesTo(colleague.userId)).toEqual(['assignments.appeal-made']);
    expect(await messagesTo(trainer.userId)).toEqual([]);
  });

  it('needs a mark that is shown, and a class that is open', async () => {
    const hidden = await aReleasedMark({ released: false });
    expect(await refusalOf(mine.make(hidden.me, T1, { id: anId(), reason }))).toBe('not-released');
    const { me, classGroupId } = await aReleasedMark();
    await closeClass(context, classGroupId);
    expect(await refusalOf(mine.make(me, T1, { id: anId(), reason }))).toBe('class-closed');
  });

  it('cannot take the id of somebody else’s appeal', async () => {
    const { appealId } = await anAppeal();
    const { me } = await aReleasedMark();
    expect(await refusalOf(mine.make(me, T1, { id: appealId, reason }))).toBe('id-taken');
  });

  it('can be taken back, and then be made again in time', async () => {
    const { me, colleague, appealId } = await anAppeal();
    expect((await mine.withdraw(me, T1)).appeal?.state).toBe('withdrawn');
    expect((await mine.withdraw(me, T1)).appeal?.state).toBe('withdrawn');
    expect(await refusalOf(appeals.decide(colleague, appealId, { outcome: 'kept', reason: decided }))).toBe(
      'appeal-withdrawn',
    );
    expect((await mine.make(me, T1, { id: anId(), reason })).appeal?.state).toBe('open');
  });
});

describe('deciding an appeal', () => {
  const changed = { outcome: 'changed', reason: decided, content: someMark(4) } as const;

  it('puts another mark beside the first, which counts from then on for everybody', async () => {
    const { me, colleague, appealId, submissionId, enrollmentId, versionId } = await anAppeal();
    context.clock.set('2026-07-07T02:00:00Z');
    expect(await appeals.decide(colleague, appealId, changed)).toEqual({
      outcome: 'changed',
      reason: decided,
      by: 'Sari Pelatih',
      at: '2026-07-07T02:00:00.000Z',
      score: 100,
    });
    const marks = await rows(
      `SELECT m.score::float8 AS score, m.id = s.mark_id AS counts FROM assignments_mark m
       JOIN assignments_version v ON v.id = m.version_id JOIN assignments_submission s ON s.id = v.submission_id
       WHERE s.id = $1 ORDER BY m.score`,
      [submissionId],
    );
    expect(marks).toEqual([
      { score: 75, counts: false },
      { score: 100, counts: true },
    ]);
    const events = await rows(
      `SELECT payload FROM platform_outbox WHERE name = $1 AND payload->>'enrollmentId' = $2 ORDER BY created_at`,
      [markReleased.name, enrollmentId],
    );
    expect(events.at(-1)?.['payload']).toMatchObject({
      score: 100,
      versionId,
      releasedAt: '2026-07-07T02:00:00.000Z',
    });
    const read = await context.get(MyAssignments).get(me, T1);
    expect(read.score).toBe(100);
    expect(read.feedback.map(({ score }) => score?.score)).toEqual([100]);
    expect(await messagesTo(me.userId)).toEqual(['assignments.mark-released', 'assignments.appeal-changed']);
    expect((await mine.get(me, T1)).appeal?.decision).toMatchObject({ outcome: 'changed', score: 100 });
  });

  it('may keep the mark; then nothing is told to those who count', async () => {
    const { me, colleague, appealId, enrollmentId } = await anAppeal();
    const events = () =>
      rows(`SELECT 1 FROM platform_outbox WHERE payload->>'enrollmentId' = $1`, [enrollmentId]);
    const before = (await events()).length;
    const kept = { outcome: 'kept', reason: decided } as const;
    const first = await appeals.decide(colleague, appealId, kept);
    context.clock.advance(60_000);
    expect(await appeals.decide(colleague, appealId, kept)).toEqual(first);
    expect(await refusalOf(appeals.decide(colleague, appealId, changed))).toBe('appeal-decided');
    expect((await events()).length).toBe(before);
    expect((await mine.get(me, T1)).refusal).toBe('already-appealed');
    expect(await messagesTo(me.userId)).toContain('assignments.appeal-kept');
  });

  it('is for somebody who has not marked the work', async () => {
    const { trainer, colleague, appealId } = await anAppeal();
    expect(await refusalOf(appeals.decide(trainer, appealId, changed))).toBe('marked-it-before');
    expect((await appeals.get(trainer, appealId)).refusal).toBe('marked-it-before');
    expect((await appeals.get(colleague, appealId)).refusal).toBeNull();
    expect((await appeals.decide(aMasterTrainer(), appealId, changed)).by).toBe('Wayan Utama');
  });

  it('is not for people of the library whose work it is, nor for those of another class', async () => {
    const { colleague, appealId, trainees } = await anAppeal();
    await rows(`UPDATE registry_person SET library_id = $2 WHERE id = $1`, [
      colleague.userId,
      trainees[0]?.libraryId,
    ]);
    expect(await refusalOf(appeals.decide(colleague, appealId, changed))).toBe('own-library');
    const other = await aWritingClass(context);
    expect(await refusalOf(appeals.decide(other.trainer, appealId, changed))).toBe('not-found');
    expect((await appeals.list(other.trainer, { state: 'open', limit: 50 })).items).toEqual([]);
    expect(await appeals.count(other.trainer)).toEqual({ open: 0 });
  });

  it('needs a level for every criterion, and a score that differs', async () => {
    const { colleague, appealId } = await anAppeal();
    const half = { ...changed, content: someMark(4, { levels: { clarity: 4 } }) };
    expect(await refusalOf(appeals.decide(colleague, appealId, half))).toBe('mark-incomplete');
    const alien = { ...changed, content: someMark(4, { comments: { other: 'x' } }) };
    expect(await refusalOf(appeals.decide(colleague, appealId, alien))).toBe('criterion-unknown');
    expect(await refusalOf(appeals.decide(colleague, appealId, { ...changed, content: someMark(3) }))).toBe(
      'same-score',
    );
  });

  it('ends with the class', async () => {
    const { colleague, appealId, classGroupId } = await anAppeal();
    await closeClass(context, classGroupId);
    expect(await refusalOf(appeals.decide(colleague, appealId, changed))).toBe('class-closed');
  });

  it('happens once when two decide at the same moment', async () => {
    const { colleague, appealId, submissionId } = await anAppeal();
    const outcomes = await Promise.allSettled([
      appeals.decide(colleague, appealId, changed),
      appeals.decide(aMasterTrainer(), appealId, changed),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const marks = await rows(
      `SELECT 1 FROM assignments_mark m JOIN assignments_version v ON v.id = m.version_id WHERE v.submission_id = $1`,
      [submissionId],
    );
    expect(marks).toHaveLength(2);
  });
});

it('lists what waits longest first, by index', async () => {
  const first = await anAppeal();
  context.clock.advance(60_000);
  const { appealId } = await anAppeal();
  const master = aMasterTrainer();
  const { items } = await appeals.list(master, { state: 'open', limit: 200 });
  const ids = items.map(({ id }) => id);
  expect(ids.indexOf(first.appealId)).toBeLessThan(ids.indexOf(appealId));
  expect(await appeals.count(first.trainer)).toEqual({ open: 1 });

  await rows(
    `WITH work AS (
       INSERT INTO assignments_submission (id, enrollment_id, assignment_code, module_code, state, versions, draft_revision,
         first_submitted_at, submitted_at, mark_id, released_at)
       SELECT gen_random_uuid(), gen_random_uuid(), 'T1', 'M1', 'released', 1, 1, now(), now(), m.id, now()
       FROM generate_series(1, 20000), (SELECT id FROM assignments_mark LIMIT 1) m RETURNING id, mark_id
     )
     INSERT INTO assignments_appeal (id, submission_id, mark_id, state, reason, made_at, score_before, withdrawn_at)
     SELECT gen_random_uuid(), id, mark_id, 'withdrawn', 'x', now(), 75, now() FROM work`,
  );
  await rows(`ANALYZE assignments_submission, assignments_appeal`);
  for (const who of [master, first.trainer]) {
    const plan = await explainedPage(context.db, () => appeals.list(who, { state: 'open', limit: 50 }));
    expect(plan.sequentialScans).toEqual([]);
    expect(plan.rowsTouched).toBeLessThan(500);
  }
});
