import { Component, computed, inject, input, output } from '@angular/core';
import type { AskedQuestion } from '@bimtek/assessment-contracts';
import { Counted, TranslocoPipe } from '@bimtek/platform-portal';
import { UiIcon } from '@bimtek/platform-ui';
import { AnswerWords } from './answer-words.ts';
import { cellState, type HeldAnswers, isAnswered } from './held-answers.ts';

/** Before handing in: what is empty first, then what is not on the server, then what was flagged. */
@Component({
  selector: 'assessment-review-answers',
  imports: [Counted, TranslocoPipe, UiIcon],
  templateUrl: './review-answers.html',
  styleUrl: './review-answers.css',
})
export class ReviewAnswers {
  readonly #answerWords = inject(AnswerWords);
  readonly questions = input.required<readonly AskedQuestion[]>();
  readonly held = input.required<HeldAnswers>();
  readonly flagged = input.required<ReadonlySet<string>>();
  readonly ordinal = input.required<number>();
  readonly allowed = input.required<number>();
  readonly opened = output<number>();

  readonly #rows = computed(() =>
    this.questions().map((question, place) => {
      const held = this.held().get(question.id);
      return {
        number: place + 1,
        stem: question.stem,
        state: cellState(held),
        isAnswered: isAnswered(held),
        isFlagged: this.flagged().has(question.id),
        meta: held
          ? `${this.#answerWords.answer(held, question)}, ${lower(this.#answerWords.place(held))}`
          : '',
      };
    }),
  );
  protected readonly gapCount = computed(() => this.#rows().filter((row) => !row.isAnswered).length);
  protected readonly answeredCount = computed(() => this.questions().length - this.gapCount());
  protected readonly groups = computed(() =>
    [
      { key: 'empty', rows: this.#rows().filter((row) => !row.isAnswered) },
      { key: 'unsaved', rows: this.#rows().filter((row) => row.isAnswered && row.state !== 'server') },
      {
        key: 'flagged',
        rows: this.#rows().filter((row) => row.isFlagged && row.isAnswered && row.state === 'server'),
      },
    ].filter(({ rows }) => rows.length > 0),
  );
}

function lower(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
