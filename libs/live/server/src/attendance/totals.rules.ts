import { type AttendanceTotals, SUBSTITUTE_SHARE } from '@bimtek/live-contracts';

export interface CountedSession {
  lessonHours: number;
  isCancelled: boolean;
  isOver: boolean;
  hours: number;
  substituteHours: number;
}

/**
 * The lesson hours of one person. Cancelled sessions are left out; substitute tasks count up to a quarter of all live hours. Hours come in
 * quarters, which binary fractions hold exactly.
 */
export function totalsOf(sessions: readonly CountedSession[]): AttendanceTotals {
  const counted = sessions.filter(({ isCancelled }) => !isCancelled);
  const sum = (of: (session: CountedSession) => number, among = counted) =>
    among.reduce((total, session) => total + of(session), 0);
  const over = counted.filter(({ isOver }) => isOver);
  const scheduled = sum(({ lessonHours }) => lessonHours);
  const held = sum(({ lessonHours }) => lessonHours, over);
  const attended = sum(({ hours }) => hours);
  const bound = Math.floor(scheduled * SUBSTITUTE_SHARE * 100) / 100;
  const substituted = Math.min(
    sum(({ substituteHours }) => substituteHours),
    bound,
  );
  const total = attended + substituted;
  // Of a session that goes on only what is attended already counts as held.
  const soFar =
    sum(({ hours }) => hours, over) +
    Math.min(
      substituted,
      sum((one) => one.substituteHours, over),
    );
  const still = sum(({ lessonHours, hours, substituteHours, isOver }) =>
    isOver ? 0 : lessonHours - hours - substituteHours,
  );
  return {
    scheduled,
    held,
    counted: total,
    substituted,
    rate: rateOf(total, scheduled),
    rateSoFar: rateOf(soFar, held),
    bestRate: rateOf(Math.min(total + Math.max(still, 0), scheduled), scheduled),
  };
}

/** Percent cut to a tenth, never rounded up: 13.5 of 17 is 79.4. Reckoned in whole hundredths of an hour. */
export function rateOf(hours: number, scheduled: number): number | null {
  const [part, whole] = [Math.round(hours * 100), Math.round(scheduled * 100)];
  return whole === 0 ? null : Math.floor((part * 1_000) / whole) / 10;
}
