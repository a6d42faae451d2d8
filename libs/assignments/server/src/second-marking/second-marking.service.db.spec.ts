import {
  type MarkContent,
  markReleased,
  type SubmissionId,
  type VersionId,
} from '@bimtek/assignments-contracts';
import { permissionsOf } from '@bimtek/identity-contracts';
import type { Actor } from '@bimtek/platform-contracts';
import { anActor, type TestContext } from '@bimtek/platform-server/testing';
import { aPerson } from '@bimtek/registry-server/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Markers } from '../allocation/markers.service.ts';
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
  type WritingClass,
} from '../testing/a-class.ts';
import { SecondMarking } from './second-marking.service.ts';

let context: TestContext;
let mine: MyAssignments;
let marking: Marking;
let desk: MarkingDesk;
let second: SecondMarking;
let group: WritingClass;
let master: Actor;
let id: SubmissionId;
let versionId: VersionId;
const at = { assignmentCode: 'T1' };

beforeAll(async () => {
  context = await assignmentsContext();
  mine = context.get(MyAssignments);
  marking = context.get(Marking);
  desk = context.get(MarkingDesk);
  second = context.get(SecondMarking);
});
afterAll(() => context.close());
beforeEach(async () => {
  context.clock.set('2026-07-06T02:00:00Z');
  group = await aWritingClass(context);
  master = anActor({
    role: 'masterTrainer',
    scope: { level: 'national', ids: [] },
    userId: await aPerson(context.db, { fullName: 'Wayan Master', libraryId: null }),
    permissions: permissionsOf('masterTrainer'),
  });
  await drawing(100);
  ({ id, versionId } = await handIn());
});

async function drawing(secondShare: number) {
  const [row]: { run_id: string }[] = await context.db.query(
    `SELECT run_id FROM delivery_class_group WHERE id = $1`,
    [group.classGroupId],
  );
  const rules = {
    secondShare,
    secondAssignments: ['T1' as const],
    maxDifference: 15,
    avoidsOwnRegency: false,
  };
  await context.get(Markers).setRunMarking(anActor(), row?.run_id ?? '', rules as never);
}
async function handIn() {
  const [trainee] = group.trainees as [WritingClass['trainees'][number]];
  const version = aVersionId();
  const { draftRevision } = await mine.get(trainee.me, at);
  await mine.handIn(trainee.me, at, { id: version, content: someWork(), draftRevision });
  await context.drainOutbox();
  const [row]: { id: SubmissionId }[] = await context.db.query(
    `SELECT id FROM assignments_submission WHERE enrollment_id = $1`,
    [trainee.enrollmentId],
  );
  return { id: (row as { id: SubmissionId }).id, versionId: version };
}
const finish = (who: Actor, content: MarkContent, basedOn = 0) =>
  marking.finish(who, id, { versionId, content, basedOn });
const first = (level: 1 | 2 | 3 | 4 = 3) =>
  finish(group.trainer, someMark(level, { comment: 'Penilaian pertama' }));
const next = (level: 1 | 2 | 3 | 4 = 3) => finish(group.colleague, someMark(level));
const allocated = async () => {
  await context.drainOutbox();
  const rows: { round: number; marker: string | null; open: boolean }[] = await context.db.query(
    `SELECT round, marker_id AS marker, closed_at IS NULL AS open FROM assignments_allocation
     WHERE submission_id = $1 ORDER BY round`,
    [id],
  );
  return rows;
};
const release = () =>
  context
    .get(Releases)
    .releaseFor(group.trainer, { classGroupId: group.classGroupId, assignmentCode: 'T1' }, {});
const decide = (choice: 'first' | 'second' | 'own', content: MarkContent | null = null, who = master) =>
  second.decide(
    who,
    { submissionId: id },
    { versionId, choice, content, reason: 'Tolok ukur dibaca bersama' },
  );
const waiting = async () => {
  const { items } = await second.list(master);
  return items.filter(({ submissionId }) => submissionId === id);
};
const trainee = () => group.trainees[0] as WritingClass['trainees'][number];

