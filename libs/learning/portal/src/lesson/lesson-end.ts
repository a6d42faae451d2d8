import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { NextStep } from '@bimtek/learning-contracts';
import { AsRecent, ProblemWords, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiBanner, UiButton, UiIcon, UiSaveState } from '@bimtek/platform-ui';
import { stepAct, stepLink, testName } from '../next-step/step-words.ts';
import { LessonStore } from './lesson-store.ts';

/** The end of a lesson: the rule, the one button, and after it what comes next. */
@Component({
  selector: 'learning-lesson-end',
  imports: [AsRecent, ProblemWords, RouterLink, TranslocoPipe, UiBanner, UiButton, UiIcon, UiSaveState],
  templateUrl: './lesson-end.html',
  styleUrl: './lesson-end.css',
})
export class LessonEnd {
  readonly #words = inject(Words);
  protected readonly store = inject(LessonStore);

  /** The server's word once it is there; without signal the next lesson of the module. */
  protected readonly next = computed(() => {
    const step = this.store.next();
    if (step) return { link: stepLink(step), words: this.#wordsOf(step) };
    const shown = this.store.lesson();
    if (shown?.next) {
      const { lessonId, title } = shown.next;
      return { link: ['/pelajaran', lessonId], words: this.#words.t('learning.lesson.goOn', { title }) };
    }
    if (shown?.quiz) {
      return { link: ['/tes', shown.quiz.testId], words: this.#words.t('study.step.takeTest') };
    }
    return { link: ['/belajar'], words: this.#words.t('learning.lesson.allModules') };
  });

  #wordsOf(step: NextStep): string {
    if (step.kind === 'lesson') return this.#words.t('learning.lesson.goOn', { title: step.title });
    return step.kind === 'test'
      ? `${stepAct(step, this.#words)}: ${testName(step, this.#words)}`
      : stepAct(step, this.#words);
  }
}
