import { Component, computed, inject, input, output } from '@angular/core';
import {
  isAcknowledgementOwed,
  itemCost,
  lineCost,
  type PlanDraft,
  type PlanFacts,
  type PlanItem,
} from '@bimtek/assignments-contracts';
import { AsDate, AsNumber, AsRecent, Formats, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiField, UiInput, UiPill } from '@bimtek/platform-ui';
import { changesBetween } from '../plan-changes.ts';
import { PlanSentences } from '../plan-sentences.ts';
import { PlanSumsView } from '../plan-sums.ts';

/** A plan to be read; for a trainer with what has changed since the version before, and a note to write at each item. */
@Component({
  selector: 'plan-view',
  imports: [AsDate, AsNumber, AsRecent, PlanSumsView, TranslocoPipe, UiField, UiInput, UiPill],
  templateUrl: './plan-view.html',
  styleUrl: './plan-view.css',
})
export class PlanView {
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #sentences = inject(PlanSentences);
  readonly plan = input.required<PlanDraft>();
  readonly facts = input<PlanFacts | null>(null);
  /** The version before, and its number. */
  readonly before = input<{ plan: PlanDraft; n: number } | null>(null);
  /** What the trainer says about items, by their id. */
  readonly comments = input<Readonly<Record<string, string>>>({});
  readonly isCommenting = input(false);
  /** Address of the photo of the sheet that the village head signed, where it is shown to somebody else. */
  readonly photo = input('');
  readonly commented = output<{ itemId: string; text: string }>();

  protected readonly months = (item: PlanItem) =>
    item.months.map((month) => this.#sentences.month(month)).join(', ') || '–';
  protected readonly period = computed(() => {
    const { from, to } = this.plan().about;
    return this.#words.t('plan.view.until', {
      from: this.#sentences.month(from),
      to: this.#sentences.month(to),
    });
  });
  protected readonly budget = computed(() => {
    const { needsBudget, budgetYear } = this.plan().closing;
    if (needsBudget === null) return '–';
    return needsBudget
      ? this.#words.t('plan.view.budgetYes', { year: budgetYear ?? '' })
      : this.#words.t('plan.view.budgetNo');
  });
  protected readonly head = computed(() => {
    const own = this.plan().closing.acknowledgement;
    if (!isAcknowledgementOwed(own)) return { ...own, recordedAt: null };
    return this.facts()?.acknowledgement ?? null;
  });
  protected readonly owed = computed(() => {
    const facts = this.facts();
    if (!facts) return '–';
    const isOver = facts.today > facts.acknowledgeUntil;
    const date = this.#formats.date(facts.acknowledgeUntil);
    return this.#words.t(isOver ? 'plan.view.overdue' : 'plan.view.owed', { date });
  });
  protected readonly changes = computed(() => {
    const before = this.before();
    return before ? changesBetween(before.plan, this.plan()) : null;
  });
  protected readonly changedElsewhere = computed(() =>
    (this.changes()?.sections ?? []).map((section) => this.#words.t(`plan.section.${section}`)).join(', '),
  );
  protected readonly removed = computed(() =>
    (this.changes()?.removed ?? [])
      .map(({ title }) => title || this.#words.t('plan.items.untitled'))
      .join(', '),
  );

  protected changeOf({ id }: PlanItem): string {
    const change = this.changes()?.items.get(id);
    if (!change) return '';
    if (change.kind !== 'changed') return this.#words.t(`plan.changes.${change.kind}`);
    const fields = change.fields.map((field) => this.#words.t(`plan.items.${field}`)).join(', ');
    return this.#words.t('plan.changes.changed', { fields });
  }
  protected rupiah(value: number): string {
    return this.#sentences.rupiah(value);
  }
  protected readonly itemCost = itemCost;
  protected readonly lineCost = lineCost;
}
