import type { SessionState } from './states.ts';

const MINUTE = 60_000;

/** From so many minutes before the start the room can be entered; those who lead it prepare earlier. */
export const DOORS_OPEN_MINUTES = 15;
export const DOORS_OPEN_FOR_HOSTS_MINUTES = 60;
/** So long after the end one can still check out and read what was said. */
export const DOORS_CLOSE_MINUTES = 30;

/** Where a session stands by the clock. `open`: its doors are, and it has not begun. */
export type SessionPhase = 'cancelled' | 'upcoming' | 'open' | 'running' | 'past';

interface Timed {
  state: SessionState;
  startsAt: Date | string;
  endsAt: Date | string;
}

export function phaseOf({ state, startsAt, endsAt }: Timed, now: Date): SessionPhase {
  if (state === 'cancelled') return 'cancelled';
  const at = now.getTime();
  const [start, end] = [new Date(startsAt).getTime(), new Date(endsAt).getTime()];
  if (state === 'closed' || at >= end) return 'past';
  if (at >= start) return 'running';
  return at >= start - DOORS_OPEN_MINUTES * MINUTE ? 'open' : 'upcoming';
}

/** Why one may not enter now, or null when one may. */
export function refusesEntry(session: Timed, isHost: boolean, now: Date) {
  if (session.state === 'cancelled') return 'session-cancelled' as const;
  if (session.state === 'closed') return 'session-over' as const;
  const before = (isHost ? DOORS_OPEN_FOR_HOSTS_MINUTES : DOORS_OPEN_MINUTES) * MINUTE;
  if (now.getTime() < new Date(session.startsAt).getTime() - before) return 'not-open-yet' as const;
  if (now.getTime() > new Date(session.endsAt).getTime() + DOORS_CLOSE_MINUTES * MINUTE)
    return 'session-over' as const;
  return null;
}
