import type { PassRules } from '@bimtek/curriculum-contracts';
import {
  assignmentOf,
  attendance,
  type Component,
  plan,
  planApproved,
  postTest,
  preTest,
  quizOf,
} from '@bimtek/graduation-contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { explainResult, type PassPlan, type RecordedScore } from './graduation.rules.ts';

const modules = ['M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M7'];
const passRules: PassRules = {
  attendanceMin: 80,
  finalScoreMin: 70,
  planMin: 70,
  postTestMin: 60,
  assignmentsGradedMin: 5,
  assignmentsTotal: 6,
  assignmentModules: modules.slice(0, 6),
  weights: { quiz: 20, assignment: 25, plan: 30, postTest: 25 },
  grades: [
    { from: 90, to: 100, code: 'very-satisfactory', label: 'Sangat Memuaskan' },
    { from: 80, to: 89.99, code: 'satisfactory', label: 'Memuaskan' },
    { from: 70, to: 79.99, code: 'good', label: 'Baik' },
  ],
};
const national: PassPlan = { passRules, quizModules: modules };

type Hours = [attended: number, scheduled: number];
type Given = Record<string, number | null | Hours> & { hours?: Hours | null };

/** Somebody with 80 in everything and full attendance; null takes a component away. */
function scoresOf(given: Given = {}): RecordedScore[] {
  const points = new Map<string, number | null>([
    ...modules.map((code) => [quizOf(code), 80] as const),
    ...modules.slice(0, 6).map((code) => [assignmentOf(code), 80] as const),
    [plan, 80],
    [planApproved, 1],
    [postTest, 80],
  ]);
  const { hours = [17, 17], ...rest } = given;
  for (const [component, value] of Object.entries(rest)) points.set(component, value as number | null);
  const scores = [...points].flatMap(([component, value]) =>
    value === null ? [] : [{ component: component as Component, value, outOf: null }],
  );
  return hours ? [{ component: attendance, value: hours[0], outOf: hours[1] }, ...scores] : scores;
}

const explain = (given: Given = {}, rules: PassPlan = national) => explainResult(scoresOf(given), rules);
const condition = (given: Given, code: string) =>
  explain(given).conditions.find((candidate) => candidate.code === code);
const everyQuiz = (value: number | null) => Object.fromEntries(modules.map((code) => [quizOf(code), value]));
const everyAssignment = (value: number | null) =>
  Object.fromEntries(modules.slice(0, 6).map((code) => [assignmentOf(code), value]));
/** The same points in all that is weighed. */
const everything = (value: number) => ({
  ...everyQuiz(value),
  ...everyAssignment(value),
  [plan]: value,
  [postTest]: value,
});

describe('attendance', () => {
  it.each([
    ['13 of 17 fails', [13, 17], 'unmet', 76.47],
    ['14 of 17 passes', [14, 17], 'met', 82.35],
    ['13.5 of 17 is 79.41 and not 80', [13.5, 17], 'unmet', 79.41],
    ['exactly 80 passes', [16, 20], 'met', 80],
    ['79.996 is shown as 79.99 and fails', [7_999.6, 10_000], 'unmet', 79.99],
    ['nobody present', [0, 17], 'unmet', 0],
    ['all', [17, 17], 'met', 100],
  ] as const)('%s', (_case, [attended, scheduled], state, value) => {
    expect(condition({ hours: [attended, scheduled] }, 'attendance')).toMatchObject({
      state,
      value,
      hours: { attended, scheduled },
    });
  });

  it.each([
    ['nothing is recorded', null],
    ['nothing was scheduled', [0, 0] as [number, number]],
  ])('is missing when %s', (_case, hours) => {
    expect(condition({ hours }, 'attendance')).toMatchObject({ state: 'missing', value: null });
    expect(explain({ hours }).outcome).toBe('notPassed');
  });

  it('fails with 13 of 17 hours even with 95 in everything', () => {
    const result = explain({ ...everything(95), hours: [13, 17] });
    expect(result).toMatchObject({ outcome: 'notPassed', finalScore: 95 });
    expect(explain({ ...everything(95), hours: [14, 17] }).outcome).toBe('passed');
  });
});

