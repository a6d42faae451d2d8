import { Component, booleanAttribute, input, model, output } from '@angular/core';
import type { FormCheckboxControl } from '@angular/forms/signals';
import { UiIcon } from './icon.ts';

/** A box to tick; the words beside it are its content, `hint` says what follows. The whole row takes the tap. */
@Component({
  selector: 'ui-checkbox',
  imports: [UiIcon],
  template: `
    <label class="tickbox">
      <input
        #box
        type="checkbox"
        [checked]="checked()"
        [indeterminate]="mixed()"
        [disabled]="disabled()"
        [attr.aria-label]="label() || null"
        (change)="checked.set(box.checked)"
        (blur)="touch.emit()"
      />
      <span class="box">
        @if (mixed()) {
          <span class="dash"></span>
        } @else {
          <ui-icon name="check" size="s" />
        }
      </span>
      <span class="words">
        <ng-content />
        @if (hint()) {
          <span class="row-meta">{{ hint() }}</span>
        }
      </span>
    </label>
  `,
})
export class UiCheckbox implements FormCheckboxControl {
  readonly checked = model(false);
  readonly hint = input('');
  /** For a box without visible words, as in a table. */
  readonly label = input('');
  readonly mixed = input(false, { transform: booleanAttribute });
  readonly disabled = input(false, { transform: booleanAttribute });
  readonly touch = output<void>();
}
