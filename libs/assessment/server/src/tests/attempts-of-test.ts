import type { AttemptSummary } from '@bimtek/assessment-contracts';
import type { EntityManager } from 'typeorm';
import { Attempt } from '../attempts/attempt.entity.ts';
import type { PastAttempts } from '../attempts/attempt.rules.ts';
import { isPassed } from '../scoring/scoring.rules.ts';

/** Everything of an attempt but what it asks. */
export type AttemptRow = Omit<Attempt, 'layout'>;

/** A person's attempts of one test, the first one first. */
export function attemptsOfTest(db: EntityManager, at: { enrollmentId: string; testId: string }) {
  return db.find(Attempt, {
    select: {
      id: true,
      testId: true,
      enrollmentId: true,
      personId: true,
      curriculumVersionId: true,
      ordinal: true,
      state: true,
      rules: true as never,
      startedAt: true,
      closesAt: true,
      finishedAt: true,
      rightCount: true,
      answeredCount: true,
      score: true,
    },
    where: { enrollmentId: at.enrollmentId, testId: at.testId },
    order: { ordinal: 'ASC' },
  }) as Promise<AttemptRow[]>;
}

export function pastOf(attempts: Pick<AttemptRow, 'finishedAt'>[]): PastAttempts {
  const ends = attempts.flatMap(({ finishedAt }) => (finishedAt ? [finishedAt.getTime()] : []));
  return { used: attempts.length, lastFinishedAt: ends.length > 0 ? new Date(Math.max(...ends)) : null };
}

export function bestOf(attempts: Pick<AttemptRow, 'score'>[]): number | null {
  const scores = attempts.flatMap(({ score }) => (score === null ? [] : [score]));
  return scores.length > 0 ? Math.max(...scores) : null;
}

export function summaryOf(attempt: AttemptRow): AttemptSummary {
  return {
    id: attempt.id as AttemptSummary['id'],
    ordinal: attempt.ordinal,
    state: attempt.state,
    startedAt: attempt.startedAt.toISOString(),
    closesAt: attempt.closesAt.toISOString(),
    finishedAt: attempt.finishedAt?.toISOString() ?? null,
    score: attempt.score,
    passed: attempt.score === null ? null : isPassed(attempt.score, attempt.rules.passMark),
  };
}
