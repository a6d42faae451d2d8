import { describe, expect, it } from '@jest/globals';
import type { RecordJson } from '../record-view.ts';
import { printedDailyList } from './printed-daily-list.ts';

const session = (id: string, startsAt: string, given: { title?: string; state?: string } = {}) => ({
  id,
  title: given.title ?? `Sesi ${id}`,
  lessonHours: 1.5,
  startsAt: new Date(startsAt),
  endsAt: new Date(new Date(startsAt).getTime() + 70 * 60_000),
  state: given.state ?? 'planned',
});
const record = (given: Partial<RecordJson> = {}): RecordJson => ({
  state: 'present',
  hours: 1.5,
  substituteHours: 0,
  strength: 'code',
  lateMinutes: 0,
  checkedInAt: null,
  checkedOutAt: null,
  flags: [],
  ...given,
});
const list = (timeZone: 'Asia/Jakarta' | 'Asia/Jayapura' = 'Asia/Jakarta', name = "Hj. Siti Ma'ruf") =>
  printedDailyList({
    classGroup: { name: 'Kelas Jateng 02-A', code: 'JATENG-02-A', timeZone },
    day: '2026-07-06',
    sessions: [
      session('pagi', '2026-07-06T02:00:00Z'),
      session('siang', '2026-07-06T06:00:00Z'),
      session('batal', '2026-07-06T03:00:00Z', { state: 'cancelled' }),
      session('besok', '2026-07-07T02:00:00Z'),
    ],
    people: [
      { name, place: 'Kalirejo', library: null, records: { pagi: record({ lateMinutes: 20 }) } },
      {
        name: 'Tumijan',
        place: null,
        library: 'TBM Melati',
        records: { siang: record({ state: 'sick', hours: 0 }) },
      },
    ],
    now: new Date('2026-07-06T09:30:00Z'),
  });

describe('the list of a day', () => {
  it('has the sessions of that day by half days, on the clock of the class, without what is cancelled', () => {
    expect(list().halves).toEqual([
      { name: 'PAGI', sessions: [{ title: 'Sesi pagi', time: '09.00–10.10 WIB', hours: '1,5 JP' }] },
      { name: 'SIANG', sessions: [{ title: 'Sesi siang', time: '13.00–14.10 WIB', hours: '1,5 JP' }] },
    ]);
    expect(list().day).toBe('Senin, 6 Juli 2026');
    expect(list().printed).toBe('Dicetak Senin, 6 Juli 2026, 16.30 WIB');
  });

  it('goes by the hours of the east where the class is there', () => {
    expect(list('Asia/Jayapura').halves.map(({ sessions }) => sessions.map(({ time }) => time))).toEqual([
      ['11.00–12.10 WIT'],
      ['15.00–16.10 WIT'],
    ]);
  });

  it('says in words what is recorded, and leaves room for a signature where nothing is', () => {
    expect(list().people).toEqual([
      { name: "Hj. Siti Ma'ruf", place: 'Kalirejo', cells: ['Hadir (terlambat 20 mnt)', ''] },
      { name: 'Tumijan', place: 'TBM Melati', cells: ['', 'Sakit'] },
    ]);
    expect(list().counts).toEqual(['1 dari 2', '0 dari 2']);
  });

  it('leaves out signs that the fonts for paper do not have, and keeps the rest of the name', () => {
    expect(list('Asia/Jakarta', 'Dewi 🌸 \u202eAnggraini').people[0]?.name).toBe('Dewi  Anggraini');
  });
});
