import { REQUEST_HOURS, substituteTask } from '@bimtek/live-contracts';
import { type LockableSession, type SessionTimes } from '../check.rules.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** An invitation to something else is known a week before. */
const EXCUSE_DAYS_BEFORE = 7;

export function requestsUntil({ endsAt }: Pick<SessionTimes, 'endsAt'>): Date {
  return new Date(endsAt.getTime() + REQUEST_HOURS * HOUR);
}

/** A settled session still takes requests, a closed class does not. */
function refusesRequest({ kind, state, classState, endsAt }: LockableSession & SessionTimes, now: Date) {
  if (kind === 'rehearsal') return 'no-attendance' as const;
  if (classState === 'closed') return 'class-closed' as const;
  if (state === 'cancelled') return 'session-cancelled' as const;
  return now > requestsUntil({ endsAt }) ? ('request-too-late' as const) : null;
}

/** Why a correction cannot be asked for. Once, from the start of the session, by whoever is not recorded in full. */
export function refusesCorrection(
  session: LockableSession & SessionTimes,
  facts: { hasAsked: boolean; isPresent: boolean },
  now: Date,
) {
  const refusal = refusesRequest(session, now);
  if (refusal) return refusal;
  if (facts.hasAsked) return 'already-requested' as const;
  if (facts.isPresent) return 'already-present' as const;
  return now < session.startsAt ? ('request-too-early' as const) : null;
}

/** Why an excuse cannot be handed in. */
export function refusesExcuse(
  session: LockableSession & SessionTimes,
  facts: { hasAsked: boolean; isPresent: boolean },
  now: Date,
) {
  const refusal = refusesRequest(session, now);
  if (refusal) return refusal;
  if (facts.hasAsked) return 'already-requested' as const;
  if (facts.isPresent) return 'already-present' as const;
  return now.getTime() < session.startsAt.getTime() - EXCUSE_DAYS_BEFORE * DAY
    ? ('request-too-early' as const)
    : null;
}

/** Why a request cannot be decided. The same decision again is no refusal: it changes nothing. */
export function refusesDecision(
  request: { state: 'open' | 'granted' | 'refused'; isOwn: boolean },
  session: LockableSession,
  isGranted: boolean,
) {
  if (request.isOwn) return 'own-library' as const;
  if (request.state === (isGranted ? 'granted' : 'refused')) return 'same' as const;
  if (request.state !== 'open') return 'already-decided' as const;
  if (session.classState === 'closed') return 'class-closed' as const;
  return session.state === 'cancelled' ? ('session-cancelled' as const) : null;
}

/** Why a substitute task cannot be worked on. It stays open until the class is closed. */
export function refusesSubstitute(
  session: LockableSession,
  task: { isGranted: boolean; kind: 'questions' | 'text' | null; isPassed: boolean; attemptsUsed: number },
  asked: 'questions' | 'text',
) {
  if (!task.isGranted || !task.kind) return 'no-substitute' as const;
  if (session.classState === 'closed') return 'class-closed' as const;
  if (session.state === 'cancelled') return 'session-cancelled' as const;
  if (task.kind !== asked) return 'substitute-other-kind' as const;
  if (task.isPassed) return 'substitute-passed' as const;
  if (asked === 'questions' && task.attemptsUsed >= substituteTask.attempts)
    return 'no-attempts-left' as const;
  return null;
}

export function passesSubstitute(score: number): boolean {
  return score >= substituteTask.passMark;
}
