import { markDueSoon, markOverdue, type SubmissionId } from '@bimtek/assignments-contracts';
import { permissionsOf } from '@bimtek/identity-contracts';
import type { Actor } from '@bimtek/platform-contracts';
import { anActor, type TestContext } from '@bimtek/platform-server/testing';
import { aPerson } from '@bimtek/registry-server/testing';
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
import { Allocations } from './allocations.service.ts';
import { MarkingClock } from './marking-clock.service.ts';
import { Markers } from './markers.service.ts';

let context: TestContext;
let mine: MyAssignments;
let marking: Marking;
let allocations: Allocations;
let markers: Markers;
let group: WritingClass;
let runId: string;
const usual = { perDay: 10, mostOpen: null, awayFrom: null, awayUntil: null, modules: [] };
const monday = '2026-07-06T02:00:00Z';

beforeAll(async () => {
  context = await assignmentsContext();
  mine = context.get(MyAssignments);
  marking = context.get(Marking);
  allocations = context.get(Allocations);
  markers = context.get(Markers);
});
afterAll(() => context.close());
beforeEach(async () => {
  context.clock.set(monday);
  await context.db.query(`TRUNCATE assignments_allocation, assignments_marker`);
  await context.db.query(`UPDATE platform_outbox SET handled_at = now() WHERE handled_at IS NULL`);
  group = await aWritingClass(context, { people: 6 });
  const [row]: { run_id: string }[] = await context.db.query(
    `SELECT run_id FROM delivery_class_group WHERE id = $1`,
    [group.classGroupId],
  );
  runId = (row as { run_id: string }).run_id;
});

type Trainee = WritingClass['trainees'][number];
async function handIn({ me, enrollmentId }: Trainee, text = 'Isi tugas') {
  const at = { assignmentCode: 'T1' };
  const versionId = aVersionId();
  const { draftRevision } = await mine.get(me, at);
  await mine.handIn(me, at, { id: versionId, content: someWork({ text }), draftRevision });
  const [row]: { id: SubmissionId }[] = await context.db.query(
    `SELECT id FROM assignments_submission WHERE enrollment_id = $1`,
    [enrollmentId],
  );
  return { id: (row as { id: SubmissionId }).id, versionId };
}
async function handInAll(people = group.trainees) {
  const pieces = [];
  for (const trainee of people) {
    pieces.push(await handIn(trainee));
    context.clock.advance(60_000);
  }
  await context.drainOutbox();
  return pieces;
}
interface Row {
  marker: string | null;
  rule: string;
  due: Date;
  closed: boolean;
  submission: string;
}
const rows = (): Promise<Row[]> =>
  context.db.query(
    `SELECT marker_id AS marker, reason->>'rule' AS rule, due_at AS due, closed_at IS NOT NULL AS closed,
       submission_id AS submission
     FROM assignments_allocation WHERE class_group_id = $1 ORDER BY since, submission_id`,
    [group.classGroupId],
  );
const loads = async () => {
  const open = (await rows()).filter(({ closed }) => !closed);
  const of = (id: string | null) => open.filter(({ marker }) => marker === id).length;
  return { trainer: of(group.trainer.userId), colleague: of(group.colleague.userId), nobody: of(null) };
};
const markerOf = async (submissionId: string) =>
  (await rows()).find(({ submission, closed }) => submission === submissionId && !closed)?.marker ?? null;
const removeTrainer = async (personId: string, added?: string) => {
  await context.db.query(`DELETE FROM delivery_class_trainer WHERE class_group_id = $1 AND person_id = $2`, [
    group.classGroupId,
    personId,
  ]);
  if (added) {
    await context.db.query(`INSERT INTO delivery_class_trainer VALUES ($1, $2, 5)`, [
      group.classGroupId,
      added,
    ]);
  }
  await allocations.allocateWaiting({ runId: null, classGroupIds: [group.classGroupId] });
};
const told = async (event: { name: string }) => {
  const sent: { payload: Record<string, unknown> }[] = await context.db.query(
    `SELECT payload FROM platform_outbox WHERE name = $1 AND payload->>'classGroupId' = $2`,
    [event.name, group.classGroupId],
  );
  return sent.map(({ payload }) => payload);
};
const away = (from: string, until: string) => ({ ...usual, awayFrom: from, awayUntil: until });
const works = (id: string) => (id === group.trainer.userId ? group.trainer : group.colleague);
const stranger = (): Actor =>
  anActor({
    role: 'organizer',
    scope: { level: 'class', ids: [randomUUID()] },
    permissions: permissionsOf('organizer'),
  });

