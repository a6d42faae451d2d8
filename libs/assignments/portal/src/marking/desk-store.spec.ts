import { TestBed } from '@angular/core/testing';
import {
  askRevision,
  claimSubmission,
  countSubmissions,
  finishMark,
  getSubmission,
  listSubmissions,
  type MarkContent,
  QueueRow,
  reopenMark,
  saveMark,
  type SubmissionDetail,
  type SubmissionId,
} from '@bimtek/assignments-contracts';
import { ApiClient, ApiProblem } from '@bimtek/platform-portal';
import { aSession, type FakeApi, providePortalTesting } from '@bimtek/platform-portal/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { aFile } from '../testing/fake-files.ts';
import { aSubmission, now, submissionIds } from '../testing/some-work.ts';
import { DeskStore } from './desk-store.ts';

const [first, second, third] = submissionIds as [SubmissionId, SubmissionId, SubmissionId];
const noSignal = () => {
  throw new ApiProblem('unreachable', 0, 'no answer');
};
const refused = (code: string) => () => {
  throw new ApiProblem(code, 409, '');
};
const outcome = (state: string, revision: number) => ({
  state,
  revision,
  score: state === 'needsRevision' ? null : { points: 80, latePoints: 0, score: 80 },
});

/** The server's marks by piece; saving follows the contract: only on top of the newest revision. */
let marks: Map<string, { content: MarkContent; revision: number }>;
let pieces: SubmissionDetail[];
let api: FakeApi;

async function opened(): Promise<DeskStore> {
  TestBed.resetTestingModule();
  TestBed.configureTestingModule({ providers: [providePortalTesting({ session: aSession() }), DeskStore] });
  api = TestBed.inject(ApiClient) as FakeApi;
  api.answer(listSubmissions, () => ({
    items: pieces.map((piece) => QueueRow.parse(piece)),
    next: null,
    previous: null,
  }));
  api.answer(countSubmissions, () => ({
    counts: { submitted: pieces.length },
    claimedByMe: 0,
    mine: 3,
    mineLate: 0,
  }));
  api.answer(getSubmission, ({ params }) => {
    const piece = pieces.find(({ id }) => id === params.submissionId);
    if (!piece) return refused('not-found')();
    const mark = marks.get(piece.id);
    return mark
      ? {
          ...piece,
          mark: {
            id: '0197a000-0000-7000-8000-0000000000f1' as never,
            versionId: piece.versions[0]?.id as never,
            state: 'draft' as const,
            score: null,
            savedAt: now,
            ...mark,
          },
        }
      : piece;
  });
  api.answer(saveMark, ({ params, body }) => {
    const newest = marks.get(params.submissionId)?.revision ?? 0;
    if (body.basedOn !== newest) return refused('stale-mark')();
    const content = { itemComments: {}, ...body.content };
    marks.set(params.submissionId, { content, revision: newest + 1 });
    return { revision: newest + 1, savedAt: now, claimedUntil: now };
  });
  api.answer(finishMark, ({ body }) => outcome('marked', body.basedOn + 1) as never);
  const store = TestBed.inject(DeskStore);
  store.filter.set({});
  store.pieceId.set(first);
  await settled();
  return store;
}
const settled = async () => {
  TestBed.tick();
  for (let turn = 0; turn < 30; turn++) await Promise.resolve();
  await new Promise((resolve) => setTimeout(resolve));
  TestBed.tick();
};
const show = async (store: DeskStore, id: SubmissionId) => {
  store.pieceId.set(id);
  await settled();
};
const sent = (name: string) => api.calls.filter((call) => call.name === name).map(({ input }) => input);

