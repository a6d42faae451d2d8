import { type PlanDraft, type PlanFault, type VersionId } from '@bimtek/assignments-contracts';
import { aPlan, aPlanItem, rowId } from '@bimtek/assignments-contracts/testing';
import type { TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Marking } from '../marking/marking.service.ts';
import { MarkingDesk } from '../marking/desk.service.ts';
import { Releases } from '../marking/releases.service.ts';
import { MyAssignments } from '../submissions/my-assignments.service.ts';
import {
  assignmentsContext,
  aVersionId,
  aWritingClass,
  closeClass,
  problemOf,
  refusalOf,
  someMark,
  someWork,
  type WritingClass,
} from '../testing/a-class.ts';
import { MyPlans } from './my-plans.service.ts';

let context: TestContext;
let mine: MyAssignments;
let plans: MyPlans;
let group: WritingClass;
let me: WritingClass['trainees'][number]['me'];
let other: typeof me;
const t7 = { assignmentCode: 'T7' };

beforeAll(async () => {
  context = await assignmentsContext();
  mine = context.get(MyAssignments);
  plans = context.get(MyPlans);
});
afterAll(() => context.close());
beforeEach(async () => {
  context.clock.set('2026-07-10T02:00:00Z');
  group = await aWritingClass(context, { people: 2, withPlan: true });
  // Some plans are drawn to be marked twice, which is not what is looked at here.
  await context.db.query(
    `INSERT INTO assignments_run_marking (run_id, second_share, second_assignments, max_difference, avoids_own_regency, seed)
     SELECT run_id, 0, '{}', 15, false, gen_random_uuid() FROM delivery_class_group WHERE id = $1`,
    [group.classGroupId],
  );
  [me, other] = group.trainees.map((trainee) => trainee.me) as [typeof me, typeof me];
});

const planned = (plan: PlanDraft | null = aPlan()) => someWork({ text: '', plan });
const handIn = (plan: PlanDraft | null = aPlan(), id = aVersionId(), who = me) =>
  mine.handIn(who, t7, { id, content: planned(plan), draftRevision: 0 });
const withoutAdvocacy = () =>
  aPlan({ items: aPlan().items.filter(({ strategy }) => strategy !== 'advocacy') });
const head = { name: 'Bapak Kepala Desa', date: '2026-07-10', evidence: 'Lembar yang dicap', fileId: null };
const acknowledge = (given: Partial<typeof head> = {}, who = me) =>
  plans.acknowledge(who, t7 as never, { ...head, ...given });
async function submissionId(): Promise<string> {
  const [row]: { id: string }[] = await context.db.query(
    `SELECT id FROM assignments_submission WHERE enrollment_id = $1 AND assignment_code = 'T7'`,
    [group.trainees[0]?.enrollmentId],
  );
  return row?.id ?? '';
}

describe('a plan', () => {
  it('is saved however half made it is, and comes back as it was', async () => {
    const half = aPlan({ items: [aPlanItem(1, 'involvement', { title: '', costs: [] })], needs: [] });
    await mine.saveDraft(me, t7, { content: planned(half), basedOn: 0 });
    expect((await mine.get(me, t7)).draft?.content.plan).toEqual(half);
  });

  it('is saved once when its answer was lost and it is sent again', async () => {
    const first = await mine.saveDraft(me, t7, { content: planned(), basedOn: 0 });
    expect(await mine.saveDraft(me, t7, { content: planned(), basedOn: 0 })).toEqual(first);
    const another = planned(aPlan({ needs: [] }));
    expect(await refusalOf(mine.saveDraft(me, t7, { content: another, basedOn: 0 }))).toBe('stale-draft');
  });

  it('without an advocacy item is not taken, and says so; the draft stays', async () => {
    await mine.saveDraft(me, t7, { content: planned(withoutAdvocacy()), basedOn: 0 });
    const refused = await problemOf(handIn(withoutAdvocacy()));
    expect(refused.code).toBe('plan-incomplete');
    expect((refused.extra as { faults: PlanFault[] }).faults).toEqual([
      { section: 'items', path: 'items', code: 'too-few', n: 3 },
      { section: 'items', path: 'items', code: 'strategy-missing', strategy: 'advocacy' },
    ]);
    expect(await mine.get(me, t7)).toMatchObject({ state: 'draft', versions: [] });
  });

  it('that is complete is taken as a version, once for each id', async () => {
    const id = aVersionId();
    const [one, two] = await Promise.all([handIn(aPlan(), id), handIn(aPlan(), id)]);
    expect(two).toEqual(one);
    expect((await mine.get(me, t7)).versions).toMatchObject([{ id, content: { plan: aPlan() } }]);
    expect(await refusalOf(handIn(aPlan({ about: { ...aPlan().about, vision: 'Lain' } }), id))).toBe(
      'id-taken',
    );
  });

  it('is what T7 asks for, and no other assignment takes one', async () => {
    expect(await refusalOf(handIn(null))).toBe('nothing-to-hand-in');
    const t1 = { assignmentCode: 'T1' };
    const content = someWork({ plan: aPlan() });
    expect(await refusalOf(mine.handIn(me, t1, { id: aVersionId(), content, draftRevision: 0 }))).toBe(
      'plan-not-taken',
    );
    expect(await refusalOf(mine.saveDraft(me, t1, { content, basedOn: 0 }))).toBe('plan-not-taken');
  });

  it('may promise steps for ninety days after the class, counted in its time zone', async () => {
    const onDay = (date: string) => aPlan({ steps: aPlan().steps.map((step) => ({ ...step, date })) });
    expect(await refusalOf(handIn(onDay('2026-10-09')))).toBe('plan-incomplete');
    await handIn(onDay('2026-10-08'));
  });

  it('comes with what the server knows about it, and an assignment without a plan with nothing', async () => {
    expect((await mine.get(me, t7)).plan).toMatchObject({
      library: expect.any(String),
      today: '2026-07-10',
      endsOn: '2026-07-10',
      acknowledgeUntil: '2026-07-24',
      acknowledgement: null,
    });
    expect((await mine.get(me, { assignmentCode: 'T1' })).plan).toBeNull();
  });
});