describe('final score', () => {
  it.each([
    ['69.995 rounds to 70.00 and passes', { [plan]: 70, [postTest]: 69.98 }, 70, 'met'],
    ['69.99 does not', { [plan]: 70, [postTest]: 69.96 }, 69.99, 'unmet'],
    ['69.9925 rounds down', { [plan]: 70, [postTest]: 69.97 }, 69.99, 'unmet'],
    ['exactly 70', { [plan]: 70, [postTest]: 70 }, 70, 'met'],
  ])('%s', (_case, given, finalScore, state) => {
    const result = explain({ ...everyQuiz(70), ...everyAssignment(70), ...given });
    expect(result.finalScore).toBe(finalScore);
    expect(result.conditions.at(-1)).toMatchObject({ code: 'finalScore', state, value: finalScore });
  });

  it('is rounded only at the end: three thirds are a whole', () => {
    // Means of 84.2857… and 79.4 are used as they are.
    const quizzes = Object.fromEntries(
      modules.map((code, index) => [quizOf(code), index === 0 ? 90 : index < 4 ? 80 : 86.67]),
    );
    const result = explain({ ...quizzes, ...everyAssignment(79.4), [plan]: 68, [postTest]: 75 });
    expect(result.parts.map(({ mean, contribution }) => [mean, contribution])).toEqual([
      [84.29, 16.86],
      [79.4, 19.85],
      [68, 20.4],
      [75, 18.75],
    ]);
    expect(result.finalScore).toBe(75.86);
  });

  it('counts a missing quiz and a missing assignment as 0', () => {
    const result = explain({ [quizOf('M7')]: null, [assignmentOf('M6')]: null });
    expect(result.parts[0]).toMatchObject({ code: 'quiz', mean: 68.57, recorded: 6, expected: 7 });
    expect(result.parts[1]).toMatchObject({ code: 'assignment', mean: 66.67, recorded: 5, expected: 6 });
    expect(result).toMatchObject({ missingQuizzes: ['M7'], missingAssignments: ['M6'], outcome: 'passed' });
  });

  it('takes the mean over the quizzes that the curriculum has', () => {
    const onlyOne: PassPlan = { passRules, quizModules: ['M1'] };
    const result = explain({ ...everyQuiz(null), [quizOf('M1')]: 90 }, onlyOne);
    expect(result.parts[0]).toMatchObject({ mean: 90, recorded: 1, expected: 1 });
  });

  it.each([
    ['all quizzes', everyQuiz(null)],
    ['all assignments', everyAssignment(null)],
    ['the plan', { [plan]: null }],
    ['the post-test', { [postTest]: null }],
  ])('does not pass without %s, however good the rest is', (_case, gone) => {
    const result = explain({ ...everything(100), ...gone });
    expect(result.outcome).toBe('notPassed');
    expect(result.conditions.at(-1)?.state).toBe('missing');
  });

  it('has no value before anything is recorded', () => {
    const result = explainResult([], national);
    expect(result).toMatchObject({
      outcome: 'notPassed',
      finalScore: 0,
      grade: null,
      attendanceRate: null,
      gain: null,
    });
    expect(result.conditions.map(({ state, value }) => [state, value])).toEqual(
      Array.from({ length: 5 }, () => ['missing', null]),
    );
  });
});

describe('plan', () => {
  it.each([
    ['70 and approved', 70, 1, 'met'],
    ['69.99 and approved', 69.99, 1, 'unmet'],
    ['good but refused', 90, 0, 'unmet'],
    ['good, approval not recorded', 90, null, 'missing'],
    ['too low, approval not recorded', 60, null, 'unmet'],
    ['approved without points', null, 1, 'missing'],
  ])('%s', (_case, value, approved, state) => {
    expect(condition({ [plan]: value, [planApproved]: approved }, 'plan')?.state).toBe(state);
  });
});

describe('post-test and assignments', () => {
  it.each([
    [60, 'met'],
    [59.99, 'unmet'],
    [null, 'missing'],
  ])('a post-test of %s is %s', (value, state) => {
    expect(condition({ [postTest]: value }, 'postTest')?.state).toBe(state);
  });

  it.each([
    [6, 'met'],
    [5, 'met'],
    [4, 'unmet'],
    [0, 'missing'],
  ])('%s graded assignments are %s', (graded, state) => {
    const given = Object.fromEntries(modules.slice(graded, 6).map((code) => [assignmentOf(code), null]));
    expect(condition(given, 'assignments')).toMatchObject({ state, limit: 5, scale: 6 });
  });

  it('counts an assignment that was graded with 0', () => {
    expect(condition({ [assignmentOf('M1')]: 0 }, 'assignments')).toMatchObject({ state: 'met', value: 6 });
  });
});

describe('grade', () => {
  it.each([
    [100, 'Sangat Memuaskan'],
    [90, 'Sangat Memuaskan'],
    [89.99, 'Memuaskan'],
    [80, 'Memuaskan'],
    [79.99, 'Baik'],
    [70, 'Baik'],
    [69.99, undefined],
  ])('%s is %s', (score, label) => {
    expect(explain(everything(score)).grade?.label).toBe(label);
  });
});

