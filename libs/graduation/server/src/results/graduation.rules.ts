import {
  assignmentOf,
  attendance,
  type Component,
  type Condition,
  type ConditionState,
  type Explanation,
  type Part,
  type PartCode,
  plan,
  planApproved,
  postTest,
  preTest,
  quizOf,
} from '@bimtek/graduation-contracts';
import type { Grade, ModuleCode, PassRules } from '@bimtek/curriculum-contracts';
import { cutRatio, fromHundredths, hundredths, roundedRatio } from './decimal.ts';

/** One recorded component, as stored: two decimals. */
export interface RecordedScore {
  component: Component;
  value: number;
  outOf: number | null;
}

/** What a curriculum version says about passing. */
export interface PassPlan {
  passRules: PassRules;
  /** Modules that have a quiz. */
  quizModules: readonly ModuleCode[];
}

type ValueOf = (component: Component) => number | null;

/**
 * The result of one person by the pass rules (domain §4, steps 6.8 and 11). Whole hundredths throughout: nothing is
 * rounded before the end, and attendance is never rounded up.
 */
export function explainResult(
  scores: readonly RecordedScore[],
  { passRules, quizModules }: PassPlan,
): Explanation {
  const recorded = new Map(scores.map((score) => [score.component, score]));
  const valueOf: ValueOf = (component) => {
    const score = recorded.get(component);
    return score ? hundredths(score.value) : null;
  };

  const sums = partSums(valueOf, passRules, quizModules);
  const finalScore = finalScoreOf(sums);
  const conditions = [
    attendanceCondition(recorded.get(attendance), passRules),
    planCondition(valueOf(plan), valueOf(planApproved), passRules),
    postTestCondition(valueOf(postTest), passRules),
    assignmentsCondition(sums.find(({ code }) => code === 'assignment')?.recorded ?? 0, passRules),
    finalScoreCondition(finalScore, sums, passRules),
  ];
  const missing = (of: (code: ModuleCode) => Component, codes: readonly ModuleCode[]) =>
    codes.filter((code) => !recorded.has(of(code)));
  return {
    outcome: conditions.every(({ state }) => state === 'met') ? 'passed' : 'notPassed',
    conditions,
    parts: sums.map(partOf),
    finalScore: fromHundredths(finalScore),
    grade: gradeOf(finalScore, passRules.grades),
    attendanceRate: conditions[0]?.value ?? null,
    gain: gainOf(valueOf(preTest), valueOf(postTest)),
    missingQuizzes: missing(quizOf, quizModules),
    missingAssignments: missing(assignmentOf, passRules.assignmentModules),
  };
}

/** Sum of the points of one part, before it is divided: the mean is `sum / expected`. */
interface PartSum {
  code: PartCode;
  weight: bigint;
  sum: bigint;
  recorded: number;
  expected: number;
}

function partSums(
  valueOf: ValueOf,
  { weights, assignmentModules, assignmentsTotal }: PassRules,
  quizModules: readonly ModuleCode[],
): PartSum[] {
  const part = (code: PartCode, weight: number, components: Component[], expected: number): PartSum => {
    const values = components.map(valueOf).filter((value) => value !== null);
    const sum = values.reduce((total, value) => total + BigInt(value), 0n);
    return { code, weight: BigInt(hundredths(weight)), sum, recorded: values.length, expected };
  };
  return [
    part('quiz', weights.quiz, quizModules.map(quizOf), quizModules.length),
    part('assignment', weights.assignment, assignmentModules.map(assignmentOf), assignmentsTotal),
    part('plan', weights.plan, [plan], 1),
    part('postTest', weights.postTest, [postTest], 1),
  ];
}

/** Σ weight × mean over one common denominator, rounded half up once, in hundredths. */
function finalScoreOf(sums: PartSum[]): number {
  const counted = sums.filter(({ expected }) => expected > 0);
  const common = counted.reduce((product, { expected }) => product * BigInt(expected), 1n);
  const numerator = counted.reduce(
    (total, { weight, sum, expected }) => total + weight * sum * (common / BigInt(expected)),
    0n,
  );
  // Weights are hundredths of a percent: 100 % is 10,000.
  return roundedRatio(numerator, common * 10_000n);
}

