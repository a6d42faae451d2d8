import {
  type CheckPart,
  LATE_AFTER_MINUTES,
  OFFLINE_HOURS,
  type SessionKind,
  type SessionState,
  windowOf,
} from '@bimtek/live-contracts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export interface SessionTimes {
  startsAt: Date;
  endsAt: Date;
}

export interface LockableSession {
  kind: SessionKind;
  state: SessionState;
  /** Of the class of whoever it is about. */
  classState: string;
}

/** Why nothing about attendance at the session can be written any more, or null. */
export function refusesWriting({ kind, state, classState }: LockableSession) {
  if (kind === 'rehearsal') return 'no-attendance' as const;
  if (classState === 'closed') return 'class-closed' as const;
  if (state === 'cancelled') return 'session-cancelled' as const;
  if (state === 'closed') return 'session-closed' as const;
  return null;
}

/** Why a code is not taken now, or null; both ends of its window belong to it. */
export function refusesCheck(session: LockableSession & SessionTimes, part: CheckPart, now: Date) {
  const locked = refusesWriting(session);
  if (locked) return locked;
  const { from, until } = windowOf(part, session);
  if (now < from) return 'too-early' as const;
  return now > until ? ('too-late' as const) : null;
}

/** Why nobody can be marked now. A trainer marks from the moment the first code is taken. */
export function refusesMarking(session: LockableSession & SessionTimes, now: Date) {
  return refusesWriting(session) ?? (now < windowOf('in', session).from ? ('not-begun' as const) : null);
}

/** Why a session cannot be settled; one that is settled already may be settled again. */
export function refusesClosing(session: LockableSession & SessionTimes, now: Date) {
  const locked = refusesWriting(session);
  if (locked) return locked === 'session-closed' ? null : locked;
  return now < session.endsAt ? ('not-over' as const) : null;
}

/** Whole minutes after the start of somebody who is late; 0 for whoever came within the first quarter of an hour. */
export function lateMinutesOf({ startsAt }: Pick<SessionTimes, 'startsAt'>, at: Date): number {
  const after = at.getTime() - startsAt.getTime();
  return after > LATE_AFTER_MINUTES * MINUTE ? Math.floor(after / MINUTE) : 0;
}

/** A device's clock may be off by as much and is still right. */
const CLOCK_TOLERANCE = 2 * MINUTE;

export interface OfflineCheck {
  part: CheckPart;
  /** What the device's clock showed at the check, and shows while it is sent. */
  deviceAt: Date;
  sentAt: Date;
  receivedAt: Date;
}

export interface JudgedCheck {
  /** When it was, by the server's clock: what the device measured between check and sending is taken from now. */
  at: Date;
  /** `online`: it came while its code was still taken, so it is as good as any other. */
  verdict: 'online' | 'offline' | 'doubtful';
  /** The device's clock shows another time than ours. */
  isClockWrong: boolean;
}

/**
 * What a check kept on a phone is worth. A wrong clock does no harm as long as it goes on evenly: only the time between check and
 * sending is taken from it. What cannot be (a check after its sending), is older than a day, or lies outside of the code's window,
 * is kept and waits for a person.
 */
export function judgeOffline(session: SessionTimes, check: OfflineCheck): JudgedCheck {
  const skew = check.receivedAt.getTime() - check.sentAt.getTime();
  const isClockWrong = Math.abs(skew) > CLOCK_TOLERANCE;
  const age = check.sentAt.getTime() - check.deviceAt.getTime();
  const at = new Date(check.receivedAt.getTime() - Math.max(0, age));
  const { from, until } = windowOf(check.part, session);
  const isImpossible = age < -CLOCK_TOLERANCE;
  const isTooOld = age > OFFLINE_HOURS * HOUR;
  const isOutside = at < from || at > until;
  if (isImpossible || isTooOld || isOutside) return { at, verdict: 'doubtful', isClockWrong };
  return { at, verdict: check.receivedAt <= until ? 'online' : 'offline', isClockWrong };
}

/** A session moved by less than this is the same gathering: who has checked in, has. */
const SAME_GATHERING = 12 * HOUR;

/** Whether a check still stands after the session was moved: within its day it does, on another day one checks in anew. */
export function standsFor(session: SessionTimes, part: CheckPart, at: Date): boolean {
  const { from, until } = windowOf(part, session);
  return at.getTime() >= from.getTime() - SAME_GATHERING && at.getTime() <= until.getTime() + SAME_GATHERING;
}