describe('gain', () => {
  it.each([
    ['from 45 to 75', 45, 75, { points: 30, share: 54.54 }],
    ['nothing gained', 60, 60, { points: 0, share: 0 }],
    ['lower than before', 60, 40, { points: -20, share: null }],
    ['no way left', 100, 100, { points: 0, share: null }],
  ])('%s', (_case, before, after, gain) => {
    expect(explain({ [preTest]: before, [postTest]: after }).gain).toMatchObject(gain);
  });

  it('is unknown without a pre-test, which does not hinder passing', () => {
    expect(explain()).toMatchObject({ gain: null, outcome: 'passed' });
  });
});

const points = fc.integer({ min: 0, max: 10_000 }).map((value) => value / 100);
const maybe = fc.option(points, { nil: null });
const anybody = fc
  .record({
    quizzes: fc.array(maybe, { minLength: 7, maxLength: 7 }),
    assignments: fc.array(maybe, { minLength: 6, maxLength: 6 }),
    plan: maybe,
    approved: fc.option(fc.constantFrom(0, 1), { nil: null }),
    postTest: maybe,
    hours: fc.option(
      fc
        .integer({ min: 1, max: 40 })
        .chain((scheduled) =>
          fc.integer({ min: 0, max: scheduled * 2 }).map((half): [number, number] => [half / 2, scheduled]),
        ),
      { nil: null },
    ),
  })
  .map(({ quizzes, assignments, hours, ...one }) =>
    scoresOf({
      ...Object.fromEntries(quizzes.map((value, index) => [quizOf(modules[index] ?? ''), value])),
      ...Object.fromEntries(assignments.map((value, index) => [assignmentOf(modules[index] ?? ''), value])),
      [plan]: one.plan,
      [planApproved]: one.approved,
      [postTest]: one.postTest,
      hours,
    }),
  );
/** People near the limits, so that passing is not rare. */
const somebodyGood = fc
  .array(
    fc.integer({ min: 6_500, max: 10_000 }).map((value) => value / 100),
    { minLength: 15, maxLength: 15 },
  )
  .map((values) =>
    scoresOf({
      ...Object.fromEntries(modules.map((code, index) => [quizOf(code), values[index] ?? 0])),
      ...Object.fromEntries(
        modules.slice(0, 6).map((code, index) => [assignmentOf(code), values[7 + index] ?? 0]),
      ),
      [plan]: values[13] ?? 0,
      [postTest]: values[14] ?? 0,
    }),
  );

describe('whatever the scores are', () => {
  it('more points never lower the result', () => {
    fc.assert(
      fc.property(fc.oneof(anybody, somebodyGood), fc.nat(), points, (scores, at, more) => {
        const before = explainResult(scores, national);
        const index = scores.length === 0 ? -1 : at % scores.length;
        const raised = scores.map((score, place) => {
          if (place !== index) return score;
          const most = score.outOf ?? (score.component === planApproved ? 1 : 100);
          return { ...score, value: Math.min(most, Math.round((score.value + more) * 100) / 100) };
        });
        const after = explainResult(raised, national);
        expect(after.finalScore).toBeGreaterThanOrEqual(before.finalScore);
        expect(after.attendanceRate ?? 0).toBeGreaterThanOrEqual(before.attendanceRate ?? 0);
        if (before.outcome === 'passed') expect(after.outcome).toBe('passed');
      }),
      { numRuns: 500 },
    );
  });

  it('passing means that each of the five conditions is met, and only then', () => {
    fc.assert(
      fc.property(fc.oneof(anybody, somebodyGood), (scores) => {
        const { outcome, conditions, finalScore } = explainResult(scores, national);
        expect(conditions).toHaveLength(5);
        expect(outcome === 'passed').toBe(conditions.every(({ state }) => state === 'met'));
        if (outcome === 'passed') expect(finalScore).toBeGreaterThanOrEqual(70);
      }),
      { numRuns: 500 },
    );
  });

  it('the order of recording changes nothing', () => {
    fc.assert(
      fc.property(
        anybody.chain((scores) =>
          fc.tuple(fc.constant(scores), fc.shuffledSubarray(scores, { minLength: scores.length })),
        ),
        ([scores, shuffled]) => {
          expect(explainResult(shuffled, national)).toEqual(explainResult(scores, national));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('attendance as shown is never more than it is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 0, max: 400 }),
        (scheduled, attended) => {
          fc.pre(attended <= scheduled);
          const { attendanceRate } = explain({ hours: [attended, scheduled] });
          expect(BigInt(Math.round((attendanceRate ?? 0) * 100)) * BigInt(scheduled)).toBeLessThanOrEqual(
            BigInt(attended) * 10_000n,
          );
        },
      ),
    );
  });
});
