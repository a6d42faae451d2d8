import { signal } from '@angular/core';
import { type ApiProblem, asProblem } from '@bimtek/platform-portal';

/** One act after the other, with its refusal kept for the page. */
export class Acting {
  readonly isBusy = signal(false);
  readonly problem = signal<ApiProblem | undefined>(undefined);

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
}
