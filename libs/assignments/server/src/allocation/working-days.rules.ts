import { type ClockState, MARKING_DAYS } from '@bimtek/assignments-contracts';

const DAY = 86_400_000;

/** Hours that the zones of the country are ahead of UTC; none of them has a summer time. */
const HOURS_AHEAD: Record<string, number> = { 'Asia/Jakarta': 7, 'Asia/Makassar': 8, 'Asia/Jayapura': 9 };

export interface MarkingTime {
  /** When the last working day begins. */
  warnAt: Date;
  /** The last second of the last working day. */
  dueAt: Date;
}

/**
 * Until when work is marked: to the end of the third working day after the one on which it was handed in, by the calendar of
 * the class. Saturdays, Sundays and the given days (YYYY-MM-DD) are no working days.
 */
export function markingTime(
  since: Date,
  timeZone: string,
  holidays: ReadonlySet<string>,
  workingDays: number = MARKING_DAYS,
): MarkingTime {
  const ahead = (HOURS_AHEAD[timeZone] ?? 7) * 3_600_000;
  let day = Math.floor((since.getTime() + ahead) / DAY);
  for (let left = workingDays; left > 0;) {
    day++;
    if (isWorkingDay(day, holidays)) left--;
  }
  return {
    warnAt: new Date(day * DAY - ahead),
    dueAt: new Date((day + 1) * DAY - ahead - 1_000),
  };
}

function isWorkingDay(day: number, holidays: ReadonlySet<string>): boolean {
  const date = new Date(day * DAY);
  const isWeekend = date.getUTCDay() === 0 || date.getUTCDay() === 6;
  return !isWeekend && !holidays.has(date.toISOString().slice(0, 10));
}

/** Where the clock of a mark stands; the last instant is still in time. */
export function clockState({ warnAt, dueAt }: MarkingTime, now: Date): ClockState {
  if (now > dueAt) return 'late';
  return now >= warnAt ? 'soon' : 'ok';
}