describe('the acknowledgement of the village head', () => {
  it('follows once after the plan is handed in, and the trainer sees it', async () => {
    await handIn();
    const recorded = await acknowledge();
    expect(recorded).toEqual({ ...head, recordedAt: '2026-07-10T02:00:00.000Z' });
    expect(await acknowledge()).toEqual(recorded);
    expect(await refusalOf(acknowledge({ name: 'Orang lain' }))).toBe('already-acknowledged');
    expect((await mine.get(me, t7)).plan?.acknowledgement).toEqual(recorded);
    const seen = await context.get(MarkingDesk).get(group.trainer, await submissionId());
    expect(seen.plan?.acknowledgement).toEqual(recorded);
    const entries = await context.db.query(
      `SELECT action, actor_id FROM platform_audit_entry WHERE subject_id = $1 AND action LIKE '%acknowledged'`,
      [await submissionId()],
    );
    expect(entries).toEqual([{ action: 'assignments.plan-acknowledged', actor_id: me.userId }]);
  });

  it('is recorded once when it is sent twice at once', async () => {
    await handIn();
    const [one, two] = await Promise.all([acknowledge(), acknowledge()]);
    expect(two).toEqual(one);
  });

  it.each([
    ['before a plan is handed in', async () => undefined, '2026-07-10T02:00:00Z', {}, 'no-plan'],
    ['on the last instant of the fourteenth day', handIn, '2026-07-24T16:59:59Z', {}, null],
    ['a second later', handIn, '2026-07-24T17:00:00Z', {}, 'acknowledgement-too-late'],
    ['for a day to come', handIn, '2026-07-10T16:00:00Z', { date: '2026-07-11' }, 'date-in-future'],
    ['for a day that has begun there', handIn, '2026-07-10T17:00:00Z', { date: '2026-07-11' }, null],
  ] as const)('%s', async (_case, before, now, given, refusal) => {
    await before();
    context.clock.set(now);
    if (refusal) expect(await refusalOf(acknowledge(given))).toBe(refusal);
    else expect(await acknowledge(given)).toMatchObject({ name: head.name });
  });

  it('does not follow where the plan has one already', async () => {
    const { closing } = aPlan();
    const acknowledgement = { name: 'Kepala Desa', date: '2026-07-09', evidence: 'Cap desa' };
    await handIn(aPlan({ closing: { ...closing, acknowledgement } }));
    expect(await refusalOf(acknowledge())).toBe('already-acknowledged');
  });

  it('is not taken once the class is closed, but what was recorded is still told', async () => {
    await handIn();
    const recorded = await acknowledge();
    await handIn(aPlan(), aVersionId(), other);
    await closeClass(context, group.classGroupId);
    expect(await acknowledge()).toEqual(recorded);
    expect(await refusalOf(acknowledge({}, other))).toBe('class-closed');
  });

  it('may name a file of the same work, which is kept from then on, and no other', async () => {
    await handIn();
    const aFile = async (trainee: number, code: string) => {
      const id = randomUUID();
      await context.db.query(
        `INSERT INTO assignments_file (id, original_id, owner_id, enrollment_id, assignment_code, kind, attached_at, preview,
           preview_tries) VALUES ($1, $1, $2, $3, $4, 'image', now(), '{"state": "waiting"}', 0)`,
        [id, me.userId, group.trainees[trainee]?.enrollmentId, code],
      );
      return id as never;
    };
    for (const fileId of [await aFile(0, 'T1'), await aFile(1, 'T7'), randomUUID() as never])
      expect(await refusalOf(acknowledge({ fileId }))).toBe('file-missing');
    const fileId = await aFile(0, 'T7');
    expect(await acknowledge({ fileId })).toMatchObject({ fileId });
    const [kept] = await context.db.query(`SELECT kept_at FROM assignments_file WHERE id = $1`, [fileId]);
    expect(kept).toEqual({ kept_at: new Date('2026-07-10T02:00:00Z') });
  });

  it('is given for no assignment but the plan', async () => {
    const t1 = { assignmentCode: 'T1' } as never;
    expect(await refusalOf(plans.acknowledge(me, t1, head))).toBe('not-found');
  });
});

