import type { TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ClassAssignments } from '../classes/class-assignments.service.ts';
import {
  assignmentsContext,
  aVersionId,
  aWritingClass,
  closeClass,
  problemOf,
  refusalOf,
  someWork,
  type WritingClass,
} from '../testing/a-class.ts';
import { MyAssignments } from './my-assignments.service.ts';

let context: TestContext;
let mine: MyAssignments;
let group: WritingClass;
let me: WritingClass['trainees'][number]['me'];
let other: typeof me;
const at = { assignmentCode: 'T1' };
const DUE = '2026-07-07T16:59:59.000Z';

beforeAll(async () => {
  context = await assignmentsContext();
  mine = context.get(MyAssignments);
});
afterAll(() => context.close());
beforeEach(async () => {
  context.clock.set('2026-07-06T02:00:00Z');
  group = await aWritingClass(context, { people: 2 });
  [me, other] = group.trainees.map((trainee) => trainee.me) as [typeof me, typeof me];
});

const setDue = (dueAt: string | null = DUE) =>
  context.get(ClassAssignments).setTerms(
    group.organizer,
    { classGroupId: group.classGroupId, assignmentCode: 'T1' },
    {
      dueAt,
      releasesAtOnce: false,
    },
  );
const draft = (text: string, basedOn: number, who = me) =>
  mine.saveDraft(who, at, { content: someWork({ text }), basedOn });
const handIn = (given: Partial<Parameters<MyAssignments['handIn']>[2]> = {}, who = me) =>
  mine.handIn(who, at, { id: aVersionId(), content: someWork(), draftRevision: 0, ...given });

describe('the list of assignments', () => {
  it('has those of the own curriculum in order, with the dates of the class', async () => {
    await setDue();
    const { items } = await mine.list(me);
    expect(items).toMatchObject([
      { code: 'T1', moduleCode: 'M1', state: 'notStarted', dueAt: DUE, refusal: null },
      { code: 'T2', moduleCode: 'M2', state: 'notStarted', dueAt: null, acceptedUntil: null },
    ]);
  });

  it('is empty for somebody who takes part in nothing, and such a one finds no assignment', async () => {
    expect((await mine.list(group.organizer)).items).toEqual([]);
    expect(await refusalOf(mine.get(group.organizer, at))).toBe('not-found');
    expect(await refusalOf(mine.get(me, { assignmentCode: 'T9' }))).toBe('not-found');
  });
});

describe('a draft', () => {
  it('is kept with a revision that goes up', async () => {
    expect(await draft('Satu', 0)).toMatchObject({ revision: 1 });
    expect(await draft('Dua', 1)).toMatchObject({ revision: 2 });
    expect(await mine.get(me, at)).toMatchObject({
      state: 'draft',
      draft: { content: { text: 'Dua' }, revision: 2 },
      draftRevision: 2,
    });
    expect(await mine.get(other, at)).toMatchObject({ state: 'notStarted', draft: null });
  });

  it('that is not based on the newest is refused and told the newest, which stays', async () => {
    await draft('Dari ponsel', 0);
    const refused = await problemOf(draft('Dari laptop', 0));
    expect(refused.code).toBe('stale-draft');
    expect(refused.extra).toMatchObject({ current: { content: { text: 'Dari ponsel' }, revision: 1 } });
    expect((await mine.get(me, at)).draft?.content.text).toBe('Dari ponsel');
  });

  it('keeps one of two that are saved at once, and tells the other', async () => {
    const both = await Promise.allSettled([draft('Kiri', 0), draft('Kanan', 0)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await mine.get(me, at)).draftRevision).toBe(1);
  });

  it('is saved once when its answer was lost and it is sent again', async () => {
    const first = await draft('Sama', 0);
    expect(await draft('Sama', 0)).toEqual(first);
    expect((await mine.get(me, at)).draftRevision).toBe(1);
  });

  it('may be written however late it is, but not once the class is closed', async () => {
    await setDue();
    context.clock.set('2026-08-30T00:00:00Z');
    await draft('Terlambat', 0);
    await closeClass(context, group.classGroupId);
    expect(await refusalOf(draft('Lebih terlambat', 1))).toBe('class-closed');
  });

  it('is refused in a class that is not open', async () => {
    group = await aWritingClass(context, { state: 'preparing' });
    expect(await refusalOf(draft('Isi', 0, group.trainees[0]?.me))).toBe('class-not-open');
  });
});

