import { type Type } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { ComponentFixture } from '@angular/core/testing';
import type {
  getClassAttendance,
  getMyAttendance,
  getSessionAttendance,
  getVenueAttendance,
} from '@bimtek/live-contracts';
import type { ResultOf } from '@bimtek/platform-contracts';
import { ApiClient, ApiProblem } from '@bimtek/platform-portal';
import { aSession as signedIn, type FakeApi, providePortalTesting } from '@bimtek/platform-portal/testing';
import { describe, expect, it } from '@jest/globals';
import { ClassAttendancePage } from './class-attendance-page.ts';
import { MyAttendancePage } from './my-attendance-page.ts';
import { SessionAttendancePage } from './session-attendance-page.ts';
import { aPerson, aRecord, aSession, now, sessionId } from './testing/some-attendance.ts';
import { VenuePage } from './venue-page.ts';
import words from './words/id.ts';

const classGroupId = '0197a000-0000-4000-8000-00000000c001';
const classGroup = {
  id: classGroupId,
  code: 'JATENG-02-A',
  name: 'Kelas Jateng 02-A',
  state: 'running',
  timeZone: 'Asia/Jakarta',
} as never;

async function shown<T>(
  page: Type<T>,
  inputs: Record<string, string>,
  answers: Record<string, (input: { params?: unknown; body?: unknown }) => unknown>,
  permissions: string[] = ['attendance.read', 'attendance.mark', 'attendance.venue'],
): Promise<{ fixture: ComponentFixture<T>; element: HTMLElement; api: FakeApi }> {
  TestBed.configureTestingModule({
    providers: [
      providePortalTesting({
        words: {
          attendance: words,
          delivery: { classGroup: { nav: 'Bagian', people: 'Peserta', attendance: 'Presensi' } },
        },
        session: signedIn({ permissions: permissions as never }),
        answers,
      }),
    ],
  });
  const fixture = TestBed.createComponent(page);
  for (const [name, value] of Object.entries(inputs)) fixture.componentRef.setInput(name, value);
  await fixture.whenStable();
  return {
    fixture,
    element: fixture.nativeElement as HTMLElement,
    api: TestBed.inject(ApiClient) as FakeApi,
  };
}
const button = (element: HTMLElement, text: string) =>
  [...element.querySelectorAll('button')].find((one) => one.textContent?.includes(text));
const tick = (element: HTMLElement, label: string) => {
  const box = [...element.querySelectorAll<HTMLInputElement>('input[type=checkbox]')].find((one) =>
    (one.getAttribute('aria-label') ?? one.closest('label')?.textContent ?? '').includes(label),
  );
  if (!box) throw new Error(`Nothing to tick for ${label}`);
  box.checked = !box.checked;
  box.dispatchEvent(new Event('change'));
};

describe('the own attendance', () => {
  const totals = {
    scheduled: 17,
    held: 6,
    counted: 5.5,
    substituted: 0,
    rate: 32.3,
    rateSoFar: 91.6,
    bestRate: 97,
  };
  const list = (given: Partial<ResultOf<typeof getMyAttendance>> = {}): ResultOf<typeof getMyAttendance> => ({
    timeZone: 'Asia/Jakarta',
    totals,
    needed: 80,
    items: [
      { session: aSession(), record: aRecord(), correction: null, excuse: null, owesSubstitute: false },
      {
        session: aSession({
          title: 'Literasi Digital',
          startsAt: '2026-07-09T02:30:00.000Z',
          endsAt: '2026-07-09T04:00:00.000Z',
        }),
        record: null,
        correction: null,
        excuse: null,
        owesSubstitute: false,
      },
    ],
    now,
    ...given,
  });
  const page = async (given: Partial<ResultOf<typeof getMyAttendance>> = {}) =>
    (await shown(MyAttendancePage, {}, { getMyAttendance: () => list(given) }, ['attendance.check-in']))
      .element;

  it('shows the rate cut and never rounded up, what passing needs, and what can still be reached', async () => {
    const element = await page();
    expect(element.textContent).toContain('91,6 %');
    expect(element.textContent).toContain('sedikitnya 80 %');
    expect(element.textContent).toContain('Anda masih dapat mencapai 97 %');
    expect(element.textContent).toContain('Belum berlangsung');
  });

  it('says plainly when it cannot be reached any more', async () => {
    const element = await page({ totals: { ...totals, bestRate: 79.4 } });
    expect(element.textContent).toContain('paling tinggi 79,4 %');
  });

  it('says when there is nothing yet', async () => {
    expect((await page({ items: [] })).textContent).toContain('Belum ada sesi');
  });
});

