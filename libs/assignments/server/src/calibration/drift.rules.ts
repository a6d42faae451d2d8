import type { Drift } from '@bimtek/assignments-contracts';
import type { WeekFacts } from './drift.queries.ts';

/** Means and spread of what was added up by week; a spread needs two marks. */
export function driftOf(weeks: readonly WeekFacts[]): Drift {
  const pieces = weeks.reduce((total, week) => total + week.pieces, 0);
  const sum = weeks.reduce((total, week) => total + week.sum, 0);
  const squares = weeks.reduce((total, week) => total + week.squares, 0);
  const mean = pieces > 0 ? sum / pieces : null;
  const variance = mean !== null && pieces > 1 ? (squares - pieces * mean * mean) / (pieces - 1) : null;
  return {
    leniency: mean === null ? null : rounded(mean),
    // Rounding errors of equal differences must not become the root of less than nothing.
    spread: variance === null ? null : rounded(Math.sqrt(Math.max(0, variance))),
    pieces,
    weeks: weeks.map((week) => ({
      week: week.week,
      difference: rounded(week.sum / week.pieces),
      pieces: week.pieces,
    })),
  };
}

function rounded(points: number): number {
  return Math.round(points * 100) / 100;
}
