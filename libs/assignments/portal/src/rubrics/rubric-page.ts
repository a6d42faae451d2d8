import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { Router } from '@angular/router';
import {
  AssignmentCode,
  type AssignmentHead,
  checkRubric,
  correctRubric,
  getRubricOfRun,
  type RubricEffect,
  type RubricOfRun,
} from '@bimtek/assignments-contracts';
import type { RubricCriterion, RubricLevel } from '@bimtek/curriculum-contracts';
import { RunId } from '@bimtek/delivery-contracts';
import {
  ApiClient,
  AsNumber,
  AsRecent,
  Counted,
  DeskHead,
  ProblemView,
  ProblemWords,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import {
  Toasts,
  UiBanner,
  UiButton,
  UiCell,
  UiField,
  UiInput,
  UiRow,
  UiSkeleton,
  UiTable,
} from '@bimtek/platform-ui';
import { Acting } from '../class-assignments/acting.ts';
import { assignmentNumber } from '../due-words.ts';

/** Corrects the weights and level texts of a rubric for a run: first whose score changes, then that and nothing else. */
@Component({
  selector: 'assignments-rubric-page',
  imports: [
    AsNumber,
    AsRecent,
    Counted,
    DeskHead,
    ProblemView,
    ProblemWords,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiCell,
    UiField,
    UiInput,
    UiRow,
    UiSkeleton,
    UiTable,
  ],
  templateUrl: './rubric-page.html',
  styleUrl: './rubric-page.css',
})
export class RubricPage {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #router = inject(Router);
  readonly #toasts = inject(Toasts);

  /** From the address: the run, and the assignment. */
  readonly runId = input.required<string>();
  readonly tugas = input<string | undefined>(undefined);

  protected readonly code = computed(() => AssignmentCode.safeParse(this.tugas()).data ?? 'T1');
  readonly #params = computed(() => {
    const runId = RunId.safeParse(this.runId()).data;
    return runId ? { runId, assignmentCode: this.code() } : undefined;
  });
  protected readonly read = this.#api.read(getRubricOfRun, () => {
    const params = this.#params();
    return params && { params };
  });
  /** What a correction has answered counts until it is read anew. */
  protected readonly run = linkedSignal<RubricOfRun | undefined>(() =>
    this.read.hasValue() ? this.read.value() : undefined,
  );
  protected readonly criteria = linkedSignal<RubricCriterion[]>(() => this.run()?.rubric.criteria ?? []);
  protected readonly sum = computed(() => this.criteria().reduce((sum, { weight }) => sum + weight, 0));
  protected readonly isChanged = computed(
    () => JSON.stringify(this.criteria()) !== JSON.stringify(this.run()?.rubric.criteria),
  );
  /** Of the rubric as it stands on the screen; gone with the next change. */
  protected readonly effect = linkedSignal<RubricCriterion[], RubricEffect | undefined>({
    source: () => this.criteria(),
    computation: () => undefined,
  });
  protected readonly reason = signal('');
  protected readonly acting = new Acting();
  readonly #hasAsked = signal(false);
  protected readonly reasonError = computed(() =>
    this.#hasAsked() && this.reason().trim().length < 10 ? this.#words.t('rubrics.reasonShort') : '',
  );
  protected readonly crumbs = computed(() => [
    { label: this.#words.t('rubrics.board'), link: '/kelola/penilaian' },
  ]);

  protected nameOf({ code, title }: AssignmentHead): string {
    return this.#words.t('rubrics.name', { number: assignmentNumber(code), title });
  }

  protected textOf(event: Event): string {
    return (event.target as HTMLInputElement).value;
  }

  protected show(tugas: string): void {
    void this.#router.navigate([], { queryParams: { tugas }, queryParamsHandling: 'merge' });
  }

  protected setWeight(code: string, typed: string): void {
    const weight = Math.max(0, Math.min(100, Math.trunc(Number(typed) || 0)));
    this.#change(code, (criterion) => ({ ...criterion, weight }));
  }

  protected setText(code: string, level: RubricLevel, text: string): void {
    this.#change(code, (criterion) => ({
      ...criterion,
      levels: criterion.levels.map((one) => (one.level === level ? { ...one, text } : one)),
    }));
  }

  protected reset(): void {
    this.criteria.set(this.run()?.rubric.criteria ?? []);
  }

  protected async check(): Promise<void> {
    const params = this.#params();
    if (!params) return;
    const criteria = this.criteria();
    const body = { criteria: sent(criteria) };
    const effect = await this.acting.run(() => this.#api.call(checkRubric, { params, body }));
    if (effect && this.criteria() === criteria) this.effect.set(effect);
  }

  protected async apply(token: string): Promise<void> {
    this.#hasAsked.set(true);
    const params = this.#params();
    if (!params || this.reasonError()) return;
    const body = { criteria: sent(this.criteria()), reason: this.reason().trim(), token };
    const changed = this.effect()?.changed ?? 0;
    const run = await this.acting.run(() => this.#api.call(correctRubric, { params, body }));
    if (!run) return;
    this.run.set(run);
    this.reason.set('');
    this.#hasAsked.set(false);
    this.#toasts.show(this.#words.t('rubrics.applied', { n: changed }));
  }

  #change(code: string, change: (criterion: RubricCriterion) => RubricCriterion): void {
    this.criteria.update((criteria) => criteria.map((one) => (one.code === code ? change(one) : one)));
  }
}

function sent(criteria: RubricCriterion[]) {
  return criteria.map(({ code, weight, levels }) => ({ code, weight, levels }));
}