describe('the roster of a session', () => {
  const people = [
    aPerson(1, { record: aRecord() }),
    aPerson(2, { record: aRecord({ state: 'partial', hours: 1, flags: ['contradiction'] }) }),
    aPerson(3),
  ];
  const list = (
    given: Partial<ResultOf<typeof getSessionAttendance>> = {},
  ): ResultOf<typeof getSessionAttendance> => ({
    session: aSession(),
    timeZone: 'Asia/Jakarta',
    classGroup,
    classes: [],
    items: people,
    counts: {
      people: 3,
      present: 1,
      partial: 1,
      late: 0,
      excused: 0,
      missing: 1,
      flagged: 1,
      by: { code: 2 },
    },
    refusal: null,
    closeRefusal: 'not-over',
    now,
    ...given,
  });
  const codes = {
    codes: [
      { part: 'in', code: '482913', from: '2026-07-06T02:15:00.000Z', until: '2026-07-06T03:00:00.000Z' },
      { part: 'out', code: '117204', from: '2026-07-06T03:45:00.000Z', until: '2026-07-06T04:30:00.000Z' },
    ],
    now,
  };

  it('marks those who are ticked, and asks anew', async () => {
    const { element, fixture, api } = await shown(
      SessionAttendancePage,
      { sessionId },
      { getSessionAttendance: () => list(), markAttendance: () => ({ changed: 1 }) },
    );
    tick(element, 'Pilih Peserta 03');
    await fixture.whenStable();
    button(element, 'Tandai hadir')?.click();
    await fixture.whenStable();
    expect(api.calls.find(({ name }) => name === 'markAttendance')?.input).toMatchObject({
      body: { mark: 'present', enrollmentIds: [people[2]?.enrollmentId] },
    });
    expect(api.calls.filter(({ name }) => name === 'getSessionAttendance')).toHaveLength(2);
  });

  it('shows both codes large, in two groups of three', async () => {
    const { element, fixture } = await shown(
      SessionAttendancePage,
      { sessionId },
      { getSessionAttendance: () => list(), getSessionCodes: () => codes },
    );
    expect(element.textContent).not.toContain('482 913');
    button(element, 'Tampilkan kode')?.click();
    await fixture.whenStable();
    expect(element.textContent).toContain('482 913');
    expect(element.textContent).toContain('117 204');
  });

  it('narrows to those to look at, by name too', async () => {
    const { element, fixture } = await shown(
      SessionAttendancePage,
      { sessionId },
      { getSessionAttendance: () => list() },
    );
    button(element, 'Perlu dilihat')?.click();
    await fixture.whenStable();
    expect([...element.querySelectorAll('tbody th b')].map((one) => one.textContent)).toEqual(['Peserta 02']);
    expect(element.textContent).toContain('Catatan tidak sama');
  });

  it('offers nothing to who may only look, nor of a settled session', async () => {
    const looking = await shown(
      SessionAttendancePage,
      { sessionId },
      { getSessionAttendance: () => list() },
      ['attendance.read'],
    );
    expect(looking.element.querySelector('input[type=checkbox]')).toBeNull();
    expect(button(looking.element, 'Tampilkan kode')).toBeUndefined();
    TestBed.resetTestingModule();
    const settled = list({
      session: aSession({ state: 'closed' }),
      refusal: 'session-closed',
      closeRefusal: 'session-closed',
    });
    const { element } = await shown(
      SessionAttendancePage,
      { sessionId },
      { getSessionAttendance: () => settled },
    );
    expect(element.querySelector('input[type=checkbox]')).toBeNull();
    expect(element.textContent).toContain('sudah ditutup');
    expect(button(element, 'Tutup presensi')?.closest('dialog')).not.toBeNull();
  });

  it('asks for a class first when the session is for all of them', async () => {
    const all = list({ classGroup: null, items: [], classes: [classGroup, classGroup] });
    const { element } = await shown(
      SessionAttendancePage,
      { sessionId },
      { getSessionAttendance: () => all },
    );
    expect(element.textContent).toContain('Pilih satu kelas');
  });
});

