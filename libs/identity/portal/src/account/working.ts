import { signal } from '@angular/core';
import { type ApiProblem, asProblem } from '@bimtek/platform-portal';

/** One act at a time, with its refusal: what every form of these pages needs. */
export class Working {
  readonly isBusy = signal(false);
  readonly problem = signal<ApiProblem | undefined>(undefined);

  /** What the work gives, or undefined when it was refused; a second press meanwhile does nothing. */
  async run<T>(work: () => Promise<T>): Promise<{ done: T } | undefined> {
    if (this.isBusy()) return undefined;
    this.isBusy.set(true);
    this.problem.set(undefined);
    try {
      return { done: await work() };
    } catch (error) {
      this.problem.set(asProblem(error));
      return undefined;
    } finally {
      this.isBusy.set(false);
    }
  }
}
