import { DOCUMENT, DestroyRef, inject, signal } from '@angular/core';

/**
 * The server's time, told once and counted on by a clock that nobody can set. Ticks each second while it is seen.
 * Made with `serverClock()`.
 */
export class ServerClock {
  /** Server time minus the browser's running time, in milliseconds. */
  readonly #offset = signal<number | undefined>(undefined);
  readonly #running = signal(performance.now());

  constructor() {
    const tick = () => this.#running.set(performance.now());
    const timer = setInterval(tick, 1_000);
    const page = inject(DOCUMENT);
    page.addEventListener('visibilitychange', tick);
    inject(DestroyRef).onDestroy(() => {
      clearInterval(timer);
      page.removeEventListener('visibilitychange', tick);
    });
  }

  /** The server said `now` in an answer that was asked for and received at these running times. */
  set(now: string, askedAt: number, receivedAt: number): void {
    this.#offset.set(Date.parse(now) - (askedAt + receivedAt) / 2);
    this.#running.set(performance.now());
  }

  /** Seconds until then; undefined until the server has told its time. */
  secondsUntil(moment: string): number | undefined {
    const offset = this.#offset();
    return offset === undefined ? undefined : (Date.parse(moment) - (offset + this.#running())) / 1_000;
  }
}

export function serverClock(): ServerClock {
  return new ServerClock();
}

/** The browser's running clock may stand still while a phone sleeps; after this long the server is asked again. */
const sleptMs = 20_000;

/** Calls when the page is seen again after it was away for long. Ends with whoever asks (an injection context). */
export function onWaking(wake: () => void): void {
  const page = inject(DOCUMENT);
  let hiddenSince = 0;
  const look = () => {
    if (page.hidden) hiddenSince = Date.now();
    else if (Date.now() - hiddenSince > sleptMs) wake();
  };
  page.addEventListener('visibilitychange', look);
  inject(DestroyRef).onDestroy(() => page.removeEventListener('visibilitychange', look));
}