describe('work that is handed in', () => {
  it('goes to the trainers of the class in turn, each with three working days', async () => {
    await handInAll();
    expect(await loads()).toEqual({ trainer: 3, colleague: 3, nobody: 0 });
    expect((await rows()).map(({ due }) => due.toISOString())).toEqual(
      Array.from({ length: 6 }, () => '2026-07-09T16:59:59.000Z'),
    );
  });

  it('is allocated once, however often the news of it comes', async () => {
    const [piece] = await handInAll(group.trainees.slice(0, 1));
    const before = await rows();
    await allocations.allocateHandedIn(piece?.versionId ?? '');
    await allocations.allocateHandedIn(piece?.versionId ?? '');
    expect(await rows()).toEqual(before);
  });

  it('is not given to two people by two workers at once, nor unevenly', async () => {
    for (const trainee of group.trainees) await handIn(trainee);
    const asked = { runId: null, classGroupIds: [group.classGroupId] };
    await Promise.all([1, 2, 3, 4].map(() => allocations.allocateWaiting(asked)));
    expect(await loads()).toEqual({ trainer: 3, colleague: 3, nobody: 0 });
  });

  it('does not go to somebody of the own library, and says why', async () => {
    const [first] = group.trainees;
    await context.db.query(`UPDATE registry_person SET library_id = $2 WHERE id = $1`, [
      group.trainer.userId,
      first?.libraryId,
    ]);
    const [piece] = await handInAll(group.trainees.slice(0, 1));
    expect(await markerOf(piece?.id ?? '')).toBe(group.colleague.userId);
    const reason = await allocations.reasonOf(group.colleague, piece?.id ?? '');
    expect(reason).toMatchObject({
      rule: 'only-one',
      considered: [{ isMine: true, chosen: true, days: 0 }],
      excluded: [{ isMine: false, why: 'own-library' }],
    });
    expect(await refusalOf(allocations.reasonOf(stranger(), piece?.id ?? ''))).toBe('not-found');
  });

  it('lies with nobody when nobody may mark it, until somebody can', async () => {
    await markers.setMine(group.trainer, away('2026-07-06', '2026-07-07'));
    await markers.setMine(group.colleague, away('2026-07-06', '2026-07-06'));
    await handInAll();
    expect(await loads()).toEqual({ trainer: 0, colleague: 0, nobody: 6 });
    context.clock.set('2026-07-07T02:00:00Z');
    await context.get(MarkingClock).watch();
    expect(await loads()).toEqual({ trainer: 0, colleague: 6, nobody: 0 });
  });

  it('stays with whoever took it before it was allocated', async () => {
    const piece = await handIn(group.trainees[0] as Trainee);
    await marking.claim(group.colleague, piece.id, { takeOver: false });
    await context.drainOutbox();
    expect(await rows()).toMatchObject([{ marker: group.colleague.userId, rule: 'took-it' }]);
  });

  it('comes back, revised, to whoever asked for the revision, with a new clock', async () => {
    const [piece] = await handInAll(group.trainees.slice(0, 1));
    const marker = works((await markerOf(piece?.id ?? '')) ?? '');
    const sent = { versionId: piece?.versionId ?? aVersionId(), content: someMark(2), basedOn: 0 };
    await marking.askRevision(marker, piece?.id ?? '', sent);
    expect(await loads()).toEqual({ trainer: 0, colleague: 0, nobody: 0 });
    // The other has less to do now, but the work is known here.
    await handInAll(group.trainees.slice(1, 2));
    context.clock.set('2026-07-08T02:00:00Z');
    await handIn(group.trainees[0] as Trainee, 'Sudah diperbaiki');
    await context.drainOutbox();
    const revised = (await rows()).filter(({ submission }) => submission === piece?.id);
    expect(revised.map(({ rule }) => rule)).toEqual(['fewest-days', 'knows-the-work']);
    expect(revised[1]).toMatchObject({ marker: marker.userId, closed: false });
    expect(revised[1]?.due.toISOString()).toBe('2026-07-13T16:59:59.000Z');
  });
});

