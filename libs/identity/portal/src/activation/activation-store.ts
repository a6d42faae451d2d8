import { Service, inject, signal } from '@angular/core';
import { activateAccount, findActivation, SecondFactorStep } from '@bimtek/identity-contracts';
import type { ActivationKey, SecondFactorMethod } from '@bimtek/identity-contracts';
import { ApiClient, Session, asProblem } from '@bimtek/platform-portal';
import type { ApiProblem } from '@bimtek/platform-portal';

/** From a link or a printed code to an account with a password. */
@Service({ autoProvided: false })
export class ActivationStore {
  readonly #api = inject(ApiClient);
  readonly #session = inject(Session);

  readonly key = signal<ActivationKey | undefined>(undefined);
  /** Whose activation it is; rests until there is a key. */
  readonly activation = this.#api.read(findActivation, () => {
    const key = this.key();
    return key ? { body: { key } } : undefined;
  });
  readonly problem = signal<ApiProblem | undefined>(undefined);
  readonly isBusy = signal(false);
  readonly isDone = signal(false);
  /** The password is set, and a second factor is still asked for. */
  readonly secondStep = signal<readonly SecondFactorMethod[]>([]);

  async activate(password: string, sharedPhone: boolean): Promise<void> {
    const key = this.key();
    if (!key || this.isBusy() || this.isDone()) return;
    this.isBusy.set(true);
    this.problem.set(undefined);
    try {
      this.#session.set(await this.#api.call(activateAccount, { body: { key, password, sharedPhone } }));
      this.isDone.set(true);
    } catch (error) {
      const problem = asProblem(error);
      if (problem.code === 'second-factor-needed') {
        this.secondStep.set(SecondFactorStep.parse(problem.extra).methods);
      } else this.problem.set(problem);
    } finally {
      this.isBusy.set(false);
    }
  }
}
