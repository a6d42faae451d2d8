import { Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { listCurriculumVersions } from '@bimtek/curriculum-contracts';
import { ApiClient, AsDate, DeskHead, ProblemView, TranslocoPipe } from '@bimtek/platform-portal';
import { UiCell, UiEmpty, UiPager, UiSkeleton, UiTable } from '@bimtek/platform-ui';
import { VersionState } from './version-state.ts';

/** Every edition of the curriculum with its state; each leads to its modules and lessons. */
@Component({
  selector: 'curriculum-versions-page',
  imports: [
    AsDate,
    DeskHead,
    ProblemView,
    RouterLink,
    TranslocoPipe,
    UiCell,
    UiEmpty,
    UiPager,
    UiSkeleton,
    UiTable,
    VersionState,
  ],
  templateUrl: './versions-page.html',
})
export class VersionsPage {
  readonly #router = inject(Router);
  /** From the address: where the shown page of the list begins. */
  readonly sesudah = input<string>();
  protected readonly versions = inject(ApiClient).read(listCurriculumVersions, () => ({
    query: { after: this.sesudah(), limit: 20 },
  }));
  protected readonly page = computed(() => (this.versions.hasValue() ? this.versions.value() : undefined));

  protected showAfter(after: string | null): void {
    void this.#router.navigate([], { queryParams: { sesudah: after } });
  }
}
