import { TestBed } from '@angular/core/testing';
import type { ComponentFixture } from '@angular/core/testing';
import type { MySessionAttendance } from '@bimtek/live-contracts';
import { ApiProblem, ApiClient } from '@bimtek/platform-portal';
import { aSession as signedIn, type FakeApi, providePortalTesting } from '@bimtek/platform-portal/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { AttendanceCard } from './attendance-card.ts';
import { aRecord, aSession, mine, now, sessionId } from './testing/some-attendance.ts';
import words from './words/id.ts';

const offline = () => {
  throw new ApiProblem('offline', 0, 'This device has no connection', [], {});
};

async function shown(
  answers: Record<string, (input: { body?: unknown }) => unknown>,
): Promise<{ fixture: ComponentFixture<AttendanceCard>; element: HTMLElement; api: FakeApi }> {
  TestBed.configureTestingModule({
    providers: [
      providePortalTesting({
        words: { attendance: words },
        session: signedIn({ permissions: ['attendance.check-in'] }),
        answers,
      }),
    ],
  });
  const fixture = TestBed.createComponent(AttendanceCard);
  fixture.componentRef.setInput('sessionId', sessionId);
  await fixture.whenStable();
  return {
    fixture,
    element: fixture.nativeElement as HTMLElement,
    api: TestBed.inject(ApiClient) as FakeApi,
  };
}
const box = (element: HTMLElement) => element.querySelector<HTMLInputElement>('input.digits');
const button = (element: HTMLElement, text: string) =>
  [...element.querySelectorAll('button')].find((one) => one.textContent?.includes(text));
async function typeCode(
  { fixture, element }: { fixture: ComponentFixture<unknown>; element: HTMLElement },
  code: string,
): Promise<void> {
  const input = box(element);
  if (!input) throw new Error('No code is asked for');
  input.value = code;
  input.dispatchEvent(new Event('input'));
  element.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
  await fixture.whenStable();
}

const timers = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'requestAnimationFrame',
  'cancelAnimationFrame',
  'requestIdleCallback',
  'cancelIdleCallback',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const;

beforeEach(() => {
  localStorage.clear();
  // Only the date: the framework waits by timers of its own.
  jest.useFakeTimers({ now: new Date(now), doNotFake: [...timers] });
});
afterEach(() => {
  jest.useRealTimers();
});

describe('checking in', () => {
  it('asks for the code while it is taken, by one field with a name', async () => {
    const { element } = await shown({ getMySessionAttendance: () => mine() });
    expect(element.textContent).toContain('Presensi masuk dibuka sampai 10.00 WIB');
    expect(box(element)?.labels?.[0]?.textContent).toContain('Kode masuk dari pelatih');
    expect(button(element, 'Presensi masuk')).toBeDefined();
  });

  it('sends digits only, and shows what counts then', async () => {
    const answered = mine({ record: aRecord({ state: 'partial', hours: 1, checkedOutAt: null }) });
    const page = await shown({ getMySessionAttendance: () => mine(), checkIn: () => answered });
    await typeCode(page, '482 913');
    expect(page.api.calls.at(-1)).toMatchObject({
      name: 'checkIn',
      input: { body: { part: 'in', code: '482913' } },
    });
    expect(page.element.textContent).toContain('Hadir sebagian');
    expect(page.element.textContent).toContain('1 dari 2 JP');
    expect(page.element.textContent).toContain('Presensi keluar dibuka 10.45 WIB');
    expect(box(page.element)).toBeNull();
  });

  it('says that a code is wrong and keeps what was typed', async () => {
    const page = await shown({
      getMySessionAttendance: () => mine(),
      checkIn: () => {
        throw new ApiProblem('code-wrong', 422, 'x', [], {});
      },
    });
    await typeCode(page, '111111');
    expect(page.element.textContent).toContain('Kode tidak cocok');
    expect(box(page.element)?.value).toBe('111111');
    expect(localStorage.length).toBe(1);
  });

  it('asks for all six digits before it sends anything', async () => {
    const page = await shown({ getMySessionAttendance: () => mine() });
    await typeCode(page, '4829');
    expect(page.element.textContent).toContain('Kode terdiri atas 6 angka');
    expect(page.api.calls.map(({ name }) => name)).toEqual(['getMySessionAttendance']);
  });

  it.each<[string, Partial<MySessionAttendance>, string]>([
    ['is complete', { record: aRecord() }, 'Presensi Anda lengkap'],
    ['is late', { record: aRecord({ lateMinutes: 22 }) }, 'terlambat 22 menit'],
    ['rests on a hall', { record: aRecord({ strength: 'venue' }) }, 'Dasar: daftar aula'],
    [
      'waits for a photo',
      { record: aRecord({ state: 'unsettled', hours: 0, flags: ['no-photo'] }) },
      'Menunggu foto',
    ],
    [
      'is settled',
      {
        session: aSession({ state: 'closed' }),
        windows: {
          in: { ...mine().windows.in, refusal: 'session-closed' },
          out: { ...mine().windows.out, refusal: 'session-closed' },
        },
      },
      'sudah ditutup',
    ],
  ])('says in words when it %s', async (_, given, text) => {
    const { element } = await shown({ getMySessionAttendance: () => mine(given) });
    expect(element.textContent).toContain(text);
  });
});

