import { Component, computed, input } from '@angular/core';
import type { ReviewedQuestion } from '@bimtek/assessment-contracts';
import { TranslocoPipe } from '@bimtek/platform-portal';
import { UiIcon } from '@bimtek/platform-ui';
import { letterAt } from '../take-test/held-answers.ts';

/** One question after the attempt: folded it says right or not yet, open it says why, option by option. */
@Component({
  selector: 'assessment-reviewed-question',
  imports: [TranslocoPipe, UiIcon],
  templateUrl: './reviewed-question.html',
  styleUrl: './reviewed-question.css',
})
export class ReviewedQuestionView {
  readonly question = input.required<ReviewedQuestion>();
  readonly number = input.required<number>();

  protected readonly verdict = computed(() => {
    const { isRight, chosen } = this.question();
    if (isRight) return 'isRight';
    return chosen.length > 0 ? 'isNotYet' : 'isEmpty';
  });
  protected readonly options = computed(() => {
    const { options, chosen } = this.question();
    return options.map((option, place) => ({
      ...option,
      letter: letterAt(place),
      isChosen: chosen.includes(option.id),
    }));
  });
}
