import { TestBed } from '@angular/core/testing';
import type { Session, StageEntry } from '@bimtek/live-contracts';
import { aSession as signedIn, providePortalTesting } from '@bimtek/platform-portal/testing';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import words from '../schedule/words/id.ts';
import { aSession, now } from '../testing/some-sessions.ts';
import { SessionPage } from './session-page.ts';

afterEach(() => {
  jest.restoreAllMocks();
});

async function shown(session: Session, given: { now?: string; entry?: StageEntry } = {}) {
  TestBed.configureTestingModule({
    providers: [
      providePortalTesting({
        words: { schedule: words },
        session: signedIn({ permissions: ['session.attend', 'session.join'] }),
        answers: {
          getLiveSession: () => ({ session, isHost: false, now: given.now ?? now }),
          joinStage: () => given.entry,
          getSlides: () => ({
            deck: {
              id: '0197a000-0000-7000-8000-0000000000e1',
              fileName: 'paparan.pdf',
              state: 'ready',
              reason: null,
              pages: [1, 2].map(() => ({ width: 1280, height: 720, bytes: 40_000 })),
            },
          }),
        },
      }),
    ],
  });
  const fixture = TestBed.createComponent(SessionPage);
  fixture.componentRef.setInput('sessionId', session.id);
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  const press = async (name: string) => {
    [...element.querySelectorAll('button')].find((one) => textOf(one).includes(name))?.click();
    await fixture.whenStable();
  };
  return { element, press };
}
const textOf = (element: Element | null) => (element?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
const doorsOpen = '2026-07-06T01:50:00.000Z';
const zoom: StageEntry = { provider: 'link', service: 'zoom', embed: null, open: 'https://zoom.us/j/1' };

describe('a session', () => {
  it('has no way in before its doors open, and says when they do', async () => {
    const { element } = await shown(aSession());
    expect(textOf(element)).toContain('Ruang dibuka Senin, 6 Juli, 09.45 WITA');
    expect(textOf(element)).not.toContain('Buka Zoom');
  });

  it('opens a meeting in a window of its own, and leaves its address on the page', async () => {
    const apart = { opener: {}, location: { replace: jest.fn() }, close: jest.fn() };
    jest.spyOn(window, 'open').mockReturnValue(apart as never);
    const { element, press } = await shown(aSession(), { now: doorsOpen, entry: zoom });
    await press('Buka Zoom');
    expect(apart.location.replace).toHaveBeenCalledWith('https://zoom.us/j/1');
    expect(apart.opener).toBeNull();
    expect(element.querySelector('a[target=_blank]')?.getAttribute('href')).toBe('https://zoom.us/j/1');
  });

  it('shows a film in a frame of this page and nothing that is no web address', async () => {
    const youtube = { provider: 'link', service: 'youtube' } as const;
    const embed = 'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ';
    const session = aSession({ stage: youtube });
    const good = await shown(session, { now: doorsOpen, entry: { ...youtube, embed, open: null } });
    await good.press('Putar siaran YouTube');
    expect(good.element.querySelector('iframe')?.getAttribute('src')).toBe(embed);
    TestBed.resetTestingModule();
    const bad = await shown(session, {
      now: doorsOpen,
      entry: { ...youtube, embed: 'javascript:alert(1)', open: null },
    });
    await bad.press('Putar siaran YouTube');
    expect(bad.element.querySelector('iframe')?.getAttribute('src')).toBe('about:blank');
  });

  it('that is cancelled says why and lets nobody in', async () => {
    const { element } = await shown(aSession({ state: 'cancelled', changeReason: 'Pelatih sakit' }), {
      now: doorsOpen,
    });
    expect(textOf(element)).toContain('Dibatalkan. Pelatih sakit');
    expect(element.querySelector('button')).toBeNull();
  });

  it('that is over has its summary and recording, or says that they come', async () => {
    const past = { startsAt: '2026-07-03T02:00:00.000Z' };
    const { element } = await shown(
      aSession({ ...past, summary: 'Kita membahas katalog.', recordingUrl: 'https://contoh.example/r' }),
    );
    expect(textOf(element)).toContain('Kita membahas katalog.');
    expect(element.querySelector('a[target=_blank]')?.getAttribute('href')).toBe('https://contoh.example/r');
    TestBed.resetTestingModule();
    expect(textOf((await shown(aSession(past))).element)).toContain('Notula belum ada');
  });

  it('costs no data for slides before they are asked for, and says how much they are', async () => {
    const { element, press } = await shown(aSession({ slides: 2 }), { now: doorsOpen });
    expect(element.querySelector('img')).toBeNull();
    await press('Tampilkan paparan (78 KB)');
    const picture = element.querySelector('img');
    expect(picture?.getAttribute('src')).toMatch(/\/slides\/0197a000-0000-7000-8000-0000000000e1\/1$/);
    expect(picture?.getAttribute('alt')).toBe('Halaman 1 dari 2');
  });
});
