import { Component, Directive, computed, contentChild, inject, input } from '@angular/core';
import { UiIcon } from './icon.ts';

/** The native input, select or textarea inside a `ui-field`. */
@Directive({
  selector: 'input[uiInput], select[uiInput], textarea[uiInput]',
  host: {
    class: 'input',
    '[id]': 'id() || field?.ownId',
    '[attr.aria-describedby]': 'field?.noteId',
    '[attr.aria-invalid]': 'field?.error() ? true : null',
  },
})
export class UiInput {
  readonly id = input('');
  protected readonly field = inject(UiField, { optional: true });
}

let fields = 0;

/**
 * Label above, hint below; an error takes the hint's place and says how to put it right.
 * Holds one native control marked `uiInput`.
 */
@Component({
  selector: 'ui-field',
  imports: [UiIcon],
  host: { class: 'field', '[class.bad]': '!!error()' },
  template: `
    <label [attr.for]="controlId()">{{ label() }}</label>
    <div class="control">
      @if (prefix()) {
        <span class="prefix" aria-hidden="true">{{ prefix() }}</span>
      }
      <ng-content />
    </div>
    <div [id]="noteId" class="note" aria-live="polite">
      @if (error(); as error) {
        <p class="error"><ui-icon name="warning" size="xs" />{{ error }}</p>
      } @else if (hint()) {
        <p class="hint">{{ hint() }}</p>
      }
    </div>
  `,
})
export class UiField {
  readonly label = input.required<string>();
  readonly hint = input('');
  readonly error = input<string | undefined>('');
  /** Stands before what is typed, such as `+62`. */
  readonly prefix = input('');

  private readonly control = contentChild(UiInput);
  readonly #number = ++fields;
  readonly ownId = `field-${this.#number}`;
  readonly noteId = `field-${this.#number}-note`;
  protected readonly controlId = computed(() => this.control()?.id() || this.ownId);
}
