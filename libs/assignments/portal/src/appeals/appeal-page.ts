import { Component, computed, effect, inject, input, linkedSignal, signal } from '@angular/core';
import {
  APPEAL_REASON_MIN,
  type AppealDetail,
  AppealId,
  type AppealOutcome,
  decideAppeal,
  getAppeal,
  type MarkContent,
  type SubmissionId,
} from '@bimtek/assignments-contracts';
import type { RubricLevel } from '@bimtek/curriculum-contracts';
import {
  ApiClient,
  AsNumber,
  AsRecent,
  DeskHead,
  Formats,
  PageTitle,
  ProblemView,
  ProblemWords,
  Session,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import { Toasts, UiBanner, UiButton, UiField, UiInput, UiSegment, UiSkeleton } from '@bimtek/platform-ui';
import { Acting } from '../class-assignments/acting.ts';
import { assignmentNumber } from '../due-words.ts';
import { RubricForm } from '../marking/rubric-form.ts';
import { PlanView } from '../plan/view/plan-view.ts';
import { scoreSoFar } from '../score.ts';
import { disputedFiles } from '../view/file-source.ts';
import { WorkParts } from '../view/work-parts.ts';

const nothing: MarkContent = { levels: {}, comments: {}, comment: '', itemComments: {} };

/** One appeal: what the trainee asks, the work with its first mark, and the decision. */
@Component({
  selector: 'assignments-appeal-page',
  imports: [
    AsNumber,
    AsRecent,
    DeskHead,
    PlanView,
    ProblemView,
    ProblemWords,
    RubricForm,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiField,
    UiInput,
    UiSegment,
    UiSkeleton,
    WorkParts,
  ],
  templateUrl: './appeal-page.html',
  styleUrl: './appeal-page.css',
})
export class AppealPage {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #session = inject(Session);
  readonly #toasts = inject(Toasts);

  /** From the address. */
  readonly appealId = input.required<string>();
  readonly #params = computed(() => {
    const appealId = AppealId.safeParse(this.appealId()).data;
    return appealId ? { appealId } : undefined;
  });
  protected readonly read = this.#api.read(getAppeal, () => {
    const params = this.#params();
    return params && { params };
  });
  protected readonly appeal = computed(() => (this.read.hasValue() ? this.read.value() : undefined));
  protected readonly number = computed(() => assignmentNumber(this.appeal()?.assignmentCode ?? ''));
  protected readonly files = computed(() =>
    disputedFiles(this.#api, this.appeal()?.submissionId ?? ('' as SubmissionId)),
  );
  /** What was withdrawn is nobody's concern but the class's, who read the files at their desk. */
  protected readonly workFiles = computed(() => {
    const appeal = this.appeal();
    return appeal && appeal.state !== 'withdrawn' ? (appeal.versions[0]?.files ?? []) : [];
  });
  protected readonly crumbs = computed(() => [
    { label: this.#words.t('appeals.desk.title'), link: '/kelola/menilai/banding' },
  ]);
  protected readonly refusal = computed(() => {
    const refusal = this.appeal()?.refusal;
    if (refusal) return this.#words.t(`appeals.desk.refusal.${refusal}`);
    return this.#session.can(decideAppeal) ? undefined : this.#words.t('platform.problem.not-allowed');
  });

  protected readonly outcome = signal<AppealOutcome>('kept');
  protected readonly choices = computed(() => [
    {
      value: 'kept',
      label: this.#words.t('appeals.desk.keep', {
        score: this.#formats.number(this.appeal()?.scoreBefore ?? 0),
      }),
    },
    { value: 'changed', label: this.#words.t('appeals.desk.change') },
  ]);
  /** Begins with what the first marker said, so that only what differs has to be set. */
  protected readonly content = linkedSignal<AppealDetail['mark'] | undefined, MarkContent>({
    source: () => this.appeal()?.mark,
    computation: (mark) => mark?.content ?? nothing,
  });
  protected readonly current = signal(0);
  protected readonly score = computed(() => {
    const appeal = this.appeal();
    return appeal && scoreSoFar(appeal.brief.rubric, this.content().levels, appeal.mark.score.latePoints);
  });
  protected readonly reason = signal('');
  protected readonly acting = new Acting();
  readonly #hasAsked = signal(false);
  protected readonly reasonError = computed(() =>
    this.#hasAsked() && this.reason().trim().length < APPEAL_REASON_MIN
      ? this.#words.t('appeals.reasonShort', { n: APPEAL_REASON_MIN })
      : '',
  );
  protected readonly missing = computed(() => {
    const [appeal, score] = [this.appeal(), this.score()];
    if (!this.#hasAsked() || this.outcome() !== 'changed' || !appeal || !score) return undefined;
    if (score.set < appeal.brief.rubric.criteria.length) return this.#words.t('appeals.desk.missing');
    return score.score === appeal.scoreBefore ? this.#words.t('appeals.desk.same') : undefined;
  });

  constructor() {
    const title = inject(PageTitle);
    effect(() => {
      const appeal = this.appeal();
      if (appeal) title.set(appeal.name);
    });
  }

  protected choose(outcome: string): void {
    this.outcome.set(outcome as AppealOutcome);
    this.#hasAsked.set(false);
  }

  protected setLevel(code: string, level: RubricLevel): void {
    this.content.update((content) => ({ ...content, levels: { ...content.levels, [code]: level } }));
  }

  protected setComment(code: string, text: string): void {
    this.content.update((content) => ({ ...content, comments: { ...content.comments, [code]: text } }));
  }

  protected textOf(event: Event): string {
    return (event.target as HTMLTextAreaElement).value;
  }

  protected async decide(): Promise<void> {
    this.#hasAsked.set(true);
    const [params, appeal] = [this.#params(), this.appeal()];
    if (!params || !appeal || this.reasonError() || this.missing()) return;
    const reason = this.reason().trim();
    const body =
      this.outcome() === 'kept'
        ? { outcome: 'kept' as const, reason }
        : { outcome: 'changed' as const, reason, content: this.content() };
    const done = await this.acting.run(() => this.#api.call(decideAppeal, { params, body }));
    if (!done) return;
    this.#toasts.show(this.#words.t('appeals.desk.saved', { name: appeal.name }));
    this.read.reload();
  }
}
