import { inject, signal } from '@angular/core';
import { Router } from '@angular/router';

/**
 * Paging by key with its place in the address: `sesudah` is the key of the page, `mulai` how many stand before it.
 * The way back leads over the pages that were opened here; from a shared link, to the first.
 */
export class PagesByKey {
  readonly #router = inject(Router);
  readonly #earlier = signal<{ sesudah: string | undefined; mulai: number }[]>([]);

  constructor(private readonly here: () => { sesudah: string | undefined; mulai: string | undefined }) {}

  /** How many rows stand before the page. */
  before(): number {
    const { sesudah, mulai } = this.here();
    return sesudah ? Math.max(0, Number(mulai) || 0) : 0;
  }

  next(page: { next: string | null; items: readonly unknown[] } | undefined): void {
    if (!page?.next) return;
    const before = this.before();
    this.#earlier.update((pages) => [...pages, { sesudah: this.here().sesudah, mulai: before }]);
    this.#open({ sesudah: page.next, mulai: before + page.items.length });
  }

  previous(): void {
    const page = this.#earlier().at(-1);
    this.#earlier.update((pages) => pages.slice(0, -1));
    this.#open({ sesudah: page?.sesudah ?? null, mulai: page?.mulai || null });
  }

  /** Changes what is shown and begins at its first page. */
  show(queryParams: Record<string, string | null>): void {
    this.#earlier.set([]);
    this.#open({ ...queryParams, sesudah: null, mulai: null });
  }

  #open(queryParams: Record<string, string | number | null>): void {
    void this.#router.navigate([], { queryParams, queryParamsHandling: 'merge' });
  }
}
