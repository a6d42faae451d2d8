import { TestBed } from '@angular/core/testing';
import { providePortalTesting } from '@bimtek/platform-portal/testing';
import { describe, expect, it } from '@jest/globals';
import words from '../schedule/words/id.ts';
import { RehearsalPage } from './rehearsal-page.ts';

const healthy = { status: 'up', database: 'up', queue: 'up', migrations: 'current', version: '1' };

async function shown(answer: () => unknown) {
  TestBed.configureTestingModule({
    providers: [providePortalTesting({ words: { schedule: words }, answers: { getHealth: answer } })],
  });
  const fixture = TestBed.createComponent(RehearsalPage);
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  const press = async (name: string) => {
    [...element.querySelectorAll('button')].find((one) => textOf(one).includes(name))?.click();
    for (let turn = 0; turn < 40; turn++) await fixture.whenStable();
  };
  return { element, press };
}
const textOf = (element: Element) => (element.textContent ?? '').replaceAll(/\s+/g, ' ').trim();

describe('the rehearsal', () => {
  it('says what the link is good for, and that nobody loses presence by a weak one', async () => {
    const { element, press } = await shown(() => healthy);
    expect(textOf(element)).toContain('Belum diuji.');
    await press('Mulai uji');
    expect(textOf(element)).toContain('Baik: suara, video, dan paparan seharusnya lancar.');
    expect(textOf(element)).toContain('0 dari 10 percobaan hilang');
    expect(textOf(element)).toContain('Anda tidak kehilangan presensi');
  });

  it('says that there is none, and can be tried again', async () => {
    const { element, press } = await shown(() => {
      throw new Error('no signal');
    });
    await press('Mulai uji');
    expect(textOf(element)).toContain('Tidak tersambung.');
    expect(textOf(element)).toContain('Uji lagi');
  });

  it('names what the browser cannot do, and the way around it', async () => {
    const { element, press } = await shown(() => healthy);
    // This place has neither sound nor WebRTC.
    expect(textOf(element)).toContain('Tanpa WebRTC, buka pertemuan dengan aplikasinya');
    await press('Putar nada');
    expect(textOf(element)).toContain('Peramban ini tidak dapat memutar suara.');
  });
});
