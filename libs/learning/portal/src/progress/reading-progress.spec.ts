import { TestBed } from '@angular/core/testing';
import { completeLesson, saveLessonProgress } from '@bimtek/learning-contracts';
import { ApiClient, ApiProblem } from '@bimtek/platform-portal';
import { aSession, type FakeApi, providePortalTesting } from '@bimtek/platform-portal/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import study from '../next-step/words/id.ts';
import words from '../words/id.ts';
import { ReadingProgress } from './reading-progress.ts';

const lesson = '0197a000-0000-7000-8000-00000000000a';
const place = { blockIndex: 3, fraction: 0.5 };
const saved = {
  ...place,
  state: 'started' as const,
  share: 0.5,
  isEndReached: true,
  completedAt: null,
  updatedAt: '2026-07-06T02:00:00.000Z',
};
const offline = () => {
  throw new ApiProblem('offline', 0, '');
};

function progress(answers: Record<string, () => unknown>, personId = '0197a000-0000-7000-8000-000000000001') {
  TestBed.resetTestingModule();
  const session = aSession({ person: { id: personId, name: 'Rahayu' } });
  TestBed.configureTestingModule({
    providers: [providePortalTesting({ words: { learning: words, study }, session, answers })],
  });
  return { reading: TestBed.inject(ReadingProgress), api: TestBed.inject(ApiClient) as FakeApi };
}
const answering = {
  saveLessonProgress: () => saved,
  completeLesson: () => ({ progress: saved, next: { kind: 'done' } }),
};
const callsOf = (api: FakeApi) => api.calls.map((call) => call.name);

describe('ReadingProgress', () => {
  beforeEach(() => localStorage.clear());

  it('sends a place and lets go of it when the server has it', async () => {
    const { reading, api } = progress(answering);
    reading.keep(lesson, place, false);
    expect(reading.unsent(lesson)).toMatchObject(place);
    await reading.send();
    expect(callsOf(api)).toEqual(['saveLessonProgress']);
    expect(reading.unsent(lesson)).toBeUndefined();
    expect(reading.state()).toBe('saved');
    expect(localStorage.length).toBe(0);
  });

  it('keeps a place without signal, and sends it at the next visit', async () => {
    const first = progress({ ...answering, saveLessonProgress: offline });
    first.reading.keep(lesson, place, false);
    await first.reading.send();
    expect(first.reading.state()).toBe('waiting');

    const second = progress(answering);
    await new Promise((resolve) => setTimeout(resolve));
    expect(callsOf(second.api)).toEqual(['saveLessonProgress']);
    expect(second.reading.unsent(lesson)).toBeUndefined();
  });

  it('never sends what another person on the same phone has read', async () => {
    const first = progress({ ...answering, saveLessonProgress: offline });
    first.reading.keep(lesson, place, false);
    await first.reading.send();
    const other = progress(answering, '0197a000-0000-7000-8000-000000000002');
    await other.reading.send();
    expect(callsOf(other.api)).toEqual([]);
  });

  it('completes a lesson after its place was saved, and knows what comes next', async () => {
    const { reading, api } = progress(answering);
    expect(await reading.complete(lesson, place)).toBe(true);
    expect(callsOf(api)).toEqual(['saveLessonProgress', 'completeLesson']);
    expect(reading.completed()).toEqual({ lessonId: lesson, next: { kind: 'done' } });
  });

  it('keeps a completion that found no signal, and does not send half of it as done', async () => {
    const { reading, api } = progress({ ...answering, completeLesson: offline });
    expect(await reading.complete(lesson, place)).toBe(false);
    expect(reading.unsent(lesson)).toMatchObject({ isCompleted: true });
    api.answer(completeLesson, () => ({ progress: saved as never, next: { kind: 'done' as const } }));
    await reading.send();
    expect(reading.unsent(lesson)).toBeUndefined();
  });

  it('drops a place that the server will never take, with the reason', async () => {
    const { reading } = progress({
      ...answering,
      saveLessonProgress: () => {
        throw new ApiProblem('learning-closed', 409, '');
      },
    });
    reading.keep(lesson, place, false);
    await reading.send();
    expect(reading.unsent(lesson)).toBeUndefined();
    expect(reading.refused()?.problem.code).toBe('learning-closed');
    expect(reading.words()).toContain('Kelas Anda sudah ditutup');
  });

  it('keeps what was read while a place was on its way', async () => {
    const { reading, api } = progress(answering);
    reading.keep(lesson, place, false);
    const sending = reading.send();
    api.answer(saveLessonProgress, () => saved as never);
    await new Promise((resolve) => setTimeout(resolve, 2));
    reading.keep(lesson, { blockIndex: 4, fraction: 0 }, false);
    await sending;
    await reading.send();
    const bodies = api.calls.map((call) => (call.input as { body: { blockIndex: number } }).body.blockIndex);
    expect(bodies).toEqual([3, 4]);
  });

  it('still works in a browser whose storage holds nonsense', () => {
    localStorage.setItem('belajar.0197a000-0000-7000-8000-000000000001', '{"x":');
    const { reading } = progress(answering);
    expect(reading.unsent(lesson)).toBeUndefined();
  });
});
