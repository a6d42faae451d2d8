import { type CorrectedCriterion, markReleased, type SubmissionId } from '@bimtek/assignments-contracts';
import type { RunId } from '@bimtek/delivery-contracts';
import { permissionsOf } from '@bimtek/identity-contracts';
import { found } from '@bimtek/platform-contracts';
import { anActor, type TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { MarkingDesk } from '../marking/desk.service.ts';
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
} from '../testing/a-class.ts';
import { Rubrics } from './rubrics.service.ts';

const T1 = { assignmentCode: 'T1' as const };
const reason = 'Bobot kejelasan tertukar dengan kelengkapan.';

let context: TestContext;
let rubrics: Rubrics;

beforeAll(async () => {
  context = await assignmentsContext();
  rubrics = context.get(Rubrics);
});
afterAll(() => context.close());
beforeEach(() => context.clock.set('2026-07-06T02:00:00Z'));

const rows = <T = Record<string, unknown>>(sql: string, parameters: unknown[] = []): Promise<T[]> =>
  context.db.query(sql, parameters);
const aMasterTrainer = () =>
  anActor({ role: 'masterTrainer', userId: randomUUID(), permissions: permissionsOf('masterTrainer') });

/** A class of three: one mark with unequal levels is released, one with equal levels, one is finished only. */
async function aMarkedClass() {
  const group = await aWritingClass(context, { people: 3 });
  const works: SubmissionId[] = [];
  for (const [place, { me, enrollmentId }] of group.trainees.entries()) {
    const versionId = aVersionId();
    await context.get(MyAssignments).handIn(me, T1, { id: versionId, content: someWork(), draftRevision: 0 });
    const [row] = await rows<{ id: SubmissionId }>(
      `SELECT id FROM assignments_submission WHERE enrollment_id = $1`,
      [enrollmentId],
    );
    const submissionId = found(row).id;
    works.push(submissionId);
    const levels = place === 1 ? { completeness: 3, clarity: 3 } : { completeness: 4, clarity: 2 };
    const content = someMark(3, { levels: levels as never });
    await context.get(Marking).finish(group.trainer, submissionId, { versionId, content, basedOn: 0 });
  }
  await context
    .get(Releases)
    .releaseFor(
      group.trainer,
      { classGroupId: group.classGroupId, ...T1 },
      { submissionIds: works.slice(0, 2) },
    );
  const [run] = await rows<{ runId: RunId }>(
    `SELECT run_id AS "runId" FROM delivery_class_group WHERE id = $1`,
    [group.classGroupId],
  );
  const at = { runId: found(run).runId, ...T1 };
  const { rubric } = await rubrics.get(aMasterTrainer(), at);
  return { ...group, works, at, rubric };
}

type Marked = Awaited<ReturnType<typeof aMarkedClass>>;
/** The rubric with ten points more on the first criterion and ten less on the second. */
const shifted = ({ rubric }: Pick<Marked, 'rubric'>, by = 10): CorrectedCriterion[] =>
  rubric.criteria.map(({ code, weight, levels }, place) => ({
    code,
    levels,
    weight: weight + (place === 0 ? by : -by),
  }));
const scoresOf = async (works: SubmissionId[]) => {
  const marks = await rows<{ id: string; score: number }>(
    `SELECT s.id, m.score::float8 AS score FROM assignments_submission s JOIN assignments_mark m ON m.id = s.mark_id
     WHERE s.id = ANY($1::uuid[])`,
    [works],
  );
  return works.map((id) => marks.find((mark) => mark.id === id)?.score);
};

