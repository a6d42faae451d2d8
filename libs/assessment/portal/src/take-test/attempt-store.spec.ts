import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type Answer,
  type Attempt,
  getAttempt,
  saveAnswer,
  submitAttempt,
} from '@bimtek/assessment-contracts';
import { ApiClient, ApiProblem } from '@bimtek/platform-portal';
import { aSession, type FakeApi, providePortalTesting } from '@bimtek/platform-portal/testing';
import { AttemptStore } from './attempt-store.ts';

const attemptId = '0197a000-0000-7000-8000-0000000000a1';
const [first, second] = ['0197a000-0000-7000-8000-0000000000b1', '0197a000-0000-7000-8000-0000000000b2'];
const one = (optionId: string): Answer => ({ kind: 'single', optionId });
const now = '2026-07-06T02:00:00.000Z';
const savedAt = '2026-07-06T02:01:00.000Z';

const anAttempt = (changes: Partial<Attempt> = {}): Attempt =>
  ({
    id: attemptId,
    testId: '0197a000-0000-7000-8000-0000000000c1',
    kind: 'quiz',
    moduleCode: 'M1',
    ordinal: 1,
    attemptsAllowed: 3,
    minutes: 20,
    state: 'open',
    startedAt: now,
    closesAt: '2026-07-06T02:20:00.000Z',
    now,
    questions: [first, second].map((id) => ({
      id,
      type: 'single',
      stem: 'Pertanyaan?',
      options: ['a', 'b'].map((option) => ({ id: option, text: option })),
    })),
    answers: [],
    ...changes,
  }) as Attempt;

const aResult = {
  id: attemptId,
  testId: '0197a000-0000-7000-8000-0000000000c1',
  ordinal: 1,
  state: 'submitted',
  startedAt: now,
  closesAt: '2026-07-06T02:20:00.000Z',
  finishedAt: savedAt,
  score: 50,
  passed: false,
  rightCount: 1,
  itemCount: 2,
  answeredCount: 2,
  passMark: 70,
  bestScore: 50,
};

const noSignal = () => {
  throw new ApiProblem('unreachable', 0, 'no answer');
};
const saves = ({ body }: { body?: unknown }) => ({
  revision: (body as { revision: number }).revision,
  savedAt,
});

let api: FakeApi;

/** A page on this attempt, as after opening or reloading it. */
async function opened(attempt = anAttempt()): Promise<AttemptStore> {
  TestBed.resetTestingModule();
  TestBed.configureTestingModule({
    providers: [providePortalTesting({ session: aSession() }), AttemptStore],
  });
  api = TestBed.inject(ApiClient) as FakeApi;
  api.answer(getAttempt, () => attempt);
  api.answer(saveAnswer, saves as never);
  api.answer(submitAttempt, () => aResult as never);
  const store = TestBed.inject(AttemptStore);
  store.attemptId.set(attemptId);
  await settled();
  return store;
}
const settled = async () => {
  TestBed.tick();
  for (let turn = 0; turn < 30; turn++) await Promise.resolve();
  await new Promise((resolve) => setTimeout(resolve));
  TestBed.tick();
};
const placeOf = (store: AttemptStore, id: string) => store.held().get(id)?.place;
const calls = (name: string) => api.calls.filter((call) => call.name === name);

