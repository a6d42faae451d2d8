import { Component, input, model } from '@angular/core';
import { NeedEvidence, type PlanDraft, planLimits, type PlanNeed } from '@bimtek/assignments-contracts';
import { TranslocoPipe } from '@bimtek/platform-portal';
import { UiButton, UiIcon, UiIconButton } from '@bimtek/platform-ui';
import { PlanChoice } from '../fields/plan-choice.ts';
import { PlanText } from '../fields/plan-text.ts';
import { aNeed, changed, without } from '../plan-rows.ts';

@Component({
  selector: 'plan-needs-section',
  imports: [PlanChoice, PlanText, TranslocoPipe, UiButton, UiIcon, UiIconButton],
  host: { class: 'plan-section' },
  template: `
    @for (need of plan().needs; track need.id; let place = $index) {
      @let path = 'needs.' + need.id;
      <section class="plan-card" [attr.aria-labelledby]="path">
        <div class="plan-card-head">
          <h3 [id]="path">{{ 'plan.needs.one' | transloco: { n: place + 1 } }}</h3>
          @if (plan().needs.length > limits.min) {
            <button
              type="button"
              uiIconButton="close"
              [label]="'plan.needs.remove' | transloco: { n: place + 1 }"
              (click)="remove(need.id)"
            ></button>
          }
        </div>
        <plan-text
          [path]="path + '.text'"
          [label]="'plan.needs.text' | transloco"
          [value]="need.text"
          [max]="300"
          [rows]="2"
          [error]="errors().get(path + '.text')"
          (typed)="set(need.id, { text: $event })"
        />
        <plan-choice
          [path]="path + '.evidence'"
          [label]="'plan.needs.evidence' | transloco"
          [value]="need.evidence"
          [options]="kinds"
          words="needEvidence"
          [error]="errors().get(path + '.evidence')"
          (chosen)="set(need.id, { evidence: $event })"
        />
        <plan-text
          [path]="path + '.source'"
          [label]="'plan.needs.source' | transloco"
          [value]="need.source"
          [max]="300"
          [rows]="2"
          (typed)="set(need.id, { source: $event })"
        />
      </section>
    }
    @if (plan().needs.length < limits.max) {
      <button uiButton="outline" type="button" id="needs" (click)="add()">
        <ui-icon name="add" size="s" />{{ 'plan.needs.add' | transloco }}
      </button>
    }
    @if (errors().get('needs'); as error) {
      <p class="plan-fault"><ui-icon name="warning" size="xs" />{{ error }}</p>
    }
  `,
})
export class NeedsSection {
  readonly plan = model.required<PlanDraft>();
  readonly errors = input.required<ReadonlyMap<string, string>>();
  protected readonly kinds = NeedEvidence.options;
  protected readonly limits = planLimits.needs;

  protected set(id: string, change: Partial<PlanNeed>): void {
    this.#change((needs) => changed(needs, id, change));
  }
  protected add(): void {
    this.#change((needs) => [...needs, aNeed()]);
  }
  protected remove(id: string): void {
    this.#change((needs) => without(needs, id));
  }

  #change(to: (needs: PlanNeed[]) => PlanNeed[]): void {
    this.plan.update((plan) => ({ ...plan, needs: to(plan.needs) }));
  }
}
