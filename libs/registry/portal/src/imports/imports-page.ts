import { Component, computed, effect, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { Import } from '@bimtek/platform-contracts';
import { DeskHead, Formats, ProblemView, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiEmpty, UiPager, UiPill, UiRow, UiSkeleton } from '@bimtek/platform-ui';
import type { DecreeFacts } from '@bimtek/registry-contracts';
import { decreeOf, toneOf } from '../import/import-view.ts';
import { DecreeForm } from './decree-form.ts';
import { ImportsStore } from './imports-store.ts';

/** All imports of decrees, and the way to begin one. */
@Component({
  selector: 'registry-imports-page',
  imports: [
    DecreeForm,
    DeskHead,
    ProblemView,
    RouterLink,
    TranslocoPipe,
    UiEmpty,
    UiPager,
    UiPill,
    UiRow,
    UiSkeleton,
  ],
  providers: [ImportsStore],
  templateUrl: './imports-page.html',
  styles: `
    :host {
      flex: 1;
      display: flex;
      flex-direction: column;
    }
    h2 {
      margin-bottom: 8px;
    }
    .upload {
      background: var(--bg);
    }
    @media (max-width: 1199px) {
      .upload {
        order: -1;
      }
    }
  `,
})
export class ImportsPage {
  readonly #router = inject(Router);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  protected readonly store = inject(ImportsStore);

  /** From the query: the key of the page of the list. */
  readonly sesudah = input<string | undefined>(undefined);

  protected readonly page = computed(() =>
    this.store.imports.hasValue() ? this.store.imports.value() : undefined,
  );
  protected readonly items = computed(() =>
    (this.page()?.items ?? []).map((item) => ({
      item,
      heading: this.#headingOf(item),
      meta: this.#metaOf(item),
      tone: toneOf(item.state),
    })),
  );
  protected readonly shown = computed(() =>
    this.#words.count('registry.imports.shown', this.page()?.total ?? 0),
  );

  constructor() {
    effect(() => this.store.after.set(this.sesudah()));
  }

  protected async begin({ decree, file }: { decree: DecreeFacts; file: File }): Promise<void> {
    const begun = await this.store.upload(decree, file);
    if (begun) await this.#router.navigate(['/kelola/impor', begun.id]);
  }

  protected goOn(after: string | null): void {
    void this.#router.navigate([], { queryParams: { sesudah: after } });
  }

  #headingOf(item: Import): string {
    const { number, title } = decreeOf(item);
    return [number ? this.#words.t('registry.imports.decree', { number }) : item.fileName, title]
      .filter(Boolean)
      .join(' · ');
  }

  #metaOf(item: Import): string {
    const rows = `${this.#formats.number(item.rowsTotal)} ${this.#words.t('registry.import.read')}`;
    return [
      this.#formats.recent(item.createdAt),
      item.fileName,
      ...(item.rowsTotal ? [rows] : []),
      item.createdBy,
    ].join(' · ');
  }
}
