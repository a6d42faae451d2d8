import { aTest } from '@bimtek/assessment-server/testing';
import { aCurriculum, type BuiltCurriculum } from '@bimtek/curriculum-server/testing';
import { aClassGroup, anEnrollment, aRun } from '@bimtek/delivery-server/testing';
import { permissionsOf, type Role } from '@bimtek/identity-contracts';
import { ClassProgress, listClassAverages } from '@bimtek/insight-contracts';
import type { Actor, QueryOf, Scope } from '@bimtek/platform-contracts';
import { anActor, type TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { insightContext, readLesson, scoreOf } from '../testing/insight-context.ts';
import { ClassProgressService } from './class-progress.service.ts';
import { standingOf, standingSql } from './progress-standing.rules.ts';

type Asked = Partial<Parameters<ClassProgressService['ofClass']>[2]>;
type ClassGroup = Awaited<ReturnType<typeof aClassGroup>>;

let context: TestContext;
let progress: ClassProgressService;
let curriculum: BuiltCurriculum;
let run: Awaited<ReturnType<typeof aRun>>;

const as = (role: Role, scope: Scope = { level: 'national', ids: [] }): Actor =>
  anActor({ role, scope, userId: randomUUID(), permissions: permissionsOf(role) });
const national = as('nationalAdmin');
const trainerOf = (id: string) => as('expertTrainer', { level: 'class', ids: [id] });

beforeAll(async () => {
  context = await insightContext();
  progress = context.get(ClassProgressService);
  curriculum = await aCurriculum(context.db, { lessons: { M0: 0, M1: 2, M2: 3 } });
  await aTest(context.db, { curriculumVersionId: curriculum.versionId });
  run = await aRun(context.db, { curriculumVersionId: curriculum.versionId, state: 'running' });
});
afterAll(() => context.close());
// Two of five days are over: two of five lessons are asked for.
beforeEach(() => context.clock.set('2026-07-08T02:00:00Z'));

const ask = async (me: Actor, group: { id: ClassGroup['id'] }, asked: Asked = {}) =>
  ClassProgress.parse(await progress.ofClass(me, group.id, { limit: 50, order: 'behind', ...asked }));
const namesOf = ({ items }: ClassProgress) => items.map(({ name }) => name);

/** Somebody who has completed so many lessons, in their order, and opened so many more. */
async function somebody(classGroup: ClassGroup, name: string, done: number, opened = 0, given: object = {}) {
  const enrollment = await anEnrollment(context.db, { classGroup, name, ...given });
  const lessons = curriculum.modules.flatMap(({ lessonIds }) => lessonIds);
  for (const [at, lessonId] of lessons.slice(0, done + opened).entries()) {
    await readLesson(context.db, enrollment.id, lessonId, { isDone: at < done });
  }
  return enrollment;
}

describe('the progress of a class', () => {
  let group: ClassGroup;
  beforeAll(async () => {
    group = await aClassGroup(context.db, { run });
    await somebody(group, 'Wartinah', 5);
    const budi = await somebody(group, 'Budi', 1, 1);
    await somebody(group, 'Aminah', 2);
    await somebody(group, 'Ngatini', 0);
    await somebody(group, 'Suparno', 3, 0, { state: 'withdrawn' });
    await scoreOf(context.db, budi.id, 'quiz:M1', 80);
    await scoreOf(context.db, budi.id, 'attendance', 3, 4);
  });

  it('has who is behind first, and tells where everybody stands', async () => {
    const page = await ask(national, group);
    expect(page.items.map(({ name, standing, lessonsDone }) => [name, standing, lessonsDone])).toEqual([
      ['ngatini', 'notStarted', 0],
      ['budi', 'behind', 1],
      ['aminah', 'onTrack', 2],
      ['wartinah', 'done', 5],
    ]);
    expect(page.whole).toMatchObject({
      people: 4,
      standings: { notStarted: 1, behind: 1, onTrack: 1, done: 1 },
    });
    expect(page.classGroup.lessonsExpected).toBe(2);
  });

  it('shows what is done by module beside the modules themselves, those without lessons left out', async () => {
    const page = await ask(national, group);
    expect(page.modules.map(({ code, lessons, hasQuiz }) => [code, lessons, hasQuiz])).toEqual([
      ['M1', 2, true],
      ['M2', 3, false],
    ]);
    expect(page.items.find(({ name }) => name === 'budi')?.modules).toEqual([
      { code: 'M1', done: 1, begun: 2 },
    ]);
    expect(page.whole.modules).toEqual([
      { code: 'M1', lessonsDone: 5, peopleDone: 2 },
      { code: 'M2', lessonsDone: 3, peopleDone: 1 },
    ]);
  });

  it('has scores as points, attendance as a share, for those who may see scores', async () => {
    const page = await ask(national, group);
    expect(page.items.find(({ name }) => name === 'budi')?.scores).toEqual({ 'quiz:M1': 80, attendance: 75 });
    expect(page.whole.scores).toEqual({ 'quiz:M1': 80, attendance: 75 });
    const regency = await ask(as('regencyAdmin', { level: 'regency', ids: ['33.01'] }), group);
    expect([regency.whole.scores, regency.items[0]?.scores]).toEqual([null, null]);
  });

  it('narrows by standing and search, and sorts by name, without changing the summary', async () => {
    expect(namesOf(await ask(national, group, { standing: 'behind' }))).toEqual(['budi']);
    expect(namesOf(await ask(national, group, { order: 'name' }))).toEqual([
      'aminah',
      'budi',
      'ngatini',
      'wartinah',
    ]);
    expect((await ask(national, group, { standing: 'behind' })).whole.people).toBe(4);
    expect(namesOf(await ask(national, group, { q: 'nobody at all' }))).toEqual([]);
  });

  it('goes forward and back without losing anybody while others come in and move up', async () => {
    const busy = await aClassGroup(context.db, { run });
    for (const [at, name] of ['A', 'B', 'C', 'D', 'E'].entries()) await somebody(busy, name, at % 2);
    const first = await ask(national, busy, { limit: 2 });
    expect([namesOf(first), first.previous]).toEqual([['a', 'c'], null]);
    await somebody(busy, 'AA', 0);
    const second = await ask(national, busy, { limit: 2, after: first.next ?? '' });
    expect(namesOf(second)).toEqual(['e', 'b']);
    const third = await ask(national, busy, { limit: 2, after: second.next ?? '' });
    expect([namesOf(third), third.next]).toEqual([['d'], null]);
    const back = await ask(national, busy, { limit: 2, before: third.previous ?? '' });
    expect(namesOf(back)).toEqual(['e', 'b']);
    const start = await ask(national, busy, { limit: 2, before: back.previous ?? '' });
    expect(namesOf(start)).toEqual(['aa', 'c']);
    expect(namesOf(await ask(national, busy, { limit: 2, before: start.previous ?? '' }))).toEqual(['a']);
  });

  it('begins again with a cursor that is none of ours', async () => {
    const cursor = Buffer.from(JSON.stringify(['x', 'y', 'z'])).toString('base64url');
    expect((await ask(national, group, { after: cursor })).items).toHaveLength(4);
  });

  it('shows a regency its own people of the class only, in the summary too', async () => {
    const mixed = await aClassGroup(context.db, { run });
    await somebody(mixed, 'Sini', 2, 0, { regencyCode: '33.01' });
    await somebody(mixed, 'Sana', 3, 0, { regencyCode: '33.02' });
    const page = await ask(as('regencyAdmin', { level: 'regency', ids: ['33.02'] }), mixed);
    expect([namesOf(page), page.whole.people]).toEqual([['sana'], 1]);
    expect(page.whole.modules).toEqual([
      { code: 'M1', lessonsDone: 2, peopleDone: 1 },
      { code: 'M2', lessonsDone: 1, peopleDone: 0 },
    ]);
  });

  it.each([
    ['a trainer of another class', () => trainerOf(randomUUID())],
    ['another province', () => as('provincialAdmin', { level: 'province', ids: ['91'] })],
    ['a trainee', () => as('trainee', { level: 'own', ids: [] })],
  ])('is not found by %s', async (_case, me) => {
    await expect(ask(me(), group)).rejects.toMatchObject({ code: 'not-found' });
    await expect(ask(trainerOf(group.id), group)).resolves.toMatchObject({ whole: { people: 4 } });
  });

  it('stands by the same rule in SQL as in the summary of classes', async () => {
    for (const done of [0, 1, 2, 3]) {
      for (const [begun, expected, total] of [
        [0, 0, 3],
        [done, 2, 3],
        [3, 1, 3],
        [0, 0, 0],
      ] as const) {
        const [row]: [{ standing: string }] = await context.db.query(
          `SELECT ${standingSql('$3', '$4')} AS standing FROM (SELECT $1::int AS done, $2::int AS begun) n`,
          [done, begun, expected, total],
        );
        expect(row.standing).toBe(standingOf({ done, begun, expected, total }));
      }
    }
  });
});

describe('the averages of classes', () => {
  let own: Awaited<ReturnType<typeof aRun>>;
  let java: ClassGroup;
  let papua: ClassGroup;
  const averages = async (me: Actor, asked: Partial<QueryOf<typeof listClassAverages>> = {}) =>
    listClassAverages.result!.parse(await progress.averages(me, { runId: own.id, limit: 25, ...asked }));
  const codesOf = (page: { items: { classGroup: { code: string } }[] }) =>
    page.items.map(({ classGroup }) => classGroup.code);

  beforeAll(async () => {
    await context.db.query(
      `INSERT INTO registry_region (code, name, name_key, level, kind, parent_code, time_zone, valid_from)
       SELECT r->>0, r->>1, r->>1, 'province', 'provinsi', NULL, 'Asia/Jakarta', '2020-01-01'
       FROM jsonb_array_elements('[["33", "Jawa Tengah"], ["91", "Papua"]]') r ON CONFLICT DO NOTHING`,
    );
    own = await aRun(context.db, { curriculumVersionId: curriculum.versionId, state: 'running' });
    java = await aClassGroup(context.db, { run: own, code: 'A-1' });
    papua = await aClassGroup(context.db, { run: own, code: 'B-1', provinceCode: '91' });
    await aClassGroup(context.db, { run: own, code: 'C-1' });
    const first = await somebody(java, 'Satu', 1);
    await somebody(java, 'Dua', 5);
    await somebody(papua, 'Tiga', 0);
    await scoreOf(context.db, first.id, 'preTest', 50);
  });

  it('tell people, standing, lessons and scores of each class, empty ones too', async () => {
    const { items, total, lessonsTotal } = await averages(national);
    expect([total, lessonsTotal, codesOf({ items })]).toEqual([3, 5, ['A-1', 'B-1', 'C-1']]);
    expect(items[0]?.whole).toMatchObject({
      people: 2,
      standings: { notStarted: 0, behind: 1, onTrack: 0, done: 1 },
      scores: { preTest: 50 },
    });
    expect(items[0]?.whole.modules).toEqual(
      expect.arrayContaining([
        { code: 'M1', lessonsDone: 3 },
        { code: 'M2', lessonsDone: 3 },
      ]),
    );
    expect(items[1]?.whole).toMatchObject({ people: 1, standings: { notStarted: 1 }, scores: {} });
    expect(items[2]?.whole).toMatchObject({ people: 0, modules: [] });
  });

  it('are narrowed to the scope', async () => {
    expect(codesOf(await averages(as('provincialAdmin', { level: 'province', ids: ['91'] })))).toEqual([
      'B-1',
    ]);
    expect(codesOf(await averages(trainerOf(java.id)))).toEqual(['A-1']);
    await expect(averages(trainerOf(randomUUID()))).rejects.toMatchObject({ code: 'not-found' });
  });

  it('go through pages by code, both ways, and by search', async () => {
    const first = await averages(national, { limit: 2 });
    const second = await averages(national, { limit: 2, after: first.next ?? '' });
    expect([codesOf(first), codesOf(second), second.next]).toEqual([['A-1', 'B-1'], ['C-1'], null]);
    const back = await averages(national, { limit: 2, before: second.previous ?? '' });
    expect([codesOf(back), back.previous]).toEqual([['A-1', 'B-1'], null]);
    expect(codesOf(await averages(national, { q: 'b-' }))).toEqual(['B-1']);
    expect(codesOf(await averages(national, { province: '33' }))).toEqual(['A-1', 'C-1']);
  });
});
