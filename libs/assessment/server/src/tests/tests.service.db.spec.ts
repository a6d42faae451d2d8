import type { TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { aClassroom, assessmentContext, aTrainee, problemOf, refusalOf } from '../testing/a-classroom.ts';
import { anAttempt } from '../testing/an-attempt.ts';
import { TestsService } from './tests.service.ts';

const start = '2026-07-06T02:00:00Z';
const minutes = (count: number) => count * 60_000;

let context: TestContext;
let tests: TestsService;

beforeAll(async () => {
  context = await assessmentContext();
  tests = context.get(TestsService);
});
beforeEach(() => context.clock.set(start));
afterAll(() => context.close());

const attemptsIn = (testId: string): Promise<{ state: string; ordinal: number }[]> =>
  context.db.query(`SELECT state, ordinal FROM assessment_attempt WHERE test_id = $1 ORDER BY ordinal`, [
    testId,
  ]);

describe('starting an attempt', () => {
  it('gives the time that the test allows, by the server’s clock', async () => {
    const { me, test } = await aClassroom(context);
    const attempt = await tests.start(me, test.id);
    expect(attempt).toMatchObject({ ordinal: 1, closesAt: '2026-07-06T02:20:00.000Z' });
  });

  it('returns the open attempt to a second tab', async () => {
    const { me, test } = await aClassroom(context);
    const first = await tests.start(me, test.id);
    context.clock.advance(minutes(5));
    expect(await tests.start(me, test.id)).toEqual(first);
  });

  it('makes one attempt of ten starts at once', async () => {
    const { me, test } = await aClassroom(context);
    const started = await Promise.all(Array.from({ length: 10 }, () => tests.start(me, test.id)));
    expect(new Set(started.map(({ attemptId }) => attemptId)).size).toBe(1);
    expect(await attemptsIn(test.id)).toEqual([{ state: 'open', ordinal: 1 }]);
  });

  it('gives each trainee an own attempt with an own layout', async () => {
    const { me, other, test } = await aClassroom(context);
    const [mine, theirs] = [await tests.start(me, test.id), await tests.start(other, test.id)];
    expect(mine.attemptId).not.toBe(theirs.attemptId);
    const layouts: { layout: unknown }[] = await context.db.query(
      `SELECT layout FROM assessment_attempt WHERE test_id = $1`,
      [test.id],
    );
    expect(layouts[0]?.layout).not.toEqual(layouts[1]?.layout);
  });

  it('makes people wait between attempts, and says until when', async () => {
    const { me, test, enrollment } = await aClassroom(context);
    await anAttempt(context.db, { test, enrollment, state: 'submitted', startedAt: new Date(start) });
    context.clock.advance(minutes(49));
    const problem = await problemOf(tests.start(me, test.id));
    expect(problem).toMatchObject({
      code: 'wait-between-attempts',
      status: 409,
      extra: { waitUntil: '2026-07-06T02:50:00.000Z' },
    });
    context.clock.advance(minutes(1));
    expect(await tests.start(me, test.id)).toMatchObject({ ordinal: 2 });
  });

  it('refuses more attempts than the test allows', async () => {
    const { me, test, enrollment } = await aClassroom(context, { attempts: 1 });
    await anAttempt(context.db, { test, enrollment, state: 'submitted' });
    context.clock.advance(minutes(600));
    expect(await refusalOf(tests.start(me, test.id))).toBe('no-attempts-left');
  });

  it('closes an attempt that ran out before it decides about the next one', async () => {
    const { me, test, enrollment } = await aClassroom(context);
    await anAttempt(context.db, { test, enrollment, right: 4 });
    context.clock.advance(minutes(21));
    expect(await refusalOf(tests.start(me, test.id))).toBe('wait-between-attempts');
    expect(await attemptsIn(test.id)).toEqual([{ state: 'expired', ordinal: 1 }]);
  });

  it('keeps the rules it began with when the test is changed', async () => {
    const { me, test } = await aClassroom(context);
    const { closesAt } = await tests.start(me, test.id);
    await context.db.query(
      `UPDATE assessment_test SET rules = rules || '{"minutes": 5, "passMark": 90}' WHERE id = $1`,
      [test.id],
    );
    expect((await tests.start(me, test.id)).closesAt).toBe(closesAt);
    expect((await tests.intro(me, test.id)).minutes).toBe(5);
  });

  it('is refused in a closed class, even with an attempt open', async () => {
    const { me, other, test, enrollment } = await aClassroom(context);
    await tests.start(me, test.id);
    await closeClass(enrollment.classGroupId);
    expect(await refusalOf(tests.start(me, test.id))).toBe('class-closed');
    expect(await refusalOf(tests.start(other, test.id))).toBe('class-closed');
  });

  it('is refused before the class has begun for a person', async () => {
    const { me, test, enrollment } = await aClassroom(context);
    await context.db.query(`UPDATE delivery_enrollment SET state = 'placed' WHERE id = $1`, [enrollment.id]);
    expect(await refusalOf(tests.start(me, test.id))).toBe('enrollment-not-active');
  });

  it('knows no test of a curriculum one is not enrolled in, nor one that does not exist', async () => {
    const [here, elsewhere] = [await aClassroom(context), await aClassroom(context)];
    expect(await refusalOf(tests.start(here.me, elsewhere.test.id))).toBe('not-found');
    expect(await refusalOf(tests.start(here.me, randomUUID()))).toBe('not-found');
    expect(await refusalOf(tests.start(aTrainee(randomUUID()), here.test.id))).toBe('not-found');
  });
});

describe('the page before a test', () => {
  it('says the rules to somebody who has not begun', async () => {
    const { me, test } = await aClassroom(context);
    expect(await tests.intro(me, test.id)).toMatchObject({
      kind: 'quiz',
      moduleCode: 'M1',
      itemCount: 10,
      minutes: 20,
      passMark: 70,
      attemptsAllowed: 3,
      attemptsUsed: 0,
      bestScore: null,
      waitUntil: null,
      refusal: null,
      openAttemptId: null,
      attempts: [],
      review: 'items',
      now: '2026-07-06T02:00:00.000Z',
    });
  });

  it('offers the open attempt', async () => {
    const { me, test } = await aClassroom(context);
    const { attemptId } = await tests.start(me, test.id);
    expect(await tests.intro(me, test.id)).toMatchObject({
      openAttemptId: attemptId,
      attemptsUsed: 1,
      refusal: null,
    });
  });

  it('shows the best of the attempts, and which of them passed', async () => {
    const { me, test, enrollment } = await aClassroom(context);
    for (const [ordinal, right] of [
      [1, 8],
      [2, 5],
    ] as const) {
      await anAttempt(context.db, { test, enrollment, state: 'submitted', ordinal, right });
    }
    context.clock.advance(minutes(60));
    const intro = await tests.intro(me, test.id);
    expect(intro).toMatchObject({ bestScore: 80, attemptsUsed: 2, refusal: null });
    expect(intro.attempts.map(({ score, passed }) => [score, passed])).toEqual([
      [80, true],
      [50, false],
    ]);
  });

  it('closes an attempt whose time is over when it is read', async () => {
    const { me, test, enrollment } = await aClassroom(context);
    await anAttempt(context.db, { test, enrollment, right: 7 });
    context.clock.advance(minutes(20) + 1);
    expect(await tests.intro(me, test.id)).toMatchObject({
      openAttemptId: null,
      bestScore: 70,
      refusal: 'wait-between-attempts',
      waitUntil: '2026-07-06T02:50:00.000Z',
    });
  });

  it('shows only own attempts', async () => {
    const { me, test, otherEnrollment } = await aClassroom(context);
    await anAttempt(context.db, { test, enrollment: otherEnrollment, state: 'submitted', right: 9 });
    expect(await tests.intro(me, test.id)).toMatchObject({ attempts: [], bestScore: null });
  });
});

async function closeClass(classGroupId: string | null): Promise<void> {
  await context.db.query(
    `UPDATE delivery_class_group SET state = 'closed', closed_at = now() WHERE id = $1`,
    [classGroupId],
  );
}
