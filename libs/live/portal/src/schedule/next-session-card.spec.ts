import { TestBed } from '@angular/core/testing';
import type { Session } from '@bimtek/live-contracts';
import { aSession as signedIn, providePortalTesting } from '@bimtek/platform-portal/testing';
import { describe, expect, it } from '@jest/globals';
import { aSession, classGroup, now } from '../testing/some-sessions.ts';
import { NextSessionCard } from './next-session-card.ts';

async function shown(items: Session[], given: { now?: string; fails?: boolean } = {}) {
  TestBed.configureTestingModule({
    providers: [
      providePortalTesting({
        session: signedIn(),
        answers: {
          listMySessions: () => {
            if (given.fails) throw new Error('no signal');
            return { classGroup, timeZone: 'Asia/Makassar', now: given.now ?? now, items };
          },
        },
      }),
    ],
  });
  const fixture = TestBed.createComponent(NextSessionCard);
  await fixture.whenStable();
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  return {
    text: (element.textContent ?? '').replaceAll(/\s+/g, ' ').trim(),
    link: element.querySelector('a')?.getAttribute('href'),
  };
}

describe('the next session on the home page', () => {
  it('is what comes first and takes place, with its own words and time', async () => {
    const [off, next] = [aSession({ state: 'cancelled' }), aSession({ title: 'Literasi Data' })];
    const { text, link } = await shown([off, next]);
    expect(text).toBe('Sesi berikutnya · Senin, 6 Juli 10.00 WITA1 jam lagiLiterasi Data Siapkan sesi');
    expect(link).toBe(`/jadwal/${next.id}`);
  });

  it('is one that runs, and the way in', async () => {
    expect((await shown([aSession()], { now: '2026-07-06T02:30:00.000Z' })).text).toContain(
      'Masuk sesi langsung',
    );
  });

  it.each([{ fails: true }, {}])('leads to the timetable when there is none to be shown', async (given) => {
    const { text, link } = await shown([], given);
    expect(text).toContain('Tidak ada sesi langsung dalam waktu dekat');
    expect(link).toBe('/jadwal');
  });
});
