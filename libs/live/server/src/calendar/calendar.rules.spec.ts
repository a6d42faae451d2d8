import { describe, expect, it } from '@jest/globals';
import { type CalendarEntry, calendarOf } from './calendar.rules.ts';

const entry = (given: Partial<CalendarEntry> = {}): CalendarEntry => ({
  id: '0197e0f0-0000-7000-8000-000000000001',
  title: 'Modul 2: Literasi Digital',
  className: 'Kelas Sulsel 01-A',
  runName: 'Bimtek SPP-TIK 2026',
  lessonHours: 1.5,
  startsAt: new Date('2026-07-06T01:00:00Z'),
  endsAt: new Date('2026-07-06T02:30:00Z'),
  state: 'planned',
  version: 0,
  changeReason: null,
  createdAt: new Date('2026-06-20T03:04:05Z'),
  changedAt: new Date('2026-06-20T03:04:05Z'),
  isTrainee: true,
  ...given,
});

const textOf = (...entries: CalendarEntry[]) => calendarOf(entries, 'https://ruang.example');

/** The first event's properties; folded lines are put together again (RFC 5545 §3.1). */
function eventOf(text: string): Record<string, string> {
  const lines = text.replaceAll(/\r\n[ \t]/g, '').split('\r\n');
  const event = lines.slice(lines.indexOf('BEGIN:VEVENT') + 1, lines.indexOf('END:VEVENT'));
  return Object.fromEntries(
    event.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).split(';')[0] ?? '', line.slice(colon + 1)];
    }),
  );
}

describe('a calendar', () => {
  it('says when in UTC, so that 09.00 in Makassar is 09.00 there and 08.00 in Jakarta', () => {
    expect(eventOf(textOf(entry()))).toMatchObject({
      UID: '0197e0f0-0000-7000-8000-000000000001@ruang.example',
      SEQUENCE: '0',
      DTSTART: '20260706T010000Z',
      DTEND: '20260706T023000Z',
      DTSTAMP: '20260620T030405Z',
      STATUS: 'CONFIRMED',
      SUMMARY: 'Modul 2: Literasi Digital',
    });
  });

  it('keeps the UID and counts on when a session is moved', () => {
    const moved = eventOf(
      textOf(
        entry({
          version: 1,
          startsAt: new Date('2026-07-07T01:00:00Z'),
          endsAt: new Date('2026-07-07T02:30:00Z'),
          changeReason: 'Listrik padam',
        }),
      ),
    );
    expect(moved).toMatchObject({ SEQUENCE: '1', DTSTART: '20260707T010000Z', STATUS: 'CONFIRMED' });
    expect(moved['UID']).toBe(eventOf(textOf(entry()))['UID']);
    expect(moved['DESCRIPTION']).toContain('Dipindah: Listrik padam');
  });

  it('keeps what is cancelled, and says so also where programs leave out the status', () => {
    const cancelled = eventOf(
      textOf(entry({ version: 2, state: 'cancelled', changeReason: 'Pelatih sakit' })),
    );
    expect(cancelled).toMatchObject({ SEQUENCE: '2', STATUS: 'CANCELLED' });
    expect(cancelled['SUMMARY']).toBe('DIBATALKAN: Modul 2: Literasi Digital');
  });

  it('escapes commas, semicolons and line breaks, so that a title begins no property of its own', () => {
    const text = textOf(entry({ title: 'Satu, dua; tiga\nATTENDEE:mailto:x@y.z' }));
    expect(text).not.toMatch(/^ATTENDEE/m);
    expect(eventOf(text)['SUMMARY']).toBe('Satu\\, dua\\; tiga\\nATTENDEE:mailto:x@y.z');
  });

  it('folds no line over 75 bytes, and ends each with CR LF', () => {
    const text = textOf(entry({ title: 'Penguatan Literasi untuk Membangun Masyarakat '.repeat(3).trim() }));
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
  });

  it('leads those who learn to the session, and those who lead it to their desk', () => {
    expect(eventOf(textOf(entry()))['URL']).toBe(`https://ruang.example/jadwal/${entry().id}`);
    const led = eventOf(textOf(entry({ isTrainee: false })));
    expect(led['URL']).toBe(`https://ruang.example/kelola/sesi/${entry().id}`);
  });

  it('is the same text for the same sessions, and a calendar also without any', () => {
    expect(textOf(entry())).toBe(textOf(entry()));
    expect(textOf()).toContain('BEGIN:VCALENDAR');
  });
});