describe('the matrix of a class', () => {
  const list = (): ResultOf<typeof getClassAttendance> => ({
    classGroup,
    needed: 80,
    sessions: [aSession()],
    items: [
      {
        enrollmentId: aPerson(1).enrollmentId,
        name: 'Peserta 01',
        place: 'Desa 1',
        totals: {
          scheduled: 17,
          held: 17,
          counted: 13.5,
          substituted: 0,
          rate: 79.4,
          rateSoFar: 79.4,
          bestRate: 79.4,
        },
        records: {
          [sessionId]: { state: 'present', hours: 2, substituteHours: 0, lateMinutes: 20, flags: [] },
        },
      },
    ],
    openRequests: 2,
    now,
  });

  it('has every cell in words, and says who is below what passing needs', async () => {
    const { element } = await shown(ClassAttendancePage, { classGroupId }, { getClassAttendance: list });
    expect(element.textContent).toContain('79,4 %');
    expect(element.textContent).toContain('di bawah syarat');
    expect(element.querySelector('.mark .sr')?.textContent).toContain(
      'Penguatan Literasi: Hadir, terlambat 20 menit',
    );
    expect(element.textContent).toContain('Permintaan (2)');
    expect(element.querySelector('a[download]')?.getAttribute('href')).toContain('day=2026-07-06');
  });
});

describe('the list of a hall', () => {
  const people = Array.from({ length: 26 }, (_, place) => ({
    enrollmentId: `0197a000-0000-4000-8000-0000000001${String(10 + place)}` as never,
    name: `Warga ${String(place + 1).padStart(2, '0')}`,
    place: 'Desa Kali',
    className: 'Kelas Jateng 02-A',
    isTicked: false,
    isRecorded: false,
  }));
  const view: ResultOf<typeof getVenueAttendance> = {
    session: aSession(),
    timeZone: 'Asia/Jakarta',
    lists: [],
    list: null,
    items: people,
    refusal: null,
    now,
  };
  const saved = (n: number) => ({
    id: '0197a000-0000-4000-8000-00000000d001',
    venue: 'Aula Dinas',
    people: n,
    photoAt: null,
    photoUntil: '2026-07-07T04:00:00.000Z',
  });
  const write = (element: HTMLElement, text: string) => {
    const place = element.querySelector<HTMLInputElement>('ui-field input');
    if (!place) throw new Error('No place is asked for');
    place.value = text;
    place.dispatchEvent(new Event('input'));
    place.dispatchEvent(new Event('change'));
  };

  it('ticks 26 people with few requests, and asks for the photo then', async () => {
    let ticked = 0;
    const { element, fixture, api } = await shown(
      VenuePage,
      { sessionId },
      {
        getVenueAttendance: () => view,
        tickVenue: ({ body }) => saved((ticked += (body as { ticked: string[] }).ticked.length)),
      },
    );
    write(element, 'Aula Dinas');
    for (const { name } of people) tick(element, name);
    write(element, 'Aula Dinas');
    await fixture.whenStable();
    expect(api.calls.filter(({ name }) => name === 'tickVenue')).toHaveLength(1);
    expect(ticked).toBe(26);
    expect(element.textContent).toContain('26 dari 26 dicentang');
    expect(element.textContent).toContain('Ambil atau pilih foto');
  });

  it('keeps the ticks when they could not be saved, says so, and can try again', async () => {
    let hasSignal = false;
    const { element, fixture } = await shown(
      VenuePage,
      { sessionId },
      {
        getVenueAttendance: () => view,
        tickVenue: () => {
          if (!hasSignal) throw new ApiProblem('offline', 0, 'x', [], {});
          return saved(1);
        },
      },
    );
    write(element, 'Aula Dinas');
    tick(element, 'Warga 01');
    write(element, 'Aula Dinas');
    await fixture.whenStable();
    expect(element.textContent).toContain('Belum tersimpan');
    expect(element.textContent).toContain('1 dari 26 dicentang');
    hasSignal = true;
    button(element, 'Coba lagi')?.click();
    await fixture.whenStable();
    expect(element.textContent).toContain('Tersimpan');
  });

  it('asks for the name of the place before anything is saved', async () => {
    const { element, fixture, api } = await shown(
      VenuePage,
      { sessionId },
      { getVenueAttendance: () => view },
    );
    tick(element, 'Warga 01');
    write(element, '');
    await fixture.whenStable();
    expect(element.textContent).toContain('Tulis nama tempat lebih dulu');
    expect(api.calls.some(({ name }) => name === 'tickVenue')).toBe(false);
  });
});
