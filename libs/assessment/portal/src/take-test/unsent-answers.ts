import { Service, inject } from '@angular/core';
import { saveAnswer } from '@bimtek/assessment-contracts';
import { ApiClient, asProblem } from '@bimtek/platform-portal';
import type { UnsentOf } from '@bimtek/platform-portal';
import { AttemptNotebook, answersWaitingHere } from './attempt-notebook.ts';
import { isRefused } from './held-answers.ts';
import { localStorageOrNone, personPrefix } from './notebook-key.ts';

/** Answers of tests that wait on this device, whether the test is open on the page or not. */
@Service()
export class UnsentAnswers implements UnsentOf {
  readonly #api = inject(ApiClient);

  count(personId: string): number {
    return answersWaitingHere(personId);
  }

  async send(personId: string): Promise<void> {
    for (const attemptId of attemptsOf(personId)) await this.#sendAttempt(personId, attemptId);
  }

  discard(personId: string): void {
    for (const attemptId of attemptsOf(personId))
      localStorageOrNone()?.removeItem(personPrefix(personId) + attemptId);
  }

  async #sendAttempt(personId: string, attemptId: string): Promise<void> {
    const notebook = new AttemptNotebook(personId, attemptId, new Date().toISOString());
    for (const { questionId, answer, revision } of [...notebook.waiting]) {
      try {
        const params = { attemptId, questionId } as never;
        await this.#api.call(saveAnswer, { params, body: { answer, revision } } as never);
        notebook.drop(questionId, revision);
      } catch (error) {
        const problem = asProblem(error);
        // A newer answer from elsewhere is for the person to compare when the test is open; a lost link ends the round.
        if (!isRefused(problem)) return;
      }
    }
  }
}

function attemptsOf(personId: string): string[] {
  const prefix = personPrefix(personId);
  return Object.keys(localStorageOrNone() ?? {})
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length));
}
