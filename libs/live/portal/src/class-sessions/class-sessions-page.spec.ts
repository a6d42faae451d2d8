import { TestBed, type ComponentFixture } from '@angular/core/testing';
import type { Session } from '@bimtek/live-contracts';
import { ApiClient, ApiProblem } from '@bimtek/platform-portal';
import { aSession as signedIn, type FakeApi, providePortalTesting } from '@bimtek/platform-portal/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import words from '../schedule/words/id.ts';
import { aSession, classGroup, now } from '../testing/some-sessions.ts';
import { ClassSessionsPage } from './class-sessions-page.ts';

beforeEach(() => {
  HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function (this: HTMLDialogElement) {
    this.open = false;
  };
});

const hours = [
  { code: 'M1', title: 'Literasi', asked: 2, planned: 2 },
  { code: 'M2', title: 'Literasi Digital', asked: 2, planned: 0.5 },
];
let fixture: ComponentFixture<ClassSessionsPage>;
let api: FakeApi;

async function shown(
  items: Session[],
  given: {
    permissions?: string[];
    state?: 'running' | 'closed';
    answers?: Record<string, () => unknown>;
  } = {},
): Promise<HTMLElement> {
  const { permissions = ['session.read', 'session.plan'], state = 'running', answers = {} } = given;
  TestBed.configureTestingModule({
    providers: [
      providePortalTesting({
        words: { schedule: words },
        session: signedIn({ role: 'organizer', permissions }),
        answers: {
          listClassSessions: () => ({
            classGroup: {
              ...classGroup,
              state,
              timeZone: 'Asia/Makassar',
              runId: '0197a000-0000-7000-8000-0000000000a1',
              runName: 'Bimtek',
              startsOn: '2026-07-06',
              endsOn: '2026-07-10',
            },
            now,
            hours,
            stages: ['link', 'hall'],
            items,
          }),
          planSessions: () => ({ items: [aSession()] }),
          moveSession: () => ({ items: [aSession()] }),
          cancelSession: () => ({ items: [aSession()] }),
          ...answers,
        },
      }),
    ],
  });
  fixture = TestBed.createComponent(ClassSessionsPage);
  api = TestBed.inject(ApiClient) as FakeApi;
  fixture.componentRef.setInput('classGroupId', classGroup.id);
  await fixture.whenStable();
  return fixture.nativeElement as HTMLElement;
}
const textOf = (element: Element | null | undefined) =>
  (element?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
const openDialog = (element: HTMLElement) => element.querySelector<HTMLElement>('dialog[open]');
const control = (element: HTMLElement, label: string) => {
  const found = [...element.querySelectorAll('label')].find((one) => textOf(one).startsWith(label));
  return element.querySelector<HTMLInputElement>(`#${found?.htmlFor}`);
};
async function type(element: HTMLElement, label: string, value: string) {
  const input = control(element, label);
  if (!input) throw new Error(`There is no ${label}`);
  input.value = value;
  input.dispatchEvent(new Event(input.tagName === 'SELECT' ? 'change' : 'input'));
  await fixture.whenStable();
}
async function press(element: HTMLElement | null, name: string) {
  const button = [...(element?.querySelectorAll('button') ?? [])].find((one) =>
    (one.getAttribute('aria-label') ?? textOf(one)).startsWith(name),
  );
  if (!button) throw new Error(`There is no button ${name}`);
  button.click();
  await fixture.whenStable();
}
const callsOf = (name: string) => api.calls.filter((call) => call.name === name).map(({ input }) => input);

describe('the timetable of a class', () => {
  it('shows what is planned of each module against what the curriculum asks for', async () => {
    const element = await shown([aSession()]);
    expect(textOf(element.querySelector('.hours'))).toContain('2 dari 2 JP');
    expect(textOf(element.querySelector('.hours'))).toContain('0,5 dari 2 JP kurang 1,5');
    expect(textOf(element.querySelector('app-desk-head'))).toContain('Terjadwal 2,5 dari 4 JP');
    expect(textOf(element.querySelector('tbody'))).toContain('Senin, 6 Juli');
    expect(textOf(element.querySelector('tbody'))).toContain('10.00–11.30 WITA');
  });

  it('offers nothing to change to those who only read, and in a closed class', async () => {
    expect(
      (await shown([aSession()], { permissions: ['session.read'] })).querySelector('tbody button'),
    ).toBeNull();
    TestBed.resetTestingModule();
    const closed = await shown([aSession()], { state: 'closed' });
    expect(closed.querySelector('tbody button')).toBeNull();
    expect(textOf(closed)).toContain('Kelas sudah ditutup');
  });

  it('leaves what is for all classes to those who plan for all', async () => {
    const element = await shown([aSession({ classGroup: null, kind: 'plenary' })]);
    expect(element.querySelector('tbody button')).toBeNull();
  });
});

describe('planning', () => {
  it('takes title and missing hours from the module, and sends days and hours as they are written', async () => {
    const element = await shown([]);
    await press(element, 'Sesi baru');
    const dialog = openDialog(element) as HTMLElement;
    await type(dialog, 'Modul', 'M2');
    expect(control(dialog, 'Judul')?.value).toBe('Literasi Digital');
    expect(control(dialog, 'JP')?.value).toBe('1,5');
    await type(dialog, 'Hari', '2026-07-08');
    await type(dialog, 'Mulai (WITA)', '13:00');
    expect(control(dialog, 'Selesai (WITA)')?.value).toBe('14:08');
    await type(dialog, 'Panggung', 'hall');
    dialog.querySelector('form')?.dispatchEvent(new Event('submit'));
    await fixture.whenStable();
    expect(callsOf('planSessions')).toMatchObject([
      {
        body: {
          classGroupId: classGroup.id,
          moduleCode: 'M2',
          lessonHours: 1.5,
          slots: [{ day: '2026-07-08', from: '13:00', until: '14:08' }],
          despiteClashes: false,
        },
      },
    ]);
    expect(openDialog(element)).toBeNull();
  });

  it('names what is missing and sends nothing', async () => {
    const element = await shown([]);
    await press(element, 'Sesi baru');
    const dialog = openDialog(element) as HTMLElement;
    dialog.querySelector('form')?.dispatchEvent(new Event('submit'));
    await fixture.whenStable();
    expect(textOf(dialog)).toContain('Tulis judul');
    expect(textOf(dialog)).toContain('Isi alamat https dari Zoom');
    expect(callsOf('planSessions')).toEqual([]);
  });

  it('says who is needed elsewhere, keeps what was typed, and insists with the same ids', async () => {
    let isInsisted = false;
    const element = await shown([], {
      answers: {
        planSessions: () => {
          if (isInsisted) return { items: [aSession()] };
          isInsisted = true;
          throw new ApiProblem('people-elsewhere', 409, '', [], {
            count: 1,
            clashes: [
              {
                person: 'Budi Pelatih',
                title: 'Di kelas lain',
                className: 'Kelas B',
                startsAt: '2026-07-08T05:00:00.000Z',
                endsAt: '2026-07-08T06:00:00.000Z',
              },
            ],
          });
        },
      },
    });
    await press(element, 'Sesi baru');
    const dialog = openDialog(element) as HTMLElement;
    await type(dialog, 'Judul', 'Diskusi');
    await type(dialog, 'Panggung', 'hall');
    dialog.querySelector('form')?.dispatchEvent(new Event('submit'));
    await fixture.whenStable();
    expect(textOf(dialog)).toContain('Budi Pelatih: Di kelas lain (Kelas B), Rabu, 8 Juli, 13.00–14.00 WITA');
    expect(control(dialog, 'Judul')?.value).toBe('Diskusi');
    expect(textOf(dialog)).toContain('Tetap jadwalkan');
    dialog.querySelector('form')?.dispatchEvent(new Event('submit'));
    await fixture.whenStable();
    const [first, second] = callsOf('planSessions') as {
      body: { slots: unknown; despiteClashes: boolean };
    }[];
    expect(second?.body.despiteClashes).toBe(true);
    expect(second?.body.slots).toEqual(first?.body.slots);
  });
});

describe('moving and cancelling', () => {
  it('asks for a reason that people read, and moves the rest of a series when told to', async () => {
    const seriesId = '0197a000-0000-7000-8000-0000000000d1' as never;
    const element = await shown([aSession({ seriesId })]);
    await press(element, 'Pindahkan: Literasi Digital');
    const dialog = openDialog(element) as HTMLElement;
    expect(control(dialog, 'Mulai (WITA)')?.value).toBe('10:00');
    dialog.querySelector('form')?.dispatchEvent(new Event('submit'));
    await fixture.whenStable();
    expect(textOf(dialog)).toContain('Tulis alasan');
    await type(dialog, 'Alasan', 'Listrik padam');
    await type(dialog, 'Hari', '2026-07-09');
    dialog.querySelectorAll<HTMLInputElement>('input[type=radio]')[1]?.click();
    await fixture.whenStable();
    dialog.querySelector('form')?.dispatchEvent(new Event('submit'));
    await fixture.whenStable();
    expect(callsOf('moveSession')).toMatchObject([
      { body: { day: '2026-07-09', from: '10:00', until: '11:30', reason: 'Listrik padam', reach: 'rest' } },
    ]);
  });

  it('cancels only with a reason', async () => {
    const element = await shown([aSession()]);
    await press(element, 'Batalkan: Literasi Digital');
    const dialog = openDialog(element) as HTMLElement;
    await press(dialog, 'Batalkan sesi');
    expect(callsOf('cancelSession')).toEqual([]);
    await type(dialog, 'Alasan', 'Pelatih sakit');
    await press(dialog, 'Batalkan sesi');
    expect(callsOf('cancelSession')).toMatchObject([{ body: { reason: 'Pelatih sakit', reach: 'one' } }]);
  });
});
