import { type TimeZone, timeZoneName } from '@bimtek/delivery-contracts';
import { localIn } from '@bimtek/live-contracts';
import { printable } from '@bimtek/platform-server';
import type { RecordJson } from '../record-view.ts';

interface PrintedSession {
  id: string;
  title: string;
  lessonHours: number;
  startsAt: Date;
  endsAt: Date;
  state: string;
}

/** Half days change at this hour on the clock of the class. */
const AFTERNOON = '12:00';
const months = 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'.split(
  ' ',
);
const weekdays = 'Minggu Senin Selasa Rabu Kamis Jumat Sabtu'.split(' ');

const words: Record<RecordJson['state'], string> = {
  present: 'Hadir',
  partial: 'Sebagian',
  absent: 'Tidak hadir',
  excused: 'Izin',
  sick: 'Sakit',
  unsettled: 'Belum sah',
};

export type PrintedDailyList = ReturnType<typeof printedDailyList>;

/** The list of a day as the template sets it: sessions by half day, everybody with what is recorded, all of it in words. */
export function printedDailyList({
  classGroup,
  day,
  sessions,
  people,
  now,
}: {
  classGroup: { name: string; code: string; timeZone: TimeZone };
  day: string;
  sessions: readonly PrintedSession[];
  people: readonly {
    name: string;
    place: string | null;
    library: string | null;
    records: Record<string, RecordJson | undefined>;
  }[];
  now: Date;
}) {
  const zone = classGroup.timeZone;
  const ofDay = sessions.filter(
    ({ startsAt, state }) => state !== 'cancelled' && localIn(zone, startsAt).day === day,
  );
  const halves = [
    { name: 'PAGI', sessions: ofDay.filter(({ startsAt }) => localIn(zone, startsAt).time < AFTERNOON) },
    { name: 'SIANG', sessions: ofDay.filter(({ startsAt }) => localIn(zone, startsAt).time >= AFTERNOON) },
  ].filter((half) => half.sessions.length > 0);
  const cell = (record: RecordJson | undefined) =>
    record
      ? `${words[record.state]}${record.lateMinutes > 0 ? ` (terlambat ${record.lateMinutes} mnt)` : ''}`
      : '';
  return legible({
    title: `Daftar hadir ${classGroup.name}, ${dayWords(day)}`,
    className: classGroup.name,
    code: classGroup.code,
    day: dayWords(day),
    printed: `Dicetak ${dayWords(localIn(zone, now).day)}, ${clock(zone, now)}`,
    halves: halves.map((half) => ({
      name: half.name,
      sessions: half.sessions.map(({ title, startsAt, endsAt, lessonHours }) => ({
        title,
        time: `${localIn(zone, startsAt).time.replace(':', '.')}–${clock(zone, endsAt)}`,
        hours: `${String(lessonHours).replace('.', ',')} JP`,
      })),
    })),
    people: people.map(({ name, place, library, records }) => ({
      name,
      place: place ?? library ?? '',
      cells: halves.flatMap((half) => half.sessions.map(({ id }) => cell(records[id]))),
    })),
    counts: halves.flatMap((half) =>
      half.sessions.map(({ id }) => {
        const present = people.filter(({ records }) => (records[id]?.hours ?? 0) > 0).length;
        return `${present} dari ${people.length}`;
      }),
    ),
  });
}

function clock(zone: TimeZone, at: Date): string {
  return `${localIn(zone, at).time.replace(':', '.')} ${timeZoneName[zone]}`;
}

/** `Senin, 6 Juli 2026` */
export function dayWords(day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  return `${weekdays[at.getUTCDay()]}, ${at.getUTCDate()} ${months[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
}

/** What the fonts for paper cannot show is left out, sign by sign. */
function legible<T>(value: T): T {
  if (typeof value === 'string') {
    return (
      printable.test(value) || value === ''
        ? value
        : [...value.normalize('NFC')].filter((sign) => printable.test(sign)).join('')
    ) as T;
  }
  if (Array.isArray(value)) return value.map(legible) as T;
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, legible(inner)])) as T;
  }
  return value;
}
