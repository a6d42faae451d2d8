import { markReleased, type ReleasePlanId, type SubmissionId } from '@bimtek/assignments-contracts';
import { permissionsOf } from '@bimtek/identity-contracts';
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
  closeClass,
  refusalOf,
  someMark,
  someWork,
  type WritingClass,
} from '../testing/a-class.ts';
import { dueStatement, ReleasePlans, plansStatement } from './release-plans.service.ts';

let context: TestContext;
let plans: ReleasePlans;
let group: WritingClass;
/** Of the people of the class, in their order: the first two are marked. */
let works: SubmissionId[];
const T1 = { assignmentCode: 'T1' as const };
const morning = '2026-07-10T02:00:00Z';

beforeAll(async () => {
  context = await assignmentsContext();
  plans = context.get(ReleasePlans);
});
afterAll(() => context.close());
beforeEach(async () => {
  context.clock.set('2026-07-06T02:00:00Z');
  group = await aWritingClass(context, { people: 4 });
  works = [];
  for (const place of [0, 1, 2]) works.push(await handedIn(place));
  await mark(0);
  await mark(1);
});

const traineeAt = (place: number) => group.trainees[place] as WritingClass['trainees'][number];
async function handedIn(place: number): Promise<SubmissionId> {
  const { me, enrollmentId } = traineeAt(place);
  await context
    .get(MyAssignments)
    .handIn(me, T1, { id: aVersionId(), content: someWork(), draftRevision: 0 });
  const [row]: { id: SubmissionId }[] = await context.db.query(
    `SELECT id FROM assignments_submission WHERE enrollment_id = $1`,
    [enrollmentId],
  );
  return row?.id as SubmissionId;
}
async function mark(place: number): Promise<void> {
  const [row]: { id: never }[] = await context.db.query(
    `SELECT id FROM assignments_version WHERE submission_id = $1`,
    [works[place]],
  );
  const sent = { versionId: row?.id as never, content: someMark(), basedOn: 0 };
  await context.get(Marking).finish(group.trainer, works[place] as SubmissionId, sent);
}
const at = () => ({ classGroupId: group.classGroupId, ...T1 });
const aPlanId = () => randomUUID() as ReleasePlanId;
const plan = (
  given: { releaseAt?: string; submissionIds?: SubmissionId[] | null; planId?: ReleasePlanId } = {},
  who = group.trainer,
) => {
  const { releaseAt = morning, submissionIds = null, planId = aPlanId() } = given;
  return plans.plan(who, { ...at(), planId }, { releaseAt, submissionIds });
};
const check = (who = group.trainer) => plans.check(who, at());
const states = async () => {
  const rows: { state: string }[] = await context.db.query(
    `SELECT s.state FROM unnest($1::uuid[]) WITH ORDINALITY AS w (id, place)
     JOIN assignments_submission s ON s.id = w.id ORDER BY w.place`,
    [works],
  );
  return rows.map(({ state }) => state);
};
const count = async (sql: string, ...parameters: unknown[]) => {
  const [row]: { n: number }[] = await context.db.query(`SELECT count(*)::int AS n FROM ${sql}`, parameters);
  return row?.n;
};
const told = () =>
  count(
    `platform_outbox WHERE name = $1 AND payload->>'submissionId' = ANY($2::text[])`,
    markReleased.name,
    works,
  );
const noticed = () =>
  count(
    `notification_message WHERE recipient_id = ANY($1::uuid[])`,
    group.trainees.map(({ me }) => me.userId),
  );
const audited = async () => {
  const rows: { action: string; actor: string }[] = await context.db.query(
    `SELECT action, actor_name AS actor FROM platform_audit_entry WHERE subject_id = $1 ORDER BY at, id`,
    [group.classGroupId],
  );
  return rows.map(({ action, actor }) => `${action.replace('assignments.', '')} ${actor}`);
};
const stranger = () =>
  anActor({
    role: 'expertTrainer',
    scope: { level: 'class', ids: [randomUUID()] },
    permissions: permissionsOf('expertTrainer'),
  });

describe('looking at what a release would show', () => {
  it('names the finished marks, counts the others, and changes nothing', async () => {
    expect(await check()).toEqual({
      ready: [
        { submissionId: works[0], name: 'Peserta 01', score: 75, isChosen: false },
        { submissionId: works[1], name: 'Peserta 02', score: 75, isChosen: false },
      ],
      waiting: 1,
      released: 0,
      plans: [],
    });
    expect(await states()).toEqual(['marked', 'marked', 'submitted']);
    expect(await refusalOf(check(stranger()))).toBe('not-found');
  });

  it('gives the ids that are shown then, and no others: what is marked meanwhile stays', async () => {
    const { ready } = await check();
    await mark(2);
    const submissionIds = ready.map(({ submissionId }) => submissionId);
    const release = () => context.get(Releases).releaseFor(group.trainer, at(), { submissionIds });
    expect([await release(), await release()]).toEqual([{ released: 2 }, { released: 0 }]);
    expect(await states()).toEqual(['released', 'released', 'marked']);
    expect(await check()).toMatchObject({ ready: [{ submissionId: works[2] }], waiting: 0, released: 2 });
    expect([await told(), await noticed()]).toEqual([2, 2]);
  });
});

