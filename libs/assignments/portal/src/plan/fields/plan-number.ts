import { Component, computed, inject, input, output } from '@angular/core';
import { Formats } from '@bimtek/platform-portal';
import { UiField, UiInput } from '@bimtek/platform-ui';

/** A whole number, grouped by thousands while it is typed: 1200000 is hard to read. Empty is null. */
@Component({
  selector: 'plan-number',
  imports: [UiField, UiInput],
  template: `
    <ui-field [label]="label()" [hint]="hint()" [error]="error()">
      <input
        #box
        uiInput
        type="text"
        inputmode="numeric"
        autocomplete="off"
        class="num"
        [id]="path()"
        [value]="shown()"
        (input)="type(box)"
      />
    </ui-field>
  `,
})
export class PlanNumber {
  readonly #formats = inject(Formats);
  readonly path = input.required<string>();
  readonly label = input.required<string>();
  readonly value = input.required<number | null>();
  readonly max = input(1_000_000);
  readonly hint = input('');
  readonly error = input<string | undefined>('');
  readonly typed = output<number | null>();
  protected readonly shown = computed(() => this.#shown(this.value()));

  protected type(box: HTMLInputElement): void {
    const behind = digitsOf(box.value.slice(box.selectionEnd ?? box.value.length)).length;
    const digits = digitsOf(box.value).slice(0, 12);
    const value = digits === '' ? null : Math.min(Number(digits), this.max());
    box.value = this.#shown(value);
    // The cursor stays before the same digit, wherever the dots have moved.
    let place = box.value.length;
    for (let left = behind; left > 0 && place > 0; place--) if (/\d/.test(box.value[place - 1] ?? '')) left--;
    box.setSelectionRange(place, place);
    this.typed.emit(value);
  }

  #shown(value: number | null): string {
    return value === null ? '' : this.#formats.number(value);
  }
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}