describe('AttemptStore', () => {
  beforeEach(() => localStorage.clear());
  afterEach(() => {
    TestBed.resetTestingModule();
  });

  it('sends an answer as soon as it is chosen, and says when the server had it', async () => {
    const store = await opened();
    store.choose(first, one('a'));
    expect(placeOf(store, first)).toBe('sending');
    await settled();
    expect(store.held().get(first)).toMatchObject({ place: 'server', savedAt, revision: 1 });
    expect(store.unsentCount()).toBe(0);
  });

  it('keeps an answer on the phone without signal, also over a reload, and sends it later', async () => {
    const before = await opened();
    api.answer(saveAnswer, noSignal);
    before.choose(first, one('a'));
    await settled();
    expect(placeOf(before, first)).toBe('phone');
    expect(before.isCutOff()).toBe(true);

    const after = await opened();
    expect(after.held().get(first)).toMatchObject({ place: 'server', answer: one('a') });
    expect(calls('saveAnswer')).toHaveLength(1);
    expect(after.isBack()).toBe(true);
  });

  it('counts the revision up with every change, also past what the server has', async () => {
    const store = await opened(
      anAttempt({ answers: [{ questionId: first, answer: one('a'), revision: 4, savedAt }] as never }),
    );
    store.choose(first, one('b'));
    await settled();
    expect(calls('saveAnswer')[0]?.input).toMatchObject({ body: { revision: 5, answer: one('b') } });
  });

  it('sends the newest of quick changes last', async () => {
    const store = await opened();
    store.choose(first, one('a'));
    store.choose(first, one('b'));
    await settled();
    expect(store.held().get(first)).toMatchObject({ place: 'server', answer: one('b'), revision: 2 });
  });

  it('offers the newer answer of another tab, and can insist on its own', async () => {
    const store = await opened();
    const current = { questionId: first, answer: one('b'), revision: 7, savedAt };
    api.answer(saveAnswer, () => {
      throw new ApiProblem('stale-revision', 409, '', [], { current });
    });
    store.choose(first, one('a'));
    await settled();
    expect(store.held().get(first)).toMatchObject({ place: 'stale', newer: current });

    store.takeNewer(first);
    expect(store.held().get(first)).toMatchObject({ place: 'server', answer: one('b') });

    store.choose(first, one('a'));
    await settled();
    expect(placeOf(store, first)).toBe('stale');
    api.answer(saveAnswer, saves as never);
    store.choose(first, one('a'));
    await settled();
    expect(store.held().get(first)).toMatchObject({ place: 'server', answer: one('a'), revision: 8 + 1 });
  });

  it('does not let one refused answer hold up the others', async () => {
    const store = await opened();
    api.answer(saveAnswer, ({ params }) => {
      if ((params as { questionId: string }).questionId === first)
        throw new ApiProblem('answer-does-not-fit', 422, '');
      return { revision: 1, savedAt };
    });
    store.choose(first, one('a'));
    store.choose(second, one('a'));
    await settled();
    expect([placeOf(store, first), placeOf(store, second)]).toEqual(['failed', 'server']);
    expect(calls('saveAnswer')).toHaveLength(2);
  });

  it('hands in only after everything has been sent', async () => {
    const store = await opened();
    store.choose(first, one('a'));
    void store.submit();
    await settled();
    expect(api.calls.map(({ name }) => name)).toEqual(['getAttempt', 'saveAnswer', 'submitAttempt']);
    expect(store.result()).toMatchObject({ score: 50 });
    expect(Object.keys(localStorage).filter((key) => key.startsWith('tes:'))).toEqual([]);
  });

  it('waits with handing in until there is signal, and remembers the wish over a reload', async () => {
    const before = await opened();
    api.answer(saveAnswer, noSignal);
    api.answer(submitAttempt, noSignal);
    before.choose(first, one('a'));
    await before.submit();
    expect(before.submission()).toBe('waiting');
    expect(calls('submitAttempt')).toHaveLength(0);

    const after = await opened();
    await settled();
    expect(after.result()).toMatchObject({ score: 50 });
  });

  it('lets the person go on answering instead', async () => {
    const store = await opened();
    api.answer(submitAttempt, noSignal);
    await store.submit();
    store.cancelSubmit();
    expect(store.submission()).toBe('none');
    expect((await opened()).submission()).toBe('none');
  });

  it('hands in by itself when the time is over, and sends nothing more', async () => {
    const store = await opened(anAttempt({ now: '2026-07-06T02:20:00.001Z' }));
    await settled();
    expect(calls('submitAttempt')).toHaveLength(1);
    expect(store.result()).toBeDefined();
  });

  it('knows an attempt that was closed elsewhere', async () => {
    const store = await opened();
    api.answer(saveAnswer, () => {
      throw new ApiProblem('attempt-closed', 409, '');
    });
    store.choose(first, one('a'));
    await settled();
    expect(store.result()).toBe('elsewhere');
    expect((await opened(anAttempt({ state: 'expired', questions: [] }))).result()).toBe('elsewhere');
  });

  it('keeps flags on this phone', async () => {
    (await opened()).toggleFlag(second);
    expect([...(await opened()).flagged()]).toEqual([second]);
  });
});
