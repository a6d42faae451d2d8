import type { CurriculumStructure } from '@bimtek/curriculum-server';
import type { PassPlan } from './graduation.rules.ts';

/** What a curriculum version says about passing; quizzes count for the modules that have one. */
export function passPlanOf({ passRules, tests }: Pick<CurriculumStructure, 'passRules' | 'tests'>): PassPlan {
  const quizModules = tests.flatMap(({ kind, moduleCode }) =>
    kind === 'quiz' && moduleCode !== null ? [moduleCode] : [],
  );
  return { passRules, quizModules };
}
