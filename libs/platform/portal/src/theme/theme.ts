import { DOCUMENT, Service, inject, signal } from '@angular/core';
import { remember, remembered } from '../remembered.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof themes)[number];

const storageKey = 'tampilan';

/** Light or dark: as the device says, unless the person chose. `before-paint.js` does the same before the first paint. */
@Service()
export class Theme {
  readonly #html = inject(DOCUMENT).documentElement;
  readonly #choice = signal<ThemeChoice>(
    themes.find((theme) => theme === remembered(storageKey)) ?? 'system',
  );
  readonly choice = this.#choice.asReadonly();

  constructor() {
    this.#show(this.#choice());
  }

  choose(theme: ThemeChoice): void {
    remember(storageKey, theme === 'system' ? null : theme);
    this.#choice.set(theme);
    this.#show(theme);
  }

  #show(theme: ThemeChoice): void {
    if (theme === 'system') delete this.#html.dataset['theme'];
    else this.#html.dataset['theme'] = theme;
  }
}