describe('comments on items', () => {
  const mark = async (itemComments: Record<string, string>, basedOn = 0, versionId?: VersionId) => {
    const id = await submissionId();
    const { versions } = await context.get(MarkingDesk).get(group.trainer, id);
    const newest = versionId ?? versions[0]?.id ?? aVersionId();
    const content = someMark(3, { itemComments });
    return context.get(Marking).finish(group.trainer, id, { versionId: newest, content, basedOn });
  };

  it('are kept with the mark and read by the trainee once it is released', async () => {
    await handIn();
    await mark({ [rowId(3)]: 'Sebutkan siapa yang mengambil keputusan.' });
    expect((await mine.get(me, t7)).feedback).toEqual([]);
    await context
      .get(Releases)
      .releaseFor(group.trainer, { classGroupId: group.classGroupId, assignmentCode: 'T7' as never }, {});
    expect((await mine.get(me, t7)).feedback).toMatchObject([
      { content: { itemComments: { [rowId(3)]: 'Sebutkan siapa yang mengambil keputusan.' } } },
    ]);
  });

  it('belong to items of the version that is marked', async () => {
    await handIn();
    const refused = await problemOf(mark({ [rowId(3)]: 'Baik.', [rowId(77)]: 'Tidak ada.' }));
    expect([refused.code, refused.extra]).toEqual(['item-unknown', { items: [rowId(77)] }]);
  });

  it('alone are enough to send a plan back', async () => {
    await handIn();
    const id = await submissionId();
    const { versions } = await context.get(MarkingDesk).get(group.trainer, id);
    const content = { levels: {}, comments: {}, comment: '', itemComments: { [rowId(1)]: 'Hitung lagi.' } };
    const body = { versionId: versions[0]?.id as VersionId, content, basedOn: 0 };
    expect(await context.get(Marking).askRevision(group.trainer, id, body)).toMatchObject({
      state: 'needsRevision',
    });
    expect((await mine.get(me, t7)).feedback).toMatchObject([{ kind: 'revision', content }]);
  });

  it('count when a mark is compared with what was sent before', async () => {
    await handIn();
    const first = await mark({ [rowId(1)]: 'Baik.' });
    expect(await mark({ [rowId(1)]: 'Baik.' })).toEqual(first);
    expect(await refusalOf(mark({ [rowId(1)]: 'Kurang.' }))).toBe('not-to-be-marked');
  });
});

describe('the plan as it is printed', () => {
  it('is the draft while one is written, else what was handed in; an older version when asked for', async () => {
    expect(await refusalOf(plans.read(me, t7 as never, {}))).toBe('not-found');
    await mine.saveDraft(me, t7, { content: planned(withoutAdvocacy()), basedOn: 0 });
    expect(await plans.read(me, t7 as never, {})).toMatchObject({ versionNumber: null, name: 'Peserta 01' });
    await mine.handIn(me, t7, { id: aVersionId(), content: planned(), draftRevision: 1 });
    expect(await plans.read(me, t7 as never, {})).toMatchObject({ versionNumber: 1, plan: aPlan() });
    expect(await refusalOf(plans.read(me, t7 as never, { version: 2 }))).toBe('not-found');
    expect(await refusalOf(plans.read(other, t7 as never, {}))).toBe('not-found');
  });
});
