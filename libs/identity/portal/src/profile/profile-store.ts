import { Service, inject, signal } from '@angular/core';
import { getSession, signOut, switchRole } from '@bimtek/identity-contracts';
import type { Role } from '@bimtek/identity-contracts';
import { ApiClient, Session, UnsentWork, asProblem } from '@bimtek/platform-portal';
import type { ApiProblem } from '@bimtek/platform-portal';

@Service({ autoProvided: false })
export class ProfileStore {
  readonly #api = inject(ApiClient);
  readonly #session = inject(Session);
  readonly #unsent = inject(UnsentWork);
  readonly session = this.#api.read(getSession);
  readonly problem = signal<ApiProblem | undefined>(undefined);
  readonly isBusy = signal(false);
  readonly isSending = signal(false);

  /** True when the person now acts in the role. */
  actAs(role: Role): Promise<boolean> {
    return this.#run(async () => this.#session.set(await this.#api.call(switchRole, { body: { role } })));
  }

  /** Sends the work that only this device has; how much of it could not be sent. */
  async sendUnsent(): Promise<number> {
    this.isSending.set(true);
    try {
      return await this.#unsent.send();
    } finally {
      this.isSending.set(false);
    }
  }

  /** True when the server has ended the session. Only then does anything of this person leave the device. */
  signOut({ erase = false, discard = false } = {}): Promise<boolean> {
    return this.#run(async () => {
      await this.#api.call(signOut);
      if (erase) await this.#unsent.eraseAll();
      else if (discard) await this.#unsent.discard();
    });
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
