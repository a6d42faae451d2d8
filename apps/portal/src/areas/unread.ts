import { Injector, afterNextRender, computed, inject, signal } from '@angular/core';
import type { Signal } from '@angular/core';

/** How many messages wait in the inbox. Fetched when the page stands, as nobody waits for it. */
export function unread(): Signal<number> {
  const injector = inject(Injector);
  const count = signal<Signal<number>>(signal(0));
  afterNextRender(() => {
    void import('@bimtek/notification-portal/parts')
      .then(({ UnreadMessages }) => count.set(injector.get(UnreadMessages).count))
      .catch(() => undefined);
  });
  return computed(() => count()());
}
