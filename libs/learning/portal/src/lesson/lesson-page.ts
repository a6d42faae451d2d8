import { Component, computed, DestroyRef, effect, inject, input, viewChild } from '@angular/core';
import { RouterLink } from '@angular/router';
import { LessonDocumentView } from '@bimtek/curriculum-portal';
import type { ReadingPosition } from '@bimtek/learning-contracts';
import { AsBytes, Connection, PageTitle, ProblemView, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { Toasts, UiBanner, UiIcon, UiSkeleton, UiTaskBar } from '@bimtek/platform-ui';
import { moduleNumber } from '../next-step/step-words.ts';
import { LessonEnd } from './lesson-end.ts';
import { LessonStore } from './lesson-store.ts';
import { PlaceSaved } from './place-saved.ts';
import { ReadingTracker } from './reading-tracker.ts';

/** Reading a lesson: from where one left off, to the end, to "Selesai dipelajari". */
@Component({
  selector: 'learning-lesson-page',
  imports: [
    AsBytes,
    LessonDocumentView,
    LessonEnd,
    PlaceSaved,
    ProblemView,
    ReadingTracker,
    RouterLink,
    TranslocoPipe,
    UiBanner,
    UiIcon,
    UiSkeleton,
    UiTaskBar,
  ],
  providers: [LessonStore],
  templateUrl: './lesson-page.html',
  styleUrl: './lesson-page.css',
})
export class LessonPage {
  readonly #words = inject(Words);
  readonly #toasts = inject(Toasts);
  protected readonly connection = inject(Connection);
  protected readonly store = inject(LessonStore);
  readonly lessonId = input.required<string>();
  private readonly tracker = viewChild(ReadingTracker);

  protected readonly where = computed(() => {
    const lesson = this.store.lesson();
    return lesson ? this.#words.t('study.moduleName', { number: moduleNumber(lesson.module.code) }) : '';
  });
  protected readonly what = computed(() => {
    const lesson = this.store.lesson();
    return lesson
      ? this.#words.t('learning.lesson.place', { number: lesson.number, of: lesson.of })
      : this.#words.t('learning.lesson.title');
  });
  protected readonly back = computed(() => {
    const lesson = this.store.lesson();
    return lesson ? ['/belajar', lesson.module.code] : ['/belajar'];
  });

  constructor() {
    const title = inject(PageTitle);
    effect(() => this.store.open(this.lessonId()));
    effect(() => {
      const lesson = this.store.lesson();
      if (lesson) title.set(lesson.lesson.title);
    });
    inject(DestroyRef).onDestroy(() => this.store.leave());
  }

  /** Says that one is not at the beginning, and how to get there. */
  protected resumed(place: ReadingPosition): void {
    if (place.blockIndex === 0) return;
    this.#toasts.show(this.#words.t('learning.lesson.resumed'), {
      label: this.#words.t('learning.lesson.toStart'),
      act: () => this.tracker()?.toStart(),
    });
  }
}
