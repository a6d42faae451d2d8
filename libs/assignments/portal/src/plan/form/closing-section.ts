import { Component, computed, inject, input, model } from '@angular/core';
import type { PlanDraft, PlanFacts } from '@bimtek/assignments-contracts';
import { Formats, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiField, UiIcon, UiInput, UiSegment } from '@bimtek/platform-ui';
import { PlanText } from '../fields/plan-text.ts';

@Component({
  selector: 'plan-closing-section',
  imports: [PlanText, TranslocoPipe, UiField, UiIcon, UiInput, UiSegment],
  host: { class: 'plan-section' },
  template: `
    @let closing = plan().closing;
    @let head = closing.acknowledgement;
    <div id="closing.needsBudget" tabindex="-1">
      <ui-segment
        [legend]="'plan.closing.needsBudget' | transloco"
        [choices]="answers()"
        [value]="closing.needsBudget === null ? '' : closing.needsBudget ? 'yes' : 'no'"
        (valueChange)="answer($event === 'yes')"
      />
      @if (errors().get('closing.needsBudget'); as error) {
        <p class="plan-fault"><ui-icon name="warning" size="xs" />{{ error }}</p>
      }
    </div>
    @if (closing.needsBudget) {
      <ui-field [label]="'plan.closing.budgetYear' | transloco" [error]="errors().get('closing.budgetYear')">
        <select
          #year
          uiInput
          id="closing.budgetYear"
          (change)="set({ budgetYear: year.value ? +year.value : null })"
        >
          <option value="" [selected]="closing.budgetYear === null">
            {{ 'plan.items.choose' | transloco }}
          </option>
          @for (one of years(); track one) {
            <option [value]="one" [selected]="closing.budgetYear === one">{{ one }}</option>
          }
        </select>
      </ui-field>
    }
    <plan-text
      path="closing.sustainability"
      [label]="'plan.closing.sustainability' | transloco"
      [hint]="'plan.closing.sustainabilityHint' | transloco"
      [value]="closing.sustainability"
      [max]="1000"
      [rows]="3"
      [error]="errors().get('closing.sustainability')"
      (typed)="set({ sustainability: $event })"
    />
    <fieldset class="group">
      <legend>{{ 'plan.closing.head' | transloco }}</legend>
      <p class="quiet small">{{ 'plan.closing.headHint' | transloco: { date: until() } }}</p>
      <plan-text
        path="closing.acknowledgement.name"
        [label]="'plan.closing.name' | transloco"
        [value]="head.name"
        [max]="120"
        [error]="errors().get('closing.acknowledgement.name')"
        (typed)="acknowledge({ name: $event })"
      />
      <ui-field
        [label]="'plan.closing.date' | transloco"
        [error]="errors().get('closing.acknowledgement.date')"
      >
        <input
          #date
          uiInput
          type="date"
          id="closing.acknowledgement.date"
          [max]="facts().today"
          [value]="head.date ?? ''"
          (change)="acknowledge({ date: date.value || null })"
        />
      </ui-field>
      <plan-text
        path="closing.acknowledgement.evidence"
        [label]="'plan.closing.evidence' | transloco"
        [hint]="'plan.closing.evidenceHint' | transloco"
        [value]="head.evidence"
        [max]="300"
        [error]="errors().get('closing.acknowledgement.evidence')"
        (typed)="acknowledge({ evidence: $event })"
      />
    </fieldset>
  `,
})
export class ClosingSection {
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly plan = model.required<PlanDraft>();
  readonly facts = input.required<PlanFacts>();
  readonly errors = input.required<ReadonlyMap<string, string>>();
  protected readonly answers = computed(() =>
    (['yes', 'no'] as const).map((value) => ({ value, label: this.#words.t(`plan.closing.${value}`) })),
  );
  protected readonly until = computed(() => this.#formats.date(this.facts().acknowledgeUntil));
  protected readonly years = computed(() => {
    const first = Number(this.facts().endsOn.slice(0, 4));
    const { budgetYear } = this.plan().closing;
    return [...new Set([first, first + 1, first + 2, ...(budgetYear ? [budgetYear] : [])])].sort();
  });

  protected answer(needsBudget: boolean): void {
    this.set({ needsBudget, ...(needsBudget ? {} : { budgetYear: null }) });
  }
  protected set(change: Partial<PlanDraft['closing']>): void {
    this.plan.update((plan) => ({ ...plan, closing: { ...plan.closing, ...change } }));
  }
  protected acknowledge(change: Partial<PlanDraft['closing']['acknowledgement']>): void {
    this.set({ acknowledgement: { ...this.plan().closing.acknowledgement, ...change } });
  }
}
