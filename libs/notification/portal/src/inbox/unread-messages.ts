import { DOCUMENT, Service, inject, signal } from '@angular/core';
import { NavigationEnd, Router } from '@angular/router';
import { countUnreadMessages } from '@bimtek/notification-contracts';
import { ApiClient, Session } from '@bimtek/platform-portal';

/** Asking more often would tell nobody anything new. */
const fewMinutesMs = 3 * 60_000;

/** How many messages are not read: one number for every place that shows it. Whoever injects it has it kept fresh. */
@Service()
export class UnreadMessages {
  readonly #api = inject(ApiClient);
  readonly #session = inject(Session);
  readonly #count = signal(0);
  #askedAt = 0;

  readonly count = this.#count.asReadonly();

  constructor() {
    void this.refresh();
    const refreshOld = () => {
      if (Date.now() - this.#askedAt > fewMinutesMs) void this.refresh();
    };
    inject(Router).events.subscribe((event) => {
      if (event instanceof NavigationEnd) refreshOld();
    });
    inject(DOCUMENT).addEventListener('visibilitychange', refreshOld);
  }

  /** Asks anew; without signal the last number stays. */
  async refresh(): Promise<void> {
    if (!this.#session.person()) return;
    this.#askedAt = Date.now();
    const answer = await this.#api.call(countUnreadMessages).catch(() => undefined);
    if (answer) this.#count.set(answer.unread);
  }
}
