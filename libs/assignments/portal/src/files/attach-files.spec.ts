import { Component, inject, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import {
  type AssignmentCode,
  attachFile,
  type AttachedFile,
  type AttachedFileId,
  type FileKind,
} from '@bimtek/assignments-contracts';
import { ApiClient, ApiProblem } from '@bimtek/platform-portal';
import { aSession, type FakeApi, providePortalTesting } from '@bimtek/platform-portal/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { aFile, FakeBytes, FakeSender, fileIds } from '../testing/fake-files.ts';
import { AttachFiles } from './attach-files.ts';
import { FileSender } from './file-sender.ts';
import { FileUploads } from './file-uploads.ts';
import { KeptBytes } from './kept-bytes.ts';
import words from './words/id.ts';

@Component({
  imports: [AttachFiles],
  providers: [FileUploads],
  template: `<assignments-attach-files
    [uploads]="uploads"
    [kinds]="kinds()"
    [files]="files()"
    [missing]="missing()"
    (removed)="removed.push($event)"
  />`,
})
class Page {
  readonly uploads = inject(FileUploads);
  readonly kinds = signal<readonly FileKind[]>(['image', 'pdf', 'audio']);
  readonly files = signal<readonly AttachedFile[]>([]);
  readonly missing = signal<readonly AttachedFileId[]>([]);
  readonly removed: AttachedFileId[] = [];
}

const aPdf = (size = 400_000) => new File([new Uint8Array(size)], 'rencana.pdf', { type: 'application/pdf' });
let sender: FakeSender;

async function opened() {
  TestBed.configureTestingModule({
    providers: [
      providePortalTesting({ words: { files: words }, session: aSession() }),
      { provide: KeptBytes, useValue: new FakeBytes() },
      { provide: FileSender, useValue: sender },
    ],
  });
  const api = TestBed.inject(ApiClient) as FakeApi;
  api.answer(attachFile, ({ body }) => aFile({ id: body.uploadId as never, kind: 'pdf' }) as never);
  const fixture = TestBed.createComponent(Page);
  const page = fixture.componentInstance;
  page.uploads.start('T4' as AssignmentCode, (file) => page.files.update((files) => [...files, file]));
  const root = fixture.nativeElement as HTMLElement;
  const settle = async () => {
    for (let turn = 0; turn < 3; turn++) {
      fixture.detectChanges();
      await new Promise((resolve) => setTimeout(resolve));
      await fixture.whenStable();
    }
  };
  await settle();
  return {
    api,
    page,
    root,
    settle,
    text: () => (root.textContent ?? '').replaceAll(/\s+/g, ' '),
    /** As the person does, through the box with this name. */
    choose: async (name: string, ...files: File[]) => {
      const label = [...root.querySelectorAll('label')].find((one) => one.textContent?.trim() === name);
      const box = label?.querySelector('input') as HTMLInputElement;
      Object.defineProperty(box, 'files', { value: files, configurable: true });
      box.dispatchEvent(new Event('change'));
      await settle();
    },
    press: async (name: string) => {
      const named = (one: Element) =>
        (one.getAttribute('aria-label') ?? one.textContent ?? '').trim() === name;
      [...root.querySelectorAll('button')].find(named)?.click();
      await settle();
    },
  };
}

describe('AttachFiles', () => {
  beforeEach(() => {
    localStorage.clear();
    sender = new FakeSender();
  });

  it('offers the camera and the recorder only where photos and sound are taken', async () => {
    const { page, root, settle, text } = await opened();
    expect(root.querySelector('input[capture="environment"]')).not.toBeNull();
    expect(text()).toContain('Rekam suara');
    page.kinds.set(['pdf']);
    await settle();
    expect(root.querySelector('input[capture]')).toBeNull();
    expect(text()).not.toContain('Rekam suara');
    expect(root.querySelector<HTMLInputElement>('input[type="file"]')?.accept).toBe('.pdf,application/pdf');
  });

  it('says what arrived, and gives the person a way to take it away', async () => {
    const { page, choose, press, text } = await opened();
    await choose('Pilih berkas', aPdf());
    expect(text()).toContain('Sudah sampai');
    await press('Hapus foto-kegiatan.webp');
    expect(page.removed).toEqual([fileIds[0]]);
  });

  it('says how much is left when the link is cut, and that it is safe', async () => {
    sender.cuts = [{ after: 257_000, problem: new ApiProblem('unreachable', 0, '') }];
    const { choose, text, root } = await opened();
    await choose('Pilih berkas', aPdf());
    expect(text()).toContain('Menunggu sinyal, tersisa 140 KB. Aman di ponsel ini');
    expect(root.querySelector('[aria-label="Pengiriman rencana.pdf"]')).not.toBeNull();
  });

  it('says in plain words what is wrong with a file, and offers no retry that would be refused again', async () => {
    const { api, choose, text, press } = await opened();
    api.answer(attachFile, () => {
      throw new ApiProblem('file-encrypted', 422, '');
    });
    await choose('Pilih berkas', aPdf());
    expect(text()).toContain('Berkas ini dikunci dengan kata sandi');
    expect(text()).not.toContain('Coba lagi');
    await press('Hapus rencana.pdf');
    expect(text()).not.toContain('rencana.pdf');
  });

  it('says why a chosen file is not taken', async () => {
    const { choose, text } = await opened();
    await choose('Pilih berkas', aPdf(3_000_000));
    expect(text()).toContain('rencana.pdf lebih besar dari 2 MB');
    await choose('Pilih berkas', new File(['x'], 'arsip.zip'));
    expect(text()).toContain('arsip.zip tidak dapat dilampirkan di tugas ini');
  });

  it('takes files that are dropped on it, and never lets the browser open them instead', async () => {
    const { root, settle, text } = await opened();
    const event = new Event('drop', { bubbles: true, cancelable: true });
    root.querySelector('section')?.dispatchEvent(Object.assign(event, { dataTransfer: { files: [aPdf()] } }));
    await settle();
    expect(event.defaultPrevented).toBe(true);
    expect(text()).toContain('Sudah sampai');
  });

  it('offers no more room after three files', async () => {
    const { page, root, settle, text } = await opened();
    page.files.set([0, 1].map((n) => aFile({ id: fileIds[n] as never })));
    page.missing.set([fileIds[2] as never]);
    await settle();
    expect(root.querySelector('input[type="file"]')).toBeNull();
    expect(text()).toContain('Sudah 3 berkas');
  });

  it('names a file that is gone and lets it be taken away', async () => {
    const { page, settle, press, text } = await opened();
    page.missing.set([fileIds[2] as never]);
    await settle();
    expect(text()).toContain('sudah tidak ada di server');
    await press('Hapus Berkas yang hilang');
    expect(page.removed).toEqual([fileIds[2]]);
  });
});
