import type { MarkContent, ScoreParts } from '@bimtek/assignments-contracts';
import type { Rubric, RubricCriterion, RubricLevel } from '@bimtek/curriculum-contracts';

export type Levels = MarkContent['levels'];

/** Points that a criterion brings: its weight at level 4, a quarter of it less with each level below. */
export function pointsAt({ weight }: Pick<RubricCriterion, 'weight'>, level: RubricLevel): number {
  return (weight * level) / 4;
}

/** The score as far as levels are set, and how much could be reached with these criteria. The server has the last word. */
export function scoreSoFar(
  { criteria }: Rubric,
  levels: Levels,
  latePoints: number,
): ScoreParts & { set: number; of: number } {
  const set = criteria.filter(({ code }) => levels[code] !== undefined);
  const points = set.reduce((sum, one) => sum + pointsAt(one, levels[one.code] as RubricLevel), 0);
  const of = set.reduce((sum, { weight }) => sum + weight, 0);
  return { points, latePoints, score: Math.max(0, points - latePoints), set: set.length, of };
}

/** Criteria at whose level the work has to go back. */
export function toRevise({ criteria }: Rubric, levels: Levels): RubricCriterion[] {
  return criteria.filter(({ code, mustReviseAt }) => {
    const level = levels[code];
    return mustReviseAt !== null && level !== undefined && level <= mustReviseAt;
  });
}

/** The criterion where the next level brings most, and what that level looks like. */
export function nextStep(
  { criteria }: Rubric,
  levels: Levels,
): { criterion: RubricCriterion; text: string } | undefined {
  const [criterion] = criteria
    .filter(({ code }) => (levels[code] ?? 4) < 4)
    .sort((a, b) => lost(b, levels) - lost(a, levels));
  const next = criterion && (levels[criterion.code] ?? 4) + 1;
  const text = criterion?.levels.find(({ level }) => level === next)?.text;
  return criterion && text ? { criterion, text } : undefined;
}

function lost(criterion: RubricCriterion, levels: Levels): number {
  return criterion.weight - pointsAt(criterion, levels[criterion.code] ?? 4);
}
