import { Component, computed, inject, input, model } from '@angular/core';
import {
  daysAfter,
  type PlanDraft,
  type PlanFacts,
  planLimits,
  type PlanStep,
  stepsFrom,
  StepStatus,
} from '@bimtek/assignments-contracts';
import { Formats, TranslocoPipe } from '@bimtek/platform-portal';
import { UiButton, UiField, UiIcon, UiIconButton, UiInput } from '@bimtek/platform-ui';
import { PlanChoice } from '../fields/plan-choice.ts';
import { PlanText } from '../fields/plan-text.ts';
import { aStep, changed, without } from '../plan-rows.ts';

@Component({
  selector: 'plan-steps-section',
  imports: [PlanChoice, PlanText, TranslocoPipe, UiButton, UiField, UiIcon, UiIconButton, UiInput],
  host: { class: 'plan-section' },
  template: `
    @for (step of plan().steps; track step.id; let place = $index) {
      @let path = 'steps.' + step.id;
      <section class="plan-card" [attr.aria-labelledby]="path">
        <div class="plan-card-head">
          <h3 [id]="path">{{ 'plan.steps.one' | transloco: { n: place + 1 } }}</h3>
          @if (plan().steps.length > limits.min) {
            <button
              type="button"
              uiIconButton="close"
              [label]="'plan.steps.remove' | transloco: { n: place + 1 }"
              (click)="remove(step.id)"
            ></button>
          }
        </div>
        <plan-text
          [path]="path + '.text'"
          [label]="'plan.steps.text' | transloco"
          [value]="step.text"
          [max]="200"
          [error]="errors().get(path + '.text')"
          (typed)="set(step.id, { text: $event })"
        />
        <ui-field
          [label]="'plan.steps.date' | transloco"
          [hint]="'plan.steps.dateHint' | transloco: { date: latestWords() }"
          [error]="errors().get(path + '.date')"
        >
          <input
            #date
            uiInput
            type="date"
            [id]="path + '.date'"
            [max]="latest()"
            [value]="step.date ?? ''"
            (change)="set(step.id, { date: date.value || null })"
          />
        </ui-field>
        <div class="plan-chips">
          @for (days of [30, 60, 90]; track days) {
            <button
              class="chip"
              type="button"
              [attr.aria-pressed]="step.date === dayIn(days)"
              (click)="set(step.id, { date: dayIn(days) })"
            >
              {{ 'plan.steps.within' | transloco: { n: days } }}
            </button>
          }
        </div>
        <plan-text
          [path]="path + '.withWhom'"
          [label]="'plan.steps.withWhom' | transloco"
          [value]="step.withWhom"
          [max]="120"
          [error]="errors().get(path + '.withWhom')"
          (typed)="set(step.id, { withWhom: $event })"
        />
        <plan-text
          [path]="path + '.evidence'"
          [label]="'plan.steps.evidence' | transloco"
          [value]="step.evidence"
          [max]="200"
          [error]="errors().get(path + '.evidence')"
          (typed)="set(step.id, { evidence: $event })"
        />
        <plan-choice
          [path]="path + '.status'"
          [label]="'plan.steps.status' | transloco"
          [value]="step.status"
          [options]="states"
          words="stepStatus"
          (chosen)="set(step.id, { status: $event ?? 'notStarted' })"
        />
      </section>
    }
    @if (plan().steps.length < limits.max) {
      <button uiButton="outline" type="button" id="steps" (click)="add()">
        <ui-icon name="add" size="s" />{{ 'plan.steps.add' | transloco }}
      </button>
    }
    @if (errors().get('steps'); as error) {
      <p class="plan-fault"><ui-icon name="warning" size="xs" />{{ error }}</p>
    }
  `,
})
export class StepsSection {
  readonly #formats = inject(Formats);
  readonly plan = model.required<PlanDraft>();
  readonly facts = input.required<PlanFacts>();
  readonly errors = input.required<ReadonlyMap<string, string>>();
  protected readonly limits = planLimits.steps;
  protected readonly states = StepStatus.options;
  protected readonly latest = computed(() => this.dayIn(planLimits.stepDays));
  protected readonly latestWords = computed(() => this.#formats.date(this.latest()));

  protected dayIn(days: number): string {
    return daysAfter(stepsFrom(this.facts()), days);
  }
  protected set(id: string, change: Partial<PlanStep>): void {
    this.#change((steps) => changed(steps, id, change));
  }
  protected add(): void {
    this.#change((steps) => [...steps, aStep()]);
  }
  protected remove(id: string): void {
    this.#change((steps) => without(steps, id));
  }

  #change(to: (steps: PlanStep[]) => PlanStep[]): void {
    this.plan.update((plan) => ({ ...plan, steps: to(plan.steps) }));
  }
}
