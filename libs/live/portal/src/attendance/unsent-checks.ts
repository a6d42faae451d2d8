import { Service, inject } from '@angular/core';
import { syncChecks } from '@bimtek/live-contracts';
import { ApiClient, type UnsentOf } from '@bimtek/platform-portal';
import { KeptChecks } from './kept-checks.ts';

/** Checks that wait on this device for signal. */
@Service()
export class UnsentChecks implements UnsentOf {
  readonly #api = inject(ApiClient);
  readonly #kept = new KeptChecks();
  #sending: Promise<void> | undefined;

  count(personId: string): number {
    return this.#kept.all(personId).length;
  }

  /** One sending at a time: the server bears repeats, the person's data plan less so. */
  send(personId: string): Promise<void> {
    this.#sending ??= this.#send(personId).finally(() => (this.#sending = undefined));
    return this.#sending;
  }

  discard(personId: string): void {
    for (const { id } of this.#kept.all(personId)) this.#kept.drop(personId, id);
  }

  async #send(personId: string): Promise<void> {
    const checks = this.#kept.all(personId).slice(0, 20);
    if (checks.length === 0) return;
    try {
      const body = { sentAt: new Date().toISOString(), checks };
      const { items } = await this.#api.call(syncChecks, { body });
      for (const { id, outcome } of items) {
        const check = checks.find((one) => one.id === id);
        // Who may not try just now tries again later; everything else is settled, for good or ill.
        if (!check || outcome === 'too-many-requests') continue;
        this.#kept.drop(personId, id);
        this.#kept.keepOutcome(personId, check.sessionId, outcome);
      }
    } catch {
      // Without signal it waits.
    }
  }
}
