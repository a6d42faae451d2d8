import { computed, DestroyRef, inject, signal } from '@angular/core';
import type { Signal } from '@angular/core';

/** Nothing here counts seconds. */
const TICK_MS = 10_000;

/**
 * The time by the server's clock, as it goes on from when `serverNow` was read: on a phone whose own clock is wrong a
 * session begins when it begins.
 */
export function serverClock(serverNow: () => string | undefined): Signal<number> {
  const device = signal(Date.now());
  const timer = setInterval(() => device.set(Date.now()), TICK_MS);
  inject(DestroyRef).onDestroy(() => clearInterval(timer));
  const read = computed(() => {
    const at = serverNow();
    return at === undefined ? undefined : { at: Date.parse(at), device: Date.now() };
  });
  return computed(() => {
    const since = read();
    return since ? since.at + Math.max(0, device() - since.device) : device();
  });
}