describe('a marker', () => {
  it('has nothing left of what is marked, and has it again after taking the mark back', async () => {
    const [piece] = await handInAll(group.trainees.slice(0, 1));
    const me = works((await markerOf(piece?.id ?? '')) ?? '');
    const sent = { versionId: piece?.versionId ?? aVersionId(), content: someMark(), basedOn: 0 };
    await marking.finish(me, piece?.id ?? '', sent);
    expect((await rows()).map(({ closed }) => closed)).toEqual([true]);
    await marking.reopen(me, piece?.id ?? '');
    expect(await rows()).toMatchObject([{ closed: false, marker: me.userId }]);
  });

  it('who leaves the class leaves their work to the others; what they made of marks is kept', async () => {
    const pieces = await handInAll();
    const begun = pieces.find(({ id }) => id) as (typeof pieces)[number];
    const me = works((await markerOf(begun.id)) ?? '');
    const other = me === group.trainer ? group.colleague : group.trainer;
    await marking.save(me, begun.id, { versionId: begun.versionId, content: someMark(2), basedOn: 0 });
    await removeTrainer(me.userId);
    expect(new Set((await rows()).map(({ marker }) => marker))).toEqual(new Set([other.userId]));
    const [kept]: { n: number }[] = await context.db.query(
      `SELECT count(*)::int AS n FROM assignments_mark WHERE version_id = $1 AND marker_id = $2`,
      [begun.versionId, me.userId],
    );
    expect(kept?.n).toBe(1);
    // The claim of who has left ends by itself.
    context.clock.advance(31 * 60_000);
    expect(await marking.claim(other, begun.id, { takeOver: false })).toMatchObject({ isMine: true });
  });

  it('who comes in the middle is asked from then on, without taking anything from anybody', async () => {
    await handInAll(group.trainees.slice(0, 4));
    const third = await aPerson(context.db, { fullName: 'Tuti Pelatih', libraryId: null });
    await context.db.query(`INSERT INTO delivery_class_trainer VALUES ($1, $2, 5)`, [
      group.classGroupId,
      third,
    ]);
    await handInAll(group.trainees.slice(4));
    expect(await loads()).toEqual({ trainer: 2, colleague: 2, nobody: 0 });
    expect((await rows()).filter(({ marker }) => marker === third)).toHaveLength(2);
  });

  it('who falls ill keeps what is begun; the rest goes to others at once, and stays there afterwards', async () => {
    const pieces = await handInAll();
    const ofTrainer = (await rows()).filter(({ marker }) => marker === group.trainer.userId);
    const begun = pieces.find(({ id }) => id === ofTrainer[0]?.submission) as (typeof pieces)[number];
    await marking.save(group.trainer, begun.id, {
      versionId: begun.versionId,
      content: someMark(2),
      basedOn: 0,
    });
    await markers.set(group.organizer, group.trainer.userId, away('2026-07-06', '2026-07-08'));
    await context.drainOutbox();
    expect(await loads()).toEqual({ trainer: 1, colleague: 5, nobody: 0 });
    context.clock.set('2026-07-09T02:00:00Z');
    await context.get(MarkingClock).watch();
    expect(await loads()).toEqual({ trainer: 1, colleague: 5, nobody: 0 });
  });

  it('is never given more than they take', async () => {
    await markers.setMine(group.trainer, { ...usual, mostOpen: 1 });
    await handInAll();
    expect(await loads()).toEqual({ trainer: 1, colleague: 5, nobody: 0 });
    await markers.setMine(group.colleague, { ...usual, mostOpen: 2 });
    await handInAll([]);
    expect(await loads()).toEqual({ trainer: 1, colleague: 5, nobody: 0 });
  });

  it('is set by an organizer of their classes only, and every change is in the audit log once', async () => {
    expect(await refusalOf(markers.of(stranger(), group.trainer.userId))).toBe('not-found');
    expect(await refusalOf(markers.set(stranger(), group.trainer.userId, usual))).toBe('not-found');
    const sent = { ...usual, perDay: 5 };
    await markers.set(group.organizer, group.trainer.userId, sent);
    await markers.set(group.organizer, group.trainer.userId, sent);
    expect(await markers.mine(group.trainer)).toEqual(sent);
    const entries: unknown[] = await context.db.query(
      `SELECT FROM platform_audit_entry WHERE subject_id = $1 AND action = 'assignments.marker-settings-set'`,
      [group.trainer.userId],
    );
    expect(entries).toHaveLength(1);
  });
});

