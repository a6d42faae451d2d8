import { Component, computed, inject, input } from '@angular/core';
import { NgTemplateOutlet } from '@angular/common';
import { compareSimilarWork, SubmissionId } from '@bimtek/assignments-contracts';
import { ApiClient, AsRecent, DeskHead, ProblemView, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiSkeleton } from '@bimtek/platform-ui';
import { whoOf } from './similar-hint.ts';

/** Two works side by side, with what both have marked. */
@Component({
  selector: 'assignments-similar-page',
  imports: [AsRecent, DeskHead, NgTemplateOutlet, ProblemView, TranslocoPipe, UiSkeleton],
  template: `
    <app-desk-head [heading]="'similar.title' | transloco" [crumbs]="crumbs()" />
    @if (both(); as both) {
      <p class="about quiet">{{ 'similar.about' | transloco }}</p>
      <div class="sides">
        <section aria-labelledby="ini">
          <h2 id="ini">{{ 'similar.mine' | transloco: { name: both.name } }}</h2>
          <ng-container *ngTemplateOutlet="text; context: { $implicit: both.mine }" />
        </section>
        <section aria-labelledby="itu">
          <h2 id="itu">{{ 'similar.theirs' | transloco: { name: both.who } }}</h2>
          <p class="quiet">
            {{
              'similar.sent'
                | transloco: { time: (both.other.submittedAt | asRecent), overlap: both.other.overlap }
            }}
            @if (both.other.name === null) {
              · {{ 'similar.onlyCommon' | transloco }}
            }
          </p>
          <ng-container *ngTemplateOutlet="text; context: { $implicit: both.theirs }" />
        </section>
      </div>
    } @else if (read.error()) {
      <app-problem [error]="read.error()" (retry)="read.reload()" />
    } @else {
      <div class="pane">
        <ui-skeleton kind="text" [count]="8" [label]="'platform.state.loading' | transloco" />
      </div>
    }
    <ng-template #text let-passages>
      <p class="text">
        @for (passage of passages; track $index) {
          @if (passage.isCommon) {
            <mark
              ><span class="sr">{{ 'similar.common' | transloco }}: </span>{{ passage.text }}</mark
            >
          } @else {
            <span>{{ passage.text }}</span>
          }
        }
      </p>
    </ng-template>
  `,
  styles: `
    .about {
      padding: 12px 16px;
      max-width: 90ch;
    }
    .sides {
      display: grid;
      gap: 16px;
      padding: 0 16px 24px;
    }
    section {
      min-width: 0;
      background: var(--surface);
      border: 1px solid var(--line);
      border-radius: var(--radius);
      padding: 16px 20px;
    }
    .text {
      margin-top: 8px;
      white-space: pre-line;
      overflow-wrap: anywhere;
      max-width: 72ch;
    }
    mark {
      background: var(--progress-soft, var(--primary-soft));
      color: inherit;
      text-decoration: underline;
      text-decoration-color: var(--progress);
      text-underline-offset: 3px;
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
export class SimilarPage {
  readonly #words = inject(Words);
  /** From the address: the work that is marked, and the one like it. */
  readonly submissionId = input.required<string>();
  readonly otherId = input.required<string>();
  protected readonly read = inject(ApiClient).read(compareSimilarWork, () => {
    const submissionId = SubmissionId.safeParse(this.submissionId()).data;
    const otherId = SubmissionId.safeParse(this.otherId()).data;
    return submissionId && otherId ? { params: { submissionId, otherId } } : undefined;
  });
  protected readonly both = computed(() => {
    const both = this.read.hasValue() ? this.read.value() : undefined;
    return both && { ...both, who: whoOf(both.other, this.#words) };
  });
  protected readonly crumbs = computed(() => [
    { label: this.#words.t('similar.back'), link: '/kelola/menilai' },
  ]);
}
