import { Component, effect, input, output, signal, untracked } from '@angular/core';
import { UiIcon } from '@bimtek/platform-ui';

/** A pause this long means that the person has stopped typing. */
const pauseMs = 350;

/** Search as one types; what is asked for belongs in the address. */
@Component({
  selector: 'app-search',
  imports: [UiIcon],
  template: `
    <label>
      <ui-icon name="search" size="s" />
      <input
        class="input"
        type="search"
        [attr.aria-label]="label()"
        [placeholder]="label()"
        [value]="typed()"
        (input)="type($event)"
        (keydown.enter)="tell()"
      />
    </label>
  `,
  styles: `
    label {
      position: relative;
      display: block;
    }
    ui-icon {
      position: absolute;
      left: 12px;
      top: calc(50% - 10px);
      color: var(--ink-2);
      pointer-events: none;
    }
    :host .input {
      padding-left: 40px;
    }
  `,
})
export class SearchBox {
  readonly label = input.required<string>();
  readonly value = input<string | undefined>('');
  readonly asked = output<string>();
  protected readonly typed = signal('');
  #timer?: ReturnType<typeof setTimeout>;
  #told = '';

  constructor() {
    // The address may change by itself (back, a link): then the box follows, unless it was this box that changed it.
    effect(() => {
      const value = this.value() ?? '';
      if (value === untracked(() => this.#told)) return;
      this.#told = value;
      this.typed.set(value);
    });
  }

  protected type(event: Event): void {
    this.typed.set((event.target as HTMLInputElement).value);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.tell(), pauseMs);
  }

  protected tell(): void {
    clearTimeout(this.#timer);
    const text = this.typed().trim();
    if (text === this.#told) return;
    this.#told = text;
    this.asked.emit(text);
  }
}
