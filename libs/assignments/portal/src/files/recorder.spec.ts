import { TestBed } from '@angular/core/testing';
import { providePortalTesting } from '@bimtek/platform-portal/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Recorder } from './recorder.ts';
import words from './words/id.ts';

/** A microphone that gives one part of sound when it is stopped. */
class FakeRecorder {
  static isTypeSupported = (type: string) => type.startsWith('audio/webm');
  static running: FakeRecorder | undefined;
  state = 'inactive';
  readonly mimeType = 'audio/webm;codecs=opus';
  ondataavailable: (event: { data: Blob }) => void = () => undefined;
  onstop: () => void = () => undefined;
  onerror: () => void = () => undefined;
  start(): void {
    this.state = 'recording';
    FakeRecorder.running = this;
  }
  stop(): void {
    this.state = 'inactive';
    this.ondataavailable({ data: new Blob([new Uint8Array(240_000)]) });
    this.onstop();
  }
}

let stopped: number;
const microphone = (answer: () => Promise<unknown>) =>
  Object.defineProperty(navigator, 'mediaDevices', {
    value: { getUserMedia: answer },
    configurable: true,
  });
const works = () => Promise.resolve({ getTracks: () => [{ stop: () => stopped++ }] });
const refuses = (name: string) => () => Promise.reject(new DOMException('', name));

async function opened() {
  TestBed.configureTestingModule({ providers: [providePortalTesting({ words: { files: words } })] });
  const fixture = TestBed.createComponent(Recorder);
  const root = fixture.nativeElement as HTMLElement;
  const files: File[] = [];
  fixture.componentInstance.done.subscribe((file) => files.push(file));
  const settle = async () => {
    for (let turn = 0; turn < 3; turn++) {
      fixture.detectChanges();
      await new Promise((resolve) => setTimeout(resolve));
    }
  };
  await settle();
  return {
    fixture,
    files,
    root,
    text: () => (root.textContent ?? '').replaceAll(/\s+/g, ' '),
    press: async (name: string) => {
      [...root.querySelectorAll('button')].find((one) => one.textContent?.trim() === name)?.click();
      await settle();
    },
  };
}

describe('Recorder', () => {
  beforeEach(() => {
    stopped = 0;
    FakeRecorder.running = undefined;
    Object.assign(globalThis, { MediaRecorder: FakeRecorder });
    URL.createObjectURL = () => 'blob:rekaman';
    URL.revokeObjectURL = () => undefined;
    microphone(works);
  });
  afterEach(() => {
    TestBed.resetTestingModule();
  });

  it('records, lets the person listen, and attaches only then', async () => {
    const { press, root, files, text } = await opened();
    await press('Mulai merekam');
    expect(text()).toContain('Sedang merekam');
    await press('Selesai');
    expect(root.querySelector('audio')?.getAttribute('src')).toBe('blob:rekaman');
    expect(text()).toContain('234 KB');
    expect([files, stopped]).toEqual([[], 1]);
    await press('Lampirkan');
    expect(files.map(({ name, type }) => [name.replace(/\d+/, 'n'), type])).toEqual([
      ['rekaman-n.webm', 'audio/webm'],
    ]);
  });

  it.each([
    ['NotAllowedError', 'Mikrofon belum diizinkan'],
    ['NotFoundError', 'Mikrofon tidak ditemukan'],
  ])('says what to do on %s', async (name, expected) => {
    microphone(refuses(name));
    const { press, text } = await opened();
    await press('Mulai merekam');
    expect(text()).toContain(expected);
    expect(text()).toContain('Mulai merekam');
  });

  it('says so where a browser records nothing', async () => {
    Object.assign(globalThis, { MediaRecorder: undefined });
    const { press, text } = await opened();
    await press('Mulai merekam');
    expect(text()).toContain('Mikrofon tidak ditemukan');
  });

  it('lets go of the microphone when the page is left in the middle', async () => {
    const { press, fixture, files } = await opened();
    await press('Mulai merekam');
    fixture.destroy();
    await new Promise((resolve) => setTimeout(resolve));
    expect([stopped, files]).toEqual([1, []]);
  });
});
