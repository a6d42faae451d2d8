import { instantIn, type ReportProvider } from '@bimtek/live-contracts';
import type { TimeZone } from '@bimtek/delivery-contracts';
import { type ImportField, readTable, type TableRow } from '@bimtek/platform-server';
import type * as z from 'zod';
import type { SessionTimes } from '../check.rules.ts';
import type { Connection } from './connection.rules.ts';

/** Headings of Zoom's participant report (with and without "show unique users") and of BigBlueButton's learning dashboard. */
const fields: ImportField[] = [
  { name: 'name', headings: ['Name', 'Nama', 'User Name', 'Nama Pengguna'], isRequired: true },
  { name: 'email', headings: ['User Email', 'Email', 'Surel', 'Email Pengguna'] },
  { name: 'joined', headings: ['Join Time', 'Join', 'Waktu Bergabung', 'Waktu Masuk', 'Bergabung'] },
  { name: 'left', headings: ['Leave Time', 'Left', 'Waktu Keluar', 'Waktu Meninggalkan', 'Keluar'] },
  {
    name: 'duration',
    headings: ['Duration', 'Total Duration', 'Durasi', 'Total Durasi', 'Online time'],
    isRequired: true,
  },
  { name: 'guest', headings: ['Guest', 'Tamu'] },
  { name: 'moderator', headings: ['Moderator'] },
  { name: 'activity', headings: ['Activity Score', 'Skor Aktivitas'] },
];

export interface ReadReport {
  provider: z.infer<typeof ReportProvider>;
  connections: Connection[];
}

/** Reads a report. Its times have no zone: they are taken as those of the class. Throws TableError. */
export async function readReport(
  bytes: Uint8Array,
  session: SessionTimes,
  timeZone: TimeZone,
): Promise<ReadReport> {
  const { columns, rows } = await readTable(bytes, fields);
  const names = new Set(columns.map(({ field }) => field));
  const isDashboard = names.has('moderator') || names.has('activity');
  return {
    provider: isDashboard ? 'bigbluebutton' : 'zoom',
    connections: rows.flatMap((row) => connectionOf(row, session, timeZone)),
  };
}

function connectionOf({ cells }: TableRow, session: SessionTimes, timeZone: TimeZone): Connection[] {
  const name = cells['name']?.trim();
  // Totals under the table have no duration.
  if (!name || !cells['duration']) return [];
  return [
    {
      name: name.slice(0, 200),
      email: cells['email']?.trim() ?? '',
      joinedAt: timeOf(cells['joined'], session, timeZone),
      leftAt: timeOf(cells['left'], session, timeZone),
      minutes: minutesOf(cells['duration']),
      isHost: cells['moderator']?.toUpperCase() === 'TRUE' || /\((host|tuan rumah)\b/i.test(name),
    },
  ];
}

/** `73` (minutes) or `01:13:20`. */
function minutesOf(text: string): number | null {
  const clock = /^(\d{1,3}):(\d{2})(?::(\d{2}))?$/.exec(text.trim());
  if (clock) return Number(clock[1]) * 60 + Number(clock[2]);
  const minutes = Number.parseFloat(text.replace(',', '.'));
  return Number.isFinite(minutes) && minutes >= 0 ? Math.floor(minutes) : null;
}

const SLASHED =
  /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}),?\s+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*([ap]\.?m\.?)?$/i;
const ISO = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(z|[+-]\d{2}:?\d{2})?$/i;

/**
 * The instant of a time as it is written. Whether day or month stands first differs from program to program: of the two readings the
 * one nearer to the session holds.
 */
export function timeOf(text: string | undefined, session: SessionTimes, timeZone: TimeZone): Date | null {
  const written = text?.replaceAll(/\s+/g, ' ').trim() ?? '';
  const iso = ISO.exec(written);
  if (iso?.[7]) {
    const at = new Date(written.replace(' ', 'T'));
    return Number.isNaN(at.getTime()) ? null : at;
  }
  if (iso) return localTime(timeZone, iso[1], iso[2], iso[3], iso[4], iso[5], iso[6]);
  const slashed = SLASHED.exec(written);
  if (!slashed) return null;
  const [, first, second, year, hour = '', minute, seconds, half] = slashed;
  const hours = half ? (Number(hour) % 12) + (/^p/i.test(half) ? 12 : 0) : Number(hour);
  const readings = [
    localTime(timeZone, year, first, second, String(hours), minute, seconds),
    localTime(timeZone, year, second, first, String(hours), minute, seconds),
  ].filter((at) => at !== null);
  const distance = (at: Date) => Math.abs(at.getTime() - session.startsAt.getTime());
  return readings.sort((a, b) => distance(a) - distance(b))[0] ?? null;
}

function localTime(
  timeZone: TimeZone,
  year = '',
  month = '',
  day = '',
  hour = '',
  minute = '',
  seconds = '0',
): Date | null {
  const two = (text: string) => text.padStart(2, '0');
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31 || Number(hour) > 23)
    return null;
  const at = instantIn(timeZone, `${year}-${two(month)}-${two(day)}`, `${two(hour)}:${two(minute)}`);
  return Number.isNaN(at.getTime()) ? null : new Date(at.getTime() + Number(seconds) * 1_000);
}
