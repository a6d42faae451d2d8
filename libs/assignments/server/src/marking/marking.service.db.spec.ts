import { markReleased, type SubmissionId, type VersionId } from '@bimtek/assignments-contracts';
import type { Actor } from '@bimtek/platform-contracts';
import { anActor, type TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { permissionsOf } from '@bimtek/identity-contracts';
import { ClassAssignments } from '../classes/class-assignments.service.ts';
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
import { MarkingDesk } from './desk.service.ts';
import { Marking } from './marking.service.ts';
import { Releases } from './releases.service.ts';

let context: TestContext;
let mine: MyAssignments;
let marking: Marking;
let desk: MarkingDesk;
let group: WritingClass;
let trainee: WritingClass['trainees'][number];
let id: SubmissionId;
let versionId: VersionId;
const at = { assignmentCode: 'T1' };

beforeAll(async () => {
  context = await assignmentsContext();
  mine = context.get(MyAssignments);
  marking = context.get(Marking);
  desk = context.get(MarkingDesk);
});
afterAll(() => context.close());
beforeEach(async () => {
  context.clock.set('2026-07-06T02:00:00Z');
  group = await aWritingClass(context, { people: 3 });
  trainee = group.trainees[0] as typeof trainee;
  ({ id, versionId } = await handedIn(trainee));
});

async function handedIn({ me, enrollmentId }: typeof trainee, text = 'Isi tugas') {
  const version = aVersionId();
  const { draftRevision } = await mine.get(me, at);
  await mine.handIn(me, at, { id: version, content: someWork({ text }), draftRevision });
  const [row]: { id: SubmissionId }[] = await context.db.query(
    `SELECT id FROM assignments_submission WHERE enrollment_id = $1 AND assignment_code = 'T1'`,
    [enrollmentId],
  );
  return { id: (row as { id: SubmissionId }).id, versionId: version };
}
const sent = (content = someMark(), basedOn = 0) => ({ versionId, content, basedOn });
const inClass = () => ({ classGroupId: group.classGroupId, assignmentCode: 'T1' });
const release = (who: Actor = group.trainer, submissionIds?: SubmissionId[]) =>
  context.get(Releases).releaseFor(who, inClass(), submissionIds ? { submissionIds } : {});
const events = (): Promise<{ payload: Record<string, unknown> }[]> =>
  context.db.query(`SELECT payload FROM platform_outbox WHERE name = $1 AND payload->>'submissionId' = $2`, [
    markReleased.name,
    id,
  ]);
const audited = async () => {
  const rows: { action: string }[] = await context.db.query(
    `SELECT action FROM platform_audit_entry WHERE subject_id IN ($1, $2) ORDER BY at, id`,
    [id, group.classGroupId],
  );
  return rows.map(({ action }) => action.replace('assignments.', ''));
};
/** A trainer of another class. */
const stranger = () =>
  anActor({
    role: 'expertTrainer',
    scope: { level: 'class', ids: ['00000000-0000-4000-8000-000000000001'] },
    permissions: permissionsOf('expertTrainer'),
  });

describe('the queue', () => {
  it('shows what waits in the own classes, what waits longest first, page by page', async () => {
    context.clock.advance(60_000);
    const second = await handedIn(group.trainees[1] as typeof trainee);
    context.clock.advance(60_000);
    const third = await handedIn(group.trainees[2] as typeof trainee);
    const first = await desk.list(group.trainer, { limit: 2 });
    expect(first.items.map((item) => item.id)).toEqual([id, second.id]);
    const rest = await desk.list(group.trainer, { limit: 2, after: first.next ?? '' });
    expect(rest).toMatchObject({ items: [{ id: third.id, name: 'Peserta 03' }], next: null });
    expect((await desk.list(stranger(), { limit: 50 })).items).toEqual([]);
  });

  it('narrows by assignment and state, and leaves drafts to their writers', async () => {
    const writer = group.trainees[1] as typeof trainee;
    await mine.saveDraft(writer.me, at, { content: someWork(), basedOn: 0 });
    await marking.finish(group.trainer, id, sent());
    expect((await desk.list(group.trainer, { limit: 50 })).items).toEqual([]);
    expect((await desk.list(group.trainer, { limit: 50, state: 'marked' })).items).toMatchObject([
      { id, score: 75, myLevels: 2 },
    ]);
    expect(
      (await desk.list(group.trainer, { limit: 50, state: 'marked', assignmentCode: 'T2' as never })).items,
    ).toEqual([]);
    expect(await desk.count(group.trainer, {})).toEqual({
      counts: { marked: 1 },
      claimedByMe: 0,
      mine: 0,
      mineLate: 0,
    });
  });

  it('leaves out what has a level of mine for a criterion, on the newest version', async () => {
    const second = await handedIn(group.trainees[1] as typeof trainee);
    const criterion = 'clarity';
    const waiting = async (who = group.trainer) =>
      (await desk.list(who, { limit: 50, assignmentCode: 'T1' as never, criterion })).items.map(
        (item) => item.id,
      );
    expect(await waiting()).toEqual([id, second.id]);
    await marking.save(group.trainer, id, sent(someMark(3, { levels: { completeness: 3 } })));
    expect(await waiting()).toEqual([id, second.id]);
    await marking.save(group.trainer, id, sent(someMark(3), 1));
    expect(await waiting()).toEqual([second.id]);
    // What a colleague has set says nothing about mine, nor does a level on a version before.
    expect(await waiting(group.colleague)).toEqual([id, second.id]);
    await marking.askRevision(group.trainer, id, sent(someMark(3), 2));
    context.clock.advance(60_000);
    ({ versionId } = await handedIn(trainee, 'Isi baru'));
    expect(await waiting()).toEqual([second.id, id]);
  });

  it('says whose work one may not mark oneself', async () => {
    await context.db.query(`UPDATE registry_person SET library_id = $2 WHERE id = $1`, [
      group.trainer.userId,
      trainee.libraryId,
    ]);
    expect((await desk.list(group.trainer, { limit: 50 })).items).toMatchObject([{ id, isOwnWork: true }]);
    expect(await desk.get(group.trainer, id)).toMatchObject({ refusal: 'own-library' });
    expect(await desk.get(group.colleague, id)).toMatchObject({ refusal: null, isOwnWork: false });
  });
});

describe('a claim', () => {
  it('keeps others away for half an hour, but not from looking', async () => {
    await marking.claim(group.trainer, id, { takeOver: false });
    const refused = await problemOf(marking.claim(group.colleague, id, { takeOver: false }));
    expect([refused.code, refused.extra]).toMatchObject([
      'claimed-by-another',
      { until: '2026-07-06T02:30:00.000Z' },
    ]);
    expect(await refusalOf(marking.save(group.colleague, id, sent()))).toBe('claimed-by-another');
    expect(await refusalOf(marking.finish(group.colleague, id, sent()))).toBe('claimed-by-another');
    expect(await desk.get(group.colleague, id)).toMatchObject({
      refusal: 'claimed-by-another',
      claim: { isMine: false },
      mark: null,
    });
    context.clock.set('2026-07-06T02:30:00.001Z');
    expect(await marking.claim(group.colleague, id, { takeOver: false })).toMatchObject({ isMine: true });
  });

  it('is given to one of two who ask at once', async () => {
    const both = await Promise.allSettled([
      marking.save(group.trainer, id, sent()),
      marking.save(group.colleague, id, sent()),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('can be taken over knowingly; what the other has made stays theirs', async () => {
    await marking.save(group.trainer, id, sent(someMark(2)));
    await marking.claim(group.colleague, id, { takeOver: true });
    expect(await refusalOf(marking.save(group.trainer, id, sent(someMark(3), 1)))).toBe('claimed-by-another');
    expect(await desk.get(group.trainer, id)).toMatchObject({ mark: { content: someMark(2) } });
    expect(await audited()).toEqual(['claim-taken-over']);
  });

  it('is given back, twice with one effect, and only by its holder', async () => {
    await marking.save(group.trainer, id, sent());
    await marking.giveBack(group.colleague, id);
    expect((await desk.get(group.trainer, id)).state).toBe('inMarking');
    await marking.giveBack(group.trainer, id);
    await marking.giveBack(group.trainer, id);
    expect(await desk.get(group.trainer, id)).toMatchObject({
      state: 'submitted',
      claim: null,
      mark: { state: 'draft', content: someMark() },
    });
  });
});

describe('a half-made mark', () => {
  it('is kept with a revision, and an older one from another tab is told the newest', async () => {
    const half = someMark(3, { levels: { clarity: 4 } });
    expect(await marking.save(group.trainer, id, sent(half))).toMatchObject({ revision: 1 });
    expect(await marking.save(group.trainer, id, sent(half))).toMatchObject({ revision: 1 });
    const refused = await problemOf(marking.save(group.trainer, id, sent(someMark(1))));
    expect(refused.code).toBe('stale-mark');
    expect(refused.extra).toMatchObject({ current: { revision: 1, content: half } });
  });

  it('knows its rubric and its version', async () => {
    const strange = someMark(3, { levels: { beauty: 4 } });
    expect(await refusalOf(marking.save(group.trainer, id, sent(strange)))).toBe('criterion-unknown');
    const older = { ...sent(), versionId: aVersionId() };
    expect(await refusalOf(marking.save(group.trainer, id, older))).toBe('newer-version');
  });

  it('is nobody else’s to see, least of all the trainee’s', async () => {
    await marking.save(group.trainer, id, sent());
    expect(await mine.get(trainee.me, at)).toMatchObject({ state: 'inMarking', feedback: [], score: null });
  });
});

describe('a finished mark', () => {
  it('scores by weight and level, and the trainee sees nothing of it before the release', async () => {
    expect(await marking.finish(group.trainer, id, sent())).toEqual({
      state: 'marked',
      revision: 1,
      score: { points: 75, latePoints: 0, score: 75 },
    });
    expect(await mine.get(trainee.me, at)).toMatchObject({ state: 'inMarking', feedback: [], score: null });
    expect(await audited()).toEqual(['mark-finished']);
  });

  it('needs a level for each criterion', async () => {
    const refused = await problemOf(
      marking.finish(group.trainer, id, sent(someMark(3, { levels: { clarity: 4 } }))),
    );
    expect([refused.code, refused.extra]).toEqual(['mark-incomplete', { criteria: ['completeness'] }]);
    expect((await desk.get(group.trainer, id)).state).toBe('submitted');
  });

  it('changes nothing when it is sent again, and is refused when it says something else', async () => {
    const first = await marking.finish(group.trainer, id, sent());
    expect(await marking.finish(group.trainer, id, sent())).toEqual(first);
    expect(await refusalOf(marking.finish(group.trainer, id, sent(someMark(4), 1)))).toBe('not-to-be-marked');
    expect(await refusalOf(marking.save(group.colleague, id, sent()))).toBe('not-to-be-marked');
    expect(await audited()).toEqual(['mark-finished']);
  });

  it('loses points for being late, and gets them back when a later date is given before', async () => {
    const setTerms = (dueAt: string) =>
      context
        .get(ClassAssignments)
        .setTerms(group.organizer, inClass() as never, { dueAt, releasesAtOnce: false });
    await setTerms('2026-07-06T00:00:00Z');
    const late = await handedIn(group.trainees[1] as typeof trainee);
    const lateMark = { versionId: late.versionId, content: someMark(4), basedOn: 0 };
    expect(await marking.finish(group.trainer, late.id, lateMark)).toMatchObject({
      score: { points: 100, latePoints: 10, score: 90 },
    });
    await marking.reopen(group.trainer, late.id);
    await setTerms('2026-07-07T00:00:00Z');
    expect(await marking.finish(group.trainer, late.id, { ...lateMark, basedOn: 1 })).toMatchObject({
      score: { points: 100, latePoints: 0, score: 100 },
    });
  });

  it('is taken back by its marker alone, until it is released', async () => {
    await marking.finish(group.trainer, id, sent());
    expect(await refusalOf(marking.reopen(group.colleague, id))).toBe('not-marked');
    expect(await marking.reopen(group.trainer, id)).toMatchObject({ state: 'inMarking', score: null });
    expect(await marking.reopen(group.trainer, id)).toMatchObject({ state: 'inMarking' });
    await marking.finish(group.trainer, id, sent(someMark(4), 1));
    await release();
    expect(await refusalOf(marking.reopen(group.trainer, id))).toBe('not-marked');
  });

  it.each([
    ['of another class', () => stranger(), 'not-found'],
    ['of the own library', () => group.trainer, 'own-library'],
  ])('is not made by a trainer %s', async (_case, who, code) => {
    await context.db.query(`UPDATE registry_person SET library_id = $2 WHERE id = $1`, [
      group.trainer.userId,
      trainee.libraryId,
    ]);
    for (const work of [
      () => marking.claim(who(), id, { takeOver: true }),
      () => marking.save(who(), id, sent()),
      () => marking.finish(who(), id, sent()),
      () => marking.askRevision(who(), id, sent()),
      () => marking.reopen(who(), id),
    ]) {
      expect(await refusalOf(work())).toBe(code);
    }
  });

  it('is not made any more once the class is closed', async () => {
    await marking.save(group.trainer, id, sent());
    await closeClass(context, group.classGroupId);
    for (const work of [
      () => marking.save(group.trainer, id, sent(someMark(4), 1)),
      () => marking.finish(group.trainer, id, sent(someMark(3), 1)),
      () => marking.askRevision(group.trainer, id, sent(someMark(3), 1)),
      () => marking.reopen(group.trainer, id),
      () => release(),
    ]) {
      expect(await refusalOf(work())).toBe('class-closed');
    }
  });
});

describe('work that goes back', () => {
  const back = () =>
    marking.askRevision(group.trainer, id, sent(someMark(1, { comment: 'Lengkapi buktinya.' })));

  it('is read at once by the trainee, who hands in a new version while the old one stays', async () => {
    expect(await back()).toMatchObject({ state: 'needsRevision', score: null });
    const seen = await mine.get(trainee.me, at);
    expect(seen).toMatchObject({
      state: 'needsRevision',
      hasUnreadFeedback: true,
      revisionsLeft: 2,
      refusal: null,
      feedback: [
        { versionNumber: 1, kind: 'revision', score: null, content: { comment: 'Lengkapi buktinya.' } },
      ],
    });
    await handedIn(trainee, 'Isi yang lengkap');
    expect(await mine.get(trainee.me, at)).toMatchObject({
      state: 'submitted',
      versions: [{ content: { text: 'Isi yang lengkap' } }, { content: { text: 'Isi tugas' } }],
      feedback: [{ versionNumber: 1 }],
    });
    expect(await refusalOf(marking.save(group.trainer, id, sent(someMark(), 1)))).toBe('newer-version');
  });

  it('needs a comment', async () => {
    const wordless = sent(someMark(1, { comment: ' ' }));
    expect(await refusalOf(marking.askRevision(group.trainer, id, wordless))).toBe('comment-missing');
  });

  it('goes back at most twice', async () => {
    for (const text of ['Kedua', 'Ketiga']) {
      await back();
      ({ versionId } = await handedIn(trainee, text));
    }
    expect(await refusalOf(back())).toBe('no-revisions-left');
    expect(await desk.get(group.trainer, id)).toMatchObject({ revisionsLeft: 0, versionNumber: 3 });
  });

  it('can be fetched back until the trainee has begun to revise', async () => {
    await back();
    expect(await marking.reopen(group.trainer, id)).toMatchObject({ state: 'inMarking' });
    expect((await mine.get(trainee.me, at)).feedback).toEqual([]);
    await marking.askRevision(group.trainer, id, sent(someMark(1), 1));
    await mine.saveDraft(trainee.me, at, { content: someWork({ text: 'Perbaikan' }), basedOn: 1 });
    expect(await refusalOf(marking.reopen(group.trainer, id))).toBe('not-marked');
  });

  it('must go back when a criterion says so, as long as it may', async () => {
    group = await aWritingClass(context, { mustReviseAt: 2 });
    trainee = group.trainees[0] as typeof trainee;
    ({ id, versionId } = await handedIn(trainee));
    const weak = someMark(4, { levels: { completeness: 4, clarity: 2 } });
    for (const text of ['Kedua', 'Ketiga']) {
      const refused = await problemOf(marking.finish(group.trainer, id, sent(weak)));
      expect([refused.code, refused.extra]).toEqual(['must-be-revised', { criteria: ['clarity'] }]);
      await marking.askRevision(group.trainer, id, sent(weak));
      ({ versionId } = await handedIn(trainee, text));
    }
    expect(await marking.finish(group.trainer, id, sent(weak))).toMatchObject({ score: { score: 75 } });
  });
});

describe('a release', () => {
  it('shows the mark, makes it count, and happens once', async () => {
    await marking.finish(group.trainer, id, sent());
    expect(await release()).toEqual({ released: 1 });
    expect(await release()).toEqual({ released: 0 });
    expect(await mine.get(trainee.me, at)).toMatchObject({
      state: 'released',
      score: 75,
      feedback: [{ kind: 'mark', score: { score: 75 }, content: someMark() }],
    });
    expect(await events()).toMatchObject([
      { payload: { enrollmentId: trainee.enrollmentId, assignmentCode: 'T1', moduleCode: 'M1', score: 75 } },
    ]);
    expect(await audited()).toEqual(['mark-finished', 'marks-released']);
  });

  it('is one for each mark when two release at once', async () => {
    await marking.finish(group.trainer, id, sent());
    const both = await Promise.all([release(), release(group.colleague)]);
    expect(both.map(({ released }) => released).sort()).toEqual([0, 1]);
    expect(await events()).toHaveLength(1);
  });

  it('can be for some of the marks, and never for those of other classes', async () => {
    const second = await handedIn(group.trainees[1] as typeof trainee);
    await marking.finish(group.trainer, id, sent());
    await marking.finish(group.trainer, second.id, { ...sent(), versionId: second.versionId });
    expect(await release(group.trainer, [second.id])).toEqual({ released: 1 });
    expect((await desk.get(group.trainer, id)).state).toBe('marked');
    expect(await refusalOf(release(stranger()))).toBe('not-found');
  });

  it('comes with the finishing when the class shows marks at once', async () => {
    await context
      .get(ClassAssignments)
      .setTerms(group.organizer, inClass() as never, { dueAt: null, releasesAtOnce: true });
    expect(await marking.finish(group.trainer, id, sent())).toMatchObject({ state: 'released' });
    expect(await marking.finish(group.trainer, id, sent())).toMatchObject({ state: 'released' });
    expect(await events()).toHaveLength(1);
  });

  it('tells the trainers when it has been read, the first time', async () => {
    await marking.finish(group.trainer, id, sent());
    await mine.readFeedback(trainee.me, at);
    await release();
    const people = () => context.get(ClassAssignments).people(group.trainer, inClass() as never);
    expect((await people()).items[0]).toMatchObject({ feedbackReadAt: null, score: 75 });
    context.clock.set('2026-07-08T01:00:00Z');
    await mine.readFeedback(trainee.me, at);
    context.clock.set('2026-07-09T01:00:00Z');
    await mine.readFeedback(trainee.me, at);
    expect((await people()).items[0]).toMatchObject({ feedbackReadAt: '2026-07-08T01:00:00.000Z' });
  });
});
