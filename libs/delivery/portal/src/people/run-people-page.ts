import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { Router } from '@angular/router';
import { exportEnrollments, getRun } from '@bimtek/delivery-contracts';
import type { EnrollmentFilter, RunId } from '@bimtek/delivery-contracts';
import {
  ApiClient,
  AsNumber,
  DeskHead,
  ProblemView,
  Session,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import { SearchBox } from '@bimtek/platform-portal/list';
import { UiButton, UiIcon, UiInput } from '@bimtek/platform-ui';
import { listRegions } from '@bimtek/registry-contracts';
import { ExportDialog } from './export-dialog.ts';
import { PeopleStore } from './people-store.ts';
import { PeopleView } from './people-view.ts';

/** Everybody in a run, to be verified, placed, or looked for on behalf of a class. */
@Component({
  selector: 'delivery-run-people-page',
  imports: [
    AsNumber,
    DeskHead,
    ExportDialog,
    PeopleView,
    ProblemView,
    SearchBox,
    TranslocoPipe,
    UiButton,
    UiIcon,
    UiInput,
  ],
  providers: [PeopleStore],
  templateUrl: './run-people-page.html',
  styles: `
    app-search {
      width: 264px;
    }
    select.input {
      width: auto;
      max-width: 240px;
    }
    .narrow-only {
      display: none;
    }
    @media (max-width: 839px) {
      .wide-only {
        display: none;
      }
      .narrow-only {
        display: block;
        flex: 1 0 100%;
        width: auto;
      }
      select.input {
        flex: 1 1 40%;
        max-width: none;
      }
    }
  `,
})
export class RunPeoplePage {
  readonly #router = inject(Router);
  readonly #words = inject(Words);
  protected readonly store = inject(PeopleStore);
  readonly #session = inject(Session);
  protected readonly canExport = this.#session.can(exportEnrollments);
  readonly #canSeeRegions = this.#session.can(listRegions);

  /** From the address; `kelas` is the class on whose behalf people are looked for. */
  readonly penyelenggaraan = input<string | undefined>(undefined);
  readonly keadaan = input<string | undefined>(undefined);
  readonly provinsi = input<string | undefined>(undefined);
  readonly tempat = input<string | undefined>(undefined);
  readonly periksa = input<string | undefined>(undefined);
  readonly nama = input<string | undefined>(undefined);
  readonly kelas = input<string | undefined>(undefined);
  readonly kabupaten = input<string | undefined>(undefined);
  readonly akun = input<string | undefined>(undefined);
  readonly perpustakaan = input<string | undefined>(undefined);
  readonly urut = input<string | undefined>(undefined);
  readonly cari = input<string | undefined>(undefined);
  readonly sesudah = input<string | undefined>(undefined);
  readonly sebelum = input<string | undefined>(undefined);
  readonly mulai = input<string | undefined>(undefined);
  protected readonly checks = [
    { value: 'belum', words: 'delivery.firstCheck.none' },
    { value: 'sesuai', words: 'delivery.firstCheck.isFine' },
    { value: 'ragu', words: 'delivery.firstCheck.isDoubtful' },
  ];
  protected readonly isExporting = signal(false);
  protected readonly order = computed(() => (this.urut() === 'terbaru' ? 'changed' : 'name'));
  protected readonly isNarrowed = computed(() =>
    [
      this.cari(),
      this.provinsi(),
      this.kabupaten(),
      this.tempat(),
      this.akun(),
      this.nama(),
      this.periksa(),
      this.perpustakaan(),
    ].some(Boolean),
  );

  protected readonly runId = computed(() => this.penyelenggaraan() as RunId | undefined);
  protected readonly run = inject(ApiClient).read(getRun, () => {
    const runId = this.runId();
    return runId ? { params: { runId } } : undefined;
  });
  readonly #regions = inject(ApiClient).read(listRegions, () => {
    const parent = this.provinsi();
    return parent && this.#canSeeRegions ? { query: { parent } } : undefined;
  });
  protected readonly regencies = computed(() =>
    this.provinsi() && this.#regions.hasValue() ? this.#regions.value().items : [],
  );
  protected readonly libraryName = computed(
    () => this.store.page()?.items[0]?.libraryName ?? this.#words.t('delivery.people.library'),
  );
  protected readonly crumbs = computed(() => {
    const runs = { label: this.#words.t('delivery.title.classes'), link: '/kelola/kelas' };
    const name = this.run.hasValue() ? this.run.value().run.name : undefined;
    return name ? [runs, { label: name }] : [runs];
  });

  constructor() {
    effect(() => {
      const runId = this.runId();
      if (!runId) return void this.#router.navigate(['/kelola/kelas']);
      const filter: EnrollmentFilter = {
        runId,
        state: this.keadaan() as EnrollmentFilter['state'],
        province: this.provinsi(),
        classGroupId: this.tempat() === 'belum' ? 'none' : undefined,
        nameConfirmed: this.nama() === 'belum' ? 'no' : undefined,
        regency: this.kabupaten(),
        firstCheck: { belum: 'none', sesuai: 'fine', ragu: 'doubtful' }[
          this.periksa() ?? ''
        ] as EnrollmentFilter['firstCheck'],
        activated: { aktif: 'yes', belum: 'no' }[this.akun() ?? ''] as EnrollmentFilter['activated'],
        libraryId: this.perpustakaan(),
        q: this.cari(),
      };
      this.store.ask({ filter, order: this.order(), after: this.sesudah(), before: this.sebelum() });
    });
  }

  protected clear(): void {
    this.narrow({
      keadaan: null,
      cari: null,
      provinsi: null,
      kabupaten: null,
      tempat: null,
      akun: null,
      nama: null,
      periksa: null,
      perpustakaan: null,
    });
  }

  protected narrow(change: Record<string, string | null>): void {
    void this.#router.navigate([], {
      queryParams: { sesudah: null, sebelum: null, mulai: null, ...change },
      queryParamsHandling: 'merge',
    });
  }
}