describe('a planned release', () => {
  it('shows at its time what is marked by then, once', async () => {
    await plan();
    context.clock.set('2026-07-10T01:59:59Z');
    await plans.releaseDue();
    expect(await states()).toEqual(['marked', 'marked', 'submitted']);
    await mark(2);
    context.clock.set(morning);
    await Promise.all([plans.releaseDue(), plans.releaseDue()]);
    await plans.releaseDue();
    expect(await states()).toEqual(['released', 'released', 'released']);
    expect([await told(), await noticed()]).toEqual([3, 3]);
    expect((await check()).plans).toMatchObject([
      { state: 'done', chosen: null, released: 3, setBy: 'Budi Pelatih' },
    ]);
    expect((await audited()).slice(-2)).toEqual(['release-planned Budi Pelatih', 'marks-released system']);
  });

  it('shows those that were chosen only, and not one that has no mark by then', async () => {
    const chosen = [works[1], works[2]] as SubmissionId[];
    await plan({ submissionIds: chosen });
    expect((await check()).ready.map(({ isChosen }) => isChosen)).toEqual([false, true]);
    context.clock.set(morning);
    await plans.releaseDue();
    expect(await states()).toEqual(['marked', 'released', 'submitted']);
    expect((await check()).plans).toMatchObject([{ state: 'done', chosen: 2, released: 1 }]);
  });

  it('is one when it is sent twice, and another one is no twin', async () => {
    const planId = aPlanId();
    const first = await plan({ planId });
    expect(await plan({ planId })).toEqual(first);
    expect(await refusalOf(plan({ planId, releaseAt: '2026-07-11T02:00:00Z' }))).toBe('id-taken');
    expect(await refusalOf(plan({ planId, submissionIds: [works[0] as SubmissionId] }))).toBe('id-taken');
    expect(await audited()).toEqual(['release-planned Budi Pelatih']);
    // Sent again after its time it is told what became of it.
    context.clock.set(morning);
    await plans.releaseDue();
    expect(await plan({ planId })).toMatchObject({ state: 'done', released: 2 });
  });

  it('can be called off until it happens, twice with one effect, and by a colleague', async () => {
    const { id: planId } = await plan();
    expect(await plans.cancel(group.colleague, { ...at(), planId })).toMatchObject({ state: 'cancelled' });
    expect(await plans.cancel(group.trainer, { ...at(), planId })).toMatchObject({ state: 'cancelled' });
    expect(await audited()).toEqual(['release-planned Budi Pelatih', 'release-cancelled Sari Pelatih']);
    context.clock.set(morning);
    await plans.releaseDue();
    expect(await states()).toEqual(['marked', 'marked', 'submitted']);
    context.clock.set('2026-07-06T02:00:00Z');
    const { id: done } = await plan();
    context.clock.set(morning);
    await plans.releaseDue();
    expect(await refusalOf(plans.cancel(group.trainer, { ...at(), planId: done }))).toBe('release-over');
  });

  it('is set for a time to come, for work of its own class and assignment', async () => {
    expect(await refusalOf(plan({ releaseAt: '2026-07-06T02:00:00Z' }))).toBe('release-in-the-past');
    expect(await refusalOf(plan({ releaseAt: '2027-07-06T02:00:00Z' }))).toBe('release-too-far');
    const others = works[0] as SubmissionId;
    group = await aWritingClass(context);
    expect(await refusalOf(plan({ submissionIds: [others] }))).toBe('not-found');
  });

  it('is not made, called off or done by people of another class', async () => {
    expect(await refusalOf(plan({}, stranger()))).toBe('not-found');
    const { id: planId } = await plan();
    expect(await refusalOf(plans.cancel(stranger(), { ...at(), planId }))).toBe('not-found');
    const other = await aWritingClass(context);
    const elsewhere = { classGroupId: other.classGroupId, ...T1, planId };
    expect(await refusalOf(plans.cancel(other.trainer, elsewhere))).toBe('not-found');
  });

  it('is refused by a closed class, also when it closes after the plan was made', async () => {
    await plan();
    await closeClass(context, group.classGroupId);
    expect(await refusalOf(plan())).toBe('class-closed');
    context.clock.set(morning);
    await plans.releaseDue();
    expect(await states()).toEqual(['marked', 'marked', 'submitted']);
    expect((await check()).plans).toMatchObject([{ state: 'refused', released: null }]);
    expect((await audited()).at(-1)).toBe('release-refused system');
    expect(await told()).toBe(0);
  });

  it('does not keep others from happening when there are many', async () => {
    await Promise.all([0, 1, 2].map((place) => plan({ submissionIds: [works[place] as SubmissionId] })));
    context.clock.set(morning);
    await plans.releaseDue();
    expect(await count(`assignments_release_plan WHERE state = 'waiting'`)).toBe(0);
    expect(await states()).toEqual(['released', 'released', 'submitted']);
  });
});

describe('with many plans of many classes', () => {
  it('the due ones and those of one class are found by an index', async () => {
    await context.db.query(
      `INSERT INTO assignments_release_plan (id, class_group_id, assignment_code, release_at, state, set_by, set_by_name,
         set_at, ended_at, released)
       SELECT gen_random_uuid(), gen_random_uuid(), 'T1', timestamptz '2026-01-01' + n * interval '1 minute', 'done',
         gen_random_uuid(), 'Budi', now(), now(), 1
       FROM generate_series(1, 20000) AS n`,
    );
    await plan();
    await context.db.query('ANALYZE assignments_release_plan');
    const due = await explained(context.db, dueStatement, [new Date('2026-07-09T02:00:00Z')]);
    expect(due.indexes).toContain('assignments_release_plan_due');
    expect(due.rowsTouched).toBeLessThan(50);
    const ofClass = await explained(context.db, plansStatement, [group.classGroupId, 'T1']);
    expect(ofClass.indexes).toContain('assignments_release_plan_of_class');
    expect(ofClass.rowsTouched).toBeLessThan(50);
  });
});
