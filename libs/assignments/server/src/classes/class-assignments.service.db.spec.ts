import type { AssignmentCode } from '@bimtek/assignments-contracts';
import type { TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Marking } from '../marking/marking.service.ts';
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
import { ClassAssignments } from './class-assignments.service.ts';

let context: TestContext;
let assignments: ClassAssignments;
let group: WritingClass;
const DUE = '2026-07-07T16:59:59.000Z';
const reason = 'Listrik padam di desa';

beforeAll(async () => {
  context = await assignmentsContext();
  assignments = context.get(ClassAssignments);
});
afterAll(() => context.close());
beforeEach(async () => {
  context.clock.set('2026-07-06T02:00:00Z');
  group = await aWritingClass(context, { people: 2 });
});

const inClass = () => ({ classGroupId: group.classGroupId, assignmentCode: 'T1' as AssignmentCode });
const ofFirst = () => ({
  ...inClass(),
  enrollmentId: (group.trainees[0] as WritingClass['trainees'][number]).enrollmentId,
});
const audited = async (subjectId: string) => {
  const rows: { action: string }[] = await context.db.query(
    `SELECT action FROM platform_audit_entry WHERE subject_id = $1 ORDER BY at, id`,
    [subjectId],
  );
  return rows.map(({ action }) => action);
};

describe('the assignments of a class', () => {
  it('say where the work stands and since when the oldest piece waits', async () => {
    for (const { me } of group.trainees) {
      await context
        .get(MyAssignments)
        .handIn(me, inClass(), { id: aVersionId(), content: someWork(), draftRevision: 0 });
      context.clock.advance(60_000);
    }
    await assignments.setTerms(group.trainer, inClass(), { dueAt: DUE, releasesAtOnce: true });
    const { classGroup, items } = await assignments.list(group.organizer, inClass());
    expect(classGroup).toMatchObject({ people: 2, timeZone: 'Asia/Jakarta' });
    expect(items).toMatchObject([
      {
        code: 'T1',
        dueAt: DUE,
        releasesAtOnce: true,
        counts: { submitted: 2 },
        oldestWaitingSince: '2026-07-06T02:00:00.000Z',
      },
      { code: 'T2', dueAt: null, releasesAtOnce: false, counts: {}, oldestWaitingSince: null },
    ]);
    expect(await audited(group.classGroupId)).toEqual(['assignments.terms-set']);
  });

  it('name everybody by name, also who has nothing', async () => {
    const { items } = await assignments.people(group.trainer, inClass());
    expect(items).toMatchObject([
      { name: 'Peserta 01', state: null, versions: 0, dueAt: null },
      { name: 'Peserta 02', state: null, submissionId: null },
    ]);
  });

  it('are not found from another class, nor one that the curriculum does not have', async () => {
    const stranger = (await aWritingClass(context)).trainer;
    const terms = { dueAt: DUE, releasesAtOnce: false };
    expect(await refusalOf(assignments.list(stranger, inClass()))).toBe('not-found');
    expect(await refusalOf(assignments.people(stranger, inClass()))).toBe('not-found');
    expect(await refusalOf(assignments.setTerms(stranger, inClass(), terms))).toBe('not-found');
    const unknown = { ...inClass(), assignmentCode: 'T9' as AssignmentCode };
    expect(await refusalOf(assignments.setTerms(group.trainer, unknown, terms))).toBe('not-found');
  });

  it('keep their dates once the class is closed', async () => {
    await closeClass(context, group.classGroupId);
    const terms = { dueAt: DUE, releasesAtOnce: false };
    const override = { dueAt: DUE, acceptedUntil: null, reason };
    expect(await refusalOf(assignments.setTerms(group.trainer, inClass(), terms))).toBe('class-closed');
    expect(await refusalOf(assignments.setOverride(group.trainer, ofFirst(), override))).toBe('class-closed');
    expect(await refusalOf(assignments.removeOverride(group.trainer, ofFirst()))).toBe('class-closed');
  });
});

describe('other dates for one trainee', () => {
  const later = { dueAt: '2026-07-09T16:59:59.000Z', acceptedUntil: null, reason };

  it('hold for that one, and are taken back once', async () => {
    await assignments.setTerms(group.trainer, inClass(), { dueAt: DUE, releasesAtOnce: false });
    expect(await assignments.setOverride(group.trainer, ofFirst(), later)).toEqual({
      dueAt: later.dueAt,
      acceptedUntil: '2026-07-12T16:59:59.000Z',
      overrideReason: reason,
    });
    const { items, assignment } = await assignments.people(group.trainer, inClass());
    expect(items.map(({ dueAt }) => dueAt)).toEqual([later.dueAt, DUE]);
    expect(assignment.overrides).toBe(1);
    await assignments.removeOverride(group.trainer, ofFirst());
    expect(await assignments.removeOverride(group.trainer, ofFirst())).toMatchObject({ dueAt: DUE });
    expect(await audited(ofFirst().enrollmentId)).toEqual([
      'assignments.due-override-set',
      'assignments.due-override-removed',
    ]);
  });

  it('are not given to people of the own library', async () => {
    const { libraryId } = group.trainees[0] as { libraryId: string };
    await context.db.query(`UPDATE registry_person SET library_id = $2 WHERE id = $1`, [
      group.trainer.userId,
      libraryId,
    ]);
    expect(await refusalOf(assignments.setOverride(group.trainer, ofFirst(), later))).toBe('own-library');
    expect(await assignments.setOverride(group.colleague, ofFirst(), later)).toMatchObject({
      overrideReason: reason,
    });
    expect(await refusalOf(assignments.removeOverride(group.trainer, ofFirst()))).toBe('own-library');
  });

  it('do not end before the work is due, and are for people of the class only', async () => {
    await assignments.setTerms(group.trainer, inClass(), { dueAt: DUE, releasesAtOnce: false });
    const early = { dueAt: null, acceptedUntil: '2026-07-07T00:00:00Z', reason };
    expect(await refusalOf(assignments.setOverride(group.trainer, ofFirst(), early))).toBe(
      'accepted-before-due',
    );
    const elsewhere = { ...ofFirst(), enrollmentId: randomUUID() as never };
    expect(await refusalOf(assignments.setOverride(group.trainer, elsewhere, later))).toBe('not-found');
  });
});

describe('a trainer who has left the class in the middle', () => {
  it('writes nothing any more, although the session still says so', async () => {
    const versionId = aVersionId();
    const { me, enrollmentId } = group.trainees[0] as WritingClass['trainees'][number];
    await context
      .get(MyAssignments)
      .handIn(me, inClass(), { id: versionId, content: someWork(), draftRevision: 0 });
    const [work]: { id: string }[] = await context.db.query(
      `SELECT id FROM assignments_submission WHERE enrollment_id = $1`,
      [enrollmentId],
    );
    const former = { ...group.trainer, grantIds: [randomUUID()] };
    const mark = { versionId, content: someMark(), basedOn: 0 };
    expect(await refusalOf(context.get(Marking).finish(former, work?.id ?? '', mark))).toBe('not-allowed');
    const terms = { dueAt: DUE, releasesAtOnce: false };
    expect(await refusalOf(assignments.setTerms(former, inClass(), terms))).toBe('not-allowed');
  });
});
