import { TestBed } from '@angular/core/testing';
import { RouterTestingHarness } from '@angular/router/testing';
import { describe, expect, it } from '@jest/globals';
import type { Home } from '@bimtek/insight-contracts';
import { studyWords } from '@bimtek/learning-portal/parts';
import { ApiProblem, type WordTree } from '@bimtek/platform-portal';
import { aSession, providePortalTesting } from '@bimtek/platform-portal/testing';
import { HomePage } from './home-page.ts';
import words from './words/id.ts';

const id = (n: number) => `0197a000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const aModule = { state: 'notStarted', lessonsCompleted: 0, lessonsTotal: 6, share: 0, quiz: null } as const;
const home = {
  now: '2026-07-08T00:41:00.000Z',
  name: 'Rahayu Wulandari',
  stage: 'learning',
  enrollment: {
    id: id(1),
    state: 'active',
    stateReason: null,
    runName: 'Bimtek SPP-TIK 2026',
    className: 'Kelas Cendana 12',
    classState: 'running',
    timeZone: 'Asia/Jakarta',
    startsOn: '2026-07-06',
    endsOn: '2026-07-10',
    day: 3,
    days: 5,
  },
  next: {
    kind: 'lesson',
    lessonId: id(2),
    isStarted: true,
    isEndReached: false,
    code: '3.2',
    title: 'Menata ruang, koleksi, dan jam buka',
    moduleCode: 'M3',
    moduleTitle: 'Strategi Peningkatan Layanan Informasi',
    number: 2,
    of: 6,
    share: 0.76,
    minutesLeft: 6,
    sizeBytes: 38_912,
  },
  savedAt: '2026-07-08T00:41:00.000Z',
  due: [
    {
      testId: id(3),
      kind: 'quiz',
      moduleCode: 'M3',
      itemCount: 10,
      minutes: 20,
      attemptsLeft: 2,
      bestScore: 60,
      openUntil: null,
      waitUntil: null,
      dueOn: '2026-07-09',
    },
  ],
  modules: [
    {
      ...aModule,
      code: 'M1',
      title: 'Penguatan Literasi',
      state: 'completed',
      lessonsCompleted: 6,
      share: 1,
      quiz: { bestScore: 90, isPassed: true },
    },
    {
      ...aModule,
      code: 'M3',
      title: 'Layanan Informasi',
      state: 'started',
      lessonsCompleted: 1,
      share: 0.29,
    },
    { ...aModule, code: 'M4', title: 'Pelibatan Masyarakat' },
    { ...aModule, code: 'M7', title: 'Rencana Kegiatan', state: 'notYetAvailable', lessonsTotal: 0 },
  ],
  decision: null,
  certificate: null,
} as unknown as Home;
const waiting = (state: string, given: object = {}): Home =>
  ({
    ...home,
    stage: 'waiting',
    next: null,
    due: [],
    enrollment: { ...home.enrollment, state, className: null, day: -3, ...given },
  }) as Home;

let page: HTMLElement;
let harness: RouterTestingHarness;

async function open(answer: () => Home, address = '/beranda'): Promise<string> {
  TestBed.configureTestingModule({
    providers: [
      providePortalTesting({
        session: aSession(),
        words: { home: words, study: studyWords.id as WordTree },
        answers: { getHome: answer },
        routes: [
          { path: 'beranda', component: HomePage },
          { path: '', children: [] },
        ],
      }),
    ],
  });
  harness = await RouterTestingHarness.create(address);
  return shown();
}
async function shown(): Promise<string> {
  await harness.fixture.whenStable();
  harness.detectChanges();
  page = harness.routeNativeElement as HTMLElement;
  return (page.textContent ?? '').replaceAll(/\s+/g, ' ');
}
const links = () => [...page.querySelectorAll('a')].map((link) => link.getAttribute('href'));

describe('the home page', () => {
  it('greets by name, in the class and on its day', async () => {
    const text = await open(() => home);
    expect(text).toContain('Selamat pagi,Rahayu Wulandari');
    expect(text).toContain('Kelas Cendana 12 · hari ke-3 dari 5');
    expect(page.querySelectorAll('h1')).toHaveLength(1);
  });

  it('leads back to the exact lesson by one button', async () => {
    const text = await open(() => home);
    expect(text).toContain('Modul 3 · Pelajaran 2');
    expect(text).toContain('6 menit lagi · 38 KB');
    expect(page.querySelector('.btn')?.textContent).toContain('Lanjutkan belajar');
    expect(page.querySelector('.btn')?.getAttribute('href')).toBe(`/pelajaran/${id(2)}`);
  });

  it('says since when all work is on the server', async () => {
    expect(await open(() => home)).toContain('Semua pekerjaan tersimpan');
  });

  it('says how many pieces of work only this phone has', async () => {
    const place = { blockIndex: 3, fraction: 0.5, isEndReached: false, isCompleted: false, readAt: home.now };
    localStorage.setItem(`belajar.${aSession().person.id}`, JSON.stringify({ [id(2)]: place }));
    const answers = [
      { questionId: 'a', answer: { kind: 'single', optionId: 'x' }, revision: 1 },
      { questionId: 'b', answer: { kind: 'single', optionId: 'y' }, revision: 2 },
    ];
    const closesAt = new Date(Date.now() + 60_000).toISOString();
    const notebook = { closesAt, waiting: answers, flagged: [], wantsToSubmit: false };
    localStorage.setItem(`tes:${aSession().person.id}:${id(7)}`, JSON.stringify(notebook));
    try {
      await open(() => home);
      await harness.fixture.whenStable();
      while (!(await shown()).includes('menunggu di ponsel')) await new Promise((go) => setTimeout(go, 5));
      expect(await shown()).toContain('3 pekerjaan menunggu di ponsel ini');
    } finally {
      localStorage.clear();
    }
  });

  it('lists what is due by day, with what it takes', async () => {
    const text = await open(() => home);
    expect(text).toContain('Besok, Kamis 9 Juli');
    expect(text).toContain('Kuis Modul 3');
    expect(text).toContain('10 soal, 20 menit · Nilai terbaik 60 · 2 kesempatan');
    expect(links()).toContain(`/tes/${id(3)}`);
  });

  it('says how far every module is, and links only those that can be opened', async () => {
    const text = await open(() => home);
    expect(text).toContain('Empat modul Anda');
    expect(text).toContain('Modul 1 · selesai, kuis 90');
    expect(text).toContain('Modul 3 · 1 dari 6 pelajaran');
    expect(text).toContain('Modul 7 · pelajarannya menyusul');
    expect(links()).toContain('/belajar/M3');
    expect(links()).not.toContain('/belajar/M7');
  });

  it('narrows the modules to what a count says', async () => {
    const text = await open(() => home, '/beranda?modul=berjalan');
    expect(text).toContain('Layanan Informasi');
    expect(text).not.toContain('Pelibatan Masyarakat');
    expect(page.querySelector('.counts [aria-current]')?.textContent).toContain('1 berjalan');
  });

  it.each([
    ['registered', {}, 'Data Anda sedang diperiksa'],
    ['needsCorrection', { stateReason: 'Nama desa tidak cocok.' }, 'Nama desa tidak cocok.'],
    ['verified', {}, 'Data Anda sudah diterima'],
    ['placed', { className: 'Kelas Cendana 12' }, 'Tinggal 4 hari lagi.'],
  ])('tells somebody %s what is going on before the class opens', async (state, given, sentence) => {
    const text = await open(() => waiting(state, given));
    expect(text).toContain(sentence);
    expect(text).toContain('Jalan menuju kelas');
    expect(text).not.toContain('Minggu ini');
  });

  it('leads to the results when there is nothing left to learn', async () => {
    const text = await open(() => ({ ...home, stage: 'awaiting', next: { kind: 'done' }, due: [] }));
    expect(text).toContain('Semua pelajaran dan tes sudah selesai');
    expect(page.querySelector('.btn')?.getAttribute('href')).toBe('/nilai');
  });

  it.each([
    [true, '/sertifikat', 'Lihat sertifikat'],
    [false, '/nilai', 'Sertifikat Anda sedang dibuat.'],
  ])('congratulates who passed, certificate ready: %s', async (isReady, link, words) => {
    const text = await open(() => ({
      ...home,
      stage: 'passed',
      next: null,
      due: [],
      decision: { outcome: 'passed', finalScore: 82.5, grade: 'Memuaskan' },
      certificate: { id: id(9), number: '1', validity: 'valid', isReady },
    }));
    expect(text).toContain('Selamat, Anda lulus');
    expect(text).toContain('Memuaskan, nilai akhir 82,50.');
    expect(text).toContain(words);
    expect(page.querySelector('.btn')?.getAttribute('href')).toBe(link);
  });

  it('says so when somebody takes part in nothing', async () => {
    const none = {
      ...home,
      stage: 'notEnrolled',
      enrollment: null,
      next: null,
      modules: [],
      due: [],
    } as Home;
    expect(await open(() => none)).toContain('Anda belum terdaftar dalam pelatihan');
  });

  it('keeps the last home on the screen when the next one cannot be fetched', async () => {
    let isReachable = true;
    await open(() => {
      if (isReachable) return home;
      throw new ApiProblem('unreachable', 0, 'No answer');
    });
    isReachable = false;
    await harness.navigateByUrl('/');
    await harness.navigateByUrl('/beranda');
    const text = await shown();
    expect(text).toContain('Keadaan terakhir yang kami terima');
    expect(text).toContain('Menata ruang, koleksi, dan jam buka');
  });

  it('shows what went wrong, with a way to try again', async () => {
    const text = await open(() => {
      throw new ApiProblem('unexpected-error', 500, 'Something failed');
    });
    expect(text).toContain('Bagian ini belum dapat ditampilkan');
    expect(page.querySelector('button')?.textContent).toContain('Coba lagi');
  });
});
