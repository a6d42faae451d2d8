import { TestBed } from '@angular/core/testing';
import { type AssignmentCode, attachFile, type AttachedFile } from '@bimtek/assignments-contracts';
import { ApiClient, ApiProblem } from '@bimtek/platform-portal';
import { aSession, type FakeApi, providePortalTesting } from '@bimtek/platform-portal/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { aFile, FakeBytes, FakeSender, fileIds } from '../testing/fake-files.ts';
import { FileSender } from './file-sender.ts';
import { FileUploads } from './file-uploads.ts';
import { KeptBytes } from './kept-bytes.ts';

const code = 'T4' as AssignmentCode;
const person = aSession().person?.id ?? '';
const aPdf = (name = 'rencana.pdf', size = 500) =>
  new File([new Uint8Array(size)], name, { type: 'application/pdf' });
const noSignal = () => new ApiProblem('unreachable', 0, '');

let bytes: FakeBytes;
let sender: FakeSender;
let api: FakeApi;
let attached: AttachedFile[];

/** A page on the assignment, as after opening or reloading it; the device and the server are those of before. */
async function opened(sessionOf = person): Promise<FileUploads> {
  TestBed.resetTestingModule();
  bytes.held.clear();
  const session = aSession({ person: { id: sessionOf, name: 'Rahayu' } });
  TestBed.configureTestingModule({
    providers: [
      providePortalTesting({ session }),
      FileUploads,
      { provide: KeptBytes, useValue: bytes },
      { provide: FileSender, useValue: sender },
    ],
  });
  api = TestBed.inject(ApiClient) as FakeApi;
  api.answer(
    attachFile,
    ({ body }) => aFile({ id: body.uploadId as never, kind: 'pdf', name: 'rencana.pdf' }) as never,
  );
  const uploads = TestBed.inject(FileUploads);
  uploads.start(code, (file) => attached.push(file));
  await settled();
  return uploads;
}
const settled = async () => {
  TestBed.tick();
  for (let turn = 0; turn < 60; turn++) await Promise.resolve();
  await new Promise((resolve) => setTimeout(resolve));
  TestBed.tick();
};
const goOnline = (isOnline: boolean) => {
  Object.defineProperty(navigator, 'onLine', { value: isOnline, configurable: true });
  window.dispatchEvent(new Event(isOnline ? 'online' : 'offline'));
};
const keptKeys = () => Object.keys(localStorage).filter((key) => key.startsWith('berkas:'));