describe('evening out', () => {
  const plan = () => allocations.plan(group.organizer, { runId: runId as never }, {});
  const apply = (token: string) => allocations.apply(group.organizer, { runId: runId as never }, { token });

  beforeEach(async () => {
    // Everything came while the colleague was away.
    await markers.setMine(group.colleague, away('2026-07-06', '2026-07-06'));
    await handInAll();
    await markers.setMine(group.colleague, usual);
    await context.drainOutbox();
  });

  it('shows the effect on everybody, changes nothing, and does what was shown', async () => {
    expect(await loads()).toEqual({ trainer: 6, colleague: 0, nobody: 0 });
    const shown = await plan();
    expect(shown).toMatchObject({ moved: 3, unallocated: 0 });
    expect(shown.markers.map(({ before, after }) => [before, after])).toEqual([
      [6, 3],
      [0, 3],
    ]);
    expect(await loads()).toEqual({ trainer: 6, colleague: 0, nobody: 0 });
    expect(await apply(shown.token)).toEqual({ moved: 3 });
    expect(await loads()).toEqual({ trainer: 3, colleague: 3, nobody: 0 });
    expect(await plan()).toMatchObject({ moved: 0 });
  });

  it('refuses a plan that has changed since it was shown', async () => {
    const { token } = await plan();
    const begun = (await rows()).slice(0, 4).map(({ submission }) => submission);
    for (const id of begun) await marking.claim(group.trainer, id, { takeOver: false });
    expect(await refusalOf(apply(token))).toBe('plan-has-changed');
    expect(await loads()).toEqual({ trainer: 6, colleague: 0, nobody: 0 });
    expect(await apply((await plan()).token)).toEqual({ moved: 2 });
    const markersOfBegun = await Promise.all(begun.map(markerOf));
    expect(new Set(markersOfBegun)).toEqual(new Set([group.trainer.userId]));
  });

  it('does the same plan once when it is sent twice', async () => {
    const { token } = await plan();
    await apply(token);
    expect(await refusalOf(apply(token))).toBe('plan-has-changed');
    expect(await loads()).toEqual({ trainer: 3, colleague: 3, nobody: 0 });
  });

  it('says that it was moved, keeps the clock, and reaches only the own classes', async () => {
    await apply((await plan()).token);
    expect((await rows()).filter(({ rule }) => rule === 'evened-out')).toHaveLength(3);
    expect(new Set((await rows()).map(({ due }) => due.toISOString()))).toEqual(
      new Set(['2026-07-09T16:59:59.000Z']),
    );
    const asked = { runId: runId as never };
    expect(await refusalOf(allocations.plan(stranger(), asked, {}))).toBe('not-found');
    expect(
      await refusalOf(allocations.plan(group.organizer, asked, { classGroupIds: [randomUUID() as never] })),
    ).toBe('not-found');
  });
});

