import { TestBed } from '@angular/core/testing';
import {
  attachFile,
  getMyAssignment,
  handInAssignment,
  type MyAssignment,
  saveAssignmentDraft,
} from '@bimtek/assignments-contracts';
import { ApiClient, ApiProblem } from '@bimtek/platform-portal';
import { aSession, type FakeApi, providePortalTesting } from '@bimtek/platform-portal/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FileSender } from '../files/file-sender.ts';
import { FileUploads } from '../files/file-uploads.ts';
import { KeptBytes } from '../files/kept-bytes.ts';
import { aFile, FakeBytes, FakeSender, fileIds } from '../testing/fake-files.ts';
import { aReceipt, anAssignment, aVersion, now } from '../testing/some-work.ts';
import { HandInStore } from './hand-in-store.ts';
import { UnsentDrafts } from './unsent-drafts.ts';

const noSignal = () => {
  throw new ApiProblem('unreachable', 0, 'no answer');
};
const refused = (code: string) => () => {
  throw new ApiProblem(code, 409, '');
};
const content = (text: string) => ({ text, link: null, checked: [], files: [], plan: null });
const person = aSession().person?.id ?? '';

/** What the server has; saving follows the contract: only on top of the newest revision. */
let server: { assignment: MyAssignment };
let api: FakeApi;
let bytes: FakeBytes;
let sender: FakeSender;

const saves = ({ body }: { body?: unknown }) => {
  const { content: draft, basedOn } = body as { content: never; basedOn: number };
  if (basedOn !== server.assignment.draftRevision) return refused('stale-draft')() as never;
  const revision = basedOn + 1;
  server.assignment = {
    ...server.assignment,
    draftRevision: revision,
    draft: { content: draft, revision, savedAt: now, files: [] },
  };
  return { revision, savedAt: now };
};

/** A page on the assignment, as after opening or reloading it. */
async function opened(): Promise<HandInStore> {
  TestBed.resetTestingModule();
  TestBed.configureTestingModule({
    providers: [
      providePortalTesting({ session: aSession() }),
      FileUploads,
      HandInStore,
      { provide: KeptBytes, useValue: bytes },
      { provide: FileSender, useValue: sender },
    ],
  });
  api = TestBed.inject(ApiClient) as FakeApi;
  api.answer(getMyAssignment, () => server.assignment);
  api.answer(saveAssignmentDraft, saves as never);
  api.answer(handInAssignment, () => aReceipt as never);
  api.answer(attachFile, ({ body }) => aFile({ id: body.uploadId as never }) as never);
  const store = TestBed.inject(HandInStore);
  store.code.set('T4');
  await settled();
  return store;
}
const settled = async () => {
  TestBed.tick();
  for (let turn = 0; turn < 30; turn++) await Promise.resolve();
  await new Promise((resolve) => setTimeout(resolve));
  TestBed.tick();
};
const sent = (name: string) => api.calls.filter((call) => call.name === name).map(({ input }) => input);
const aPdf = () => new File([new Uint8Array(500)], 'rencana.pdf', { type: 'application/pdf' });
const keptFileKeys = () => Object.keys(localStorage).filter((key) => key.startsWith('berkas:'));
const keptKeys = () => Object.keys(localStorage).filter((key) => key.startsWith('tugas:'));

