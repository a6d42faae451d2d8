import { Component, booleanAttribute, input, output } from '@angular/core';
import { UiIcon } from './icon.ts';

/** A group of options under one question. `legend` is heard by screen readers; the question stands above. */
@Component({
  selector: 'ui-options',
  template: `
    <fieldset class="options">
      <legend class="sr">{{ legend() }}</legend>
      <ng-content />
    </fieldset>
  `,
})
export class UiOptions {
  readonly legend = input.required<string>();
}

/**
 * One answer: letter in a circle, then the text. `verdict` belongs to exercises: right is leaf green with a tick,
 * not yet right is turmeric, never red.
 */
@Component({
  selector: 'ui-option',
  imports: [UiIcon],
  template: `
    <label class="option" [class.right]="verdict() === 'right'" [class.not-yet]="verdict() === 'not-yet'">
      <input
        #box
        [type]="kind()"
        [name]="name()"
        [checked]="checked()"
        [disabled]="disabled()"
        (change)="chosen.emit(box.checked)"
      />
      <span class="option-letter" [class.square]="kind() === 'checkbox'">
        @if (verdict() === 'right' && checked()) {
          <ui-icon name="check" size="s" />
        } @else {
          {{ letter() }}
        }
      </span>
      <span class="option-text"><ng-content /></span>
    </label>
  `,
})
export class UiOption {
  readonly kind = input<'radio' | 'checkbox'>('radio');
  /** Shared by all options of a question. */
  readonly name = input.required<string>();
  readonly letter = input.required<string>();
  readonly checked = input(false, { transform: booleanAttribute });
  readonly disabled = input(false, { transform: booleanAttribute });
  readonly verdict = input<'right' | 'not-yet' | undefined>(undefined);
  /** True when it was chosen, false when it was taken back (checkbox only). */
  readonly chosen = output<boolean>();
}
