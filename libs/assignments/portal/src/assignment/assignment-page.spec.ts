import { TestBed } from '@angular/core/testing';
import { RouterTestingHarness } from '@angular/router/testing';
import type { MyAssignment } from '@bimtek/assignments-contracts';
import { lessonWords } from '@bimtek/curriculum-portal';
import { ApiClient, type WordTree } from '@bimtek/platform-portal';
import { aSession, type FakeApi, providePortalTesting } from '@bimtek/platform-portal/testing';
import { describe, expect, it } from '@jest/globals';
import filesWords from '../files/words/id.ts';
import { aReceipt, anAssignment, aVersion, someFeedback } from '../testing/some-work.ts';
import words from '../words/id.ts';
import { AssignmentPage } from './assignment-page.ts';

async function open(given: Partial<MyAssignment>, query = '') {
  TestBed.configureTestingModule({
    providers: [
      providePortalTesting({
        words: { assignments: words, lesson: lessonWords.id as WordTree, files: filesWords },
        session: aSession({ permissions: ['assignment.hand-in'] }),
        answers: { getMyAssignment: () => anAssignment(given), readFeedback: () => undefined },
        routes: [{ path: 'tugas/:code', component: AssignmentPage }],
      }),
    ],
  });
  const harness = await RouterTestingHarness.create(`/tugas/T4${query}`);
  await harness.fixture.whenStable();
  harness.detectChanges();
  const root = harness.routeNativeElement as HTMLElement;
  return {
    text: (root.textContent ?? '').replaceAll(/\s+/g, ' '),
    link: (name: string) => [...root.querySelectorAll('a')].find((one) => one.textContent?.includes(name)),
  };
}
const calls = () => (TestBed.inject(ApiClient) as FakeApi).calls.map(({ name }) => name);

describe('an assignment of a trainee', () => {
  it('leads to writing when nothing is written yet', async () => {
    const page = await open({});
    expect(page.link('Mulai menulis')?.getAttribute('href')).toBe('/tugas/T4/tulis');
    expect(page.text).toContain('Tenggat 8 Juli 2026, 16.00 WIB');
    expect(calls()).not.toContain('readFeedback');
  });

  it('shows the receipt after handing in, and offers no more writing', async () => {
    const page = await open(
      {
        state: 'submitted',
        refusal: 'already-handed-in',
        receipt: aReceipt,
        versions: [aVersion],
      },
      '?terkirim=1',
    );
    expect(page.text).toContain('Tugas Anda sudah terkirim');
    expect(page.text).toContain('K-7QM4-2XPA');
    expect(page.text).toContain(aVersion.content.text);
    expect(page.link('menulis')).toBeUndefined();
  });

  it('says what being late costs, and until when work is taken', async () => {
    const page = await open({ lateDays: 2, latePoints: 10 });
    expect(page.text).toContain('Tenggatnya sudah lewat 2 hari');
    expect(page.text).toContain('Masih diterima sampai 11 Juli 2026, 16.00 WIB, nilai dikurangi 10.');
  });

  it.each([
    ['too-late', 'Batas waktu menerima tugas sudah lewat'],
    ['class-closed', 'Kelas sudah ditutup'],
    ['class-not-open', 'Kelas belum dibuka'],
    ['not-active', 'Tugas dikirim oleh peserta aktif'],
  ] as const)('says why nothing can be handed in: %s', async (refusal, sentence) => {
    const page = await open({ refusal });
    expect(page.text).toContain(sentence);
    expect(page.link('Mulai menulis')).toBeUndefined();
  });

  it('shows score, level and comment of each criterion, and what would bring more', async () => {
    const page = await open({
      state: 'released',
      refusal: 'already-handed-in',
      score: 80,
      receipt: aReceipt,
      versions: [aVersion],
      feedback: [someFeedback()],
      hasUnreadFeedback: true,
    });
    expect(page.text).toContain('80,00');
    expect(page.text).toContain('Sangat baik · 60 dari 60');
    expect(page.text).toContain('Cukup · 20 dari 40');
    expect(page.text).toContain('Tulis target dengan angka.');
    expect(page.text).toContain('result seen at level 3');
    expect(page.link('Lanjut ke modul 4')?.getAttribute('href')).toBe('/belajar/M4');
    expect(calls()).toContain('readFeedback');
  });

  it('sends work that went back to be improved, with what the trainer said', async () => {
    const page = await open({
      state: 'needsRevision',
      receipt: aReceipt,
      versions: [aVersion],
      feedback: [someFeedback({ kind: 'revision', score: null })],
      revisionsLeft: 1,
    });
    expect(page.link('Perbaiki tugas')?.getAttribute('href')).toBe('/tugas/T4/tulis');
    expect(page.text).toContain('Kesempatan memperbaiki tersisa 1 kali.');
    expect(page.text).toContain('Kebutuhan warga kuat.');
    expect(page.text).not.toContain('Agar lebih baik lagi');
  });
});
