import type { ProgressStanding } from '@bimtek/insight-contracts';
import { dayOf } from '../home/home.rules.ts';

/**
 * How many of the lessons the days that are over ask for, all days alike: nothing on the first day, everything once the
 * last one is over. Rounded down, so that nobody is behind by a fraction of a lesson.
 */
export function lessonsExpected(
  total: number,
  { startsOn, endsOn }: { startsOn: string; endsOn: string },
  today: string,
): number {
  const { day, days } = dayOf(startsOn, endsOn, today);
  const over = Math.min(days, Math.max(0, day - 1));
  return Math.floor((total * over) / days);
}

export interface LessonCounts {
  done: number;
  begun: number;
  expected: number;
  total: number;
}

export function standingOf({ done, begun, expected, total }: LessonCounts): ProgressStanding {
  if (total > 0 && done >= total) return 'done';
  if (begun === 0) return 'notStarted';
  return done < expected ? 'behind' : 'onTrack';
}

/** The same as SQL over the columns `done` and `begun`; the spec holds both to one table of cases. */
export function standingSql(expected: string, total: string): string {
  return `CASE WHEN ${total}::int > 0 AND done >= ${total}::int THEN 'done' WHEN begun = 0 THEN 'notStarted'
    WHEN done < ${expected}::int THEN 'behind' ELSE 'onTrack' END`;
}
