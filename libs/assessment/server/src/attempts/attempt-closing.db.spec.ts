import { attemptFinished } from '@bimtek/assessment-contracts';
import { openDataSource } from '@bimtek/platform-server';
import { type TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { assessmentTables } from '../assessment.tables.ts';
import { aClassroom, assessmentContext, refusalOf } from '../testing/a-classroom.ts';
import { rightAnswer } from '../testing/a-test.ts';
import { anAttempt } from '../testing/an-attempt.ts';
import { AnswerRow } from './answer.entity.ts';
import { AttemptClosing } from './attempt-closing.service.ts';
import { AttemptsService } from './attempts.service.ts';

const start = new Date('2026-07-06T02:00:00Z');
const minutes = (count: number) => count * 60_000;

let context: TestContext;
let attempts: AttemptsService;
let closing: AttemptClosing;

beforeAll(async () => {
  context = await assessmentContext();
  attempts = context.get(AttemptsService);
  closing = context.get(AttemptClosing);
});
beforeEach(async () => {
  context.clock.set(start);
  await context.db.query(`TRUNCATE platform_outbox`);
});
afterAll(() => context.close());

async function published() {
  const rows: { payload: unknown }[] = await context.db.query(
    `SELECT payload FROM platform_outbox WHERE name = $1 ORDER BY created_at, id`,
    [attemptFinished.name],
  );
  return rows.map(({ payload }) => attemptFinished.payload.parse(payload));
}

describe('handing in', () => {
  it('scores what was saved, closes the attempt, and tells others in the same transaction', async () => {
    const classroom = await aClassroom(context);
    const { me, enrollment, test } = classroom;
    const attempt = await anAttempt(context.db, { ...classroom, right: 7, wrong: 2 });
    context.clock.advance(minutes(12));
    expect(await attempts.submit(me, attempt.id)).toMatchObject({
      state: 'submitted',
      score: 70,
      passed: true,
      rightCount: 7,
      answeredCount: 9,
      itemCount: 10,
      bestScore: 70,
      finishedAt: '2026-07-06T02:12:00.000Z',
    });
    expect(await published()).toEqual([
      {
        attemptId: attempt.id,
        enrollmentId: enrollment.id,
        personId: enrollment.personId,
        testId: test.id,
        testKind: 'quiz',
        moduleCode: 'M1',
        score: 70,
        bestScore: 70,
        finishedAt: '2026-07-06T02:12:00.000Z',
      },
    ]);
  });

  it('twice returns the same result and tells it once', async () => {
    const classroom = await aClassroom(context);
    const attempt = await anAttempt(context.db, { ...classroom, right: 5 });
    const first = await attempts.submit(classroom.me, attempt.id);
    context.clock.advance(minutes(1));
    expect(await attempts.submit(classroom.me, attempt.id)).toEqual(first);
    const clicks = Array.from({ length: 4 }, () => attempts.submit(classroom.me, attempt.id));
    expect(new Set((await Promise.all(clicks)).map(({ finishedAt }) => finishedAt)).size).toBe(1);
    expect(await published()).toHaveLength(1);
  });

  it('after the time is over counts what was saved by then', async () => {
    const classroom = await aClassroom(context);
    const attempt = await anAttempt(context.db, { ...classroom, right: 3 });
    context.clock.advance(minutes(25));
    expect(await attempts.submit(classroom.me, attempt.id)).toMatchObject({
      state: 'expired',
      score: 30,
      finishedAt: '2026-07-06T02:20:00.000Z',
    });
  });

  it('publishes the best of all attempts, not the last', async () => {
    const classroom = await aClassroom(context);
    await anAttempt(context.db, { ...classroom, state: 'submitted', right: 9 });
    const second = await anAttempt(context.db, { ...classroom, ordinal: 2, right: 4 });
    await attempts.submit(classroom.me, second.id);
    expect(await published()).toMatchObject([{ score: 40, bestScore: 90 }]);
  });

  it('loses no acknowledged answer when saves race it', async () => {
    const classroom = await aClassroom(context, { attempts: 50, waitMinutes: 0 });
    const { me, test } = classroom;
    let refused = 0;
    let acknowledged = 0;
    for (let round = 1; round <= 50; round++) {
      const attempt = await anAttempt(context.db, { ...classroom, ordinal: round });
      const saves = attempt.layout.map(async ({ questionId }) => {
        const question = test.questions.find(({ id }) => id === questionId);
        if (!question) throw new Error('unknown question');
        const at = { attemptId: attempt.id, questionId } as never;
        return attempts.saveAnswer(me, at, { answer: rightAnswer(question), revision: 1 });
      });
      // The hand-in starts somewhere among the saves, in another place each round.
      const before = saves.slice(0, round % 10);
      const submit = Promise.all(before.slice(0, 1)).then(() => attempts.submit(me, attempt.id));
      const outcomes = await Promise.allSettled(saves);
      const { rightCount } = await submit;
      const saved = outcomes.filter(({ status }) => status === 'fulfilled').length;
      expect(rightCount).toBe(saved);
      acknowledged += saved;
      refused += outcomes.length - saved;
    }
    expect(acknowledged).toBeGreaterThan(0);
    expect(acknowledged + refused).toBe(500);
  });
});

describe('the job that closes what ran out of time', () => {
  it('closes each overdue attempt once with what was saved, however often it runs', async () => {
    const classroom = await aClassroom(context);
    const overdue = await anAttempt(context.db, { ...classroom, right: 6 });
    const later = new Date(start.getTime() + minutes(15));
    const { other, otherEnrollment: enrollment } = classroom;
    const open = await anAttempt(context.db, { ...classroom, enrollment, startedAt: later, right: 2 });
    context.clock.advance(minutes(20) + 1);

    await Promise.all([closing.closeOverdue(), closing.closeOverdue()]);
    await closing.closeOverdue();

    expect(await published()).toMatchObject([
      { attemptId: overdue.id, score: 60, finishedAt: '2026-07-06T02:20:00.000Z' },
    ]);
    expect(await attempts.get(classroom.me, overdue.id)).toMatchObject({ state: 'expired' });
    expect(await attempts.get(other, open.id)).toMatchObject({ state: 'open' });
  });

  it('closes more than one batch', async () => {
    const classroom = await aClassroom(context);
    const attempt = await anAttempt(context.db, classroom);
    await context.db.query(
      `INSERT INTO assessment_attempt (id, test_id, enrollment_id, person_id, curriculum_version_id, ordinal, state,
                                       layout, rules, started_at, closes_at)
       SELECT gen_random_uuid(), test_id, gen_random_uuid(), gen_random_uuid(), curriculum_version_id, 1, state,
              layout, rules, started_at, closes_at
       FROM assessment_attempt, generate_series(1, 450) WHERE id = $1`,
      [attempt.id],
    );
    context.clock.advance(minutes(21));
    expect(await closing.closeOverdue()).toBe(451);
    expect(await published()).toHaveLength(451);
  });

  it('leaves nothing to a save that comes after it', async () => {
    const classroom = await aClassroom(context);
    const attempt = await anAttempt(context.db, classroom);
    context.clock.advance(minutes(21));
    await closing.closeOverdue();
    const [asked] = attempt.layout;
    const question = classroom.test.questions.find(({ id }) => id === asked?.questionId);
    if (!question) throw new Error('unknown question');
    const at = { attemptId: attempt.id, questionId: question.id } as never;
    const late = attempts.saveAnswer(classroom.me, at, { answer: rightAnswer(question), revision: 1 });
    expect(await refusalOf(late)).toBe('attempt-closed');
  });
});

describe('after a restart', () => {
  it('everything acknowledged is there', async () => {
    const classroom = await aClassroom(context);
    const attempt = await anAttempt(context.db, classroom);
    const saves = attempt.layout.map(({ questionId }) => {
      const question = classroom.test.questions.find(({ id }) => id === questionId);
      if (!question) throw new Error('unknown question');
      const at = { attemptId: attempt.id, questionId } as never;
      return attempts.saveAnswer(classroom.me, at, { answer: rightAnswer(question), revision: 1 });
    });
    await Promise.all(saves);
    const again = await openDataSource(context.database.url, [assessmentTables]);
    try {
      expect(await again.manager.countBy(AnswerRow, { attemptId: attempt.id })).toBe(10);
    } finally {
      await again.destroy();
    }
  });
});
