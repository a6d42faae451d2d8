import { Component, computed, inject, input } from '@angular/core';
import {
  AttachedFileId,
  getSimilarPhoto,
  getSubmittedFile,
  listSimilarPhotos,
  SubmissionId,
} from '@bimtek/assignments-contracts';
import { ApiClient, AsRecent, DeskHead, ProblemView, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiEmpty, UiSkeleton } from '@bimtek/platform-ui';
import { whoOf } from './similar-hint.ts';

/** Two photos side by side that look nearly the same. */
@Component({
  selector: 'assignments-similar-photos-page',
  imports: [AsRecent, DeskHead, ProblemView, TranslocoPipe, UiEmpty, UiSkeleton],
  template: `
    <app-desk-head [heading]="'similar.photos.title' | transloco" [crumbs]="crumbs()" />
    @if (pair(); as pair) {
      <p class="about quiet">{{ 'similar.photos.about' | transloco }}</p>
      <div class="sides">
        <figure>
          <img [src]="pair.mine" [alt]="'similar.photos.mine' | transloco" />
          <figcaption>{{ 'similar.photos.mine' | transloco }}</figcaption>
        </figure>
        <figure>
          <img [src]="pair.theirs" [alt]="'similar.photos.theirs' | transloco: { name: pair.who }" />
          <figcaption>
            {{ 'similar.photos.theirs' | transloco: { name: pair.who } }}
            <span class="quiet num">{{
              'similar.photos.sent' | transloco: { time: (pair.submittedAt | asRecent) }
            }}</span>
            <span class="quiet">{{
              (pair.isSameFile ? 'similar.photos.same' : 'similar.photos.near') | transloco
            }}</span>
            @if (pair.isSameLibrary) {
              <span class="quiet">({{ 'similar.sameLibrary' | transloco }})</span>
            }
          </figcaption>
        </figure>
      </div>
    } @else if (read.error()) {
      <app-problem [error]="read.error()" (retry)="read.reload()" />
    } @else if (read.hasValue()) {
      <div class="pane"><ui-empty [heading]="'similar.photos.gone' | transloco" /></div>
    } @else {
      <div class="pane"><ui-skeleton [count]="3" [label]="'platform.state.loading' | transloco" /></div>
    }
  `,
  styles: `
    .about {
      max-width: 90ch;
      padding: 12px 16px;
    }
    .sides {
      display: grid;
      gap: 16px;
      padding: 0 16px 24px;
    }
    figure {
      display: grid;
      gap: 8px;
      align-content: start;
      min-width: 0;
      margin: 0;
      padding: 16px;
      border: 1px solid var(--line);
      border-radius: var(--radius);
      background: var(--surface);
    }
    img {
      display: block;
      width: 100%;
      max-height: 70vh;
      object-fit: contain;
      background: var(--bg);
    }
    figcaption span {
      display: block;
    }
    @media (min-width: 840px) {
      .about,
      .sides {
        padding-inline: 24px;
      }
      .sides {
        grid-template-columns: 1fr 1fr;
        gap: 24px;
      }
    }
  `,
})
export class SimilarPhotosPage {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);

  /** From the address: the work that is marked, its photo, and the one like it. */
  readonly submissionId = input.required<string>();
  readonly fileId = input.required<string>();
  readonly otherFileId = input.required<string>();
  protected readonly read = this.#api.read(listSimilarPhotos, () => {
    const submissionId = SubmissionId.safeParse(this.submissionId()).data;
    return submissionId ? { params: { submissionId } } : undefined;
  });
  protected readonly pair = computed(() => {
    const items = this.read.hasValue() ? this.read.value()?.items : undefined;
    const pair = items?.find((one) => one.fileId === this.fileId() && one.otherFileId === this.otherFileId());
    if (!pair) return undefined;
    const submissionId = SubmissionId.parse(this.submissionId());
    const fileId = AttachedFileId.parse(this.fileId());
    return {
      ...pair,
      who: whoOf(pair, this.#words),
      mine: this.#api.urlOf(getSubmittedFile, {
        params: { submissionId, fileId },
        query: { variant: 'preview' },
      }),
      theirs: this.#api.urlOf(getSimilarPhoto, {
        params: { submissionId, fileId, otherFileId: pair.otherFileId },
      }),
    };
  });
  protected readonly crumbs = computed(() => [
    { label: this.#words.t('similar.back'), link: '/kelola/menilai' },
  ]);
}
