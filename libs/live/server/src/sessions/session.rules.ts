import { daysBetween, dayAfter, instantIn, localIn, type SessionState } from '@bimtek/live-contracts';
import type { TimeZone } from '@bimtek/delivery-contracts';

const HOUR = 3_600_000;

/** Trainers may move a session as long as it begins later than so; then people have arranged themselves. */
const FREE_TO_MOVE_HOURS = 24;

export interface Span {
  startsAt: Date;
  endsAt: Date;
}

export interface LocalSlot {
  day: string;
  from: string;
  until: string;
}

/** What runs over a whole run and has no zone of its own is planned in this one. */
export const RUN_TIME_ZONE: TimeZone = 'Asia/Jakarta';

export function spanOf(timeZone: TimeZone, { day, from, until }: LocalSlot): Span {
  return { startsAt: instantIn(timeZone, day, from), endsAt: instantIn(timeZone, day, until) };
}

/** Where one ends as the other begins they do not overlap. */
export function overlap(one: Span, other: Span): boolean {
  return one.startsAt < other.endsAt && other.startsAt < one.endsAt;
}

/** The first two that lie at the same time, or null. */
export function firstOverlap<S extends Span>(spans: readonly S[]): [S, S] | null {
  const byStart = [...spans].sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  let latest = byStart[0];
  for (const span of byStart.slice(1)) {
    if (latest && overlap(latest, span)) return [latest, span];
    if (!latest || span.endsAt > latest.endsAt) latest = span;
  }
  return null;
}

/**
 * The new times of a session and, when they move along, of the later ones of its series: as many days away as before, at
 * the hours asked for. What stands there already is in the answer too and has its own times.
 */
export function movedSpans<S extends Span>(
  timeZone: TimeZone,
  first: S,
  later: readonly S[],
  to: LocalSlot,
): { session: S; span: Span }[] {
  const days = daysBetween(localIn(timeZone, first.startsAt).day, to.day);
  return [first, ...later].map((session) => ({
    session,
    span: spanOf(timeZone, { ...to, day: dayAfter(localIn(timeZone, session.startsAt).day, days) }),
  }));
}

export function isSameSpan(one: Span, other: Span): boolean {
  return (
    one.startsAt.getTime() === other.startsAt.getTime() && one.endsAt.getTime() === other.endsAt.getTime()
  );
}

/** Why what a session is about may not be changed, or null. */
export function refusesChange({ state }: { state: SessionState }) {
  if (state === 'closed') return 'session-closed' as const;
  if (state === 'cancelled') return 'session-cancelled' as const;
  return null;
}

/** Why a session may not move to the span, or null. `movesLate`: whoever moves it may do so until it begins. */
export function refusesMove(
  session: Span & { state: SessionState },
  to: Span,
  movesLate: boolean,
  now: Date,
) {
  const refusal = refusesChange(session);
  if (refusal) return refusal;
  if (now >= session.endsAt) return 'session-over' as const;
  if (now >= session.startsAt && to.startsAt.getTime() !== session.startsAt.getTime())
    return 'session-begun' as const;
  if (!movesLate && session.startsAt.getTime() - now.getTime() < FREE_TO_MOVE_HOURS * HOUR)
    return 'too-late-to-move' as const;
  if (to.endsAt <= now) return 'in-the-past' as const;
  return null;
}

/** Why a session may not be cancelled, or null; what is cancelled already stays as it is. */
export function refusesCancel(session: Span & { state: SessionState }, now: Date) {
  if (session.state === 'closed') return 'session-closed' as const;
  return session.state !== 'cancelled' && now >= session.endsAt ? ('session-over' as const) : null;
}

export interface ModuleHours {
  code: string;
  title: string;
  asked: number;
  planned: number;
}

/** Lesson hours by module of the curriculum: asked for, and planned without what is cancelled. */
export function hoursByModule(
  modules: readonly { code: string; title: string; liveHours: number }[],
  sessions: readonly { moduleCode: string | null; lessonHours: number; state: SessionState }[],
): ModuleHours[] {
  const planned = new Map<string, number>();
  for (const { moduleCode, lessonHours, state } of sessions) {
    if (moduleCode === null || state === 'cancelled') continue;
    planned.set(moduleCode, (planned.get(moduleCode) ?? 0) + lessonHours);
  }
  return modules
    .map(({ code, title, liveHours }) => ({ code, title, asked: liveHours, planned: planned.get(code) ?? 0 }))
    .filter((hours) => hours.asked > 0 || hours.planned > 0);
}