describe('without signal', () => {
  it('keeps the check on this phone with its time, says so, and asks for no second one', async () => {
    const page = await shown({ getMySessionAttendance: () => mine(), checkIn: offline, syncChecks: offline });
    await typeCode(page, '482913');
    expect(page.element.textContent).toContain('Presensi masuk pukul 09.40 WIB aman di ponsel ini');
    expect(box(page.element)).toBeNull();
    const kept = Object.entries(localStorage).find(([key]) => key.startsWith('presensi:'));
    expect(JSON.parse(String(kept?.[1]))).toMatchObject({ code: '482913', part: 'in', deviceAt: now });
  });

  it('sends it once with the next signal under the same id, and says what became of it', async () => {
    let hasSignal = false;
    let sent: { checks: { id: string }[]; sentAt: string } | undefined;
    const page = await shown({
      getMySessionAttendance: () => mine(),
      checkIn: offline,
      syncChecks: ({ body }) => {
        if (!hasSignal) return offline();
        sent = body as typeof sent;
        return { items: (sent?.checks ?? []).map(({ id }) => ({ id, outcome: 'counted' })) };
      },
    });
    await typeCode(page, '482913');
    const tried = page.api.calls.find(({ name }) => name === 'checkIn')?.input as { body: { id: string } };
    hasSignal = true;
    button(page.element, 'Kirim sekarang')?.click();
    await page.fixture.whenStable();
    expect(sent?.checks.map(({ id }) => id)).toEqual([tried.body.id]);
    expect(sent?.sentAt).toBe(now);
    expect(page.element.textContent).toContain('Presensi dari ponsel sudah tercatat');
    expect(Object.keys(localStorage).filter((key) => key.startsWith('presensi:'))).toEqual([]);
  });

  it('can be done on a page that was opened without signal, when it was open here before', async () => {
    await shown({ getMySessionAttendance: () => mine() });
    TestBed.resetTestingModule();
    const page = await shown({ getMySessionAttendance: offline, checkIn: offline, syncChecks: offline });
    await typeCode(page, '482913');
    expect(page.element.textContent).toContain('aman di ponsel ini');
  });

  it('says what to do when it was never open here', async () => {
    const { element } = await shown({ getMySessionAttendance: offline });
    expect(element.textContent).toContain('belum pernah dibuka di ponsel ini');
    expect(box(element)).toBeNull();
  });
});

describe('asking', () => {
  it('offers a correction and an excuse only while each can be asked for', async () => {
    const { element } = await shown({
      getMySessionAttendance: () => mine({ correctionRefusal: null, excuseRefusal: 'already-present' }),
    });
    expect(button(element, 'Ajukan koreksi')).toBeDefined();
    expect(button(element, 'Ajukan izin')).toBeUndefined();
  });

  it('leads to the substitute task once an excuse is accepted', async () => {
    const substitute = {
      kind: 'questions' as const,
      isPassed: false,
      attemptsUsed: 0,
      attemptsAllowed: 3,
      lastScore: null,
      isWaiting: false,
      text: null,
      decisionReason: null,
    };
    const excuse = {
      id: '0197a000-0000-4000-8000-00000000b001' as never,
      kind: 'sick' as const,
      note: 'Demam',
      state: 'granted' as const,
      askedAt: now,
      decisionReason: 'Surat jelas',
      substitute,
    };
    const { element } = await shown({
      getMySessionAttendance: () =>
        mine({ record: aRecord({ state: 'sick', hours: 0, strength: null }), excuse }),
    });
    expect(element.textContent).toContain('Izin Anda diterima');
    expect(element.querySelector(`a[href="/jadwal/${sessionId}/pengganti"]`)).not.toBeNull();
  });
});
