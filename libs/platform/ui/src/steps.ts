import { Component, input } from '@angular/core';
import { UiIcon } from './icon.ts';

/** Where one is in work of several steps. */
@Component({
  selector: 'ui-steps',
  imports: [UiIcon],
  template: `
    <ol class="steps" [attr.aria-label]="label()">
      @for (step of steps(); track step; let place = $index) {
        <li
          [class.done]="place < current()"
          [class.now]="place === current()"
          [attr.aria-current]="place === current() ? 'step' : null"
        >
          <b>
            @if (place < current()) {
              <ui-icon name="check" size="xs" />
            } @else {
              {{ place + 1 }}
            }
          </b>
          <span>{{ step }}</span>
        </li>
      }
    </ol>
  `,
})
export class UiSteps {
  readonly steps = input.required<readonly string[]>();
  /** From 0; as many as there are steps when all are done. */
  readonly current = input.required<number>();
  readonly label = input.required<string>();
}
