import { inject, signal } from '@angular/core';
import { Router } from '@angular/router';

/** What of a page the way on and back needs; lists that know no `previous` go back by what was opened here. */
export interface KeyedPage {
  items: readonly unknown[];
  next: string | null;
  previous?: string | null;
}

/** Where a list stands, from the address: keys of the page behind and before, and how many rows stand before it. */
export interface PlaceInList {
  sesudah?: string | undefined;
  sebelum?: string | undefined;
  mulai?: string | undefined;
}

/**
 * Paging by key with its place in the address, so that the back button, a reload and a shared link find it again. Lists
 * that can be read backwards go back by key; others over the pages that were opened here, from a shared link to the first.
 */
export class PagesByKey {
  readonly #router = inject(Router);
  readonly #earlier = signal<{ sesudah: string | undefined; mulai: number }[]>([]);

  constructor(
    private readonly here: () => PlaceInList,
    private readonly size = 50,
  ) {}

  /** How many rows stand before the page. */
  before(page?: KeyedPage): number {
    const { sesudah, sebelum, mulai } = this.here();
    if (page?.previous === null) return 0;
    return sesudah || sebelum ? Math.max(0, Number(mulai) || 0) : 0;
  }

  hasPrevious(page: KeyedPage): boolean {
    if (page.previous !== undefined) return page.previous !== null;
    return !!this.here().sesudah;
  }

  next(page: KeyedPage | undefined): void {
    if (!page?.next) return;
    const before = this.before(page);
    this.#earlier.update((pages) => [...pages, { sesudah: this.here().sesudah, mulai: before }]);
    this.#open({ sesudah: page.next, sebelum: null, mulai: before + page.items.length });
  }

  previous(page?: KeyedPage): void {
    const earlier = this.#earlier().at(-1);
    this.#earlier.update((pages) => pages.slice(0, -1));
    if (page?.previous) {
      const mulai = Math.max(0, this.before(page) - this.size);
      this.#open({ sesudah: null, sebelum: page.previous, mulai: mulai || null });
    } else {
      this.#open({ sesudah: earlier?.sesudah ?? null, sebelum: null, mulai: earlier?.mulai || null });
    }
  }

  /** Changes what is shown and begins at its first page. */
  show(queryParams: Record<string, string | null>): void {
    this.#earlier.set([]);
    this.#open({ ...queryParams, sesudah: null, sebelum: null, mulai: null });
  }

  #open(queryParams: Record<string, string | number | null>): void {
    void this.#router.navigate([], { queryParams, queryParamsHandling: 'merge' });
  }
}
