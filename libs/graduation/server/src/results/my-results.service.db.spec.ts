import { aTest, postTestRules } from '@bimtek/assessment-server/testing';
import { plan, postTest } from '@bimtek/graduation-contracts';
import { anActor, type TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Decisions } from '../decisions/decisions.service.ts';
import { approver, aGradedClass, aPreparedClass, type BuiltClass } from '../testing/a-class.ts';
import { graduationContext } from '../testing/graduation-context.ts';
import { passingScores } from '../testing/some-scores.ts';
import { MyResultsService } from './my-results.service.ts';

let context: TestContext;
let results: MyResultsService;

beforeAll(async () => {
  context = await graduationContext();
  results = context.get(MyResultsService);
});
afterAll(() => context.close());

const trainee = (built: BuiltClass) =>
  anActor({ userId: built.people[0]?.personId ?? '', role: 'trainee', scope: { level: 'own', ids: [] } });

describe('my results', () => {
  it('are null for somebody who takes part in nothing', async () => {
    expect(await results.mine(anActor({ userId: randomUUID(), role: 'trainee' }))).toBeNull();
  });

  it('say that nothing is recorded yet', async () => {
    const built = await aGradedClass(context, { people: [{ scores: {} }] });
    expect(await results.mine(trainee(built))).toMatchObject({
      state: 'empty',
      scores: [],
      decision: null,
      explanation: { outcome: 'notPassed', finalScore: 0 },
    });
  });

  it('say what is still needed, where scores come from, and the next step', async () => {
    const built = await aGradedClass(context, { people: [{ scores: passingScores({ [postTest]: null }) }] });
    const test = await aTest(context.db, {
      curriculumVersionId: built.curriculumVersionId,
      rules: postTestRules,
    });
    const mine = await results.mine(trainee(built));
    expect(mine).toMatchObject({
      state: 'gathering',
      enrollmentId: built.people[0]?.enrollmentId,
      postTestAttempts: { used: 0, allowed: 2 },
      next: { kind: 'takePostTest', testId: test.id, attemptsLeft: 2 },
    });
    expect(
      mine?.explanation.conditions.filter(({ state }) => state !== 'met').map(({ code }) => code),
    ).toEqual(['postTest', 'finalScore']);
    expect(mine?.scores.find(({ component }) => component === plan)).toMatchObject({
      value: 80,
      source: 'import',
      recordedAt: '2026-07-11T03:00:00.000Z',
    });
    expect(mine?.modules).toContainEqual({ code: 'M1', title: 'Modul M1' });
  });

  it('keep a prepared decision to those who decide, and show an approved one with its facts', async () => {
    const built = await aPreparedClass(context);
    expect(await results.mine(trainee(built))).toMatchObject({
      state: 'gathering',
      decision: null,
      next: { kind: 'awaitDecision' },
    });
    await context.get(Decisions).approve(approver, built, { preparedAt: built.preparedAt });
    expect(await results.mine(trainee(built))).toMatchObject({
      state: 'decided',
      decision: { outcome: 'passed', grade: 'Memuaskan', decidedAt: '2026-07-06T02:00:00.000Z' },
      explanation: { finalScore: 80, attendanceRate: 82.35 },
      next: null,
    });
  });
});
