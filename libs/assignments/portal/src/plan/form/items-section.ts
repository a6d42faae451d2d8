import { Component, computed, inject, input, model } from '@angular/core';
import {
  itemCost,
  type PlanDraft,
  type PlanFault,
  type PlanItem,
  planLimits,
  PlanStrategy,
} from '@bimtek/assignments-contracts';
import { TranslocoPipe, Words } from '@bimtek/platform-portal';
import { Toasts, UiButton, UiEmpty, UiIcon, UiIconButton, UiPill } from '@bimtek/platform-ui';
import { anItem, changed, copyOf, moved, restored, without } from '../plan-rows.ts';
import { PlanSentences } from '../plan-sentences.ts';
import { PlanSumsView } from '../plan-sums.ts';
import { ItemFields } from './item-fields.ts';

/** The items as cards, of which one is open at a time; strategies that are missing are offered by name. */
@Component({
  selector: 'plan-items-section',
  imports: [ItemFields, PlanSumsView, TranslocoPipe, UiButton, UiEmpty, UiIcon, UiIconButton, UiPill],
  templateUrl: './items-section.html',
  host: { class: 'plan-section' },
})
export class ItemsSection {
  readonly #words = inject(Words);
  readonly #toasts = inject(Toasts);
  readonly #sentences = inject(PlanSentences);
  readonly plan = model.required<PlanDraft>();
  readonly openId = model.required<string | null>();
  readonly faults = input.required<readonly PlanFault[]>();
  readonly errors = input.required<ReadonlyMap<string, string>>();
  /** What a trainer said about items, by their id. */
  readonly comments = input.required<Readonly<Record<string, string>>>();

  protected readonly most = planLimits.items.max;
  protected readonly general = computed(() =>
    this.faults()
      .filter(({ path }) => path === 'items')
      .map((fault) => this.#sentences.beside(fault)),
  );
  protected readonly missingStrategies = computed(() =>
    PlanStrategy.options.filter((strategy) => this.plan().items.every((item) => item.strategy !== strategy)),
  );
  protected readonly cards = computed(() =>
    this.plan().items.map((item, place) => {
      const missing = this.faults().filter(({ path }) => path.startsWith(`items.${item.id}.`)).length;
      const months = item.months.map((month) => this.#sentences.monthName(month)).join(', ');
      return {
        item,
        n: place + 1,
        missing,
        meta: [months, this.#sentences.rupiah(itemCost(item))].filter(Boolean).join(' · '),
        comment: this.comments()[item.id]?.trim() ?? '',
        isOpen: this.openId() === item.id,
      };
    }),
  );

  protected add(strategy: PlanStrategy | null): void {
    const item = anItem(strategy);
    this.#change((items) => [...items, item]);
    this.openId.set(item.id);
  }
  protected set(id: string, change: Partial<PlanItem>): void {
    this.#change((items) => changed(items, id, change));
  }
  protected move(id: string, by: 1 | -1): void {
    this.#change((items) => moved(items, id, by));
  }
  protected copy(item: PlanItem, place: number): void {
    const title = item.title ? this.#words.t('plan.items.copyOf', { title: item.title }) : '';
    const copied = copyOf(item, title);
    this.#change((items) => items.toSpliced(place, 0, copied));
    this.openId.set(copied.id);
  }
  protected remove(item: PlanItem, place: number): void {
    this.#change((items) => without(items, item.id));
    const title = item.title || this.#words.t('plan.items.untitled');
    this.#toasts.show(this.#words.t('plan.items.removed', { title }), {
      label: this.#words.t('platform.action.undo'),
      act: () => this.#change((items) => restored(items, item, place - 1)),
    });
  }

  #change(to: (items: PlanItem[]) => PlanItem[]): void {
    this.plan.update((plan) => ({ ...plan, items: to(plan.items).slice(0, planLimits.items.max) }));
  }
}
