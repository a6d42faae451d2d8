import { Service, inject, signal } from '@angular/core';
import { getSession, signOut, switchRole } from '@bimtek/identity-contracts';
import type { Role } from '@bimtek/identity-contracts';
import { ApiClient, Session, asProblem } from '@bimtek/platform-portal';
import type { ApiProblem } from '@bimtek/platform-portal';

@Service({ autoProvided: false })
export class ProfileStore {
  readonly #api = inject(ApiClient);
  readonly #session = inject(Session);
  readonly session = this.#api.read(getSession);
  readonly problem = signal<ApiProblem | undefined>(undefined);
  readonly isBusy = signal(false);

  /** True when the person now acts in the role. */
  actAs(role: Role): Promise<boolean> {
    return this.#run(async () => this.#session.set(await this.#api.call(switchRole, { body: { role } })));
  }

  /** True when the server has ended the session. */
  signOut(): Promise<boolean> {
    return this.#run(() => this.#api.call(signOut));
  }

  async #run(work: () => Promise<unknown>): Promise<boolean> {
    if (this.isBusy()) return false;
    this.isBusy.set(true);
    this.problem.set(undefined);
    try {
      await work();
      return true;
    } catch (error) {
      this.problem.set(asProblem(error));
      return false;
    } finally {
      this.isBusy.set(false);
    }
  }
}