describe('the clock', () => {
  const watch = () => context.get(MarkingClock).watch();

  it('warns once on the last day and says once that it is too late', async () => {
    const [piece] = await handInAll(group.trainees.slice(0, 1));
    context.clock.set('2026-07-08T16:59:00Z');
    await watch();
    expect(await told(markDueSoon)).toEqual([]);
    context.clock.set('2026-07-08T17:00:00Z');
    await Promise.all([watch(), watch()]);
    await watch();
    expect(await told(markDueSoon)).toEqual([
      {
        submissionId: piece?.id,
        assignmentCode: 'T1',
        classGroupId: group.classGroupId,
        markerId: await markerOf(piece?.id ?? ''),
        organizerId: null,
        dueAt: '2026-07-09T16:59:59.000Z',
      },
    ]);
    expect(await told(markOverdue)).toEqual([]);
    context.clock.set('2026-07-09T17:00:00Z');
    await watch();
    await watch();
    expect(await told(markOverdue)).toHaveLength(1);
    expect(await told(markDueSoon)).toHaveLength(1);
  });

  it('warns nobody of what is late already, or marked, or of a class that is closed', async () => {
    const [late, marked] = await handInAll(group.trainees.slice(0, 2));
    const me = works((await markerOf(marked?.id ?? '')) ?? '');
    await marking.finish(me, marked?.id ?? '', {
      versionId: marked?.versionId ?? aVersionId(),
      content: someMark(),
      basedOn: 0,
    });
    context.clock.set('2026-07-10T02:00:00Z');
    await watch();
    expect((await told(markOverdue)).map(({ submissionId }) => submissionId)).toEqual([late?.id]);
    expect(await told(markDueSoon)).toEqual([]);

    const other = await aWritingClass(context);
    group = other;
    await handInAll();
    await closeClass(context, other.classGroupId);
    context.clock.set('2026-08-10T02:00:00Z');
    await watch();
    expect(await told(markOverdue)).toEqual([]);
    expect((await rows()).map(({ closed }) => closed)).toEqual([true]);
  });

  it('gives the work of a class that is opened again back to its markers', async () => {
    await handInAll(group.trainees.slice(0, 2));
    await closeClass(context, group.classGroupId);
    await watch();
    expect(await loads()).toEqual({ trainer: 0, colleague: 0, nobody: 0 });
    await context.db.query(
      `UPDATE delivery_class_group SET state = 'decision', closed_at = NULL WHERE id = $1`,
      [group.classGroupId],
    );
    await watch();
    expect(await loads()).toEqual({ trainer: 1, colleague: 1, nobody: 0 });
  });
});

describe('the board', () => {
  it('counts by marker, class and province what waits, is soon due, is late, and lies with nobody', async () => {
    await handInAll(group.trainees.slice(0, 4));
    const at = { runId: runId as never };
    context.clock.set('2026-07-09T02:00:00Z');
    const byMarker = await markers.board(group.organizer, at, { by: 'marker' });
    expect(byMarker.items).toMatchObject([
      { open: 2, soon: 2, late: 0, unallocated: 0, days: 0.2, perDay: 10 },
      { open: 2, soon: 2, late: 0, unallocated: 0, days: 0.2, perDay: 10 },
    ]);
    expect(byMarker.total).toMatchObject({ open: 4, soon: 4, late: 0 });
    context.clock.set('2026-07-10T02:00:00Z');
    const byClass = await markers.board(group.organizer, at, { by: 'class' });
    expect(byClass.items).toMatchObject([{ id: group.classGroupId, open: 4, soon: 0, late: 4 }]);
    const byProvince = await markers.board(group.organizer, at, { by: 'province' });
    expect(byProvince.items).toMatchObject([{ id: '33', open: 4, late: 4 }]);
    await context.db.query(`UPDATE assignments_allocation SET marker_id = NULL WHERE marker_id = $1`, [
      group.trainer.userId,
    ]);
    const withNobody = await markers.board(group.organizer, at, { by: 'marker' });
    expect(withNobody.items[0]).toMatchObject({ id: null, name: null, open: 2, unallocated: 2 });
    expect(await refusalOf(markers.board(stranger(), at, { by: 'marker' }))).toBe('not-found');
  });
});
