import { Service, inject, signal } from '@angular/core';
import { getTest, startAttempt } from '@bimtek/assessment-contracts';
import { ApiClient, type ApiProblem, asProblem } from '@bimtek/platform-portal';

@Service({ autoProvided: false })
export class TestStore {
  readonly #api = inject(ApiClient);
  readonly testId = signal<string | undefined>(undefined);
  readonly test = this.#api.read(getTest, () => {
    const testId = this.testId();
    return testId ? { params: { testId: testId as never } } : undefined;
  });
  readonly isStarting = signal(false);
  readonly problem = signal<ApiProblem | undefined>(undefined);

  /** The attempt to go on with: the open one or a new one; undefined when none could be started. */
  async start(): Promise<string | undefined> {
    const testId = this.testId();
    if (!testId || this.isStarting()) return undefined;
    this.isStarting.set(true);
    this.problem.set(undefined);
    try {
      return (await this.#api.call(startAttempt, { params: { testId: testId as never } })).attemptId;
    } catch (error) {
      this.problem.set(asProblem(error));
      // The reason stands on the page too, as far as the server knows it.
      if (!asProblem(error).isNetwork) this.test.reload();
      return undefined;
    } finally {
      this.isStarting.set(false);
    }
  }
}
