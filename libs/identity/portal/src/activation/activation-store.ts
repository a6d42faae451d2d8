import { Service, inject, signal } from '@angular/core';
import { activateAccount, findActivation } from '@bimtek/identity-contracts';
import type { ActivationKey } from '@bimtek/identity-contracts';
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

  async activate(password: string, sharedPhone: boolean): Promise<void> {
    const key = this.key();
    if (!key || this.isBusy() || this.isDone()) return;
    this.isBusy.set(true);
    this.problem.set(undefined);
    try {
      this.#session.set(await this.#api.call(activateAccount, { body: { key, password, sharedPhone } }));
      this.isDone.set(true);
    } catch (error) {
      this.problem.set(asProblem(error));
    } finally {
      this.isBusy.set(false);
    }
  }
}
