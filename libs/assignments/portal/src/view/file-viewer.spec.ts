import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { Annotation, AttachedFile } from '@bimtek/assignments-contracts';
import { lessonWords } from '@bimtek/curriculum-portal';
import { ApiProblem, type WordTree } from '@bimtek/platform-portal';
import { providePortalTesting } from '@bimtek/platform-portal/testing';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import words from '../files/words/id.ts';
import { aFile, fileIds } from '../testing/fake-files.ts';
import type { FileSource } from './file-source.ts';
import { FileViewer } from './file-viewer.ts';
import { type OpenPdf, PdfFiles, PdfUnreadable } from './pdf-files.ts';

const note = (n: number, changes: Partial<Annotation> = {}): Annotation =>
  ({
    id: `0197a000-0000-4000-8000-00000000000${n}`,
    fileId: fileIds[0],
    page: 1,
    kind: 'pin',
    tone: 'remark',
    points: [[0.5, 0.5]],
    text: `Catatan nomor ${n}`,
    ...changes,
  }) as Annotation;

@Component({
  imports: [FileViewer],
  template: `<assignments-file-viewer
    [file]="file()"
    [source]="source"
    [annotations]="annotations()"
    [isEditable]="isEditable()"
    (changed)="change($event)"
  />`,
})
class Desk {
  readonly file = signal<AttachedFile>(aFile());
  readonly annotations = signal<readonly Annotation[]>([]);
  readonly isEditable = signal(false);
  readonly steps: string[] = [];
  readonly source: FileSource = {
    url: ({ id }, variant, save) => `/files/${id}?variant=${variant}${save ? '&save=true' : ''}`,
    document: () => document(),
  };
  change({ annotations, step }: { annotations: Annotation[]; step: string }): void {
    this.steps.push(step);
    this.annotations.set(annotations);
  }
}

let document: FileSource['document'] extends (file: AttachedFile) => infer R ? () => R : never;
let openPdf: (url: string) => Promise<OpenPdf>;
let closed = 0;

async function shown(file: AttachedFile, annotations: Annotation[] = [], isEditable = false) {
  TestBed.configureTestingModule({
    providers: [
      providePortalTesting({ words: { files: words, lesson: lessonWords.id as WordTree } }),
      { provide: PdfFiles, useValue: { open: (url: string) => openPdf(url) } },
    ],
  });
  const fixture = TestBed.createComponent(Desk);
  const desk = fixture.componentInstance;
  desk.file.set(file);
  desk.annotations.set(annotations);
  desk.isEditable.set(isEditable);
  const settle = async () => {
    for (let turn = 0; turn < 3; turn++) {
      fixture.detectChanges();
      await new Promise((resolve) => setTimeout(resolve));
      await fixture.whenStable();
    }
  };
  await settle();
  const root = fixture.nativeElement as HTMLElement;
  const button = (name: string) =>
    [...root.querySelectorAll('button')].find(
      (one) => (one.getAttribute('aria-label') ?? one.textContent ?? '').trim() === name,
    );
  return {
    desk,
    root,
    fixture,
    settle,
    button,
    press: async (name: string) => {
      button(name)?.click();
      await settle();
    },
    text: () => (root.textContent ?? '').replaceAll(/\s+/g, ' '),
  };
}

const aPdf = aFile({
  kind: 'pdf',
  name: 'rencana.pdf',
  preview: { state: 'ready', pages: 2, width: null, height: null },
});