describe('correcting a rubric', () => {
  it('shows first whose score changes, from what to what, and changes nothing', async () => {
    const marked = await aMarkedClass();
    const before = await scoresOf(marked.works);
    const effect = await rubrics.check(aMasterTrainer(), marked.at, { criteria: shifted(marked) });
    expect(effect).toMatchObject({ changed: 2, unchanged: 1, closed: 0, higher: 2, lower: 0 });
    expect(
      effect.changes.map(({ name, before, after, isReleased }) => [name, after - before, isReleased]),
    ).toEqual([
      ['Peserta 01', 5, true],
      ['Peserta 03', 5, false],
    ]);
    expect(await scoresOf(marked.works)).toEqual(before);
  });

  it('then does just that, tells those who have read a score, and whoever counts', async () => {
    const marked = await aMarkedClass();
    const [first, second, third] = await scoresOf(marked.works);
    const me = aMasterTrainer();
    const criteria = shifted(marked);
    const { token } = await rubrics.check(me, marked.at, { criteria });
    context.clock.set('2026-07-07T02:00:00Z');
    const corrected = await rubrics.correct(me, marked.at, { criteria, reason, token });
    expect(corrected.corrections).toMatchObject([{ number: 1, reason, changed: 2 }]);
    expect(await scoresOf(marked.works)).toEqual([(first ?? 0) + 5, second, (third ?? 0) + 5]);
    const told = await rows<{ enrollmentId: string; score: number }>(
      `SELECT payload->>'enrollmentId' AS "enrollmentId", (payload->>'score')::float8 AS score FROM platform_outbox
       WHERE name = $1 AND payload->>'releasedAt' = '2026-07-07T02:00:00.000Z'`,
      [markReleased.name],
    );
    const [one] = marked.trainees;
    expect(told).toEqual([{ enrollmentId: one?.enrollmentId, score: (first ?? 0) + 5 }]);
    const messages = await rows(
      `SELECT recipient_id FROM notification_message WHERE template = 'assignments.rubric-corrected'`,
    );
    expect(messages).toEqual([{ recipient_id: one?.me.userId }]);
    // The corrected rubric is what everybody sees and what the next mark is made by.
    const { rubric } = await rubrics.get(me, marked.at);
    expect(rubric.criteria.map(({ weight }) => weight)).toEqual(criteria.map(({ weight }) => weight));
    const work = await context.get(MyAssignments).get(found(one).me, T1);
    const piece = await context.get(MarkingDesk).get(marked.trainer, found(marked.works[0]));
    expect([work.brief.rubric, piece.brief.rubric]).toEqual([rubric, rubric]);
  });

  it('has one effect when it is sent again, and none when marks have changed since the check', async () => {
    const marked = await aMarkedClass();
    const me = aMasterTrainer();
    const criteria = shifted(marked);
    const { token } = await rubrics.check(me, marked.at, { criteria });
    await context.get(Marking).reopen(marked.trainer, found(marked.works[2]));
    expect(await refusalOf(rubrics.correct(me, marked.at, { criteria, reason, token }))).toBe('stale-check');
    const again = await rubrics.check(me, marked.at, { criteria });
    const sent = { criteria, reason, token: again.token };
    await rubrics.correct(me, marked.at, sent);
    const after = await scoresOf(marked.works);
    expect((await rubrics.correct(me, marked.at, sent)).corrections).toHaveLength(1);
    expect(await scoresOf(marked.works)).toEqual(after);
  });

  it('leaves the marks of closed classes as they are', async () => {
    const marked = await aMarkedClass();
    await closeClass(context, marked.classGroupId);
    const me = aMasterTrainer();
    const criteria = shifted(marked);
    const before = await scoresOf(marked.works);
    const { token, ...effect } = await rubrics.check(me, marked.at, { criteria });
    expect(effect).toMatchObject({ changes: [], changed: 0, unchanged: 0, closed: 3 });
    await rubrics.correct(me, marked.at, { criteria, reason, token });
    expect(await scoresOf(marked.works)).toEqual(before);
  });

  it('counts the mean of two marks anew', async () => {
    const marked = await aMarkedClass();
    const [work] = marked.works;
    const [row] = await rows<{ versionId: string; markId: string; points: number }>(
      `SELECT v.id AS "versionId", s.mark_id AS "markId", m.points::float8 AS points FROM assignments_submission s
       JOIN assignments_version v ON v.submission_id = s.id JOIN assignments_mark m ON m.id = s.mark_id WHERE s.id = $1`,
      [work],
    );
    const { versionId, markId, points } = found(row);
    const secondId = randomUUID();
    await rows(
      `INSERT INTO assignments_mark (id, version_id, marker_id, state, content, revision, saved_at, points, late_points, score,
         finished_at)
       SELECT $2, version_id, $3, 'finished', jsonb_set(content, '{levels}', '{"completeness": 3, "clarity": 3}'), 1, now(),
         75, 0, 75, now() FROM assignments_mark WHERE id = $1`,
      [markId, secondId, marked.colleague.userId],
    );
    await rows(
      `INSERT INTO assignments_second_marking (version_id, submission_id, state, lot, share, first_mark_id, first_marker_id,
         first_points, second_mark_id, second_points, max_difference, opened_at, compared_at)
       VALUES ($1, $2, 'agreed', 0, 10, $3, $4, $5, $6, 75, 15, now(), now())`,
      [versionId, work, markId, marked.trainer.userId, points, secondId],
    );
    const mean = (points + 75) / 2;
    await rows(`UPDATE assignments_submission SET agreed_points = $2, agreed_score = $2 WHERE id = $1`, [
      work,
      mean,
    ]);
    const me = aMasterTrainer();
    const criteria = shifted(marked);
    const { token, changes } = await rubrics.check(me, marked.at, { criteria });
    expect(changes.find(({ submissionId }) => submissionId === work)).toMatchObject({
      before: mean,
      after: mean + 2.5,
    });
    await rubrics.correct(me, marked.at, { criteria, reason, token });
    expect(
      await rows(`SELECT agreed_score::float8 AS agreed FROM assignments_submission WHERE id = $1`, [work]),
    ).toEqual([{ agreed: mean + 2.5 }]);
  });
});

describe('who may correct a rubric', () => {
  it('is an organizer who works with every class of the run, and no other', async () => {
    const marked = await aMarkedClass();
    const { organizer, at } = marked;
    const criteria = shifted(marked);
    expect((await rubrics.get(organizer, at)).refusal).toBeNull();
    await rows(
      `INSERT INTO delivery_class_group SELECT (g).* FROM (
         SELECT jsonb_populate_record(g, jsonb_build_object('id', $2::text, 'code', 'LAIN-01')) AS g
         FROM delivery_class_group g WHERE g.id = $1) one`,
      [marked.classGroupId, randomUUID()],
    );
    expect((await rubrics.get(organizer, at)).refusal).toBe('beyond-your-classes');
    expect(await refusalOf(rubrics.check(organizer, at, { criteria }))).toBe('beyond-your-classes');
    const stranger = (await aWritingClass(context)).organizer;
    expect(await refusalOf(rubrics.get(stranger, at))).toBe('not-found');
  });
});
