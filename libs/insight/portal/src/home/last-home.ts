import { inject, Service, signal } from '@angular/core';
import type { Home } from '@bimtek/insight-contracts';
import { Session } from '@bimtek/platform-portal';

/**
 * The last home that came, for when the next one does not. Only in memory: on a shared phone nothing of it stays
 * behind when the portal is closed.
 */
@Service()
export class LastHome {
  readonly #session = inject(Session);
  readonly #kept = signal<{ personId: string; home: Home } | undefined>(undefined);

  keep(home: Home): void {
    const personId = this.#session.person()?.id;
    if (personId) this.#kept.set({ personId, home });
  }

  /** Of the person who is signed in now. */
  home(): Home | undefined {
    const kept = this.#kept();
    return kept?.personId === this.#session.person()?.id ? kept?.home : undefined;
  }
}
