import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import {
  AsBytes,
  AsDate,
  AsNumber,
  DeskHead,
  PageTitle,
  ProblemView,
  ProblemWords,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import { UiBanner, UiButton, UiDialog, UiRow, UiSkeleton } from '@bimtek/platform-ui';
import { VersionState } from './version-state.ts';
import { VersionStore } from './version-store.ts';

/** One edition: its modules and lessons, its rules, and putting it in use or away. */
@Component({
  selector: 'curriculum-version-page',
  imports: [
    AsBytes,
    AsDate,
    AsNumber,
    DeskHead,
    ProblemView,
    ProblemWords,
    RouterLink,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiDialog,
    UiRow,
    UiSkeleton,
    VersionState,
  ],
  providers: [VersionStore],
  templateUrl: './version-page.html',
  styleUrl: './version-page.css',
})
export class VersionPage {
  readonly #words = inject(Words);
  readonly #title = inject(PageTitle);
  protected readonly store = inject(VersionStore);
  readonly versionId = input.required<string>();

  /** The question being asked: put in use, archive, or none. */
  protected readonly asked = signal<'use' | 'archive' | undefined>(undefined);
  protected readonly heading = computed(() => {
    const version = this.store.version();
    return version ? this.#words.t('curriculum.version', { number: version.number }) : '…';
  });
  protected readonly crumbs = computed(() => [
    { label: this.#words.t('curriculum.list.title'), link: '/kelola/kurikulum' },
  ]);

  constructor() {
    effect(() => this.store.versionId.set(this.versionId()));
    effect(() => this.#title.set(this.heading()));
  }

  protected async confirm(): Promise<void> {
    const done = this.asked() === 'use' ? await this.store.putInUse() : await this.store.archive();
    if (done) this.asked.set(undefined);
  }

  protected close(isOpen: boolean): void {
    if (isOpen) return;
    this.asked.set(undefined);
    this.store.problem.set(undefined);
  }
}