function partOf({ code, weight, sum, recorded, expected }: PartSum): Part {
  const count = BigInt(Math.max(expected, 1));
  return {
    code,
    weight: fromHundredths(Number(weight)),
    mean: recorded === 0 ? null : fromHundredths(roundedRatio(sum, count)),
    contribution: fromHundredths(roundedRatio(weight * sum, count * 10_000n)),
    recorded,
    expected,
  };
}

const pointScale = { scale: 100, hours: null, isApproved: null } as const;

function stateOf(isMet: boolean): ConditionState {
  return isMet ? 'met' : 'unmet';
}

function attendanceCondition(score: RecordedScore | undefined, { attendanceMin }: PassRules): Condition {
  const common = { ...pointScale, code: 'attendance', limit: attendanceMin } as const;
  if (!score?.outOf) return { ...common, state: 'missing', value: null };
  const attended = BigInt(hundredths(score.value));
  const scheduled = BigInt(hundredths(score.outOf));
  return {
    ...common,
    // Compared as it is, not as it is shown.
    state: stateOf(attended * 10_000n >= BigInt(hundredths(attendanceMin)) * scheduled),
    value: fromHundredths(cutRatio(attended * 10_000n, scheduled)),
    hours: { attended: score.value, scheduled: score.outOf },
  };
}

function planCondition(value: number | null, approval: number | null, { planMin }: PassRules): Condition {
  const isApproved = approval === null ? null : approval > 0;
  const enough = value !== null && value >= hundredths(planMin);
  const isMissing = value === null || (enough && isApproved === null);
  return {
    ...pointScale,
    code: 'plan',
    state: isMissing ? 'missing' : stateOf(enough && isApproved === true),
    value: value === null ? null : fromHundredths(value),
    limit: planMin,
    isApproved,
  };
}

function postTestCondition(value: number | null, { postTestMin }: PassRules): Condition {
  return {
    ...pointScale,
    code: 'postTest',
    state: value === null ? 'missing' : stateOf(value >= hundredths(postTestMin)),
    value: value === null ? null : fromHundredths(value),
    limit: postTestMin,
  };
}

function assignmentsCondition(
  graded: number,
  { assignmentsGradedMin, assignmentsTotal }: PassRules,
): Condition {
  const isMissing = graded === 0 && assignmentsGradedMin > 0;
  return {
    ...pointScale,
    code: 'assignments',
    state: isMissing ? 'missing' : stateOf(graded >= assignmentsGradedMin),
    value: isMissing ? null : graded,
    limit: assignmentsGradedMin,
    scale: assignmentsTotal,
  };
}

/** A part that counts and has no score at all is missing: what the others add up to is not a final score. */
function finalScoreCondition(finalScore: number, sums: PartSum[], { finalScoreMin }: PassRules): Condition {
  const counting = sums.filter(({ weight }) => weight > 0n);
  const isNothingThere = counting.every(({ recorded }) => recorded === 0);
  const isPartMissing = counting.some(({ recorded }) => recorded === 0);
  return {
    ...pointScale,
    code: 'finalScore',
    state: isPartMissing ? 'missing' : stateOf(finalScore >= hundredths(finalScoreMin)),
    value: isNothingThere ? null : fromHundredths(finalScore),
    limit: finalScoreMin,
  };
}

/** The first grade, from the best down, that the rounded score reaches. */
function gradeOf(finalScore: number, grades: Grade[]): Explanation['grade'] {
  const grade = [...grades]
    .sort((a, b) => b.from - a.from)
    .find(({ from }) => finalScore >= hundredths(from));
  return grade ? { code: grade.code, label: grade.label } : null;
}

/** (post − pre) / (100 − pre), domain §7.0. */
function gainOf(before: number | null, after: number | null): Explanation['gain'] {
  if (before === null || after === null) return null;
  const way = 10_000 - before;
  return {
    preTest: fromHundredths(before),
    postTest: fromHundredths(after),
    points: fromHundredths(after - before),
    share:
      way > 0 && after >= before
        ? fromHundredths(cutRatio(BigInt(after - before) * 10_000n, BigInt(way)))
        : null,
  };
}
