import { TestBed } from '@angular/core/testing';
import {
  attachFile,
  getMyAssignment,
  handInAssignment,
  type MyAssignment,
  saveAssignmentDraft,
  type VersionId,
} from '@bimtek/assignments-contracts';
import { ApiClient, ApiProblem } from '@bimtek/platform-portal';
import { aSession, type FakeApi, providePortalTesting } from '@bimtek/platform-portal/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { FileSender } from '../files/file-sender.ts';
import { KeptBytes } from '../files/kept-bytes.ts';
import { keptFiles } from '../files/kept-files.ts';
import { aFile, FakeBytes, FakeSender, fileIds } from '../testing/fake-files.ts';
import { aReceipt, anAssignment, now } from '../testing/some-work.ts';
import { keptDrafts } from './kept-drafts.ts';
import { UnsentDrafts } from './unsent-drafts.ts';

const person = aSession().person?.id ?? '';
const handInId = '0197a000-0000-7000-8000-0000000000aa' as VersionId;
const content = (text: string, files: string[] = []) =>
  ({ text, link: null, checked: [], files, plan: null }) as never;

let bytes: FakeBytes;
let sender: FakeSender;
let api: FakeApi;
let work: UnsentDrafts;
let assignment: MyAssignment;

const sent = (name: string) => api.calls.filter((call) => call.name === name).map(({ input }) => input);
async function keepFile(): Promise<void> {
  const kept = {
    name: 'rencana.pdf',
    kind: 'pdf',
    sizeBefore: 500,
    size: 500,
    sent: 0,
    uploadId: null,
  } as const;
  keptFiles().write(person, 'T4/satu', kept);
  await bytes.write(person, 'T4/satu', new Blob([new Uint8Array(500)]));
}

describe('work that only this phone has, when the person signs out', () => {
  beforeEach(() => {
    localStorage.clear();
    bytes = new FakeBytes();
    sender = new FakeSender();
    assignment = anAssignment();
    TestBed.configureTestingModule({
      providers: [
        providePortalTesting({ session: aSession() }),
        { provide: KeptBytes, useValue: bytes },
        { provide: FileSender, useValue: sender },
      ],
    });
    api = TestBed.inject(ApiClient) as FakeApi;
    api.answer(getMyAssignment, () => assignment);
    api.answer(saveAssignmentDraft, ({ body }) => ({ revision: body.basedOn + 1, savedAt: now }));
    api.answer(handInAssignment, () => aReceipt as never);
    api.answer(attachFile, ({ body }) => aFile({ id: body.uploadId as never }) as never);
    work = TestBed.inject(UnsentDrafts);
  });

  it('counts drafts and files', async () => {
    keptDrafts().write(person, 'T4', { content: content('Satu'), revision: 0, handIn: null });
    await keepFile();
    expect(work.count(person)).toBe(2);
    expect(work.count('0197a000-0000-7000-8000-000000000099')).toBe(0);
  });

  it('sends a file and names it in the draft that the server has', async () => {
    assignment = anAssignment({
      draft: { content: content('Di server'), revision: 3, savedAt: now, files: [] },
      draftRevision: 3,
    });
    await keepFile();
    await work.send(person);
    expect(sent('saveAssignmentDraft')).toMatchObject([
      { body: { content: { text: 'Di server', files: [fileIds[0]] }, basedOn: 3 } },
    ]);
    expect([work.count(person), bytes.kept.size]).toEqual([0, 0]);
  });

  it('hands in what was to be handed in, with its files', async () => {
    keptDrafts().write(person, 'T4', { content: content('Satu'), revision: 0, handIn: handInId });
    await keepFile();
    await work.send(person);
    expect(sent('handInAssignment')).toMatchObject([
      { body: { content: { text: 'Satu', files: [fileIds[0]] }, draftRevision: 1 } },
    ]);
    expect(work.count(person)).toBe(0);
  });

  it('hands nothing in without a file that could not be sent; the draft is safe on the server', async () => {
    keptDrafts().write(person, 'T4', { content: content('Satu'), revision: 0, handIn: handInId });
    await keepFile();
    sender.cuts = [{ after: 100, problem: new ApiProblem('unreachable', 0, '') }];
    await work.send(person);
    expect(sent('saveAssignmentDraft')).toHaveLength(1);
    expect(sent('handInAssignment')).toEqual([]);
    expect(work.count(person)).toBe(2);
    // Tried again later it goes on from there.
    await work.send(person);
    expect(sender.sentBytes).toEqual([100, 400]);
    expect(sent('handInAssignment')).toMatchObject([{ body: { content: { files: [fileIds[0]] } } }]);
    expect(work.count(person)).toBe(0);
  });

  it('leaves nothing of the person on a shared phone when it is discarded', async () => {
    keptDrafts().write(person, 'T4', { content: content('Satu'), revision: 0, handIn: null });
    await keepFile();
    await work.discard(person);
    expect([work.count(person), bytes.kept.size, localStorage.length]).toEqual([0, 0, 0]);
  });
});
