import { DOCUMENT, DestroyRef, Service, inject, signal } from '@angular/core';

/** What the device says about its own connection. True does not promise that the server answers. */
@Service()
export class Connection {
  readonly #window = inject(DOCUMENT).defaultView;
  readonly #isOnline = signal(this.#window?.navigator.onLine ?? true);
  readonly isOnline = this.#isOnline.asReadonly();

  constructor() {
    const look = () => this.#isOnline.set(this.#window?.navigator.onLine ?? true);
    this.#window?.addEventListener('online', look);
    this.#window?.addEventListener('offline', look);
    inject(DestroyRef).onDestroy(() => {
      this.#window?.removeEventListener('online', look);
      this.#window?.removeEventListener('offline', look);
    });
  }
}
