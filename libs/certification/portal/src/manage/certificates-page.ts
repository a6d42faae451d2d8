import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
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
import { ListFoot, PagesByKey, SearchBox } from '@bimtek/platform-portal/list';
import {
  Toasts,
  UiBanner,
  UiButton,
  UiCell,
  UiChips,
  UiEmpty,
  UiIconButton,
  UiPill,
  UiSkeleton,
  UiTable,
} from '@bimtek/platform-ui';
import type { IconName, Tone } from '@bimtek/platform-ui';
import { ActDialog, type Asking } from './act-dialog.ts';
import { CertificatesStore } from './certificates-store.ts';
import type { CertificateAct } from './certificates-store.ts';

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
    ListFoot,
    ProblemView,
    RouterLink,
    SearchBox,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiCell,
    UiChips,
    UiEmpty,
    UiIconButton,
    UiPill,
    UiSkeleton,
    UiTable,
  ],
  providers: [CertificatesStore],
  templateUrl: './certificates-page.html',
  styleUrl: './certificates-page.css',
})
export class CertificatesPage {
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #toasts = inject(Toasts);
  protected readonly store = inject(CertificatesStore);
  protected readonly mayChange = computed(() => this.#session.can(revokeCertificate));
  readonly #session = inject(Session);

  /** From the query: what is searched, the state, the class, the key of the page and how many stand before it. */
  readonly cari = input<string | undefined>(undefined);
  readonly keadaan = input<string | undefined>(undefined);
  readonly kelas = input<string | undefined>(undefined);
  readonly sesudah = input<string | undefined>(undefined);
  readonly mulai = input<string | undefined>(undefined);

  protected readonly pages = new PagesByKey(() => ({ sesudah: this.sesudah(), mulai: this.mulai() }));
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
  constructor() {
    effect(() => this.store.search.set(this.cari() ?? ''));
    effect(() => this.store.validity.set(this.keadaan() || undefined));
    effect(() => this.store.classGroupId.set(this.kelas() || undefined));
    effect(() => this.store.after.set(this.sesudah()));
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

  protected clear(): void {
    this.pages.show({ cari: null, keadaan: null, kelas: null });
  }
}
