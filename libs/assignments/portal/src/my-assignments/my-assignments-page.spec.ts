import { TestBed } from '@angular/core/testing';
import type { MyAssignmentRow } from '@bimtek/assignments-contracts';
import { aSession, providePortalTesting } from '@bimtek/platform-portal/testing';
import { describe, expect, it } from '@jest/globals';
import { aReceipt, anAssignment, now } from '../testing/some-work.ts';
import words from '../words/id.ts';
import { MyAssignmentsPage } from './my-assignments-page.ts';

const row = (code: string, title: string, given: Partial<MyAssignmentRow> = {}): MyAssignmentRow => ({
  ...anAssignment(),
  code,
  title,
  ...given,
});

async function shown(items: MyAssignmentRow[]): Promise<HTMLElement> {
  TestBed.configureTestingModule({
    providers: [
      providePortalTesting({
        words: { assignments: words },
        session: aSession({ permissions: ['assignment.hand-in'] }),
        answers: { listMyAssignments: () => ({ items, now }) },
      }),
    ],
  });
  const fixture = TestBed.createComponent(MyAssignmentsPage);
  await fixture.whenStable();
  return fixture.nativeElement as HTMLElement;
}
const next = (element: HTMLElement) => element.querySelector('.card a')?.getAttribute('href');

describe('the own assignments', () => {
  it('puts first what came back, to be read before it is written on', async () => {
    const element = await shown([
      row('T1', 'Pertama', { dueAt: '2026-07-06T05:00:00.000Z' }),
      row('T2', 'Kedua', { state: 'needsRevision', hasUnreadFeedback: true }),
    ]);
    expect(next(element)).toBe('/tugas/T2');
    expect(element.textContent).toContain('umpan balik baru');
  });

  it('then what is due first, straight into writing', async () => {
    const element = await shown([
      row('T1', 'Pertama', { dueAt: '2026-07-09T05:00:00.000Z' }),
      row('T2', 'Kedua', { dueAt: '2026-07-07T05:00:00.000Z' }),
      row('T3', 'Ketiga', { dueAt: '2026-07-05T05:00:00.000Z', refusal: 'too-late' }),
    ]);
    expect(next(element)).toBe('/tugas/T2/tulis');
    expect(element.textContent).toContain('Tenggat besok 12.00 WIB');
  });

  it('shows the receipt of what waits and the score of what is released', async () => {
    const element = await shown([
      row('T1', 'Pertama', { state: 'submitted', refusal: 'already-handed-in', receipt: aReceipt }),
      row('T2', 'Kedua', { state: 'released', refusal: 'already-handed-in', receipt: aReceipt, score: 82.5 }),
    ]);
    expect(element.textContent).toContain('K-7QM4-2XPA');
    expect(element.textContent).toContain('Nilai 82,5');
    expect(element.querySelector('.card')).toBeNull();
    expect(element.querySelector('[role=img]')?.getAttribute('aria-label')).toContain(
      '1 sudah dinilai, 1 menunggu penilaian, 0 belum dikirim',
    );
  });

  it('says when there is none yet', async () => {
    expect((await shown([])).textContent).toContain('Belum ada tugas');
  });
});
