import { DOCUMENT, Service, inject, ɵSHARED_STYLES_HOST } from '@angular/core';
import type { Provider } from '@angular/core';

/**
 * Puts components' styles into constructed style sheets instead of `<style>` elements, so that the page runs under
 * `style-src 'self'` without a nonce.
 */
@Service({ autoProvided: false })
class AdoptedStyles {
  readonly #document = inject(DOCUMENT);
  readonly #sheets = new Map<string, { sheet: CSSStyleSheet; uses: number }>();

  addStyles(styles: string[]): void {
    for (const text of styles) {
      const known = this.#sheets.get(text);
      if (known) {
        known.uses += 1;
        continue;
      }
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      this.#sheets.set(text, { sheet, uses: 1 });
      this.#document.adoptedStyleSheets.push(sheet);
    }
  }

  removeStyles(styles: string[]): void {
    for (const text of styles) {
      const known = this.#sheets.get(text);
      if (!known || --known.uses > 0) continue;
      this.#sheets.delete(text);
      this.#document.adoptedStyleSheets = this.#document.adoptedStyleSheets.filter(
        (one) => one !== known.sheet,
      );
    }
  }

  /** Shadow roots would need their own sheets; no component of ours has one. */
  addHost(): void {}
  removeHost(): void {}
}

export function provideAdoptedStyles(): Provider {
  return { provide: ɵSHARED_STYLES_HOST, useClass: AdoptedStyles };
}
