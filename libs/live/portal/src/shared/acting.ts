import { signal } from '@angular/core';
import { type ApiProblem, asProblem } from '@bimtek/platform-portal';

/** One act at a time; a refusal stays, with what was typed, until the next try. */
export class Acting {
  readonly isBusy = signal(false);
  readonly problem = signal<ApiProblem | undefined>(undefined);

  /** The answer, or undefined when it was refused or another act is still on its way. */
  async run<T>(act: () => Promise<T>): Promise<T | undefined> {
    if (this.isBusy()) return undefined;
    this.isBusy.set(true);
    this.problem.set(undefined);
    try {
      return await act();
    } catch (error) {
      this.problem.set(asProblem(error));
      return undefined;
    } finally {
      this.isBusy.set(false);
    }
  }

  forget(): void {
    this.problem.set(undefined);
  }
}
