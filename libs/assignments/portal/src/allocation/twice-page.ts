import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { Router } from '@angular/router';
import {
  decideTwiceMarked,
  getTwiceMarked,
  type MarkContent,
  SubmissionId,
} from '@bimtek/assignments-contracts';
import type { RubricLevel } from '@bimtek/curriculum-contracts';
import {
  ApiClient,
  AsNumber,
  DeskHead,
  Formats,
  ProblemView,
  ProblemWords,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import { Toasts, UiBanner, UiButton, UiField, UiInput, UiSegment, UiSkeleton } from '@bimtek/platform-ui';
import { Acting } from '../class-assignments/acting.ts';
import { emptyMark } from '../marking/mark-work.ts';
import { RubricForm } from '../marking/rubric-form.ts';
import { PlanView } from '../plan/view/plan-view.ts';
import { disputedFiles } from '../view/file-source.ts';
import { WorkParts } from '../view/work-parts.ts';

type Choice = 'first' | 'second' | 'own';

/** One piece with both its marks, without any name: which of them counts, or a third one. */
@Component({
  selector: 'assignments-twice-page',
  imports: [
    AsNumber,
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
  templateUrl: './twice-page.html',
  styleUrl: './twice-page.css',
})
export class TwicePage {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #router = inject(Router);
  readonly #toasts = inject(Toasts);
  readonly submissionId = input.required<string>();

  protected readonly read = this.#api.read(getTwiceMarked, () => {
    const submissionId = SubmissionId.safeParse(this.submissionId()).data;
    return submissionId ? { params: { submissionId } } : undefined;
  });
  protected readonly piece = computed(() => (this.read.hasValue() ? this.read.value() : undefined));
  protected readonly acting = new Acting();
  protected readonly choice = signal<Choice>('own');
  protected readonly content = signal<MarkContent>(emptyMark);
  protected readonly current = signal(0);
  protected readonly reason = signal('');
  protected readonly crumbs = computed(() => [
    { label: this.#words.t('allocation.board.title'), link: '/kelola/penilaian' },
    { label: this.#words.t('allocation.twice.title'), link: '/kelola/penilaian/dua-kali' },
  ]);
  protected readonly marks = computed(() =>
    (this.piece()?.marks ?? []).map((mark) => ({
      ...mark,
      heading: this.#words.t(`allocation.twice.${mark.which}`),
      points: this.#words.t('allocation.twice.points', { points: this.#formats.number(mark.points, 2) }),
      criteria: (this.piece()?.brief.rubric.criteria ?? []).map(({ code, title, levels }) => {
        const level = mark.content.levels[code];
        return {
          code,
          title,
          level: level ?? '–',
          words: level ? this.#words.t(`marking.level.${level}`) : '',
          text: levels.find((one) => one.level === level)?.text ?? '',
          comment: mark.content.comments[code] ?? '',
        };
      }),
    })),
  );
  protected readonly files = computed(() =>
    disputedFiles(this.#api, this.piece()?.submissionId ?? ('' as SubmissionId)),
  );
  /** Whose notes lie on the work: both marks have their own. */
  protected readonly notesShown = signal('first');
  protected readonly notesOf = computed(() =>
    this.marks()
      .filter(({ content }) => hasNotes(content))
      .map(({ which, heading }) => ({ value: which as string, label: heading })),
  );
  readonly #noted = computed(() => {
    const marks = this.marks().filter(({ content }) => hasNotes(content));
    return (marks.find(({ which }) => which === this.notesShown()) ?? marks[0])?.content;
  });
  protected readonly annotations = computed(() => this.#noted()?.annotations ?? []);
  protected readonly itemComments = computed(() => this.#noted()?.itemComments ?? {});
  protected readonly limit = computed(() => {
    const { firstPoints = 0, secondPoints = null, maxDifference = 0 } = this.piece() ?? {};
    if (secondPoints === null) return this.#words.t('allocation.twice.nobody');
    return this.#words.t('allocation.twice.limit', {
      difference: this.#formats.number(Math.abs(firstPoints - secondPoints), 2),
      most: this.#formats.number(maxDifference, 2),
    });
  });
  protected readonly choices = computed(() => [
    ...this.marks().map(({ which, heading }) => ({ value: which as string, label: heading })),
    { value: 'own', label: this.#words.t('allocation.twice.own') },
  ]);
  protected readonly isComplete = computed(() => {
    if (this.reason().trim().length < 10) return false;
    const criteria = this.piece()?.brief.rubric.criteria ?? [];
    return this.choice() !== 'own' || criteria.every(({ code }) => this.content().levels[code]);
  });

  constructor() {
    effect(() => {
      const id = this.piece()?.submissionId;
      untracked(() => {
        if (!id) return;
        this.choice.set('own');
        this.content.set(emptyMark);
      });
    });
  }

  protected choose(choice: string): void {
    this.choice.set(choice as Choice);
  }

  protected setLevel({ code, level }: { code: string; level: RubricLevel }): void {
    this.content.update((content) => ({ ...content, levels: { ...content.levels, [code]: level } }));
  }

  protected setComment({ code, text }: { code: string; text: string }): void {
    this.content.update((content) => ({ ...content, comments: { ...content.comments, [code]: text } }));
  }

  protected setOverall(event: Event): void {
    const comment = (event.target as HTMLTextAreaElement).value;
    this.content.update((content) => ({ ...content, comment }));
  }

  protected typeReason(event: Event): void {
    this.reason.set((event.target as HTMLTextAreaElement).value);
  }

  protected async decide(): Promise<void> {
    const piece = this.piece();
    if (!piece || !this.isComplete()) return;
    const choice = this.choice();
    const body = {
      versionId: piece.version.id,
      choice,
      content: choice === 'own' ? this.content() : null,
      reason: this.reason(),
    };
    const { submissionId } = piece;
    const done = await this.acting.run(() =>
      this.#api.call(decideTwiceMarked, { params: { submissionId }, body }),
    );
    if (!done) return;
    const score = this.#formats.number(done.score, 2, true);
    this.#toasts.show(this.#words.t('allocation.twice.decided', { score }));
    await this.#router.navigateByUrl('/kelola/penilaian/dua-kali');
  }
}

/** Whether a mark says anything on the work itself. */
function hasNotes({ annotations = [], itemComments }: MarkContent): boolean {
  return annotations.length > 0 || Object.values(itemComments).some((text) => text.trim() !== '');
}
