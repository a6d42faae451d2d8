import { TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { ApiClient, ApiProblem } from '@bimtek/platform-portal';
import { type FakeApi, aSession, providePortalTesting } from '@bimtek/platform-portal/testing';
import { AttemptNotebook } from './attempt-notebook.ts';
import { UnsentAnswers } from './unsent-answers.ts';

const rahayu = '0197a000-0000-7000-8000-000000000001';
const dewi = '0197a000-0000-7000-8000-000000000002';
const attempt = '0197a000-0000-7000-8000-0000000000aa';
const question = '0197a000-0000-7000-8000-0000000000bb';
const option = '0197a000-0000-7000-8000-0000000000cc';
const later = () => new Date(Date.now() + 3600_000).toISOString();

function keep(personId: string): void {
  new AttemptNotebook(personId, attempt, later()).keep({
    questionId: question,
    answer: { kind: 'single', optionId: option },
    revision: 4,
  });
}

function answers(save: () => unknown): UnsentAnswers {
  TestBed.configureTestingModule({
    providers: [providePortalTesting({ session: aSession(), answers: { saveAnswer: save } })],
  });
  return TestBed.inject(UnsentAnswers);
}
const saved = () => ({ revision: 4, savedAt: '2026-07-06T02:00:00.000Z' });

beforeEach(() => localStorage.clear());

describe('answers that wait on the phone', () => {
  it('are sent with the revision they have, though the test is not open', async () => {
    keep(rahayu);
    const unsent = answers(saved);
    await unsent.send(rahayu);
    expect((TestBed.inject(ApiClient) as FakeApi).calls.map(({ input }) => input)).toEqual([
      {
        params: { attemptId: attempt, questionId: question },
        body: { answer: { kind: 'single', optionId: option }, revision: 4 },
      },
    ]);
    expect(unsent.count(rahayu)).toBe(0);
  });

  it.each([
    ['there is no signal', 'unreachable', 0],
    ['the session is over', 'not-signed-in', 401],
    ['another device has a newer one', 'stale-revision', 409],
  ])('stay when %s', async (_case, code, status) => {
    keep(rahayu);
    const unsent = answers(() => {
      throw new ApiProblem(code, status, '');
    });
    await unsent.send(rahayu);
    expect(unsent.count(rahayu)).toBe(1);
  });

  it('of another person are not sent in this session', async () => {
    keep(dewi);
    const unsent = answers(saved);
    await unsent.send(rahayu);
    expect((TestBed.inject(ApiClient) as FakeApi).calls).toEqual([]);
    unsent.discard(rahayu);
    expect(unsent.count(dewi)).toBe(1);
  });
});
