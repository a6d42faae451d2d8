import { Component, computed, effect, inject, input } from '@angular/core';
import { previewLesson } from '@bimtek/curriculum-contracts';
import {
  ApiClient,
  AsBytes,
  DeskHead,
  PageTitle,
  ProblemView,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import { UiSkeleton } from '@bimtek/platform-ui';
import { LessonDocumentView } from '../lesson-document/lesson-document-view.ts';

/** A lesson as trainees will read it, for those who prepare or teach it. */
@Component({
  selector: 'curriculum-lesson-preview-page',
  imports: [AsBytes, DeskHead, LessonDocumentView, ProblemView, TranslocoPipe, UiSkeleton],
  template: `
    <app-desk-head [heading]="heading()" [crumbs]="crumbs()" />
    @if (read.error(); as error) {
      <app-problem [error]="error" (retry)="read.reload()" />
    } @else if (lesson(); as shown) {
      <article>
        <p class="quiet num facts">
          <span>{{ 'curriculum.detail.minutes' | transloco: { n: shown.lesson.minutes } }}</span>
          <span>{{ shown.lesson.sizeBytes | asBytes }}</span>
          <span>{{ shown.lesson.summary }}</span>
        </p>
        <curriculum-lesson-document [document]="shown.document" />
      </article>
    } @else {
      <ui-skeleton kind="text" [count]="8" [label]="'platform.state.loading' | transloco" />
    }
  `,
  styles: `
    article {
      display: grid;
      gap: 24px;
      width: 100%;
      max-width: 720px;
      margin-inline: auto;
      padding: 24px 16px 48px;
    }
  `,
})
export class LessonPreviewPage {
  readonly #words = inject(Words);
  readonly versionId = input.required<string>();
  readonly lessonId = input.required<string>();
  protected readonly read = inject(ApiClient).read(previewLesson, () => ({
    params: { lessonId: this.lessonId() },
  }));
  protected readonly lesson = computed(() => (this.read.hasValue() ? this.read.value() : undefined));
  protected readonly heading = computed(() => {
    const shown = this.lesson();
    return shown ? `${shown.lesson.code} ${shown.lesson.title}` : '…';
  });
  protected readonly crumbs = computed(() => [
    { label: this.#words.t('curriculum.list.title'), link: '/kelola/kurikulum' },
    { label: this.lesson()?.module.code ?? '…', link: ['/kelola/kurikulum', this.versionId()] },
  ]);

  constructor() {
    const title = inject(PageTitle);
    effect(() => title.set(this.heading()));
  }
}
