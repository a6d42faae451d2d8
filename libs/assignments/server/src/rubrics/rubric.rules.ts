import type { CorrectedCriterion, MarkContent, ScoreParts } from '@bimtek/assignments-contracts';
import type { Rubric } from '@bimtek/curriculum-contracts';
import { scoreOf } from '../marking/score.rules.ts';

export type RubricRefusal = 'other-criteria' | 'weights-not-100' | 'rubric-unchanged';

/** The rubric with other weights and level texts, or why it cannot be that. Titles and revision levels stay. */
export function correctedRubric(
  rubric: Rubric,
  criteria: readonly CorrectedCriterion[],
): { rubric: Rubric } | { refusal: RubricRefusal } {
  const isSame =
    criteria.length === rubric.criteria.length &&
    rubric.criteria.every(({ code }, place) => criteria[place]?.code === code) &&
    criteria.every(({ levels }) => new Set(levels.map(({ level }) => level)).size === 4);
  if (!isSame) return { refusal: 'other-criteria' };
  if (criteria.reduce((sum, { weight }) => sum + weight, 0) !== 100) return { refusal: 'weights-not-100' };
  const byCode = new Map(criteria.map((criterion) => [criterion.code, criterion]));
  const corrected: Rubric = {
    ...rubric,
    criteria: rubric.criteria.map((criterion) => {
      const { weight, levels } = byCode.get(criterion.code) ?? criterion;
      return {
        ...criterion,
        weight,
        levels: criterion.levels.map((one) => levels.find(({ level }) => level === one.level) ?? one),
      };
    }),
  };
  return saidBy(corrected) === saidBy(rubric) ? { refusal: 'rubric-unchanged' } : { rubric: corrected };
}

/** The same for the same rubric, in whatever order its keys are. */
function saidBy({ criteria }: Rubric): string {
  return JSON.stringify(
    criteria.map(({ code, weight, levels }) => [
      code,
      weight,
      levels.map(({ level, text }) => [level, text]),
    ]),
  );
}

export interface MarkToRescore {
  markId: string;
  levels: MarkContent['levels'];
  points: number;
  latePoints: number;
  score: number;
}

/** Marks whose score another rubric changes, with their new scores; what being late costs stays. */
export function rescored<M extends MarkToRescore>(
  rubric: Rubric,
  marks: readonly M[],
): { mark: M; score: ScoreParts }[] {
  return marks.flatMap((mark) => {
    const score = scoreOf(rubric, mark.levels, mark.latePoints);
    return score.score === mark.score && score.points === mark.points ? [] : [{ mark, score }];
  });
}
