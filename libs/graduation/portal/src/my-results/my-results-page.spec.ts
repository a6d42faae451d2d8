import { TestBed } from '@angular/core/testing';
import { RouterTestingHarness } from '@angular/router/testing';
import { describe, expect, it } from '@jest/globals';
import type { Condition, MyResults } from '@bimtek/graduation-contracts';
import { providePortalTesting } from '@bimtek/platform-portal/testing';
import words from './words/id.ts';
import { MyResultsPage } from './my-results-page.ts';

const condition = (given: Partial<Condition> & Pick<Condition, 'code'>): Condition => ({
  state: 'met',
  value: 80,
  limit: 70,
  scale: 100,
  hours: null,
  isApproved: null,
  ...given,
});
const results = {
  enrollmentId: '0197a000-0000-7000-8000-000000000001',
  className: 'Kelas Cendana 12',
  state: 'gathering',
  explanation: {
    outcome: 'notPassed',
    conditions: [
      condition({
        code: 'attendance',
        state: 'unmet',
        value: 79.41,
        limit: 80,
        hours: { attended: 13.5, scheduled: 17 },
      }),
      condition({ code: 'plan', isApproved: true }),
      condition({ code: 'postTest', value: 75, limit: 60 }),
      condition({ code: 'assignments', value: 5, limit: 5, scale: 6 }),
      condition({ code: 'finalScore', value: 75.86 }),
    ],
    parts: [
      { code: 'quiz', weight: 20, mean: 84.29, contribution: 16.86, recorded: 7, expected: 7 },
      { code: 'plan', weight: 30, mean: null, contribution: 0, recorded: 0, expected: 1 },
    ],
    finalScore: 75.86,
    grade: { code: 'good', label: 'Baik' },
    attendanceRate: 79.41,
    gain: { preTest: 45, postTest: 75, points: 30, share: 54.54 },
    missingQuizzes: [],
    missingAssignments: ['M6'],
  },
  decision: null,
  scores: [
    {
      component: 'plan',
      value: 80,
      outOf: null,
      source: 'import',
      recordedBy: 'Ratna',
      recordedAt: '2026-07-11T03:00:00.000Z',
    },
  ],
  modules: [],
  postTestAttempts: { used: 2, allowed: 2 },
  next: { kind: 'attendMore', attended: 13.5, scheduled: 17, limit: 80 },
} as unknown as MyResults;

let links: (string | null)[] = [];

async function open(given: MyResults | null): Promise<string> {
  TestBed.configureTestingModule({
    providers: [
      providePortalTesting({
        words: { results: words },
        answers: { getMyResults: () => ({ results: given }), getMyEnrollment: () => ({ enrollment: null }) },
        routes: [{ path: 'nilai', component: MyResultsPage }],
      }),
    ],
  });
  const harness = await RouterTestingHarness.create('/nilai');
  await harness.fixture.whenStable();
  harness.detectChanges();
  links = [...(harness.routeNativeElement?.querySelectorAll('a') ?? [])].map((link) =>
    link.getAttribute('href'),
  );
  return (harness.routeNativeElement?.textContent ?? '').replaceAll(/\s+/g, ' ');
}

describe('my results', () => {
  it('say what is left and never round attendance up', async () => {
    const text = await open(results);
    expect(text).toContain('Tinggal satu syarat lagi');
    expect(text).toContain('4 dari 5 syarat lulus sudah terpenuhi.');
    expect(text).toContain('Kehadiran79,4 %');
    expect(text).toContain('13,5 dari 17 JP. Perlu 80 %.');
    expect(text).toContain('Kehadiran: 13,5 dari 17 JP');
  });

  it('show where each number comes from, and a dash for what is missing', async () => {
    const text = await open(results);
    expect(text).toContain('7 dari 7 kuis, bobot 20 %84,2916,86');
    expect(text).toContain('Rencana kegiatanbobot 30 %–0,00');
    expect(text).toContain('Nilai akhir sementara 75,86');
    expect(text).toContain('Dicatat Ratna, 11 Juli 2026');
    expect(text).toContain('Anda menutup 54,5 % dari jarak ke nilai 100.');
  });

  it('lead to a test that can be taken', async () => {
    const testId = '0197a000-0000-7000-8000-000000000009';
    const next = {
      kind: 'takePostTest',
      testId,
      moduleCode: null,
      isOpen: false,
      attemptsLeft: 1,
      bestScore: 55,
      waitUntil: null,
    };
    const text = await open({ ...results, next } as unknown as MyResults);
    expect(text).toContain('Nilai terbaik 55, perlu 60');
    expect(text).toContain('Kerjakan post-test');
    expect(links).toContain(`/tes/${testId}`);
  });

  it('lead to the lessons before there is any score', async () => {
    const text = await open({ ...results, state: 'empty', scores: [] });
    expect(text).toContain('Belum ada nilai');
    expect(text).toContain('Mulai belajar');
    expect(text).not.toContain('Dari mana nilai Anda');
  });

  it('lead to the certificate of somebody who passed', async () => {
    const decision = { outcome: 'passed', decidedAt: '2026-07-13T03:00:00.000Z', grade: 'Baik' } as const;
    const text = await open({ ...results, state: 'decided', decision, next: null });
    expect(text).toContain('Selamat, Anda lulus');
    expect(text).toContain('Diputuskan 13 Juli 2026. Predikat: Baik.');
    expect(text).toContain('Lihat sertifikat');
  });

  it('tell somebody who did not pass what was missing', async () => {
    const decision = { outcome: 'notPassed', decidedAt: '2026-07-13T03:00:00.000Z', grade: null } as const;
    const text = await open({ ...results, state: 'decided', decision, next: null });
    expect(text).toContain('Anda belum lulus kali ini');
    expect(text).not.toContain('Lihat sertifikat');
  });

  it('say so when somebody takes part in nothing', async () => {
    expect(await open(null)).toContain('Anda belum terdaftar dalam pelatihan');
  });
});
