import { Component, computed, effect, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { getLearningModule } from '@bimtek/learning-contracts';
import { ApiClient, Formats, PageTitle, ProblemView, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiBanner, UiButton, UiIcon, UiRing, UiRow, UiSkeleton } from '@bimtek/platform-ui';
import { moduleNumber, stepAct, stepLink, testName } from '../next-step/step-words.ts';
import { ringOf, testMeta } from '../progress/lesson-look.ts';
import { ReadingProgress } from '../progress/reading-progress.ts';

/** One module: its lessons in order, its quiz, and what one can do after it. */
@Component({
  selector: 'learning-module-page',
  imports: [ProblemView, RouterLink, TranslocoPipe, UiBanner, UiButton, UiIcon, UiRing, UiRow, UiSkeleton],
  templateUrl: './module-page.html',
  styleUrls: ['./module-page.css', '../progress/lead-icon.css'],
})
export class ModulePage {
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly moduleCode = input.required<string>();
  protected readonly read = inject(ApiClient).read(getLearningModule, () => ({
    params: { moduleCode: this.moduleCode() },
  }));
  protected readonly shown = computed(() => (this.read.hasValue() ? this.read.value() : undefined));
  protected readonly number = computed(() => moduleNumber(this.moduleCode()));
  protected readonly ring = computed(() => {
    const module = this.shown()?.module;
    return module ? ringOf(module) : { state: 'none' as const, value: 0 };
  });
  protected readonly summary = computed(() => {
    const module = this.shown()?.module;
    if (!module) return '';
    const done = this.#words.t('study.module.running', {
      done: module.lessonsCompleted,
      all: module.lessonsTotal,
    });
    const left =
      module.minutesLeft > 0
        ? this.#words.t('study.minutesLeft', { n: module.minutesLeft })
        : this.#words.t('study.module.completed');
    return `${done} · ${left}`;
  });
  protected readonly lessons = computed(() =>
    (this.shown()?.lessons ?? []).map((lesson, index) => ({
      ...lesson,
      number: String(index + 1),
      ring: ringOf(lesson.progress),
      meta: this.#metaOf(lesson),
    })),
  );
  protected readonly quiz = computed(() => {
    const quiz = this.shown()?.module.quiz;
    if (!quiz) return undefined;
    return {
      ...quiz,
      name: testName({ testKind: quiz.kind, moduleCode: quiz.moduleCode }, this.#words),
      meta: testMeta(quiz, this.#words, this.#formats),
    };
  });
  protected readonly next = computed(() => {
    const next = this.shown()?.next;
    if (!next) return undefined;
    const title =
      next.kind === 'lesson' ? next.title : next.kind === 'test' ? testName(next, this.#words) : '';
    return { link: stepLink(next), act: stepAct(next, this.#words), title };
  });

  constructor() {
    inject(ReadingProgress);
    const title = inject(PageTitle);
    effect(() => {
      const module = this.shown()?.module;
      if (module) title.set(module.title);
    });
  }

  #metaOf(lesson: {
    minutes: number;
    sizeBytes: number;
    progress: { state: string; share: number };
  }): string {
    const size = this.#formats.bytes(lesson.sizeBytes);
    if (lesson.progress.state === 'completed') return this.#words.t('learning.lesson.completed');
    if (lesson.progress.state === 'started') {
      const { minutes } = lesson;
      if (lesson.progress.share < 0.01) return this.#words.t('learning.lesson.justBegun', { minutes });
      const percent = this.#formats.percent(lesson.progress.share * 100, 0);
      return this.#words.t('learning.lesson.read', { percent, minutes });
    }
    return `${this.#words.t('study.minutes', { n: lesson.minutes })} · ${size}`;
  }
}
