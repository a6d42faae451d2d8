import { Component, booleanAttribute, input, model, output, signal, viewChild } from '@angular/core';
import type { ElementRef } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { UiField, UiInput } from './field.ts';
import { UiIcon } from './icon.ts';

/** A password that can be looked at: typing on a phone without seeing is what locks people out. */
@Component({
  selector: 'ui-password-field',
  imports: [UiField, UiIcon, UiInput],
  template: `
    <ui-field [label]="label()" [hint]="hint()" [error]="error()">
      <input
        #box
        uiInput
        [type]="isShown() ? 'text' : 'password'"
        [autocomplete]="autocomplete()"
        [value]="value()"
        [disabled]="disabled()"
        autocapitalize="off"
        spellcheck="false"
        (input)="value.set(box.value)"
        (blur)="touch.emit()"
      />
      <button
        class="icon-btn"
        type="button"
        [attr.aria-label]="isShown() ? hideLabel() : showLabel()"
        [attr.aria-pressed]="isShown()"
        (click)="isShown.set(!isShown())"
      >
        <ui-icon [name]="isShown() ? 'eye-off' : 'eye'" />
      </button>
    </ui-field>
  `,
})
export class UiPasswordField implements FormValueControl<string> {
  readonly value = model('');
  readonly label = input.required<string>();
  readonly hint = input('');
  readonly error = input<string | undefined>('');
  readonly autocomplete = input<'current-password' | 'new-password'>('current-password');
  readonly showLabel = input.required<string>();
  readonly hideLabel = input.required<string>();
  readonly disabled = input(false, { transform: booleanAttribute });
  readonly touch = output<void>();
  protected readonly isShown = signal(false);
  private readonly box = viewChild.required<ElementRef<HTMLInputElement>>('box');

  focus(options?: FocusOptions): void {
    this.box().nativeElement.focus(options);
  }
}
