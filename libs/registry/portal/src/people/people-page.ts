import { Component, DestroyRef, computed, effect, inject, input, signal } from '@angular/core';
import { Router } from '@angular/router';
import { DeskHead, Formats, ProblemView, TranslocoPipe, Words } from '@bimtek/platform-portal';
import {
  UiButton,
  UiCell,
  UiEmpty,
  UiField,
  UiInput,
  UiPager,
  UiPill,
  UiSkeleton,
  UiTable,
} from '@bimtek/platform-ui';
import type { Tone } from '@bimtek/platform-ui';
import type { PersonListItem } from '@bimtek/registry-contracts';
import { PeopleStore } from './people-store.ts';

/** A pause in typing after which the list is asked for. */
const pauseMs = 300;

/** Everyone the program knows, within the scope: search and filter stand in the address. */
@Component({
  selector: 'registry-people-page',
  imports: [
    DeskHead,
    ProblemView,
    TranslocoPipe,
    UiButton,
    UiCell,
    UiEmpty,
    UiField,
    UiInput,
    UiPager,
    UiPill,
    UiSkeleton,
    UiTable,
  ],
  providers: [PeopleStore],
  templateUrl: './people-page.html',
  styleUrl: './people-page.css',
})
export class PeoplePage {
  readonly #router = inject(Router);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  #timer?: ReturnType<typeof setTimeout>;
  protected readonly store = inject(PeopleStore);

  /** From the query: what is searched, the province, the key of the page and how many stand before it. */
  readonly cari = input<string | undefined>(undefined);
  readonly provinsi = input<string | undefined>(undefined);
  readonly sesudah = input<string | undefined>(undefined);
  readonly mulai = input<string | undefined>(undefined);

  readonly #before = computed(() => (this.sesudah() ? Math.max(0, Number(this.mulai()) || 0) : 0));
  readonly #earlier = signal<{ sesudah: string | undefined; mulai: number }[]>([]);
  protected readonly page = computed(() =>
    this.store.people.hasValue() ? this.store.people.value() : undefined,
  );
  protected readonly isFiltered = computed(() => Boolean(this.cari() || this.provinsi()));
  protected readonly shown = computed(() => {
    const page = this.page();
    if (!page) return '';
    const from = this.#before() + 1;
    const [first, last, total] = [from, from + page.items.length - 1, page.total].map((n) =>
      this.#formats.number(n),
    );
    return this.#words.t('registry.people.shown', { from: first, to: last, total });
  });

  constructor() {
    effect(() => this.store.search.set(this.cari() ?? ''));
    effect(() => this.store.province.set(this.provinsi() || undefined));
    effect(() => this.store.after.set(this.sesudah()));
    inject(DestroyRef).onDestroy(() => clearTimeout(this.#timer));
  }

  protected placeOf({ villageName, regencyName, provinceName }: PersonListItem): string {
    return [villageName, regencyName, provinceName].filter(Boolean).join(', ');
  }

  protected toneOf(state: PersonListItem['accountState']): Tone {
    if (state === 'active') return 'done';
    return state === 'locked' ? 'bad' : 'none';
  }

  protected searchAfterPause(text: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#filter({ cari: text.trim() || null }), pauseMs);
  }

  protected choose(province: string): void {
    this.#filter({ provinsi: province || null });
  }

  protected clear(): void {
    clearTimeout(this.#timer);
    this.#filter({ cari: null, provinsi: null });
  }

  protected nextPage(): void {
    const page = this.page();
    if (!page?.next) return;
    this.#earlier.update((pages) => [...pages, { sesudah: this.sesudah(), mulai: this.#before() }]);
    this.#goTo({ sesudah: page.next, mulai: this.#before() + page.items.length });
  }

  /** Back by the pages that were opened here; from a shared link, to the first page. */
  protected previousPage(): void {
    const page = this.#earlier().at(-1);
    this.#earlier.update((pages) => pages.slice(0, -1));
    this.#goTo({ sesudah: page?.sesudah ?? null, mulai: page?.mulai || null });
  }

  #filter(queryParams: Record<string, string | null>): void {
    this.#earlier.set([]);
    this.#goTo({ ...queryParams, sesudah: null, mulai: null });
  }

  #goTo(queryParams: Record<string, string | number | null>): void {
    void this.#router.navigate([], { queryParams, queryParamsHandling: 'merge' });
  }
}
