import { TestBed } from '@angular/core/testing';
import type { AttachedFile } from '@bimtek/assignments-contracts';
import { ApiClient } from '@bimtek/platform-portal';
import { aSession, type FakeApi, providePortalTesting } from '@bimtek/platform-portal/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { signal } from '@angular/core';
import { FileUploads } from '../files/file-uploads.ts';
import fileWords from '../files/words/id.ts';
import { aFile, fileIds } from '../testing/fake-files.ts';
import { AcknowledgementCard } from './acknowledgement-card.ts';
import words from './words/id.ts';

const facts = {
  library: null,
  village: null,
  today: '2026-07-10',
  endsOn: '2026-07-08',
  acknowledgeUntil: '2026-07-22',
  acknowledgement: null,
};

/** The uploader, whose photo arrives when the spec says so. */
class FakeUploads {
  readonly underway = signal(false);
  onAttached: (file: AttachedFile) => void = () => undefined;
  started = '';
  readonly uploads = signal([]);
  readonly refused = signal([]);
  readonly preparing = signal([]);
  readonly before = signal(new Map());
  readonly count = signal(0);
  isUnderway = () => this.underway();
  start(code: string, onAttached: (file: AttachedFile) => void): void {
    this.started = code;
    this.onAttached = onAttached;
  }
}

async function open() {
  const uploads = new FakeUploads();
  TestBed.configureTestingModule({
    providers: [
      providePortalTesting({
        words: { plan: words, files: fileWords },
        session: aSession({ permissions: ['assignment.hand-in'] }),
        answers: {
          acknowledgePlan: ({ body }) => ({ ...(body as object), recordedAt: '2026-07-10T02:00:00.000Z' }),
        },
      }),
    ],
  });
  TestBed.overrideComponent(AcknowledgementCard, {
    set: { providers: [{ provide: FileUploads, useValue: uploads }] },
  });
  const fixture = TestBed.createComponent(AcknowledgementCard);
  fixture.componentRef.setInput('code', 'T7');
  fixture.componentRef.setInput('facts', facts);
  await fixture.whenStable();
  const page = fixture.nativeElement as HTMLElement;
  const button = (label: string) =>
    [...page.querySelectorAll('button')].find((one) => one.textContent?.includes(label));
  button(words.acknowledge.add)?.click();
  await fixture.whenStable();
  for (const [id, value, event] of [
    ['mengetahui.nama', 'Bapak Kepala Desa', 'input'],
    ['mengetahui.tanggal', '2026-07-09', 'change'],
    ['mengetahui.bukti', 'Lembar yang dicap', 'input'],
  ] as const) {
    const field = page.querySelector<HTMLInputElement>(`[id="${id}"]`);
    if (!field) throw new Error(`no field ${id}`);
    field.value = value;
    field.dispatchEvent(new Event(event));
  }
  await fixture.whenStable();
  return {
    page,
    uploads,
    settle: () => fixture.whenStable(),
    save: async () => {
      button(words.acknowledge.send)?.click();
      await fixture.whenStable();
    },
    sent: () =>
      (TestBed.inject(ApiClient) as FakeApi).calls
        .filter(({ name }) => name === 'acknowledgePlan')
        .map(({ input }) => (input as { body: { fileId: string | null } }).body.fileId),
  };
}

beforeEach(() => localStorage.clear());

describe('the village head’s acknowledgement', () => {
  it('is sent without a photo, for that is a choice', async () => {
    const card = await open();
    await card.save();
    expect(card.sent()).toEqual([null]);
  });

  it('goes with the photo of the signed sheet, and waits for it', async () => {
    const card = await open();
    expect(card.uploads.started).toBe('T7');
    card.uploads.underway.set(true);
    await card.settle();
    await card.save();
    expect(card.page.textContent).toContain(words.acknowledge.photoWaits);
    expect(card.sent()).toEqual([]);
    card.uploads.underway.set(false);
    card.uploads.onAttached(aFile());
    await card.settle();
    expect(card.page.textContent).toContain('foto-kegiatan.webp');
    await card.save();
    expect(card.sent()).toEqual([fileIds[0]]);
  });
});