describe('HandInStore', () => {
  beforeEach(() => {
    localStorage.clear();
    bytes = new FakeBytes();
    sender = new FakeSender();
    server = { assignment: anAssignment() };
  });
  afterEach(() => {
    TestBed.resetTestingModule();
  });

  it('keeps every change on this device at once and the newest on the server after a pause', async () => {
    const store = await opened();
    store.write({ text: 'Satu' });
    store.write({ text: 'Satu dua' });
    expect(keptKeys()).toHaveLength(1);
    expect(sent('saveAssignmentDraft')).toHaveLength(0);
    await store.draft()?.flush();
    expect(sent('saveAssignmentDraft')).toMatchObject([
      { body: { content: { text: 'Satu dua' }, basedOn: 0 } },
    ]);
    expect(store.draft()?.place()).toBe('saved');
    expect(store.draft()?.savedAt()).toBe(now);
    expect(keptKeys()).toEqual([]);
  });

  it('saves on top of what it saved before, also what was typed while a save was on its way', async () => {
    const store = await opened();
    store.write({ text: 'Satu' });
    const first = store.draft()?.flush();
    store.write({ text: 'Satu dua' });
    await first;
    expect(sent('saveAssignmentDraft')).toMatchObject([{ body: { basedOn: 0 } }, { body: { basedOn: 1 } }]);
    expect(server.assignment.draft?.content.text).toBe('Satu dua');
  });

  it('goes on after a reload with what only this device had', async () => {
    const before = await opened();
    api.answer(saveAssignmentDraft, noSignal);
    before.write({ text: 'Ditulis tanpa sinyal' });
    await before.draft()?.flush();
    expect(before.draft()?.place()).toBe('waiting');

    const after = await opened();
    expect(after.content().text).toBe('Ditulis tanpa sinyal');
    await after.draft()?.flush();
    expect(server.assignment.draft?.content.text).toBe('Ditulis tanpa sinyal');
  });

  it('asks whose text counts when another device saved a newer one, and loses neither', async () => {
    const store = await opened();
    store.write({ text: 'Dari ponsel' });
    server.assignment = {
      ...server.assignment,
      draftRevision: 3,
      draft: { content: content('Dari laptop'), revision: 3, savedAt: now, files: [] },
    };
    await store.draft()?.flush();
    expect(store.draft()?.newer()?.content.text).toBe('Dari laptop');
    expect(store.content().text).toBe('Dari ponsel');

    store.draft()?.keepMine();
    await store.draft()?.flush();
    expect(server.assignment.draft?.content.text).toBe('Dari ponsel');
    expect(server.assignment.draftRevision).toBe(4);
  });

  it('can take the newer text of another device', async () => {
    const store = await opened();
    store.write({ text: 'Dari ponsel' });
    server.assignment = {
      ...server.assignment,
      draftRevision: 3,
      draft: { content: content('Dari laptop'), revision: 3, savedAt: now, files: [] },
    };
    await store.draft()?.flush();
    store.draft()?.takeNewer();
    expect(store.content().text).toBe('Dari laptop');
    expect(keptKeys()).toEqual([]);
  });

  it('takes a save whose answer got lost for what it is', async () => {
    const store = await opened();
    store.write({ text: 'Satu' });
    api.answer(saveAssignmentDraft, ((input: never) => {
      saves(input);
      return noSignal();
    }) as never);
    await store.draft()?.flush();
    expect(store.draft()?.place()).toBe('waiting');
    api.answer(saveAssignmentDraft, saves as never);
    await store.draft()?.flush();
    expect(store.draft()?.place()).toBe('saved');
    expect(store.draft()?.newer()).toBeUndefined();
  });

  it('hands in what is on the page, on top of the draft that the server has', async () => {
    const store = await opened();
    store.write({ text: '  Rancangan saya  ' });
    store.tick(1, true);
    await store.handIn();
    expect(sent('handInAssignment')).toMatchObject([
      { body: { content: { text: 'Rancangan saya', checked: [1] }, draftRevision: 1 } },
    ]);
    expect(store.receipt()).toEqual(aReceipt);
    expect(keptKeys()).toEqual([]);
  });

  it('waits with handing in until there is signal, also over a reload, and sends it under the same id', async () => {
    const before = await opened();
    before.write({ text: 'Rancangan saya' });
    api.answer(handInAssignment, noSignal);
    await before.handIn();
    expect(before.submission()).toBe('waiting');
    const [first] = sent('handInAssignment') as { body: { id: string } }[];

    const after = await opened();
    await settled();
    expect(after.receipt()).toEqual(aReceipt);
    expect(sent('handInAssignment')).toMatchObject([{ body: { id: first?.body.id } }]);
    expect(keptKeys()).toEqual([]);
  });

  it('gives another text another id, so that it never gets the receipt of the one before', async () => {
    const store = await opened();
    store.write({ text: 'Satu' });
    api.answer(handInAssignment, noSignal);
    await store.handIn();
    store.cancelHandIn();
    store.write({ text: 'Dua' });
    await store.handIn();
    const ids = (sent('handInAssignment') as { body: { id: string } }[]).map(({ body }) => body.id);
    expect(new Set(ids).size).toBe(2);
  });

  it('hands in once when the button is pressed twice', async () => {
    const store = await opened();
    store.write({ text: 'Satu' });
    await Promise.all([store.handIn(), store.handIn()]);
    expect(sent('handInAssignment')).toHaveLength(1);
  });

  it('keeps the text and says why when it is too late', async () => {
    const store = await opened();
    api.answer(handInAssignment, refused('too-late') as never);
    store.write({ text: 'Satu' });
    await store.handIn();
    expect(store.submission()).toBe('failed');
    expect(store.submitProblem()?.code).toBe('too-late');
    expect(store.content().text).toBe('Satu');
  });

  it('knows work that was handed in elsewhere', async () => {
    const store = await opened();
    api.answer(handInAssignment, refused('already-handed-in') as never);
    store.write({ text: 'Satu' });
    await store.handIn();
    expect(store.receipt()).toBe('elsewhere');
  });

  it('does not send over a text that is newer than what is on the page', async () => {
    const store = await opened();
    store.write({ text: 'Dari ponsel' });
    server.assignment = {
      ...server.assignment,
      draftRevision: 3,
      draft: { content: content('Dari laptop'), revision: 3, savedAt: now, files: [] },
    };
    await store.handIn();
    expect(sent('handInAssignment')).toHaveLength(0);
    expect(store.draft()?.newer()).toBeDefined();
  });

  it('begins a revision with what was handed in', async () => {
    server.assignment = anAssignment({ state: 'needsRevision', versions: [aVersion], draftRevision: 5 });
    const store = await opened();
    expect(store.content().text).toBe(aVersion.content.text);
    expect(store.draft()?.isUnsaved()).toBe(false);
  });

  it('hands in once its files have arrived, and names them', async () => {
    const store = await opened();
    let open: () => void = () => undefined;
    sender.gate = new Promise((resolve) => (open = resolve));
    await store.uploads.add([aPdf()], ['pdf'], 0);
    await store.handIn();
    expect(store.submission()).toBe('waiting');
    expect(sent('handInAssignment')).toHaveLength(0);
    open();
    await settled();
    await settled();
    expect(store.receipt()).toEqual(aReceipt);
    expect(sent('handInAssignment')).toMatchObject([{ body: { content: { files: [fileIds[0]] } } }]);
    expect([keptKeys(), keptFileKeys()]).toEqual([[], []]);
  });

  it('keeps the wish to hand in over a reload in the middle of a file', async () => {
    const before = await opened();
    sender.cuts = [{ after: 100, problem: new ApiProblem('unreachable', 0, '') }];
    await before.uploads.add([aPdf()], ['pdf'], 0);
    await before.handIn();
    await settled();
    expect(sent('handInAssignment')).toHaveLength(0);

    const after = await opened();
    await settled();
    await settled();
    expect(after.receipt()).toEqual(aReceipt);
    expect(sender.sentBytes).toEqual([100, 400]);
    expect(sent('handInAssignment')).toMatchObject([{ body: { content: { files: [fileIds[0]] } } }]);
  });

  it('hands nothing in as long as a file cannot be sent, until it is taken away', async () => {
    const store = await opened();
    api.answer(attachFile, refused('file-encrypted') as never);
    store.write({ text: 'Satu' });
    await store.uploads.add([aPdf()], ['pdf'], 0);
    await store.handIn();
    await settled();
    expect([store.submission(), store.isHeldUp()]).toEqual(['none', true]);
    await store.handIn();
    expect(sent('handInAssignment')).toHaveLength(0);
    await store.uploads.remove(store.uploads.uploads()[0]?.id ?? '');
    await store.handIn();
    expect(sent('handInAssignment')).toMatchObject([{ body: { content: { text: 'Satu', files: [] } } }]);
  });

  it('names files that the server no longer has, asks once, and lets them be taken away', async () => {
    server.assignment = anAssignment({
      draft: {
        content: { ...content('Satu'), files: [fileIds[0] as never] },
        revision: 2,
        savedAt: now,
        files: [],
      },
      draftRevision: 2,
    });
    const store = await opened();
    await settled();
    expect(store.missing()).toEqual([fileIds[0]]);
    expect(sent('getMyAssignment')).toHaveLength(2);
    store.removeFile(fileIds[0] as never);
    expect(store.missing()).toEqual([]);
    expect(store.content().files).toEqual([]);
  });

  it('leaves a draft of somebody else on the same phone alone', async () => {
    localStorage.setItem(
      'tugas:0197a000-0000-7000-8000-00000000ffff:T4',
      JSON.stringify({ content: content('Bukan punya saya'), revision: 0, handIn: null }),
    );
    const store = await opened();
    expect(store.content().text).toBe('');
    store.write({ text: 'Punya saya' });
    await store.draft()?.flush();
    expect(keptKeys()).toHaveLength(1);
  });
});

describe('UnsentDrafts', () => {
  beforeEach(() => {
    localStorage.clear();
    server = { assignment: anAssignment() };
  });

  it('counts, sends and discards what waits on this device for one person', async () => {
    const store = await opened();
    api.answer(saveAssignmentDraft, noSignal);
    store.write({ text: 'Menunggu' });
    await store.draft()?.flush();
    store.draft()?.end();
    const unsent = TestBed.inject(UnsentDrafts);
    expect(unsent.count(person)).toBe(1);
    await unsent.send(person);
    expect(unsent.count(person)).toBe(1);
    api.answer(saveAssignmentDraft, saves as never);
    await unsent.send(person);
    expect(unsent.count(person)).toBe(0);
    expect(server.assignment.draft?.content.text).toBe('Menunggu');
  });
});
