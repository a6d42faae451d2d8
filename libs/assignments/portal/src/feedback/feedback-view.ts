import { Component, computed, inject, input } from '@angular/core';
import type { Feedback, PlanDraft } from '@bimtek/assignments-contracts';
import type { Rubric } from '@bimtek/curriculum-contracts';
import { AsNumber, AsRecent, Formats, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiMeter } from '@bimtek/platform-ui';
import { nextStep, pointsAt } from '../score.ts';

/** What a trainer said about one version: score, level and comment of each criterion, and what would bring more. */
@Component({
  selector: 'assignments-feedback-view',
  imports: [AsNumber, AsRecent, TranslocoPipe, UiMeter],
  templateUrl: './feedback-view.html',
  styleUrl: './feedback-view.css',
})
export class FeedbackView {
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly feedback = input.required<Feedback>();
  readonly rubric = input.required<Rubric>();
  /** Of the version that was marked, when it is one. */
  readonly plan = input<PlanDraft | null>(null);

  protected readonly criteria = computed(() => {
    const { levels, comments } = this.feedback().content;
    return this.rubric().criteria.map((criterion) => {
      const level = levels[criterion.code];
      return {
        code: criterion.code,
        title: criterion.title,
        level,
        levelWords: level ? this.#words.t(`assignments.feedback.level.${level}`) : '',
        text: criterion.levels.find((one) => one.level === level)?.text ?? '',
        points: level
          ? this.#words.t('assignments.feedback.criterion', {
              points: this.#formats.number(pointsAt(criterion, level)),
              weight: criterion.weight,
            })
          : '',
        comment: comments[criterion.code]?.trim() ?? '',
      };
    });
  });
  /** Notes on items of the plan, in its order. */
  protected readonly onItems = computed(() => {
    const { itemComments } = this.feedback().content;
    return (this.plan()?.items ?? []).flatMap(({ id, title }, place) => {
      const text = itemComments[id]?.trim() ?? '';
      return text === '' ? [] : [{ id, n: place + 1, title, text }];
    });
  });
  protected readonly next = computed(() => nextStep(this.rubric(), this.feedback().content.levels));
}
