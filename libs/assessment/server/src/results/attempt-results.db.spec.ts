import type { TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { aClassroom, assessmentContext } from '../testing/a-classroom.ts';
import { aTest, postTestRules } from '../testing/a-test.ts';
import { anAttempt } from '../testing/an-attempt.ts';
import { AttemptResults } from './attempt-results.service.ts';

let context: TestContext;
let results: AttemptResults;

beforeAll(async () => {
  context = await assessmentContext();
  results = context.get(AttemptResults);
});
beforeEach(() => context.clock.set('2026-07-06T02:00:00Z'));
afterAll(() => context.close());

describe('AttemptResults', () => {
  it('lists every test of the curriculum, also those not begun', async () => {
    const { enrollment, test } = await aClassroom(context);
    const { curriculumVersionId } = test;
    const postTest = await aTest(context.db, { curriculumVersionId, rules: postTestRules });
    const standings = await results.ofEnrollment(enrollment.id);
    expect(standings).toEqual([
      {
        testId: test.id,
        kind: 'quiz',
        moduleCode: 'M1',
        itemCount: 10,
        minutes: 20,
        passMark: 70,
        attemptsAllowed: 3,
        attemptsUsed: 0,
        bestScore: null,
        passed: null,
        openAttemptId: null,
        openUntil: null,
        lastFinishedAt: null,
        waitUntil: null,
      },
      expect.objectContaining({ testId: postTest.id, kind: 'postTest', moduleCode: null, itemCount: 3 }),
    ]);
  });

  it('counts an open attempt as used and offers it', async () => {
    const classroom = await aClassroom(context);
    await anAttempt(context.db, { ...classroom, state: 'submitted', right: 8 });
    const open = await anAttempt(context.db, { ...classroom, ordinal: 2 });
    expect(await results.ofEnrollment(classroom.enrollment.id)).toMatchObject([
      { attemptsUsed: 2, bestScore: 80, passed: true, openAttemptId: open.id, waitUntil: null },
    ]);
  });

  it('takes an attempt whose time is over as ended, before the job has come by', async () => {
    const classroom = await aClassroom(context);
    await anAttempt(context.db, classroom);
    context.clock.advance(21 * 60_000);
    expect(await results.ofEnrollment(classroom.enrollment.id)).toMatchObject([
      {
        attemptsUsed: 1,
        openAttemptId: null,
        lastFinishedAt: '2026-07-06T02:20:00.000Z',
        waitUntil: '2026-07-06T02:50:00.000Z',
      },
    ]);
  });

  it('answers for many people at once and keeps them apart', async () => {
    const classroom = await aClassroom(context);
    const { enrollment, otherEnrollment } = classroom;
    await anAttempt(context.db, { ...classroom, enrollment: otherEnrollment, state: 'submitted', right: 3 });
    const byEnrollment = await results.ofEnrollments([enrollment.id, otherEnrollment.id, randomUUID()]);
    expect([...byEnrollment.keys()].sort()).toEqual([enrollment.id, otherEnrollment.id].sort());
    expect(byEnrollment.get(enrollment.id)?.[0]?.bestScore).toBeNull();
    expect(byEnrollment.get(otherEnrollment.id)?.[0]).toMatchObject({ bestScore: 30, passed: false });
  });
});
