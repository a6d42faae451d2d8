import { TestBed } from '@angular/core/testing';
import type { Session } from '@bimtek/live-contracts';
import { ApiClient } from '@bimtek/platform-portal';
import { aSession as signedIn, type FakeApi, providePortalTesting } from '@bimtek/platform-portal/testing';
import { describe, expect, it } from '@jest/globals';
import words from '../schedule/words/id.ts';
import { aSession, classGroup } from '../testing/some-sessions.ts';
import { AgendaPage } from './agenda-page.ts';

async function shown(items: Session[], waktu?: string) {
  TestBed.configureTestingModule({
    providers: [
      providePortalTesting({
        words: { schedule: words },
        session: signedIn({ role: 'expertTrainer', permissions: ['session.read'] }),
        answers: { listAgenda: () => ({ items, next: null, previous: null }) },
      }),
    ],
  });
  const fixture = TestBed.createComponent(AgendaPage);
  fixture.componentRef.setInput('waktu', waktu);
  await fixture.whenStable();
  const { calls } = TestBed.inject(ApiClient) as FakeApi;
  return {
    element: fixture.nativeElement as HTMLElement,
    asked: (calls[0]?.input as { query: { from?: string; until?: string; order?: string } }).query,
  };
}

describe('the own agenda', () => {
  it('shows each session in the time of its own class, with the way to its timetable', async () => {
    const { element, asked } = await shown([aSession(), aSession({ timeZone: 'Asia/Jayapura' })]);
    const rows = [...element.querySelectorAll('tbody tr')].map((row) => row.textContent ?? '');
    expect(rows[0]).toContain('10.00–11.30 WITA');
    expect(rows[1]).toContain('11.00–12.30 WIT');
    expect(element.querySelector('td a')?.getAttribute('href')).toBe(`/kelola/kelas/${classGroup.id}/jadwal`);
    expect(asked.until).toBeUndefined();
    expect(asked.from).toMatch(/T(15|16|17):00:00\.000Z$/);
  });

  it('names what is for all classes, and leads to the session itself', async () => {
    const forAll = aSession({ classGroup: null, kind: 'plenary' });
    const { element } = await shown([forAll]);
    expect(element.querySelector('td a')?.textContent).toContain('Untuk semua kelas');
    expect(element.querySelector('td a')?.getAttribute('href')).toBe(`/kelola/sesi/${forAll.id}`);
  });

  it('shows what is over the last first', async () => {
    const { element, asked } = await shown([], 'lewat');
    expect(asked).toMatchObject({ order: 'last' });
    expect(asked.from).toBeUndefined();
    expect(element.textContent).toContain('Tidak ada sesi kelas Anda pada waktu ini');
  });
});