describe('work that is drawn', () => {
  it('goes to another trainer after the first mark, who is not told anything of it', async () => {
    expect(await first()).toMatchObject({ state: 'secondMarking' });
    expect(await allocated()).toEqual([
      { round: 1, marker: expect.any(String), open: false },
      { round: 2, marker: group.colleague.userId, open: true },
    ]);
    const seen = await desk.get(group.colleague, id);
    expect(seen).toMatchObject({
      refusal: null,
      mark: null,
      feedback: [],
      score: null,
      allocation: { round: 2, isMine: true },
    });
    expect(JSON.stringify(seen)).not.toContain('Penilaian pertama');
    expect(await desk.list(group.colleague, { limit: 50 })).toMatchObject({ items: [{ id, score: null }] });
  });

  it('is not for whoever gave the first mark, and not in their queue', async () => {
    await first();
    expect(await desk.get(group.trainer, id)).toMatchObject({ refusal: 'first-marker' });
    expect(await refusalOf(finish(group.trainer, someMark(4), 1))).toBe('first-marker');
    expect((await desk.list(group.trainer, { limit: 50 })).items).toEqual([]);
  });

  it('is not released before the second mark, and the trainee hears of nothing', async () => {
    await first();
    expect(await release()).toEqual({ released: 0 });
    expect(await mine.get(trainee().me, at)).toMatchObject({ state: 'inMarking', score: null, feedback: [] });
  });

  it('counts with the mean of two marks that are near each other', async () => {
    // Criteria weigh 50 and 50: levels 3 give 75, one of them 4 gives 87,5.
    await first(3);
    const near = someMark(3, { levels: { completeness: 4, clarity: 3 } });
    expect(await finish(group.colleague, near)).toMatchObject({
      state: 'marked',
      score: { score: expect.any(Number) },
    });
    await release();
    const [event]: { payload: { score: number } }[] = await context.db.query(
      `SELECT payload FROM platform_outbox WHERE name = $1 AND payload->>'submissionId' = $2`,
      [markReleased.name, id],
    );
    const [row]: { f: number; s: number }[] = await context.db.query(
      `SELECT first_points AS f, second_points AS s FROM assignments_second_marking WHERE submission_id = $1`,
      [id],
    );
    const mean = ((row?.f ?? 0) + (row?.s ?? 0)) / 2;
    expect(row?.s).toBeGreaterThan(row?.f ?? 0);
    expect(event?.payload.score).toBe(mean);
    const read = await mine.get(trainee().me, at);
    expect(read).toMatchObject({
      state: 'released',
      score: mean,
      feedback: [{ score: { score: mean, points: mean } }],
    });
    expect(read.feedback).toHaveLength(1);
  });

  it('is told twice the same when the second mark is sent twice', async () => {
    await first();
    await next();
    expect(await next()).toMatchObject({ state: 'marked' });
    const rows: unknown[] = await context.db.query(`SELECT FROM assignments_mark WHERE version_id = $1`, [
      versionId,
    ]);
    expect(rows).toHaveLength(2);
  });

  it('is not sent back by the second marker', async () => {
    await first();
    expect(
      await refusalOf(
        marking.askRevision(group.colleague, id, { versionId, content: someMark(1), basedOn: 0 }),
      ),
    ).toBe('no-revision-now');
  });

  it('is given by one of two who take it at once', async () => {
    await first();
    const third = await aPerson(context.db, { fullName: 'Tuti Pelatih', libraryId: null });
    await context.db.query(`INSERT INTO delivery_class_trainer VALUES ($1, $2, 5)`, [
      group.classGroupId,
      third,
    ]);
    const other: Actor = { ...group.colleague, userId: third };
    const claims = await Promise.allSettled(
      [group.colleague, other].map((who) => marking.claim(who, id, { takeOver: false })),
    );
    expect(claims.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('can be taken back by the first marker until somebody has begun the second mark', async () => {
    await first();
    await allocated();
    expect(await marking.reopen(group.trainer, id)).toMatchObject({ state: 'inMarking' });
    expect(await allocated()).toEqual([{ round: 1, marker: group.trainer.userId, open: true }]);
    await finish(group.trainer, someMark(4), 1);
    await allocated();
    await marking.save(group.colleague, id, { versionId, content: someMark(2), basedOn: 0 });
    expect(await refusalOf(marking.reopen(group.trainer, id))).toBe('not-marked');
    await finish(group.colleague, someMark(4), 1);
    expect(await refusalOf(marking.reopen(group.trainer, id))).toBe('not-marked');
    expect(await refusalOf(marking.reopen(group.colleague, id))).toBe('not-marked');
  });
});

describe('work that is not drawn', () => {
  it('is marked once', async () => {
    await drawing(0);
    expect(await first()).toMatchObject({ state: 'marked' });
    expect(await waiting()).toEqual([]);
  });
});

describe('two marks that are too far apart', () => {
  beforeEach(async () => {
    await first(4);
    await allocated();
    await next(2);
  });

  it('come to a master trainer with both marks and without any name', async () => {
    expect(await desk.get(group.colleague, id)).toMatchObject({
      state: 'secondMarking',
      refusal: 'not-to-be-marked',
    });
    expect(await waiting()).toMatchObject([{ submissionId: id, firstPoints: 100, secondPoints: 50 }]);
    const shown = await second.get(master, { submissionId: id });
    expect(shown.marks.map(({ which, points }) => [which, points])).toEqual([
      ['first', 100],
      ['second', 50],
    ]);
    for (const name of ['Peserta 01', 'Budi Pelatih', 'Sari Pelatih']) {
      expect(JSON.stringify(shown)).not.toContain(name);
    }
    expect(await allocated()).toMatchObject([{ open: false }, { open: false }]);
  });

  it.each([
    ['first', 100],
    ['second', 50],
  ] as const)('count as the %s when that is chosen, once', async (choice, score) => {
    expect(await decide(choice)).toEqual({ score });
    expect(await decide(choice)).toEqual({ score });
    expect(await refusalOf(decide(choice === 'first' ? 'second' : 'first'))).toBe('already-decided');
    await release();
    expect(await mine.get(trainee().me, at)).toMatchObject({ state: 'released', score });
    expect(await waiting()).toEqual([]);
  });

  it('count as a third mark that is complete', async () => {
    const half = { ...someMark(3), levels: { completeness: 3 as const } };
    expect(await refusalOf(decide('own', half))).toBe('mark-incomplete');
    expect(await decide('own', someMark(3))).toEqual({ score: 75 });
    await release();
    expect(await mine.get(trainee().me, at)).toMatchObject({ score: 75 });
  });

  it('are decided on by nobody of the own library, and not in a closed class', async () => {
    await context.db.query(`UPDATE registry_person SET library_id = $2 WHERE id = $1`, [
      master.userId,
      trainee().libraryId,
    ]);
    expect(await second.get(master, { submissionId: id })).toMatchObject({ isOwnWork: true });
    expect(await refusalOf(decide('first'))).toBe('own-library');
    const other = { ...master, userId: await aPerson(context.db, { libraryId: null }) };
    await closeClass(context, group.classGroupId);
    expect(await refusalOf(decide('first', null, other))).toBe('class-closed');
  });
});

describe('a second mark that nobody can give', () => {
  it('is given by a master trainer', async () => {
    await context.get(Markers).setMine(group.colleague, {
      perDay: 10,
      mostOpen: null,
      awayFrom: '2026-07-01',
      awayUntil: '2026-07-31',
      modules: [],
    });
    await first();
    expect(await waiting()).toEqual([]);
    expect((await allocated()).at(-1)).toEqual({ round: 2, marker: null, open: true });
    expect(await waiting()).toMatchObject([{ submissionId: id, secondPoints: null }]);
    expect(await refusalOf(decide('second'))).toBe('not-marked');
    expect(await decide('own', someMark(4))).toEqual({ score: 100 });
    expect((await allocated()).filter(({ open }) => open)).toEqual([]);
  });
});