describe('files on their way', () => {
  beforeEach(() => {
    localStorage.clear();
    goOnline(true);
    bytes = new FakeBytes();
    sender = new FakeSender();
    attached = [];
  });
  afterEach(() => {
    TestBed.resetTestingModule();
  });

  it('are sent, attached, and then no longer kept on the device', async () => {
    const uploads = await opened();
    await uploads.add([aPdf()], ['pdf'], 0);
    await settled();
    expect(attached).toMatchObject([{ id: fileIds[0] }]);
    expect(uploads.uploads()).toEqual([]);
    expect([keptKeys(), [...bytes.kept]]).toEqual([[], []]);
  });

  it('go on where the link was cut, and send no byte twice', async () => {
    sender.cuts = Array.from({ length: 1 }, () => ({ after: 200, problem: noSignal() }));
    const uploads = await opened();
    await uploads.add([aPdf()], ['pdf'], 0);
    await settled();
    expect(uploads.uploads()).toMatchObject([{ state: 'waiting', sent: 200, size: 500 }]);
    uploads.retry(uploads.uploads()[0]?.id ?? '');
    await settled();
    expect(sender.sentBytes).toEqual([200, 300]);
    expect(attached).toHaveLength(1);
  });

  it('go on after a reload, with the bytes that this device kept', async () => {
    sender.cuts = [{ after: 200, problem: noSignal() }];
    await (await opened()).add([aPdf()], ['pdf'], 0);
    await settled();
    expect(keptKeys()).toHaveLength(1);

    await opened();
    await settled();
    expect(sender.sentBytes).toEqual([200, 300]);
    expect(attached).toMatchObject([{ id: fileIds[0] }]);
    expect(keptKeys()).toEqual([]);
  });

  it('wait while there is no signal and go on by themselves when there is', async () => {
    const uploads = await opened();
    goOnline(false);
    await uploads.add([aPdf()], ['pdf'], 0);
    await settled();
    expect(uploads.uploads()).toMatchObject([{ state: 'waiting', sent: 0 }]);
    goOnline(true);
    await settled();
    expect(attached).toHaveLength(1);
  });

  it('are attached once more with the same outcome when the answer got lost', async () => {
    const uploads = await opened();
    let asked = 0;
    api.answer(attachFile, ({ body }) => {
      if (++asked === 1) throw noSignal();
      return aFile({ id: body.uploadId as never }) as never;
    });
    await uploads.add([aPdf()], ['pdf'], 0);
    await settled();
    uploads.retry(uploads.uploads()[0]?.id ?? '');
    await settled();
    expect(sender.sentBytes).toEqual([500, 0]);
    expect(attached).toHaveLength(1);
  });

  it('stay with the reason when the server refuses what is in them', async () => {
    const uploads = await opened();
    api.answer(attachFile, () => {
      throw new ApiProblem('file-encrypted', 422, '');
    });
    await uploads.add([aPdf()], ['pdf'], 0);
    await settled();
    expect(uploads.uploads()).toMatchObject([{ state: 'failed', problem: { code: 'file-encrypted' } }]);
    expect(uploads.isUnderway()).toBe(false);
    await uploads.remove(uploads.uploads()[0]?.id ?? '');
    expect([uploads.uploads(), keptKeys(), [...bytes.kept]]).toEqual([[], [], []]);
  });

  it('wait when the storage of the server is full, and lose nothing', async () => {
    const uploads = await opened();
    api.answer(attachFile, () => {
      throw new ApiProblem('storage-full', 507, '');
    });
    await uploads.add([aPdf()], ['pdf'], 0);
    await settled();
    expect(uploads.uploads()).toMatchObject([{ state: 'waiting', sent: 500 }]);
    expect(bytes.kept.size).toBe(1);
  });

  it('begin anew from this device when the server let the upload go', async () => {
    const uploads = await opened();
    let asked = 0;
    api.answer(attachFile, ({ body }) => {
      if (++asked === 1) throw new ApiProblem('upload-expired', 410, '');
      return aFile({ id: body.uploadId as never }) as never;
    });
    await uploads.add([aPdf()], ['pdf'], 0);
    await settled();
    expect(sender.sentBytes).toEqual([500, 500]);
    expect(attached).toMatchObject([{ id: fileIds[1] }]);
  });

  it('are sent one after the other', async () => {
    const uploads = await opened();
    let open: () => void = () => undefined;
    sender.gate = new Promise((resolve) => (open = resolve));
    await uploads.add([aPdf('satu.pdf'), aPdf('dua.pdf')], ['pdf'], 0);
    await settled();
    expect(uploads.uploads().map(({ state }) => state)).toEqual(['sending', 'waiting']);
    open();
    await settled();
    expect(attached).toHaveLength(2);
  });

  it('are at most three with those that are attached; the fourth is named, not lost unseen', async () => {
    const uploads = await opened();
    goOnline(false);
    await uploads.add([aPdf('satu.pdf'), aPdf('dua.pdf'), aPdf('tiga.pdf')], ['pdf'], 1);
    expect(uploads.uploads().map(({ name }) => name)).toEqual(['satu.pdf', 'dua.pdf']);
    expect(uploads.refused()).toEqual([{ name: 'tiga.pdf', fault: 'too-many' }]);
  });

  it('do not come back when they were taken away in the middle', async () => {
    const uploads = await opened();
    let open: () => void = () => undefined;
    sender.gate = new Promise((resolve) => (open = resolve));
    await uploads.add([aPdf()], ['pdf'], 0);
    await settled();
    await uploads.remove(uploads.uploads()[0]?.id ?? '');
    open();
    await settled();
    expect([attached, uploads.uploads()]).toEqual([[], []]);
  });

  it('are held by the page alone when the device keeps nothing, which is said', async () => {
    bytes.isFull = true;
    goOnline(false);
    const uploads = await opened();
    await uploads.add([aPdf()], ['pdf'], 0);
    expect(uploads.uploads()).toMatchObject([{ isKept: false }]);
    expect(uploads.isOnlyHere()).toBe(true);
    goOnline(true);
    await settled();
    expect(attached).toHaveLength(1);
  });

  it('of another person on the same phone are neither shown nor sent', async () => {
    goOnline(false);
    await (await opened()).add([aPdf()], ['pdf'], 0);
    goOnline(true);
    const other = await opened('0197a000-0000-7000-8000-000000000099');
    await settled();
    expect([other.uploads(), attached]).toEqual([[], []]);
    expect(keptKeys()).toHaveLength(1);
  });

  it('says so when the device lost the bytes', async () => {
    goOnline(false);
    await (await opened()).add([aPdf()], ['pdf'], 0);
    bytes.kept.clear();
    goOnline(true);
    const uploads = await opened();
    await settled();
    expect(uploads.uploads()).toMatchObject([{ state: 'failed', problem: { code: 'file-lost' } }]);
  });
});