describe('DeskStore', () => {
  beforeEach(() => {
    localStorage.clear();
    marks = new Map();
    pieces = submissionIds.map((id, place) =>
      aSubmission({ id: id as SubmissionId, name: `Orang ${place + 1}` }),
    );
  });
  afterEach(() => {
    TestBed.resetTestingModule();
  });

  it('fetches the photo of the next piece ahead, once', async () => {
    const asked: string[] = [];
    const { Image } = globalThis;
    globalThis.Image = class {
      set src(url: string) {
        asked.push(url);
      }
    } as never;
    const [version] = pieces[1]?.versions ?? [];
    const photo = aFile();
    const content = { text: '', link: null, checked: [], files: [photo.id], plan: null };
    pieces[1] = { ...pieces[1], versions: [{ ...version, content, files: [photo] }] } as never;
    const store = await opened();
    store.work()?.setLevel('need', 3);
    await store.work()?.autosave.flush();
    await settled();
    globalThis.Image = Image;
    expect(asked).toEqual([`/api/submissions/${submissionIds[1]}/files/${photo.id}?variant=preview`]);
  });

  it('fetches the next two ahead, so that going on asks the server nothing', async () => {
    const store = await opened();
    expect(sent('getSubmission')).toMatchObject(
      [first, second, third].map((submissionId) => ({ params: { submissionId } })),
    );
    await show(store, second);
    expect(store.work()?.piece.name).toBe('Orang 2');
    expect(sent('getSubmission')).toHaveLength(3);
  });

  it('does not lose a half-made mark by moving on and coming back', async () => {
    const store = await opened();
    store.work()?.setLevel('need', 3);
    await show(store, second);
    await show(store, first);
    expect(store.work()?.autosave.content.levels).toEqual({ need: 3 });
    await store.work()?.autosave.flush();
    expect(marks.get(first)?.content.levels).toEqual({ need: 3 });
    expect(store.rows()?.[0]).toMatchObject({ state: 'inMarking', myLevels: 1 });
  });

  it('keeps a mark on this device without signal, also over a reload', async () => {
    const before = await opened();
    api.answer(saveMark, noSignal);
    before.work()?.setComment('need', 'Bagus.');
    await before.work()?.autosave.flush();
    expect(before.work()?.autosave.place()).toBe('waiting');

    const after = await opened();
    await after.work()?.autosave.flush();
    expect(marks.get(first)?.content.comments).toEqual({ need: 'Bagus.' });
    expect(Object.keys(localStorage).filter((key) => key.startsWith('nilai:'))).toEqual([]);
  });

  it('does again what was taken back, until something else is done', async () => {
    const store = await opened();
    store.work()?.setLevel('need', 4);
    store.work()?.setAnnotations([], 'note 1');
    store.work()?.undo();
    store.work()?.undo();
    expect(store.work()?.autosave.content.levels).toEqual({});
    store.work()?.redo();
    expect(store.work()?.autosave.content.levels).toEqual({ need: 4 });
    expect(store.work()?.canRedo).toBe(true);
    store.work()?.setLevel('need', 3);
    expect(store.work()?.canRedo).toBe(false);
    expect(store.work()?.canUndo).toBe(true);
  });

  it('asks whose mark counts when another tab saved one', async () => {
    const store = await opened();
    marks.set(first, {
      content: { levels: { need: 1 }, comments: {}, comment: '', itemComments: {} },
      revision: 1,
    });
    store.work()?.setLevel('need', 4);
    await store.work()?.autosave.flush();
    expect(store.work()?.autosave.newer()?.content.levels).toEqual({ need: 1 });
    store.work()?.autosave.keepMine();
    await store.work()?.autosave.flush();
    expect(marks.get(first)?.content.levels).toEqual({ need: 4 });
  });

  it('takes back levels one by one, and what was typed in one field at once', async () => {
    const store = await opened();
    const work = store.work();
    work?.setLevel('need', 3);
    work?.setComment('need', 'B');
    work?.setComment('need', 'Ba');
    work?.undo();
    expect(work?.autosave.content).toMatchObject({ levels: { need: 3 }, comments: {} });
    work?.undo();
    expect(work?.autosave.content.levels).toEqual({});
    expect(work?.canUndo).toBe(false);
  });

  it('finishes on top of a save that is on its way, and goes on to what waits', async () => {
    const store = await opened();
    store.work()?.setLevel('need', 3);
    const saving = store.work()?.autosave.flush();
    store.work()?.setLevel('result', 4);
    const ended = store.end(first, 'finish');
    expect(store.nextToMark()?.id).toBe(second);
    await Promise.all([saving, ended]);
    expect(sent('finishMark')).toMatchObject([
      { body: { content: { levels: { need: 3, result: 4 } }, basedOn: marks.get(first)?.revision } },
    ]);
    expect(store.rows()?.[0]).toMatchObject({ state: 'marked', score: 80 });
    expect(Object.keys(localStorage).filter((key) => key.startsWith('nilai:'))).toEqual([]);
  });

  it('finishes once when asked twice', async () => {
    const store = await opened();
    await Promise.all([store.end(first, 'finish'), store.end(first, 'finish')]);
    expect(sent('finishMark')).toHaveLength(1);
  });

  it('says of a mark that it did not arrive, keeps it, and brings it when tried again', async () => {
    const store = await opened();
    api.answer(finishMark, noSignal);
    store.work()?.setLevel('need', 3);
    await store.end(first, 'finish');
    expect(store.failed()).toMatchObject([{ id: first, name: 'Orang 1', kind: 'finish' }]);
    expect(store.rows()?.[0]?.state).toBe('submitted');

    api.answer(finishMark, ({ body }) => outcome('marked', body.basedOn + 1) as never);
    await store.end(first, 'finish');
    expect(store.failed()).toEqual([]);
    expect(store.rows()?.[0]?.state).toBe('marked');
  });

  it('sends work back and can take that back', async () => {
    const store = await opened();
    api.answer(askRevision, ({ body }) => outcome('needsRevision', body.basedOn + 1) as never);
    api.answer(reopenMark, () => outcome('inMarking', 2) as never);
    store.work()?.setOverall('Perbaiki ukuran hasil.');
    await store.end(first, 'revision');
    expect(store.rows()?.[0]?.state).toBe('needsRevision');
    await store.reopen(first);
    expect(store.rows()?.[0]?.state).toBe('inMarking');
  });

  it('passes over what others mark and what nobody of one library may mark', async () => {
    const claim = { by: 'Budi', isMine: false, until: now };
    pieces[1] = { ...(pieces[1] as SubmissionDetail), claim };
    pieces[2] = { ...(pieces[2] as SubmissionDetail), isOwnWork: true };
    const store = await opened();
    expect(store.nextToMark()).toBeUndefined();
    expect(sent('getSubmission')).toHaveLength(1);
  });

  it('changes nothing on a piece that somebody else marks, until it is taken over', async () => {
    const claim = { by: 'Budi', isMine: false, until: now };
    pieces[0] = { ...(pieces[0] as SubmissionDetail), claim, refusal: 'claimed-by-another' };
    const store = await opened();
    store.work()?.setLevel('need', 3);
    expect(store.work()?.autosave.content.levels).toEqual({});

    api.answer(claimSubmission, () => ({ ...claim, by: 'Saya', isMine: true }));
    pieces[0] = { ...(pieces[0] as SubmissionDetail), claim: null, refusal: null };
    await store.takeOver(first);
    await settled();
    store.work()?.setLevel('need', 3);
    expect(store.work()?.autosave.content.levels).toEqual({ need: 3 });
  });
});
