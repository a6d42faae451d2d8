import { Component, computed, effect, inject, input, untracked } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { getAttemptReview } from '@bimtek/assessment-contracts';
import {
  ApiClient,
  AsNumber,
  AsRecent,
  AsTime,
  Counted,
  Formats,
  PageTitle,
  ProblemView,
  TranslocoPipe,
  Words,
  asProblem,
} from '@bimtek/platform-portal';
import { UiBanner, UiButton, UiIcon, UiMeter, UiSkeleton } from '@bimtek/platform-ui';
import { learnPath, moduleNumber, testName } from '../test-name.ts';
import { ReviewedQuestionView } from './reviewed-question.ts';

/** After an attempt: the score, what it means, the one next step, and after a quiz why each answer is right or not. */
@Component({
  selector: 'assessment-result-page',
  imports: [
    AsNumber,
    AsRecent,
    AsTime,
    Counted,
    ProblemView,
    ReviewedQuestionView,
    RouterLink,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiIcon,
    UiMeter,
    UiSkeleton,
  ],
  templateUrl: './result-page.html',
  styles: `
    .page-head h1 {
      margin-top: 4px;
    }
    .locked {
      display: flex;
      gap: 12px;
    }
    .locked ui-icon {
      color: var(--ink-2);
    }
  `,
})
export class ResultPage {
  readonly #router = inject(Router);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #title = inject(PageTitle);
  readonly testId = input.required<string>();
  readonly attemptId = input.required<string>();

  protected readonly review = inject(ApiClient).read(getAttemptReview, () => ({
    params: { attemptId: this.attemptId() as never },
  }));
  protected readonly shown = computed(() => (this.review.hasValue() ? this.review.value() : undefined));
  protected readonly name = computed(() => {
    const review = this.shown();
    return review ? testName(this.#words, review) : '';
  });
  protected readonly where = computed(() => {
    const review = this.shown();
    if (!review) return '';
    const { attemptsAllowed: allowed, result } = review;
    const attempt = this.#words.t('assessment.attemptOf', { ordinal: result.ordinal, allowed });
    return `${this.name()} · ${attempt}`;
  });
  protected readonly heading = computed(() => {
    const result = this.shown()?.result;
    if (!result) return this.#words.t('assessment.title.result');
    const key = result.passed === null ? 'score' : result.passed ? 'passed' : 'notPassed';
    return this.#words.t(`assessment.result.${key}`, { score: this.#formats.number(result.score ?? 0) });
  });
  protected readonly learnPath = computed(() => learnPath(this.shown()?.moduleCode ?? null));
  protected readonly moduleNumber = computed(() => moduleNumber(this.shown()?.moduleCode ?? null));
  protected readonly attemptsLeft = computed(() => {
    const review = this.shown();
    return review ? Math.max(0, review.attemptsAllowed - review.attemptsUsed) : 0;
  });
  /** The best attempt decides, so a pass before this one stands. */
  protected readonly hasPassed = computed(() => {
    const result = this.shown()?.result;
    return !result || result.passMark === null || result.bestScore >= result.passMark;
  });

  constructor() {
    effect(() => {
      if (this.name()) this.#title.set(this.name());
    });
    effect(() => {
      const error = this.review.error();
      if (!error || asProblem(error).code !== 'attempt-still-open') return;
      const attempt = untracked(() => ['/tes', this.testId(), 'percobaan', this.attemptId()]);
      void this.#router.navigate(attempt, { replaceUrl: true });
    });
  }
}
