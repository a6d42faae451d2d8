import type { AttemptState, StartRefusal } from '@bimtek/assessment-contracts';
import type { TestKind } from '@bimtek/curriculum-contracts';
import type { TestRules } from '../tests/test.entity.ts';

const MINUTE = 60_000;

export function closingTime(startedAt: Date, minutes: number): Date {
  return new Date(startedAt.getTime() + minutes * MINUTE);
}

/** Open by its state, but its time is over: it takes no answers and only waits to be closed. */
export function isOverdue(attempt: { state: AttemptState; closesAt: Date }, now: Date): boolean {
  return attempt.state === 'open' && now > attempt.closesAt;
}

/** Why an answer may not be saved at `now`, or null when it may. The last instant still counts; there is no grace. */
export function refusesSave(
  attempt: { state: AttemptState; closesAt: Date; classClosed: boolean },
  now: Date,
) {
  if (attempt.state !== 'open') return 'attempt-closed';
  if (now > attempt.closesAt) return 'time-is-up';
  if (attempt.classClosed) return 'class-closed';
  return null;
}

/** A person's attempts of one test so far. */
export interface PastAttempts {
  /** All of them, an open one included. */
  used: number;
  /** When the last one ended; null when none has. */
  lastFinishedAt: Date | null;
}

type Limits = Pick<TestRules, 'attempts' | 'waitMinutes'>;

export function attemptsLeft(limits: Limits, past: PastAttempts): number {
  return Math.max(0, limits.attempts - past.used);
}

/** When the next attempt may begin, or null when there is nothing to wait for, or no attempt left to wait for. */
export function waitUntil(limits: Limits, past: PastAttempts, now: Date): Date | null {
  if (!past.lastFinishedAt || attemptsLeft(limits, past) === 0) return null;
  const until = new Date(past.lastFinishedAt.getTime() + limits.waitMinutes * MINUTE);
  return until > now ? until : null;
}

export interface StartFacts extends PastAttempts {
  enrollmentState: string;
  classClosed: boolean;
}

/** Why no new attempt may be started at `now`, or null when one may. */
export function refusesStart(limits: Limits, facts: StartFacts, now: Date): StartRefusal | null {
  if (facts.classClosed) return 'class-closed';
  if (facts.enrollmentState !== 'active') return 'enrollment-not-active';
  if (attemptsLeft(limits, facts) === 0) return 'no-attempts-left';
  if (waitUntil(limits, facts, now)) return 'wait-between-attempts';
  return null;
}

/**
 * What a trainee sees after an attempt. A quiz teaches: every question with its explanations. The questions of pre-test
 * and post-test stay closed until the class has been decided on, because others still have them before them.
 */
export function reviewDepth(kind: TestKind, classClosed: boolean): 'items' | 'score' {
  return kind === 'quiz' || classClosed ? 'items' : 'score';
}
