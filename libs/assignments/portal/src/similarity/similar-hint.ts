import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import {
  listSimilarPhotos,
  listSimilarWork,
  type SimilarWork,
  type SubmissionId,
} from '@bimtek/assignments-contracts';
import { ApiClient, Counted, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiBanner } from '@bimtek/platform-ui';

/** Says, when there is, that work of others has much the same words or photos. Without signal it says nothing. */
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
    @if (photos(); as photos) {
      @if (photos.length > 0) {
        <ui-banner tone="info" icon="columns" [heading]="'similar.photos.hint' | counted: photos.length">
          {{ 'similar.hintMore' | transloco }}
          <ul>
            @for (photo of photos; track photo.fileId + photo.otherFileId) {
              <li>
                <a
                  [routerLink]="[
                    '/kelola/menilai/foto-mirip',
                    submissionId(),
                    photo.fileId,
                    photo.otherFileId,
                  ]"
                  [attr.aria-label]="'similar.photos.compare' | transloco: { name: photo.who }"
                  >{{ photo.who }}</a
                >
                @if (photo.isSameLibrary) {
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
  readonly #readPhotos = inject(ApiClient).read(listSimilarPhotos, () => ({
    params: { submissionId: this.submissionId() },
  }));
  protected readonly photos = computed(() =>
    this.#readPhotos.hasValue()
      ? this.#readPhotos.value()?.items.map((photo) => ({ ...photo, who: whoOf(photo, this.#words) }))
      : undefined,
  );
}

/** The name, or only the class of somebody outside the own ones. */
export function whoOf({ name, classGroup }: Pick<SimilarWork, 'name' | 'classGroup'>, words: Words): string {
  return name ?? words.t('similar.elsewhere', { class: classGroup.name });
}
