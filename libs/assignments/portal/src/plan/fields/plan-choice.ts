import { Component, computed, inject, input, output } from '@angular/core';
import { TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiField, UiInput } from '@bimtek/platform-ui';

/** One of several, named by their words below `plan.<words>`; none at first. */
@Component({
  selector: 'plan-choice',
  imports: [TranslocoPipe, UiField, UiInput],
  template: `
    <ui-field [label]="label()" [hint]="hint()" [error]="error()">
      <select #box uiInput [id]="path()" (change)="chosen.emit($any(box.value || null))">
        <option value="" [selected]="value() === null">{{ 'plan.items.choose' | transloco }}</option>
        @for (choice of choices(); track choice.id) {
          <option [value]="choice.id" [selected]="value() === choice.id">{{ choice.name }}</option>
        }
      </select>
    </ui-field>
  `,
})
export class PlanChoice<T extends string> {
  readonly #words = inject(Words);
  readonly path = input.required<string>();
  readonly label = input.required<string>();
  readonly value = input.required<T | null>();
  readonly options = input.required<readonly T[]>();
  readonly words = input.required<string>();
  readonly hint = input('');
  readonly error = input<string | undefined>('');
  readonly chosen = output<T | null>();
  protected readonly choices = computed(() =>
    this.options().map((id) => ({ id, name: this.#words.t(`plan.${this.words()}.${id}`) })),
  );
}
