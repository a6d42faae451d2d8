import { TestBed } from '@angular/core/testing';
import type { Session } from '@bimtek/live-contracts';
import { aSession as signedIn, providePortalTesting } from '@bimtek/platform-portal/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { aSession, classGroup, now } from '../testing/some-sessions.ts';
import { SchedulePage } from './schedule-page.ts';
import words from './words/id.ts';

beforeEach(() => {
  HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function (this: HTMLDialogElement) {
    this.open = false;
  };
});
afterEach(() => {
  jest.restoreAllMocks();
});

async function shown(
  items: Session[],
  given: { hasClass?: boolean; now?: string } = {},
): Promise<HTMLElement> {
  const { hasClass = true } = given;
  TestBed.configureTestingModule({
    providers: [
      providePortalTesting({
        words: { schedule: words },
        session: signedIn({ permissions: ['session.attend'] }),
        answers: {
          listMySessions: () => ({
            classGroup: hasClass ? classGroup : null,
            timeZone: 'Asia/Makassar',
            now: given.now ?? now,
            items,
          }),
          getCalendarFeed: () => ({ feed: null }),
          makeCalendarFeed: () => ({ url: 'https://ruang.example/api/calendars/abc.ics', createdAt: now }),
        },
      }),
    ],
  });
  const fixture = TestBed.createComponent(SchedulePage);
  await fixture.whenStable();
  return fixture.nativeElement as HTMLElement;
}
const card = (element: HTMLElement) => element.querySelector('.card');
const textOf = (element: Element | null) => (element?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
const buttonOf = (element: HTMLElement, name: string) =>
  [...element.querySelectorAll('button')].find((button) => textOf(button).includes(name));

describe('the own timetable', () => {
  it('says when the next session is, in the time of the class, and how long until then', async () => {
    const element = await shown([aSession()]);
    expect(textOf(card(element))).toContain('Senin, 6 Juli');
    expect(textOf(card(element))).toContain('10.00 WITA');
    expect(textOf(card(element))).toContain('1 jam lagi');
    expect(textOf(card(element))).toContain('Ruang dibuka 09.45 WITA.');
    expect(textOf(card(element)?.querySelector('a') ?? null)).toBe('Siapkan sesi');
  });

  it('opens the door a quarter of an hour before, and keeps it open while it runs', async () => {
    const before = await shown([aSession()], { now: '2026-07-06T01:45:00.000Z' });
    expect(textOf(card(before)?.querySelector('a') ?? null)).toBe('Masuk sesi langsung');
    TestBed.resetTestingModule();
    const during = await shown([aSession()], { now: '2026-07-06T03:00:00.000Z' });
    expect(textOf(card(during))).toContain('Sedang berlangsung');
  });

  it('goes on to the next one that takes place, past one that is cancelled', async () => {
    const element = await shown([
      aSession({ title: 'Batal', state: 'cancelled', changeReason: 'Pelatih sakit' }),
      aSession({ title: 'Yang jadi', startsAt: '2026-07-07T02:00:00.000Z' }),
    ]);
    expect(textOf(card(element)?.querySelector('h2') ?? null)).toBe('Yang jadi');
    expect(textOf(element)).toContain('Dibatalkan. Pelatih sakit');
  });

  it('tells from when a session was moved, and why', async () => {
    const element = await shown([
      aSession({ movedFrom: '2026-07-05T02:00:00.000Z', version: 1, changeReason: 'Listrik padam' }),
    ]);
    expect(textOf(element)).toContain('Dipindah dari Minggu, 5 Juli, 10.00 WITA. Listrik padam');
  });

  it('shows what is past last, the newest first, with what is left of it', async () => {
    const element = await shown([
      aSession({ title: 'Lama', startsAt: '2026-07-03T02:00:00.000Z', summary: 'Notula.' }),
      aSession({
        title: 'Kemarin',
        startsAt: '2026-07-05T02:00:00.000Z',
        recordingUrl: 'https://contoh.example/1',
        summary: 'Notula.',
      }),
      aSession({ title: 'Nanti' }),
    ]);
    const titles = [...element.querySelectorAll('.row-title')].map(textOf);
    expect(titles).toEqual(['Nanti', 'Kemarin', 'Lama']);
    expect(textOf(element)).toContain('Ada rekaman dan notula');
  });

  it('says so when there is none, no class, or all are over', async () => {
    expect(textOf(await shown([]))).toContain('Belum ada sesi');
    TestBed.resetTestingModule();
    expect(textOf(await shown([], { hasClass: false }))).toContain('setelah Anda mendapat kelas');
    TestBed.resetTestingModule();
    const over = await shown([aSession({ startsAt: '2026-07-03T02:00:00.000Z' })]);
    expect(textOf(over)).toContain('Semua sesi sudah selesai');
  });

  it('gives the calendar’s secret address once, when it is asked for', async () => {
    const element = await shown([aSession()]);
    buttonOf(element, 'Pasang di kalender ponsel')?.click();
    await TestBed.inject((await import('@angular/core')).ApplicationRef).whenStable();
    expect(element.querySelector('input')).toBeNull();
    buttonOf(element, 'Buat alamat kalender')?.click();
    await TestBed.inject((await import('@angular/core')).ApplicationRef).whenStable();
    expect(element.querySelector('input')?.value).toBe('https://ruang.example/api/calendars/abc.ics');
    expect(element.querySelector('ui-dialog a')?.getAttribute('href')).toBe(
      'webcal://ruang.example/api/calendars/abc.ics',
    );
  });
});
