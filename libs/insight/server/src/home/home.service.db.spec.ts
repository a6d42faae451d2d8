import { aTest, anAttempt, type BuiltTest } from '@bimtek/assessment-server/testing';
import { aCurriculum, type BuiltCurriculum } from '@bimtek/curriculum-server/testing';
import { aClassGroup, anEnrollment, aRun } from '@bimtek/delivery-server/testing';
import type { EnrollmentState, TimeZone } from '@bimtek/delivery-contracts';
import { Home } from '@bimtek/insight-contracts';
import { anActor, type TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { aCertificate, insightContext } from '../testing/insight-context.ts';
import { HomeService } from './home.service.ts';

type Enrollment = Awaited<ReturnType<typeof anEnrollment>>;

let context: TestContext;
let homes: HomeService;
let curriculum: BuiltCurriculum;
let quiz: BuiltTest;
let run: Awaited<ReturnType<typeof aRun>>;
let classGroup: Awaited<ReturnType<typeof aClassGroup>>;

beforeAll(async () => {
  context = await insightContext();
  homes = context.get(HomeService);
  curriculum = await aCurriculum(context.db);
  quiz = await aTest(context.db, { curriculumVersionId: curriculum.versionId });
  run = await aRun(context.db, { curriculumVersionId: curriculum.versionId });
  classGroup = await aClassGroup(context.db, { run });
});
afterAll(() => context.close());
beforeEach(() => context.clock.set('2026-07-08T02:00:00Z'));

/** As it leaves the server. */
async function homeOf({ personId }: { personId: string }, displayName = 'Rahayu Wulandari'): Promise<Home> {
  return Home.parse(await homes.home(anActor({ userId: personId, role: 'trainee', displayName })));
}
const inState = (state: EnrollmentState) => anEnrollment(context.db, { run, state, classGroup: null });

async function read(
  enrollment: Enrollment,
  lessonId: string | undefined,
  given: { state?: string; share?: number; at?: string } = {},
): Promise<void> {
  const { state = 'completed', share = 1, at = '2026-07-08T01:00:00Z' } = given;
  const isDone = state === 'completed';
  await context.db.query(
    `INSERT INTO learning_lesson_progress (enrollment_id, lesson_id, state, block_index, fraction, share, read_at,
       reached_end_at, completed_at, updated_at)
     VALUES ($1, $2, $3, 1, 0.5, $4, $5, $6, $6, $5)`,
    [enrollment.id, lessonId, state, share, at, isDone ? at : null],
  );
}
const lessonsOf = (code: string) =>
  curriculum.modules.find((module) => module.code === code)?.lessonIds ?? [];

async function decide(enrollment: Enrollment, outcome: string, state = 'approved'): Promise<void> {
  await context.db.query(
    `INSERT INTO graduation_decision (enrollment_id, class_group_id, outcome, final_score, grade, attendance_rate, facts,
       result, state, sort_name, decided_at)
     VALUES ($1, $2, $3, 82.5, 'Memuaskan', 94.11, '{}', '{}', $4, 'x', $5)`,
    [enrollment.id, classGroup.id, outcome, state, state === 'approved' ? '2026-07-20T00:00:00Z' : null],
  );
}

describe('the home of a trainee', () => {
  it('is a greeting alone for somebody who takes part in nothing', async () => {
    expect(await homeOf({ personId: randomUUID() })).toMatchObject({
      name: 'Rahayu Wulandari',
      stage: 'notEnrolled',
      enrollment: null,
      next: null,
      modules: [],
    });
  });

  it.each(['invited', 'registered', 'verified'] as const)('waits while somebody is %s', async (state) => {
    const home = await homeOf(await inState(state));
    expect(home).toMatchObject({
      stage: 'waiting',
      enrollment: { state, className: null },
      next: null,
      due: [],
    });
  });

  it('says why data has to be corrected', async () => {
    const enrollment = await anEnrollment(context.db, {
      run,
      state: 'needsCorrection',
      stateReason: 'Nama desa tidak cocok.',
      classGroup: null,
    });
    expect((await homeOf(enrollment)).enrollment?.stateReason).toBe('Nama desa tidak cocok.');
  });

  it('names the class and its day while a placed person waits for it to open', async () => {
    const enrollment = await anEnrollment(context.db, { classGroup, state: 'placed' });
    context.clock.set('2026-07-01T02:00:00Z');
    expect(await homeOf(enrollment)).toMatchObject({
      stage: 'waiting',
      enrollment: { className: classGroup.name, startsOn: '2026-07-06', day: -4, days: 5 },
    });
  });

  it('begins with the first lesson and nothing saved', async () => {
    const home = await homeOf(await anEnrollment(context.db, { classGroup }));
    expect(home.stage).toBe('learning');
    expect(home.next).toMatchObject({ kind: 'lesson', lessonId: lessonsOf('M1')[0], isStarted: false });
    expect(home.savedAt).toBeNull();
    expect(home.modules).toEqual([
      expect.objectContaining({ code: 'M1', state: 'notStarted', lessonsTotal: 2, share: 0 }),
      expect.objectContaining({ code: 'M2', quiz: null }),
    ]);
  });

  it('resumes the lesson read last, rings its module and tells when it was saved', async () => {
    const enrollment = await anEnrollment(context.db, { classGroup });
    const [first, second] = lessonsOf('M1');
    await read(enrollment, first);
    await read(enrollment, second, { state: 'started', share: 0.76, at: '2026-07-08T01:41:00Z' });
    const home = await homeOf(enrollment);
    expect(home.next).toMatchObject({ kind: 'lesson', lessonId: second, share: 0.76, number: 2, of: 2 });
    expect(home.savedAt).toBe('2026-07-08T01:41:00.000Z');
    expect(home.modules[0]).toMatchObject({ state: 'started', lessonsCompleted: 1, share: 0.88 });
    expect(home.due).toEqual([
      expect.objectContaining({ testId: quiz.id, dueOn: '2026-07-10', attemptsLeft: 3 }),
    ]);
  });

  it('shows a running attempt before all else, saved as of its last answer', async () => {
    const enrollment = await anEnrollment(context.db, { classGroup });
    const startedAt = new Date('2026-07-08T01:50:00Z');
    await anAttempt(context.db, { test: quiz, enrollment, startedAt, right: 3 });
    const home = await homeOf(enrollment);
    expect(home.next).toMatchObject({ kind: 'test', testId: quiz.id, isOpen: true });
    expect(home.due).toEqual([
      expect.objectContaining({ openUntil: '2026-07-08T02:10:00.000Z', dueOn: '2026-07-08' }),
    ]);
    expect(home.savedAt).toBe(startedAt.toISOString());
  });

  it('keeps the best score of a quiz and lets a failed one be tried again after the wait', async () => {
    const enrollment = await anEnrollment(context.db, { classGroup });
    for (const lessonId of lessonsOf('M1')) await read(enrollment, lessonId);
    const startedAt = new Date('2026-07-08T01:30:00Z');
    await anAttempt(context.db, {
      test: quiz,
      enrollment,
      startedAt,
      state: 'submitted',
      right: 6,
      wrong: 4,
    });
    const home = await homeOf(enrollment);
    expect(home.modules[0]).toMatchObject({ state: 'completed', quiz: { bestScore: 60, isPassed: false } });
    expect(home.due[0]).toMatchObject({
      attemptsLeft: 2,
      bestScore: 60,
      waitUntil: '2026-07-08T02:20:00.000Z',
    });
    expect(home.next).toMatchObject({ kind: 'lesson', lessonId: lessonsOf('M2')[0] });
  });

  it('awaits the decision when all is learned and passed', async () => {
    const enrollment = await anEnrollment(context.db, { classGroup });
    for (const lessonId of [...lessonsOf('M1'), ...lessonsOf('M2')]) await read(enrollment, lessonId);
    await anAttempt(context.db, { test: quiz, enrollment, state: 'submitted', right: 10 });
    expect(await homeOf(enrollment)).toMatchObject({ stage: 'awaiting', next: { kind: 'done' }, due: [] });
  });

  it('counts the days of the class in its own time zone', async () => {
    const east = await aClassGroup(context.db, {
      run,
      provinceCode: '91',
      timeZone: 'Asia/Jayapura' as TimeZone,
    });
    const enrollment = await anEnrollment(context.db, { classGroup: east });
    context.clock.set('2026-07-07T15:30:00Z');
    expect((await homeOf(enrollment)).enrollment).toMatchObject({ day: 3, timeZone: 'Asia/Jayapura' });
  });

  it('keeps a prepared decision to itself', async () => {
    const enrollment = await anEnrollment(context.db, { classGroup, state: 'completed' });
    await decide(enrollment, 'passed', 'prepared');
    expect(await homeOf(enrollment)).toMatchObject({ stage: 'awaiting', decision: null, certificate: null });
  });

  it('ends with the result and the newest certificate', async () => {
    const enrollment = await anEnrollment(context.db, { classGroup, state: 'passed' });
    await decide(enrollment, 'passed');
    await aCertificate(context.db, { classGroup, enrollment }, { validity: 'replaced' });
    await aCertificate(context.db, { classGroup, enrollment }, { version: 2 });
    expect(await homeOf(enrollment)).toMatchObject({
      stage: 'passed',
      decision: { outcome: 'passed', finalScore: 82.5, grade: 'Memuaskan' },
      certificate: { validity: 'valid', isReady: false },
    });
  });

  it('tells who did not pass so, without a certificate', async () => {
    const enrollment = await anEnrollment(context.db, { classGroup, state: 'notPassed' });
    await decide(enrollment, 'notPassed');
    expect(await homeOf(enrollment)).toMatchObject({ stage: 'notPassed', certificate: null });
  });

  it('shows nobody the work of another', async () => {
    const [mine, other] = [
      await anEnrollment(context.db, { classGroup }),
      await anEnrollment(context.db, { classGroup }),
    ];
    await read(other, lessonsOf('M1')[0]);
    await anAttempt(context.db, { test: quiz, enrollment: other });
    expect(await homeOf(mine)).toMatchObject({ savedAt: null, enrollment: { id: mine.id }, due: [] });
  });
});
