import { Component, computed, effect, inject, input } from '@angular/core';
import { Router } from '@angular/router';
import { exportEnrollments, getRun } from '@bimtek/delivery-contracts';
import type { EnrollmentFilter, RunId } from '@bimtek/delivery-contracts';
import {
  ApiClient,
  DeskHead,
  ProblemView,
  SearchBox,
  Session,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import { UiButton, UiIcon, UiInput } from '@bimtek/platform-ui';
import { PeopleStore } from './people-store.ts';
import { PeopleView } from './people-view.ts';

/** Everybody in a run, to be verified, placed, or looked for on behalf of a class. */
@Component({
  selector: 'delivery-run-people-page',
  imports: [DeskHead, PeopleView, ProblemView, SearchBox, TranslocoPipe, UiButton, UiIcon, UiInput],
  providers: [PeopleStore],
  template: `
    <app-desk-head [heading]="'delivery.people.ofRun' | transloco" [crumbs]="crumbs()">
      <app-search
        class="wide-only"
        [label]="'delivery.people.search' | transloco"
        [value]="cari()"
        (asked)="narrow({ cari: $event || null })"
      />
      @if (canExport) {
        <a class="wide-only" uiButton="outline" [href]="store.exportUrl()" download>
          <ui-icon name="download" size="s" />{{ 'delivery.act.export' | transloco }}
        </a>
      }
    </app-desk-head>
    @if (run.error(); as error) {
      <app-problem [error]="error" (retry)="run.reload()" />
    } @else {
      <delivery-people-view
        [state]="keadaan()"
        [after]="sesudah()"
        [isSearching]="!!cari() || !!provinsi()"
        [runId]="runId()"
        [classGroupId]="kelas()"
        [withClass]="true"
        (changed)="run.reload()"
      >
        <app-search
          filter
          class="narrow-only"
          [label]="'delivery.people.search' | transloco"
          [value]="cari()"
          (asked)="narrow({ cari: $event || null })"
        />
        <select
          filter
          #province
          uiInput
          [attr.aria-label]="'delivery.people.province' | transloco"
          (change)="narrow({ provinsi: province.value || null })"
        >
          <option value="">{{ 'delivery.people.allProvinces' | transloco }}</option>
          @for (one of run.value()?.provinces ?? []; track one.code) {
            <option [value]="one.code" [selected]="one.code === provinsi()">
              {{ one.name }} ({{ one.people }})
            </option>
          }
        </select>
        <select
          filter
          #placed
          uiInput
          [attr.aria-label]="'delivery.people.classFilter' | transloco"
          (change)="narrow({ tempat: placed.value || null })"
        >
          <option value="">{{ 'delivery.people.anyClass' | transloco }}</option>
          <option value="belum" [selected]="tempat() === 'belum'">
            {{ 'delivery.people.noClass' | transloco }}
          </option>
        </select>
        <select
          filter
          #confirmed
          uiInput
          [attr.aria-label]="'delivery.people.nameFilter' | transloco"
          (change)="narrow({ nama: confirmed.value || null })"
        >
          <option value="">{{ 'delivery.people.anyName' | transloco }}</option>
          <option value="belum" [selected]="nama() === 'belum'">
            {{ 'delivery.people.nameUnconfirmed' | transloco }}
          </option>
        </select>
      </delivery-people-view>
    }
  `,
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
  protected readonly canExport = inject(Session).can(exportEnrollments);

  /** From the address; `kelas` is the class on whose behalf people are looked for. */
  readonly penyelenggaraan = input<string | undefined>(undefined);
  readonly keadaan = input<string | undefined>(undefined);
  readonly provinsi = input<string | undefined>(undefined);
  readonly tempat = input<string | undefined>(undefined);
  readonly nama = input<string | undefined>(undefined);
  readonly kelas = input<string | undefined>(undefined);
  readonly cari = input<string | undefined>(undefined);
  readonly sesudah = input<string | undefined>(undefined);

  protected readonly runId = computed(() => this.penyelenggaraan() as RunId | undefined);
  protected readonly run = inject(ApiClient).read(getRun, () => {
    const runId = this.runId();
    return runId ? { params: { runId } } : undefined;
  });
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
        q: this.cari(),
      };
      this.store.ask({ filter, after: this.sesudah() });
    });
  }

  protected narrow(change: {
    cari?: string | null;
    provinsi?: string | null;
    tempat?: string | null;
    nama?: string | null;
  }): void {
    void this.#router.navigate([], {
      queryParams: { sesudah: null, ...change },
      queryParamsHandling: 'merge',
    });
  }
}
