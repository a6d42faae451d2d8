import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import {
  APPEAL_REASON_MIN,
  type AppealId,
  AssignmentCode,
  getMyAppeal,
  makeAppeal,
  type MyAppeal,
  withdrawAppeal,
} from '@bimtek/assignments-contracts';
import {
  ApiClient,
  AsDateTime,
  AsNumber,
  AsRecent,
  ProblemView,
  ProblemWords,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import { Toasts, UiBanner, UiButton, UiField, UiIcon, UiInput, UiSkeleton } from '@bimtek/platform-ui';
import { newId } from '@bimtek/platform-portal/new-id';
import { Acting } from '../class-assignments/acting.ts';
import { assignmentNumber } from '../due-words.ts';

/** A trainee asks that another trainer looks at a mark, sees where that stands, and reads the decision. */
@Component({
  selector: 'assignments-my-appeal-page',
  imports: [
    AsDateTime,
    AsNumber,
    AsRecent,
    ProblemView,
    ProblemWords,
    RouterLink,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiField,
    UiIcon,
    UiInput,
    UiSkeleton,
  ],
  templateUrl: './my-appeal-page.html',
  styles: `
    .scores {
      display: flex;
      gap: 32px;
    }
    dt {
      color: var(--ink-2);
      font-size: var(--text-s);
    }
    dd {
      font-size: var(--title-s);
      font-weight: 700;
    }
    dd.now {
      color: var(--primary-ink);
    }
    .said {
      margin: 0;
      padding-left: 12px;
      border-left: 3px solid var(--line);
      white-space: pre-line;
      overflow-wrap: anywhere;
    }
  `,
})
export class MyAppealPage {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #toasts = inject(Toasts);

  /** From the address: the assignment. */
  readonly code = input.required<string>();
  readonly #params = computed(() => {
    const assignmentCode = AssignmentCode.safeParse(this.code()).data;
    return assignmentCode ? { assignmentCode } : undefined;
  });
  protected readonly read = this.#api.read(getMyAppeal, () => {
    const params = this.#params();
    return params && { params };
  });
  /** What an act has answered counts until it is read anew. */
  protected readonly appeal = linkedSignal<MyAppeal | undefined>(() =>
    this.read.hasValue() ? this.read.value() : undefined,
  );
  protected readonly number = computed(() => assignmentNumber(this.code()));
  protected readonly min = APPEAL_REASON_MIN;
  protected readonly acting = new Acting();
  protected readonly reason = signal('');
  readonly #hasAsked = signal(false);
  protected readonly reasonError = computed(() =>
    this.#hasAsked() && this.reason().trim().length < this.min
      ? this.#words.t('appeals.reasonShort', { n: this.min })
      : '',
  );
  /** One id for one appeal, also when its sending has to be tried again. */
  readonly #id = signal(newId<AppealId>());

  protected textOf(event: Event): string {
    return (event.target as HTMLTextAreaElement).value;
  }

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    this.#hasAsked.set(true);
    const params = this.#params();
    const reason = this.reason().trim();
    if (!params || this.reasonError()) return;
    const body = { id: this.#id(), reason };
    const answer = await this.acting.run(() => this.#api.call(makeAppeal, { params, body }));
    if (!answer) return;
    this.appeal.set(answer);
    this.#id.set(newId<AppealId>());
    this.#hasAsked.set(false);
    this.#toasts.show(this.#words.t('appeals.sent'));
  }

  protected async withdraw(): Promise<void> {
    const params = this.#params();
    const answer = params && (await this.acting.run(() => this.#api.call(withdrawAppeal, { params })));
    if (!answer) return;
    this.appeal.set(answer);
    this.#toasts.show(this.#words.t('appeals.withdrawn'));
  }
}