describe('handing in', () => {
  it('gives a receipt, keeps the work as a version, and clears the draft', async () => {
    await setDue();
    await draft('Isi', 0);
    const receipt = await handIn({ content: someWork({ text: 'Isi' }), draftRevision: 1 });
    expect(receipt).toMatchObject({ versionNumber: 1, lateDays: 0, submittedAt: '2026-07-06T02:00:00.000Z' });
    expect(receipt.code).toMatch(/^K-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    expect(await mine.get(me, at)).toMatchObject({
      state: 'submitted',
      draft: null,
      receipt,
      versions: [{ content: { text: 'Isi' }, receipt }],
      refusal: 'already-handed-in',
    });
  });

  it('has one effect when the same is sent twice, at once or after the class has closed', async () => {
    const id = aVersionId();
    const [one, two] = await Promise.all([handIn({ id }), handIn({ id })]);
    expect(two).toEqual(one);
    await closeClass(context, group.classGroupId);
    expect(await handIn({ id })).toEqual(one);
    expect((await mine.get(me, at)).versions).toHaveLength(1);
  });

  it('refuses an id under which something else was handed in', async () => {
    const id = aVersionId();
    await handIn({ id });
    expect(await refusalOf(handIn({ id, content: someWork({ text: 'Lain' }) }))).toBe('id-taken');
    expect(await refusalOf(handIn({ id }, other))).toBe('id-taken');
  });

  it('refuses a second work while the first is not asked back', async () => {
    await handIn();
    expect(await refusalOf(handIn())).toBe('already-handed-in');
    expect(await refusalOf(draft('Lagi', 1))).toBe('already-handed-in');
  });

  it('does not pass over a newer draft from elsewhere', async () => {
    await draft('Lama', 0);
    await draft('Baru, dari ponsel lain', 1);
    const refused = await problemOf(handIn({ content: someWork({ text: 'Lama' }), draftRevision: 1 }));
    expect(refused.code).toBe('stale-draft');
    expect(refused.extra).toMatchObject({ current: { content: { text: 'Baru, dari ponsel lain' } } });
    expect((await mine.get(me, at)).state).toBe('draft');
  });

  it('leaves nothing behind when it is refused', async () => {
    expect(await refusalOf(handIn({ content: someWork({ text: '' }) }))).toBe('nothing-to-hand-in');
    expect((await mine.get(me, at)).state).toBe('notStarted');
  });

  it.each([
    ['on the last instant', DUE, 0],
    ['an hour late', '2026-07-07T18:00:00Z', 1],
    ['on the last instant of the third day', '2026-07-10T16:59:59Z', 3],
  ])('is late by the begun days: %s', async (_case, now, lateDays) => {
    await setDue();
    context.clock.set(now);
    expect(await handIn()).toMatchObject({ lateDays });
    expect(await mine.get(me, at)).toMatchObject({ lateDays, latePoints: lateDays > 0 ? 10 : 0 });
  });

  it('after three days needs a permission, with which it is still late', async () => {
    await setDue();
    context.clock.set('2026-07-12T02:00:00Z');
    expect(await refusalOf(handIn())).toBe('too-late');
    expect((await mine.get(me, at)).refusal).toBe('too-late');
    await context.get(ClassAssignments).setOverride(
      group.trainer,
      {
        classGroupId: group.classGroupId,
        assignmentCode: 'T1' as never,
        enrollmentId: group.trainees[0]?.enrollmentId as never,
      },
      { dueAt: null, acceptedUntil: '2026-07-13T00:00:00Z', reason: 'Listrik padam di desa' },
    );
    expect(await mine.get(me, at)).toMatchObject({ overrideReason: 'Listrik padam di desa', refusal: null });
    expect(await handIn()).toMatchObject({ lateDays: 5 });
    expect(await refusalOf(handIn({}, other))).toBe('too-late');
  });

  it('is refused in a closed class', async () => {
    await closeClass(context, group.classGroupId);
    expect(await refusalOf(handIn())).toBe('class-closed');
  });

  it('cannot be changed afterwards, not even in the database', async () => {
    const id = aVersionId();
    await handIn({ id });
    const change = context.db.query(`UPDATE assignments_version SET content = '{}' WHERE id = $1`, [id]);
    await expect(change).rejects.toThrow('never changes');
    const removal = context.db.query(`DELETE FROM assignments_version WHERE id = $1`, [id]);
    await expect(removal).rejects.toThrow('never changes');
  });
});