describe('FileViewer', () => {
  beforeEach(() => {
    document = () => Promise.reject(new ApiProblem('not-found', 404, ''));
    openPdf = () => Promise.reject(new PdfUnreadable('damaged'));
    closed = 0;
    // What jsdom does not lay out.
    HTMLElement.prototype.scrollIntoView = () => undefined;
    HTMLElement.prototype.getBoundingClientRect = () => new DOMRect(0, 0, 200, 100);
  });
  globalThis.DOMRect ??= class {
    constructor(
      readonly left = 0,
      readonly top = 0,
      readonly width = 0,
      readonly height = 0,
    ) {}
  } as never;

  it('shows the small picture of a photo, with a name, and offers the original to keep', async () => {
    const { root } = await shown(aFile());
    const picture = root.querySelector('img');
    expect(picture?.getAttribute('src')).toBe(`/files/${fileIds[0]}?variant=preview`);
    expect(picture?.alt).toBe('Foto foto-kegiatan.webp');
    expect(root.querySelector('a[download]')?.getAttribute('href')).toBe(
      `/files/${fileIds[0]}?variant=original&save=true`,
    );
  });

  it('says that the picture is still being made, and looks again', async () => {
    const { root, text, press, settle } = await shown(aFile({ preview: { state: 'waiting' } }));
    root.querySelector('img')?.dispatchEvent(new Event('error'));
    await settle();
    expect(text()).toContain('Pratinjau sedang dibuat');
    await press('Lihat lagi');
    expect(root.querySelector('img')).not.toBeNull();
  });

  it('says what is wrong with a file that cannot be shown, and lets it be kept', async () => {
    const { text, root } = await shown(aFile({ preview: { state: 'failed', reason: 'too-large' } }));
    expect(text()).toContain('terlalu besar untuk ditampilkan');
    expect(root.querySelector('img')).toBeNull();
    expect(text()).toContain('Simpan berkas');
  });

  it.each([
    ['encrypted', 'dikunci dengan kata sandi'],
    ['damaged', 'Berkas ini rusak'],
    ['network', 'Periksa sinyal'],
  ] as const)('says when a PDF is %s', async (fault, expected) => {
    openPdf = () => Promise.reject(new PdfUnreadable(fault));
    expect((await shown(aPdf)).text()).toContain(expected);
  });

  it('makes a place for every page of a PDF, with the notes of that page on it', async () => {
    const pdf = {
      pages: 300,
      sizeOf: () => Promise.resolve({ width: 600, height: 800 }),
      draw: jest.fn(() => Promise.resolve()),
      close: () => closed++,
    };
    openPdf = () => Promise.resolve(pdf as never);
    const { root, fixture } = await shown(aPdf, [note(1, { page: 300 })]);
    expect(root.querySelectorAll('[data-page]')).toHaveLength(300);
    expect(root.querySelectorAll('[data-page="300"] .pin')).toHaveLength(1);
    // Nothing is in sight here, so nothing is drawn.
    expect(pdf.draw).not.toHaveBeenCalled();
    fixture.destroy();
    expect(closed).toBe(1);
  });

  it('shows a document as blocks of text, and says what it leaves out', async () => {
    document = () =>
      Promise.resolve({
        blocks: [{ type: 'paragraph', text: [{ text: 'Kegiatan dihadiri 15 ibu.' }] }],
        isShortened: true,
        hasPictures: true,
      });
    const { text } = await shown(aFile({ kind: 'docx', name: 'laporan.docx' }));
    expect(text()).toContain('Kegiatan dihadiri 15 ibu.');
    expect(text()).toContain('hanya bagian awalnya');
    expect(text()).toContain('Gambar di dalam dokumen tidak ditampilkan');
  });

  it('plays sound', async () => {
    const { root } = await shown(aFile({ kind: 'audio', name: 'rekaman.webm' }));
    expect(root.querySelector('audio')?.getAttribute('aria-label')).toBe('Dengarkan rekaman.webm');
  });

  it('turns and zooms the page; notes stay where they are on it', async () => {
    const { root, press, text } = await shown(aFile(), [note(1)]);
    await press('Perbesar');
    expect(root.querySelector<HTMLElement>('.zoomed')?.style.width).toBe('150%');
    expect(text()).toContain('150 %');
    await press('Putar');
    expect(root.querySelector<HTMLElement>('.surface')?.style.getPropertyValue('--turn')).toBe('90deg');
    expect(root.querySelector<HTMLElement>('.pin')?.style.left).toBe('50%');
  });

  it('lets those who only read open notes, not change them', async () => {
    const { desk, root, press, button } = await shown(aFile(), [note(1), note(2, { tone: 'fix' })]);
    expect(button('Tandai')).toBeUndefined();
    expect(button('Tambah catatan di tengah halaman')).toBeUndefined();
    await press('Perlu diperbaiki 2: Catatan nomor 2');
    expect(root.querySelector('.note.selected')?.textContent).toContain('Catatan nomor 2');
    expect(root.querySelector('textarea')).toBeNull();
    expect(desk.steps).toEqual([]);
  });

  it('numbers the notes of this file alone', async () => {
    const { root } = await shown(aFile(), [note(1, { fileId: fileIds[1] as never }), note(2)]);
    expect([...root.querySelectorAll('.pin')].map((pin) => pin.textContent?.trim())).toEqual(['1']);
  });

  it('puts a note in the middle of the page by a button, to be written at once', async () => {
    const { desk, root, press, settle } = await shown(aFile(), [], true);
    await press('Tambah catatan di tengah halaman');
    await settle();
    expect(desk.annotations()).toMatchObject([{ kind: 'pin', points: [[0.5, 0.5]], text: '' }]);
    const box = root.querySelector('textarea') as HTMLTextAreaElement;
    expect(globalThis.document.activeElement).toBe(box);
    box.value = 'Tulis target dengan angka.';
    box.dispatchEvent(new Event('input'));
    await settle();
    expect(desk.annotations()).toMatchObject([{ text: 'Tulis target dengan angka.' }]);
    await press('Pujian');
    expect(desk.annotations()).toMatchObject([{ tone: 'praise' }]);
    await press('Hapus catatan 1');
    expect(desk.annotations()).toEqual([]);
  });

  it('moves a note by the arrow keys, however fast they come, as one step', async () => {
    const { desk, root, settle } = await shown(aFile(), [note(1)], true);
    const pin = root.querySelector('.pin') as HTMLElement;
    const press = (key: string, shiftKey = false) =>
      pin.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, bubbles: true }));
    press('ArrowLeft');
    press('ArrowLeft');
    press('ArrowUp', true);
    await settle();
    expect(desk.annotations()[0]?.points).toEqual([[0.48, 0.45]]);
    expect(new Set(desk.steps).size).toBe(1);
  });

  it('takes an area and a stroke that are dragged over the page, and a slip for nothing', async () => {
    const { desk, root, press, settle } = await shown(aFile(), [], true);
    const surface = root.querySelector('.surface') as HTMLElement;
    const drag = async (...path: [number, number][]) => {
      for (const [place, [clientX, clientY]] of path.entries()) {
        const type = place === 0 ? 'pointerdown' : place === path.length - 1 ? 'pointerup' : 'pointermove';
        const event = new MouseEvent(type, { clientX, clientY, bubbles: true, cancelable: true });
        surface.dispatchEvent(Object.assign(event, { isPrimary: true, pointerId: 1 }));
      }
      await settle();
    };
    await press('Tandai');
    await drag([100, 50], [120, 60], [20, 10]);
    await drag([100, 50], [100, 50]);
    await press('Pena');
    await drag([20, 10], [40, 10], [40, 60], [60, 60]);
    expect(desk.annotations().map(({ kind, points }) => [kind, points])).toEqual([
      [
        'box',
        [
          [0.1, 0.1],
          [0.5, 0.5],
        ],
      ],
      [
        'pen',
        [
          [0.1, 0.1],
          [0.2, 0.1],
          [0.2, 0.6],
          [0.3, 0.6],
        ],
      ],
    ]);
  });

  it('takes no more notes than a mark may hold', async () => {
    const many = Array.from({ length: 60 }, (_, n) =>
      note(1, { id: `0197a000-0000-4000-8000-${String(n).padStart(12, '0')}` }),
    );
    const { text, button } = await shown(aFile(), many, true);
    expect(button('Tambah catatan di tengah halaman')).toBeUndefined();
    expect(text()).toContain('sudah mencapai batasnya');
  });
});
