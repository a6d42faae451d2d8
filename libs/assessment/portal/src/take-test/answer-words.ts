import { Service, inject } from '@angular/core';
import type { Answer, AskedQuestion } from '@bimtek/assessment-contracts';
import { Formats, Words } from '@bimtek/platform-portal';
import { type HeldAnswer, isAnswered, lettersOf } from './held-answers.ts';

/** What is said about an answer: which letters, and where it is. Follows the language. */
@Service()
export class AnswerWords {
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);

  /** `B`, `A dan C`, `A, B dan D`; empty when nothing is chosen. */
  letters(answer: Answer, question: AskedQuestion): string {
    const letters = lettersOf(
      answer,
      question.options.map(({ id }) => id),
    );
    const last = letters.pop() ?? '';
    return letters.length === 0
      ? last
      : `${letters.join(', ')} ${this.#words.t('assessment.state.and')} ${last}`;
  }

  /** `Jawaban B`, or that it was taken back. */
  answer(held: HeldAnswer, question: AskedQuestion): string {
    if (!isAnswered(held)) return this.#words.t('assessment.state.taken');
    return this.#words.t('assessment.state.answer', { letters: this.letters(held.answer, question) });
  }

  /** Where it is. */
  place(held: HeldAnswer): string {
    const { place, savedAt, problem } = held;
    if (place === 'server' && savedAt) {
      return this.#words.t('platform.state.savedAt', { time: this.#formats.time(savedAt) });
    }
    if (place === 'phone') return this.#words.t('assessment.state.phoneShort');
    if (place === 'sending') return this.#words.t('platform.state.saving');
    if (place === 'stale' || !problem) return this.#words.t('assessment.state.stale');
    return this.#words.t('platform.state.failedBecause', { reason: this.#words.problem(problem) });
  }

  /** Directly above the button: the state of this answer. */
  chip(held: HeldAnswer, question: AskedQuestion): string {
    if (held.place !== 'phone' || !isAnswered(held)) return this.place(held);
    return this.#words.t('assessment.state.phone', { letters: this.letters(held.answer, question) });
  }
}

/** The look of `ui-save-state`. */
export function saveStateOf({ place }: HeldAnswer): 'saved' | 'saving' | 'waiting' | 'failed' {
  switch (place) {
    case 'server':
      return 'saved';
    case 'sending':
      return 'saving';
    case 'phone':
      return 'waiting';
    default:
      return 'failed';
  }
}
