import { effect, signal, type WritableSignal } from '@angular/core';
import { remember, remembered } from '@bimtek/platform-portal';

/** What is being typed; it is there again when the page is opened again. Call where effects may be made. */
export function draft(key: () => string): WritableSignal<string> {
  const text = signal('');
  let of = '';
  effect(() => {
    const [now, typed] = [key(), text()];
    if (now !== of) {
      of = now;
      text.set(remembered(now) ?? '');
      return;
    }
    remember(now, typed || null);
  });
  return text;
}
