import { Component, computed, inject, input, output } from '@angular/core';
import {
  FundingSource,
  itemCost,
  lineCost,
  type PlanCost,
  type PlanDraft,
  PlanField,
  type PlanItem,
  planLimits,
  PlanStrategy,
} from '@bimtek/assignments-contracts';
import { TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiButton, UiCheckbox, UiIcon, UiIconButton, UiSegment } from '@bimtek/platform-ui';
import { PlanMonths } from '../fields/month-chips.ts';
import { PlanChoice } from '../fields/plan-choice.ts';
import { PlanList } from '../fields/plan-list.ts';
import { PlanNumber } from '../fields/plan-number.ts';
import { PlanText } from '../fields/plan-text.ts';
import { aCost, changed, without } from '../plan-rows.ts';
import { PlanSentences } from '../plan-sentences.ts';

const COSTS_MAX = 8;

/** Everything about one item. */
@Component({
  selector: 'plan-item-fields',
  imports: [
    PlanChoice,
    PlanList,
    PlanMonths,
    PlanNumber,
    PlanText,
    TranslocoPipe,
    UiButton,
    UiCheckbox,
    UiIcon,
    UiIconButton,
    UiSegment,
  ],
  templateUrl: './item-fields.html',
  host: { class: 'plan-section' },
})
export class ItemFields {
  readonly #words = inject(Words);
  readonly #sentences = inject(PlanSentences);
  readonly item = input.required<PlanItem>();
  readonly about = input.required<PlanDraft['about']>();
  readonly errors = input.required<ReadonlyMap<string, string>>();
  readonly changed = output<Partial<PlanItem>>();

  protected readonly fields = PlanField.options;
  protected readonly sources = FundingSource.options;
  protected readonly limits = planLimits;
  protected readonly costsMax = COSTS_MAX;
  protected readonly strategies = computed(() =>
    PlanStrategy.options.map((value) => ({ value, label: this.#words.t(`plan.strategy.${value}`) })),
  );
  protected readonly sum = computed(() => this.#sentences.rupiah(itemCost(this.item())));

  protected at(field: string): string {
    return `items.${this.item().id}.${field}`;
  }
  protected error(field: string): string | undefined {
    return this.errors().get(this.at(field));
  }
  protected costOf(line: PlanCost): string {
    return this.#sentences.rupiah(lineCost(line));
  }
  protected choose(strategy: string): void {
    this.changed.emit({ strategy: strategy as PlanStrategy });
  }
  protected setCost(id: string, change: Partial<PlanCost>): void {
    this.changed.emit({ costs: changed(this.item().costs, id, change) });
  }
  protected addCost(): void {
    this.changed.emit({ costs: [...this.item().costs, aCost()] });
  }
  protected removeCost(id: string): void {
    this.changed.emit({ costs: without(this.item().costs, id) });
  }
}
