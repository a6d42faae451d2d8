import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { listSimilarWork, type SimilarWork, type SubmissionId } from '@bimtek/assignments-contracts';
import { ApiClient, Counted, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiBanner } from '@bimtek/platform-ui';

/** Says, when there is, that work of others has much the same words. Without signal it says nothing. */
@Component({
  selector: 'assignments-similar-hint',
  imports: [Counted, RouterLink, TranslocoPipe, UiBanner],
  template: `
    @if (items(); as items) {
      @if (items.length > 0) {
        <ui-banner tone="info" icon="columns" [heading]="'similar.hint' | counted: items.length">
          {{ 'similar.hintMore' | transloco }}
          <ul>
            @for (item of items; track item.submissionId) {
              <li>
                <a
                  [routerLink]="['/kelola/menilai/mirip', submissionId(), item.submissionId]"
                  [attr.aria-label]="'similar.compare' | transloco: { name: item.who }"
                  >{{ 'similar.with' | transloco: { name: item.who, overlap: item.overlap } }}</a
                >
                @if (item.isSameLibrary) {
                  <small class="quiet">({{ 'similar.sameLibrary' | transloco }})</small>
                }
              </li>
            }
          </ul>
        </ui-banner>
      }
    }
  `,
})
export class SimilarHint {
  readonly #words = inject(Words);
  readonly submissionId = input.required<SubmissionId>();
  readonly #read = inject(ApiClient).read(listSimilarWork, () => ({
    params: { submissionId: this.submissionId() },
  }));
  protected readonly items = computed(() =>
    this.#read.hasValue()
      ? this.#read.value()?.items.map((item) => ({ ...item, who: whoOf(item, this.#words) }))
      : undefined,
  );
}

/** The name, or only the class of somebody outside the own ones. */
export function whoOf({ name, classGroup }: SimilarWork, words: Words): string {
  return name ?? words.t('similar.elsewhere', { class: classGroup.name });
}
