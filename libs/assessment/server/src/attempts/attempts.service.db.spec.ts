import type { Answer } from '@bimtek/assessment-contracts';
import type { Actor } from '@bimtek/platform-contracts';
import type { TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { aClassroom, assessmentContext, problemOf, refusalOf } from '../testing/a-classroom.ts';
import { rightAnswer, wrongAnswer } from '../testing/a-test.ts';
import { anAttempt } from '../testing/an-attempt.ts';
import { AttemptsService } from './attempts.service.ts';

const start = new Date('2026-07-06T02:00:00Z');
const minutes = (count: number) => count * 60_000;

let context: TestContext;
let attempts: AttemptsService;

beforeAll(async () => {
  context = await assessmentContext();
  attempts = context.get(AttemptsService);
});
beforeEach(() => context.clock.set(start));
afterAll(() => context.close());

/** A trainee with an open attempt and its first question. */
async function underWay(rules: Parameters<typeof aClassroom>[1] = {}) {
  const classroom = await aClassroom(context, rules);
  const attempt = await anAttempt(context.db, classroom);
  const asked = attempt.layout.flatMap(
    ({ questionId }) => classroom.test.questions.find(({ id }) => id === questionId) ?? [],
  );
  const question = asked.find(({ type }) => type === 'single');
  const multiple = asked.find(({ type }) => type === 'multiple');
  if (!question || !multiple) throw new Error('The builder asks both kinds of questions');
  const save = (answer: Answer, revision: number, who: Actor = classroom.me, questionId = question.id) =>
    attempts.saveAnswer(who, { attemptId: attempt.id, questionId } as never, { answer, revision });
  return { ...classroom, attempt, asked, question, multiple, save };
}

const answersOf = async (attemptId: string): Promise<{ answer: Answer; revision: number }[]> =>
  context.db.query(`SELECT answer, revision FROM assessment_answer WHERE attempt_id = $1`, [attemptId]);

describe('saving an answer', () => {
  it('stores it with the server’s time', async () => {
    const { save, question, attempt } = await underWay();
    context.clock.advance(90_000);
    const answer = rightAnswer(question);
    expect(await save(answer, 1)).toEqual({ revision: 1, savedAt: '2026-07-06T02:01:30.000Z' });
    expect(await answersOf(attempt.id)).toEqual([{ answer, revision: 1 }]);
  });

  it('replaces it by a higher revision', async () => {
    const { save, question, attempt } = await underWay();
    await save(wrongAnswer(question), 1);
    await save(rightAnswer(question), 4);
    expect(await answersOf(attempt.id)).toEqual([{ answer: rightAnswer(question), revision: 4 }]);
  });

  it('answers a repeated call as the first one and changes nothing', async () => {
    const { save, question } = await underWay();
    const first = await save(rightAnswer(question), 1);
    context.clock.advance(1_000);
    expect(await save(rightAnswer(question), 1)).toEqual(first);
  });

  it('refuses an older or equal revision with another answer, and hands over the newer one', async () => {
    const { save, question } = await underWay();
    await save(rightAnswer(question), 3);
    for (const revision of [1, 3]) {
      const problem = await problemOf(save(wrongAnswer(question), revision));
      expect(problem).toMatchObject({ code: 'stale-revision', status: 409 });
      expect(problem.extra).toEqual({
        current: {
          questionId: question.id,
          answer: rightAnswer(question),
          revision: 3,
          savedAt: start.toISOString(),
        },
      });
    }
  });

  it('keeps one answer when two tabs save four times at once', async () => {
    const { save, question, attempt } = await underWay();
    const options = question.options.map(({ id }) => ({ kind: 'single', optionId: id }) as const);
    const outcomes = await Promise.allSettled(options.map((answer) => save(answer, 1)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await answersOf(attempt.id)).toHaveLength(1);
  });

  it('takes an answer back when no option is chosen', async () => {
    const { save, question, me, attempt } = await underWay();
    await save(rightAnswer(question), 1);
    await save({ kind: 'single', optionId: null }, 2);
    expect(await attempts.submit(me, attempt.id)).toMatchObject({ answeredCount: 0, rightCount: 0 });
  });

  it('refuses what does not fit the question', async () => {
    const { save, question, multiple, me } = await underWay();
    const [a, b] = question.options.map(({ id }) => id);
    expect(await refusalOf(save({ kind: 'single', optionId: 'of another question' }, 1))).toBe(
      'answer-does-not-fit',
    );
    expect(await refusalOf(save({ kind: 'multiple', optionIds: [a ?? '', b ?? ''] }, 1))).toBe(
      'answer-does-not-fit',
    );
    const foreign = rightAnswer(question);
    expect(await refusalOf(save(foreign, 1, me, multiple.id))).toBe('answer-does-not-fit');
  });

  it('knows neither unknown attempts and questions nor those of another person', async () => {
    const { save, question, other, me, test, asked } = await underWay();
    const answer = rightAnswer(question);
    const unasked = test.questions.find(({ id }) => !asked.some((there) => there.id === id));
    expect(await refusalOf(save(answer, 1, other))).toBe('not-found');
    expect(await refusalOf(save(answer, 1, me, randomUUID()))).toBe('not-found');
    expect(await refusalOf(save(answer, 1, me, unasked?.id ?? ''))).toBe('not-found');
    const nowhere = { attemptId: randomUUID(), questionId: question.id } as never;
    expect(await refusalOf(attempts.saveAnswer(me, nowhere, { answer, revision: 1 }))).toBe('not-found');
  });

  it('is possible on the last instant and not a millisecond later', async () => {
    const { save, question } = await underWay();
    context.clock.advance(minutes(20));
    await save(rightAnswer(question), 1);
    context.clock.advance(1);
    expect(await refusalOf(save(wrongAnswer(question), 2))).toBe('time-is-up');
  });

  it('is refused once the attempt is handed in', async () => {
    const { save, question, me, attempt } = await underWay();
    await save(rightAnswer(question), 1);
    await attempts.submit(me, attempt.id);
    expect(await refusalOf(save(wrongAnswer(question), 2))).toBe('attempt-closed');
    expect(await answersOf(attempt.id)).toEqual([{ answer: rightAnswer(question), revision: 1 }]);
  });

  it('is refused in a closed class', async () => {
    const { save, question, enrollment, attempt, me } = await underWay();
    await context.db.query(
      `UPDATE delivery_class_group SET state = 'closed', closed_at = now() WHERE id = $1`,
      [enrollment.classGroupId],
    );
    expect(await refusalOf(save(rightAnswer(question), 1))).toBe('class-closed');
    expect(await refusalOf(attempts.submit(me, attempt.id))).toBe('class-closed');
  });
});

describe('reading an attempt', () => {
  it('shows questions in the order of the attempt with the answers so far, and nothing of the key', async () => {
    const { save, question, me, attempt } = await underWay();
    await save(rightAnswer(question), 2);
    context.clock.advance(minutes(3));
    const view = await attempts.get(me, attempt.id);
    expect(view.questions.map(({ id }) => id)).toEqual(attempt.layout.map(({ questionId }) => questionId));
    expect(view.questions[0]?.options.map(({ id }) => id)).toEqual(attempt.layout[0]?.optionIds);
    expect(view.answers).toMatchObject([{ questionId: question.id, revision: 2 }]);
    expect(view).toMatchObject({ now: '2026-07-06T02:03:00.000Z', closesAt: '2026-07-06T02:20:00.000Z' });
    expect(JSON.stringify(view)).not.toMatch(/isRight|explanation|Sebab|Penjelasan/);
  });

  it('is for the person who takes it alone', async () => {
    const { other, attempt } = await underWay();
    expect(await refusalOf(attempts.get(other, attempt.id))).toBe('not-found');
    expect(await refusalOf(attempts.submit(other, attempt.id))).toBe('not-found');
    expect(await refusalOf(attempts.review(other, attempt.id))).toBe('not-found');
  });

  it('shows no questions any more once the time is over', async () => {
    const { me, attempt } = await underWay();
    context.clock.advance(minutes(20) + 1);
    expect(await attempts.get(me, attempt.id)).toMatchObject({
      state: 'expired',
      questions: [],
      answers: [],
    });
  });
});

describe('the review', () => {
  it('shows what was chosen and what is right, question by question, after a quiz', async () => {
    const { save, question, me, attempt } = await underWay();
    await save(wrongAnswer(question), 1);
    expect(await refusalOf(attempts.review(me, attempt.id))).toBe('attempt-still-open');
    await attempts.submit(me, attempt.id);
    const review = await attempts.review(me, attempt.id);
    expect(review).toMatchObject({ depth: 'items', attemptsUsed: 1, result: { score: 0, passed: false } });
    expect(review.items).toHaveLength(10);
    const item = review.items.find(({ id }) => id === question.id);
    expect(item).toMatchObject({ isRight: false, explanation: question.explanation });
    expect(item?.chosen).toHaveLength(1);
    expect(item?.options.filter(({ isRight }) => isRight).map(({ explanation }) => explanation)).toEqual([
      'Sebab a.',
    ]);
  });

  it('keeps the questions of a post-test closed until the class is decided on', async () => {
    const classroom = await aClassroom(context, {
      ...{ kind: 'postTest', moduleCode: null, form: 'B', blueprint: { M1: 3 }, passMark: 60 },
    });
    const { me, enrollment } = classroom;
    const attempt = await anAttempt(context.db, { ...classroom, state: 'submitted', right: 2 });
    expect(await attempts.review(me, attempt.id)).toMatchObject({
      depth: 'score',
      items: [],
      result: { score: 66.67, passed: true },
    });
    await context.db.query(
      `UPDATE delivery_class_group SET state = 'closed', closed_at = now() WHERE id = $1`,
      [enrollment.classGroupId],
    );
    expect((await attempts.review(me, attempt.id)).items).toHaveLength(3);
  });
});
