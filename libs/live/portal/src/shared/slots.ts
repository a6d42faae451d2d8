import { dayAfter, daysBetween, SERIES_MAX } from '@bimtek/live-contracts';

/** How often a new session is held. */
export type Repeat = 'once' | 'daily' | 'chosen';

/** 0 is Sunday, as calendars of computers have it. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

/** The days of a series, the first and the last included; none when they are more than a series has. */
export function seriesDays(
  first: string,
  last: string,
  repeat: Repeat,
  weekdays: ReadonlySet<number>,
): string[] {
  if (!first) return [];
  if (repeat === 'once') return [first];
  const span = last ? daysBetween(first, last) : -1;
  if (span < 0 || span >= SERIES_MAX) return [];
  const days = Array.from({ length: span + 1 }, (_, at) => dayAfter(first, at));
  return repeat === 'daily' ? days : days.filter((day) => weekdays.has(weekdayOf(day)));
}
