import { Component, DestroyRef, computed, effect, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { type CertificateRow, revokeCertificate, Validity } from '@bimtek/certification-contracts';
import {
  AsBytes,
  AsDate,
  AsNumber,
  Counted,
  DeskHead,
  Formats,
  ProblemView,
  Session,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import {
  Toasts,
  UiBanner,
  UiButton,
  UiCell,
  UiChips,
  UiEmpty,
  UiField,
  UiIconButton,
  UiInput,
  UiPager,
  UiPill,
  UiSkeleton,
  UiTable,
} from '@bimtek/platform-ui';
import type { IconName, Tone } from '@bimtek/platform-ui';
import { ActDialog, type Asking } from './act-dialog.ts';
import { CertificatesStore } from './certificates-store.ts';
import type { CertificateAct } from './certificates-store.ts';

/** A pause in typing after which the list is asked for. */
const pauseMs = 300;
const looks: Record<Validity, { tone: Tone; icon: IconName }> = {
  valid: { tone: 'done', icon: 'check' },
  revoked: { tone: 'bad', icon: 'close' },
  replaced: { tone: 'none', icon: 'sync' },
};

/** Every certificate within the scope: search, state and class stand in the address. */
@Component({
  selector: 'certification-certificates-page',
  imports: [
    ActDialog,
    AsBytes,
    AsDate,
    AsNumber,
    Counted,
    DeskHead,
    ProblemView,
    RouterLink,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiCell,
    UiChips,
    UiEmpty,
    UiField,
    UiIconButton,
    UiInput,
    UiPager,
    UiPill,
    UiSkeleton,
    UiTable,
  ],
  providers: [CertificatesStore],
  templateUrl: './certificates-page.html',
  styleUrl: './certificates-page.css',
})
export class CertificatesPage {
  readonly #router = inject(Router);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #toasts = inject(Toasts);
  #timer?: ReturnType<typeof setTimeout>;
  protected readonly store = inject(CertificatesStore);
  protected readonly mayChange = computed(() => this.#session.can(revokeCertificate));
  readonly #session = inject(Session);

  /** From the query: what is searched, the state, the class, the key of the page and how many stand before it. */
  readonly cari = input<string | undefined>(undefined);
  readonly keadaan = input<string | undefined>(undefined);
  readonly kelas = input<string | undefined>(undefined);
  readonly sesudah = input<string | undefined>(undefined);
  readonly mulai = input<string | undefined>(undefined);

  readonly #before = computed(() => (this.sesudah() ? Math.max(0, Number(this.mulai()) || 0) : 0));
  readonly #earlier = signal<{ sesudah: string | undefined; mulai: number }[]>([]);
  protected readonly asking = signal<Asking | undefined>(undefined);
  protected readonly looks = looks;
  protected readonly isFiltered = computed(() => Boolean(this.cari() || this.keadaan() || this.kelas()));
  protected readonly all = computed(() =>
    Object.values(this.store.page()?.counts ?? {}).reduce((sum, count) => sum + count, 0),
  );
  protected readonly chips = computed(() => {
    const counts = this.store.page()?.counts;
    const count = (n: number) => (counts ? { count: this.#formats.number(n) } : {});
    return [
      { id: '', label: this.#words.t('certification.filter.all'), ...count(this.all()) },
      ...Validity.options.map((id) => ({
        id,
        label: this.#words.t(`certification.filter.${id}`),
        ...count(counts?.[id] ?? 0),
      })),
    ];
  });
  protected readonly className = computed(() => {
    const name = this.store.page()?.items[0]?.className;
    return name ? this.#words.t('certification.ofClass', { name }) : this.#words.t('certification.thisClass');
  });
  protected readonly shown = computed(() => {
    const page = this.store.page();
    if (!page) return '';
    const from = this.#before() + 1;
    const [first, last, total] = [from, from + page.items.length - 1, page.total].map((n) =>
      this.#formats.number(n),
    );
    return this.#words.t('certification.shown', { from: first, to: last, total });
  });

  constructor() {
    effect(() => this.store.search.set(this.cari() ?? ''));
    effect(() => this.store.validity.set(this.keadaan() || undefined));
    effect(() => this.store.classGroupId.set(this.kelas() || undefined));
    effect(() => this.store.after.set(this.sesudah()));
    inject(DestroyRef).onDestroy(() => clearTimeout(this.#timer));
  }

  protected ask(act: CertificateAct, certificate: CertificateRow): void {
    this.asking.set({ act, certificate });
  }

  protected tell({ act, certificate }: { act: CertificateAct; certificate: CertificateRow }): void {
    const { holderName: name, number } = certificate;
    this.#toasts.show(
      this.#words.t(`certification.act.${act === 'revoke' ? 'revoked' : 'replaced'}`, { name, number }),
    );
  }

  protected searchAfterPause(text: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.filter({ cari: text.trim() || null }), pauseMs);
  }

  protected clear(): void {
    clearTimeout(this.#timer);
    this.filter({ cari: null, keadaan: null, kelas: null });
  }

  protected filter(queryParams: Record<string, string | null>): void {
    this.#earlier.set([]);
    this.#goTo({ ...queryParams, sesudah: null, mulai: null });
  }

  protected nextPage(): void {
    const page = this.store.page();
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

  #goTo(queryParams: Record<string, string | number | null>): void {
    void this.#router.navigate([], { queryParams, queryParamsHandling: 'merge' });
  }
}
