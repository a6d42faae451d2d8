import { Component, input, model } from '@angular/core';
import { UiIcon } from './icon.ts';
import type { IconName } from './icons.ts';

let segments = 0;

/** Two to four choices side by side, of which one holds. */
@Component({
  selector: 'ui-segment',
  imports: [UiIcon],
  template: `
    <fieldset class="segment">
      <legend [class.sr]="isLegendHidden()">{{ legend() }}</legend>
      <div class="segment-choices">
        @for (choice of choices(); track choice.value) {
          <label>
            <input
              type="radio"
              [name]="name"
              [checked]="choice.value === value()"
              (change)="value.set(choice.value)"
            />
            <span>
              @if (choice.icon) {
                <ui-icon [name]="choice.icon" size="xs" />
              }
              {{ choice.label }}
            </span>
          </label>
        }
      </div>
    </fieldset>
  `,
})
export class UiSegment {
  readonly legend = input.required<string>();
  readonly isLegendHidden = input(false);
  readonly choices = input.required<readonly { value: string; label: string; icon?: IconName }[]>();
  readonly value = model.required<string>();
  protected readonly name = `segment-${++segments}`;
}
