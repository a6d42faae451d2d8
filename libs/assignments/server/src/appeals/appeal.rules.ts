import {
  APPEAL_WORKING_DAYS,
  type AppealRefusal,
  type AppealState,
  type DecisionRefusal,
  type SubmissionState,
} from '@bimtek/assignments-contracts';
import type { ClassGroupState, EnrollmentState } from '@bimtek/delivery-contracts';
import { markingTime } from '../allocation/working-days.rules.ts';

/** Until when a mark released at this moment can be appealed against: to the end of the third working day after it. */
export function appealUntil(releasedAt: Date, timeZone: string, holidays: ReadonlySet<string>): Date {
  return markingTime(releasedAt, timeZone, holidays, APPEAL_WORKING_DAYS).dueAt;
}

export interface AppealFacts {
  enrollmentState: EnrollmentState;
  classState: ClassGroupState | null;
  state: SubmissionState | null;
  until: Date | null;
  /** Of the newest appeal. */
  appealState: AppealState | null;
}

/** Why no appeal can be made at `now`, or null when one can; the last instant is in time. */
export function refusesAppeal(facts: AppealFacts, now: Date): AppealRefusal | null {
  if (facts.classState === 'closed') return 'class-closed';
  if (facts.enrollmentState !== 'active') return 'not-active';
  if (facts.state !== 'released' || !facts.until) return 'not-released';
  if (facts.appealState && facts.appealState !== 'withdrawn') return 'already-appealed';
  return now > facts.until ? 'appeal-too-late' : null;
}

export interface DecisionFacts {
  classState: ClassGroupState;
  state: AppealState;
  isOwnWork: boolean;
  /** The decider has finished a mark on this version. */
  hasMarked: boolean;
}

/** Why somebody may not decide an appeal, or null when they may. */
export function refusesDecision(facts: DecisionFacts): DecisionRefusal | null {
  if (facts.state === 'decided') return 'appeal-decided';
  if (facts.state === 'withdrawn') return 'appeal-withdrawn';
  if (facts.classState === 'closed') return 'class-closed';
  if (facts.classState === 'preparing') return 'class-not-open';
  if (facts.isOwnWork) return 'own-library';
  return facts.hasMarked ? 'marked-it-before' : null;
}
