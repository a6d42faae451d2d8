import {
  type Component,
  assignmentOf,
  attendance,
  plan,
  planApproved,
  postTest,
  preTest,
  quizOf,
} from '@bimtek/graduation-contracts';
import type { CurriculumStructure } from '@bimtek/curriculum-server';
import type { Chance } from './chance.ts';
import type { AttemptStory, Character } from './learning-story.ts';

export interface ScoreStory {
  component: Component;
  value: number;
  outOf: number | null;
  /** What it was before, when a better attempt raised it. */
  before: number | null;
  recordedAt: Date;
  evidence: Record<string, string | number>;
}

/** The scores that assessment tells of as attempts end: one line each time the best of a test rises. */
export function scoresOfAttempts(attempts: readonly AttemptStory[]): ScoreStory[] {
  const best = new Map<Component, number>();
  return [...attempts]
    .sort((one, other) => one.startedAt.getTime() - other.startedAt.getTime())
    .flatMap(({ id, test, outcome, finishedAt }) => {
      if (!outcome || !finishedAt) return [];
      const component = componentOf(test.rules.kind, test.rules.moduleCode);
      const before = best.get(component) ?? null;
      if (before !== null && outcome.score <= before) return [];
      best.set(component, outcome.score);
      const evidence = { attemptId: id, testId: test.testId };
      const recordedAt = new Date(finishedAt.getTime() + 1_000);
      return { component, value: outcome.score, outOf: null, before, recordedAt, evidence };
    });
}

function componentOf(kind: AttemptStory['test']['rules']['kind'], moduleCode: string | null): Component {
  if (kind === 'preTest') return preTest;
  if (kind === 'postTest' || moduleCode === null) return postTest;
  return quizOf(moduleCode as never);
}

/**
 * What the organizer's spreadsheet says of one person. `share` is how much of the marking is done: all of it after the
 * class, the first assignments while it is running.
 */
export function importedScores(
  chance: Chance,
  { ability, diligence }: Character,
  { modules, passRules }: CurriculumStructure,
  recordedAt: Date,
  share: number,
): ScoreStory[] {
  const score = (component: Component, value: number, outOf: number | null = null): ScoreStory => ({
    component,
    value,
    outOf,
    before: null,
    recordedAt,
    evidence: { note: 'contoh' },
  });
  const points = (mean: number) => Math.round(Math.min(100, Math.max(30, chance.around(mean, 7))));
  const wanted = passRules.assignmentModules.slice(0, Math.ceil(passRules.assignmentModules.length * share));
  const assignments = wanted
    .filter(() => chance.isLikely(0.78 + diligence * 0.22))
    .map((moduleCode) => score(assignmentOf(moduleCode), points(62 + ability * 26)));
  if (share < 1) return assignments;
  const hours = modules.reduce((sum, { liveHours }) => sum + liveHours, 0);
  const missed = diligence < 0.15 ? chance.between(4, 9) : chance.between(0, 2.4);
  const planned = points(60 + ability * 27);
  return [
    ...assignments,
    score(attendance, Math.floor((hours - missed) * 2) / 2, hours),
    score(plan, planned),
    score(planApproved, planned >= passRules.planMin && chance.isLikely(0.98) ? 1 : 0),
  ];
}
