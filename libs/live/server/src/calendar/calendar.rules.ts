import type { SessionState } from '@bimtek/live-contracts';
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';

export interface CalendarEntry {
  id: string;
  title: string;
  className: string | null;
  runName: string;
  lessonHours: number;
  startsAt: Date;
  endsAt: Date;
  state: SessionState;
  version: number;
  changeReason: string | null;
  createdAt: Date;
  changedAt: Date;
  /** Whether the owner of the calendar learns in it; otherwise they lead it. */
  isTrainee: boolean;
}

/**
 * Sessions as iCalendar (RFC 5545). Times are instants in UTC, which every program shows on its owner's own clock. An entry
 * keeps its UID for good and counts its SEQUENCE up when it is moved or cancelled; what is cancelled stays, as programs would
 * otherwise keep what they have. The same sessions give the same text.
 */
export function calendarOf(entries: readonly CalendarEntry[], publicUrl: string): string {
  const { hostname } = new URL(publicUrl);
  const calendar = ical({
    name: 'Ruang Bimtek',
    prodId: { company: 'Ruang Bimtek', product: 'Jadwal', language: 'ID' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 60 * 60,
  });
  for (const entry of entries) {
    const isCancelled = entry.state === 'cancelled';
    const url = `${publicUrl}/${entry.isTrainee ? 'jadwal' : 'kelola/sesi'}/${entry.id}`;
    calendar.createEvent({
      id: `${entry.id}@${hostname}`,
      sequence: entry.version,
      stamp: entry.changedAt,
      created: entry.createdAt,
      lastModified: entry.changedAt,
      start: entry.startsAt,
      end: entry.endsAt,
      // Some programs leave out the status; nobody shall wait for a session that is not.
      summary: isCancelled ? `DIBATALKAN: ${entry.title}` : entry.title,
      description: [
        entry.className ?? entry.runName,
        ...(entry.lessonHours > 0 ? [`${String(entry.lessonHours).replace('.', ',')} JP`] : []),
        ...(entry.changeReason ? [`${isCancelled ? 'Dibatalkan' : 'Dipindah'}: ${entry.changeReason}`] : []),
        url,
      ].join('\n'),
      location: 'Ruang Bimtek',
      url,
      status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
  }
  return calendar.toString();
}
