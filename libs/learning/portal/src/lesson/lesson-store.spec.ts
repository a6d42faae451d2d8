import { TestBed } from '@angular/core/testing';
import type { LessonProgress, LessonReading } from '@bimtek/learning-contracts';
import { ApiClient, ApiProblem } from '@bimtek/platform-portal';
import { aSession, type FakeApi, providePortalTesting } from '@bimtek/platform-portal/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import study from '../next-step/words/id.ts';
import words from '../words/id.ts';
import { LessonStore } from './lesson-store.ts';

const lessonId = '0197a000-0000-7000-8000-00000000000a';
const progress: LessonProgress = {
  state: 'started',
  blockIndex: 2,
  fraction: 0.25,
  share: 0.4,
  isEndReached: false,
  completedAt: null,
  updatedAt: '2026-07-06T02:00:00.000Z',
};
const reading = (given: Partial<LessonReading> = {}): LessonReading => ({
  access: 'open',
  lesson: {
    id: lessonId as never,
    code: '1.1',
    title: 'Literasi',
    kind: 'text',
    minutes: 12,
    summary: '',
    sizeBytes: 1,
  },
  module: { code: 'M1', title: 'Modul' },
  number: 1,
  of: 4,
  document: { format: 1, blocks: [{ type: 'paragraph', text: [{ text: 'Isi' }] }] },
  progress,
  previous: null,
  next: null,
  quiz: null,
  ...given,
});
const done = { progress: { ...progress, state: 'completed' as const }, next: { kind: 'done' as const } };

async function opened(answers: Record<string, () => unknown>) {
  TestBed.resetTestingModule();
  TestBed.configureTestingModule({
    providers: [
      LessonStore,
      providePortalTesting({ words: { learning: words, study }, session: aSession(), answers }),
    ],
  });
  const store = TestBed.inject(LessonStore);
  store.open(lessonId);
  TestBed.tick();
  await new Promise((resolve) => setTimeout(resolve));
  return { store, api: TestBed.inject(ApiClient) as FakeApi };
}
const offline = () => {
  throw new ApiProblem('offline', 0, '');
};

describe('LessonStore', () => {
  beforeEach(() => localStorage.clear());

  it('begins at the place the server knows', async () => {
    const { store } = await opened({ getLesson: () => reading() });
    expect(store.startAt()).toMatchObject({ blockIndex: 2, fraction: 0.25 });
  });

  it('begins at a later place that only this device knows', async () => {
    const first = await opened({ getLesson: () => reading(), saveLessonProgress: offline });
    first.store.moved({ blockIndex: 7, fraction: 0 }, 60);
    const { store } = await opened({ getLesson: () => reading(), saveLessonProgress: offline });
    expect(store.startAt()).toMatchObject({ blockIndex: 7 });
  });

  it('begins at the beginning when the lesson is completed', async () => {
    const { store } = await opened({ getLesson: () => reading({ progress: done.progress }) });
    expect(store.startAt()).toBeUndefined();
    expect(store.isCompleted()).toBe(true);
  });

  it('can be completed once the end was seen, and says what comes next', async () => {
    const { store, api } = await opened({
      getLesson: () => reading(),
      saveLessonProgress: () => progress,
      completeLesson: () => done,
    });
    expect(store.isEndReached()).toBe(false);
    store.endSeen({ blockIndex: 9, fraction: 1 });
    expect(store.isEndReached()).toBe(true);
    await store.complete();
    expect(store.isCompleted()).toBe(true);
    expect(store.next()).toEqual({ kind: 'done' });
    expect(api.calls.filter((call) => call.name === 'completeLesson')).toHaveLength(1);
  });

  it('is completed here without signal, and waits to tell the server', async () => {
    const { store } = await opened({ getLesson: () => reading(), saveLessonProgress: offline });
    store.endSeen({ blockIndex: 9, fraction: 1 });
    await store.complete();
    expect(store.isCompleted()).toBe(true);
    expect(store.progress.state()).toBe('waiting');
  });

  it('is not completed when the server refuses, and says why', async () => {
    const refuse = () => {
      throw new ApiProblem('learning-closed', 409, '');
    };
    const { store } = await opened({ getLesson: () => reading(), saveLessonProgress: refuse });
    await store.complete();
    expect(store.isCompleted()).toBe(false);
    expect(store.refused()?.code).toBe('learning-closed');
  });

  it('saves nothing in a class that has ended', async () => {
    const { store, api } = await opened({ getLesson: () => reading({ access: 'readOnly' }) });
    store.moved({ blockIndex: 5, fraction: 0 }, 50);
    store.endSeen({ blockIndex: 9, fraction: 1 });
    await store.complete();
    expect(api.calls.map((call) => call.name)).toEqual(['getLesson']);
    expect(localStorage.length).toBe(0);
  });
});
