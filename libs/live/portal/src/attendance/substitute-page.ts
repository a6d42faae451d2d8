import { Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Answer, AskedQuestion } from '@bimtek/assessment-contracts';
import {
  answerSubstitute,
  getMySessionAttendance,
  getSubstitute,
  SessionId,
  writeSubstitute,
} from '@bimtek/live-contracts';
import {
  ApiClient,
  asProblem,
  Formats,
  ProblemView,
  ProblemWords,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import {
  UiBanner,
  UiButton,
  UiEmpty,
  UiField,
  UiIcon,
  UiInput,
  UiOption,
  UiOptions,
  UiSkeleton,
} from '@bimtek/platform-ui';
import { Acting } from '../shared/acting.ts';

const LEAST = 200;

/** The task that makes up for a session missed with an accepted excuse: questions of its module, or a text for the trainer. */
@Component({
  selector: 'live-substitute-page',
  imports: [
    ProblemView,
    ProblemWords,
    RouterLink,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiEmpty,
    UiField,
    UiIcon,
    UiInput,
    UiOption,
    UiOptions,
    UiSkeleton,
  ],
  templateUrl: './substitute-page.html',
  styles: `
    .stem {
      font-size: var(--text-l);
    }
    .summary {
      max-width: var(--measure);
      white-space: pre-line;
    }
  `,
})
export class SubstitutePage {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly sessionId = input.required<string>();
  readonly #params = computed(() => {
    const sessionId = SessionId.safeParse(this.sessionId()).data;
    return sessionId ? { params: { sessionId } } : undefined;
  });
  protected readonly read = this.#api.read(getSubstitute, () => this.#params());
  protected readonly about = this.#api.read(getMySessionAttendance, () => this.#params());
  protected readonly sheet = computed(() => (this.read.hasValue() ? this.read.value() : undefined));
  protected readonly mine = computed(() => (this.about.hasValue() ? this.about.value() : undefined));
  protected readonly isNone = computed(() => {
    const error = this.read.error();
    return !!error && ['not-found', 'no-substitute'].includes(asProblem(error).code);
  });
  protected readonly lastScore = computed(() => {
    const score = this.sheet()?.task.lastScore ?? null;
    return score === null
      ? ''
      : this.#words.t('attendance.substitute.lastScore', { score: this.#formats.number(score) });
  });

  readonly #chosen = signal<Readonly<Record<string, readonly string[]>>>({});
  protected readonly hasAsked = signal(false);
  protected readonly text = signal<string | undefined>(undefined);
  protected readonly written = computed(() => this.text() ?? this.sheet()?.task.text ?? '');
  protected readonly left = computed(
    () => (this.sheet()?.questions ?? []).filter(({ id }) => (this.#chosen()[id] ?? []).length === 0).length,
  );
  protected readonly textError = computed(() => {
    const missing = LEAST - this.written().trim().length;
    return this.hasAsked() && missing > 0
      ? this.#words.t('attendance.substitute.writeMissing', { n: missing })
      : '';
  });
  protected readonly acting = new Acting();

  protected letter(place: number): string {
    return String.fromCharCode(65 + place);
  }

  protected isChosen(question: AskedQuestion, optionId: string): boolean {
    return (this.#chosen()[question.id] ?? []).includes(optionId);
  }

  protected choose(question: AskedQuestion, optionId: string, isOn: boolean): void {
    this.#chosen.update((all) => {
      const before = all[question.id] ?? [];
      const others = question.type === 'multiple' ? before.filter((id) => id !== optionId) : [];
      return { ...all, [question.id]: isOn ? [...others, optionId] : others };
    });
  }

  protected async answer(): Promise<void> {
    this.hasAsked.set(true);
    const sheet = this.sheet();
    const params = this.#params();
    if (!sheet || !params || this.left() > 0) return;
    const answers = sheet.questions.map((question) => ({
      questionId: question.id,
      answer: this.#answerTo(question),
    }));
    const body = { attempt: sheet.attempt, answers };
    this.#after(await this.acting.run(() => this.#api.call(answerSubstitute, { ...params, body })));
  }

  protected async write(): Promise<void> {
    this.hasAsked.set(true);
    const params = this.#params();
    if (!params || this.textError()) return;
    const body = { text: this.written().trim() };
    this.#after(await this.acting.run(() => this.#api.call(writeSubstitute, { ...params, body })));
  }

  protected typed(event: Event): void {
    this.text.set((event.target as HTMLTextAreaElement).value);
  }

  #answerTo(question: AskedQuestion): Answer {
    const chosen = this.#chosen()[question.id] ?? [];
    return question.type === 'multiple'
      ? { kind: 'multiple', optionIds: [...chosen] }
      : { kind: 'single', optionId: chosen[0] ?? null };
  }

  #after(done: unknown): void {
    if (!done) return;
    this.#chosen.set({});
    this.hasAsked.set(false);
    this.read.reload();
    this.about.reload();
  }
}
