const DAY = 24 * 3600_000;

/** Waves follow each other every two weeks; the third is in its third day today. */
const WAVE_STARTS = [-30, -16, -2, 12, 26];
const WAVE_DAYS = 5;
/** Before the wave of a person begins. */
const PLACED_BEFORE = 18;

export interface WaveDates {
  number: number;
  startsOn: string;
  endsOn: string;
  /** Midnight in UTC of its first day. */
  startsAt: Date;
}

/**
 * The calendar of a season that is half over, as seen at the beginning of the day `today` in UTC (7 o'clock in Jakarta),
 * so that nothing in it lies ahead of any clock that has this day.
 */
export interface SeasonCalendar {
  today: string;
  now: Date;
  year: number;
  waves: WaveDates[];
  startsOn: string;
  endsOn: string;
  /** When curriculum and staff were there, the decree was imported, run and classes were planned. */
  preparedAt: Date;
  decidedOn: string;
  invitedAt: Date;
}

export function seasonCalendar(today: string): SeasonCalendar {
  const now = new Date(`${today}T00:00:00Z`);
  if (Number.isNaN(now.getTime())) throw new Error(`${today} is no day: write it as 2026-07-06`);
  const waves = WAVE_STARTS.map((offset, index) => {
    const startsAt = new Date(now.getTime() + offset * DAY);
    return {
      number: index + 1,
      startsOn: dayOf(startsAt),
      endsOn: dayOf(new Date(startsAt.getTime() + (WAVE_DAYS - 1) * DAY)),
      startsAt,
    };
  });
  const [first] = waves;
  const last = waves.at(-1);
  if (!first || !last) throw new Error('A season has waves');
  return {
    today,
    now,
    year: Number(first.startsOn.slice(0, 4)),
    waves,
    startsOn: first.startsOn,
    endsOn: last.endsOn,
    preparedAt: later(first.startsAt, -60, 2),
    decidedOn: dayOf(later(first.startsAt, -58, 0)),
    invitedAt: later(first.startsAt, -50, 3),
  };
}

export function later(from: Date, days: number, hours = 0): Date {
  return new Date(from.getTime() + days * DAY + hours * 3600_000);
}

export function placedAt(wave: WaveDates): Date {
  return later(wave.startsAt, -PLACED_BEFORE, 4);
}

/** Half of the classes of a wave are opened 13 days before it begins, the others 9. */
export function openedAt(wave: WaveDates, isEarly: boolean): Date {
  return later(wave.startsAt, isEarly ? -13 : -9, 2);
}

/** When scores of a class that is over are imported, its decision prepared, and approved. */
export function decidedAt(wave: WaveDates, order: number): Record<'scored' | 'prepared' | 'approved', Date> {
  const scored = later(wave.startsAt, WAVE_DAYS + 1, 2 + order / 60);
  return { scored, prepared: later(scored, 1, 1), approved: later(scored, 2, 2) };
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
