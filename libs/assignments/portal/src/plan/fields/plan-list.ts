import { Component, computed, inject, input, output } from '@angular/core';
import { TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiButton, UiField, UiIcon, UiInput } from '@bimtek/platform-ui';

/** A few short entries, typed one after the other or taken from suggestions. What is typed and not added yet is added too. */
@Component({
  selector: 'plan-list',
  imports: [TranslocoPipe, UiButton, UiField, UiIcon, UiInput],
  template: `
    <ui-field [label]="label()" [hint]="hint()" [error]="error()">
      <input
        #box
        uiInput
        type="text"
        autocomplete="off"
        enterkeyhint="done"
        [id]="path()"
        [attr.maxlength]="max()"
        [disabled]="isFull()"
        (keydown.enter)="$event.preventDefault(); add(box)"
        (blur)="add(box)"
      />
      <button
        uiButton="quiet"
        size="small"
        type="button"
        [attr.aria-label]="'plan.list.addTo' | transloco: { label: label() }"
        (click)="add(box); box.focus()"
      >
        {{ 'plan.list.add' | transloco }}
      </button>
    </ui-field>
    @if (entries().length > 0) {
      <ul class="entries" [attr.aria-label]="label()">
        @for (entry of entries(); track entry) {
          <li>
            <button
              class="chip"
              type="button"
              [attr.aria-label]="'plan.list.remove' | transloco: { text: entry }"
              (click)="remove(entry)"
            >
              {{ entry }}<ui-icon name="close" size="xs" />
            </button>
          </li>
        }
      </ul>
    }
    @if (open().length > 0 && !isFull()) {
      <div class="entries" role="group" [attr.aria-label]="'plan.list.suggestions' | transloco">
        @for (suggestion of open(); track suggestion) {
          <button class="chip offered" type="button" (click)="take(suggestion)">
            <ui-icon name="add" size="xs" />{{ suggestion }}
          </button>
        }
      </div>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 8px;
    }
    .entries {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
    }
    .chip {
      white-space: normal;
      text-align: left;
    }
    .entries li .chip {
      background: var(--primary-soft);
      border-color: var(--primary);
      color: var(--primary-ink);
    }
    .offered {
      border-style: dashed;
      color: var(--ink-2);
    }
  `,
})
export class PlanList {
  readonly #words = inject(Words);
  readonly path = input.required<string>();
  readonly label = input.required<string>();
  readonly value = input.required<readonly string[]>();
  readonly max = input.required<number>();
  readonly most = input.required<number>();
  /** Keys below `plan.suggest`. */
  readonly suggestions = input<readonly string[]>([]);
  readonly hint = input('');
  readonly error = input<string | undefined>('');
  readonly changed = output<string[]>();

  protected readonly entries = computed(() =>
    [...new Set(this.value())].filter((entry) => entry.trim() !== ''),
  );
  protected readonly isFull = computed(() => this.entries().length >= this.most());
  protected readonly open = computed(() =>
    this.suggestions()
      .map((key) => this.#words.t(`plan.suggest.${key}`))
      .filter((text) => !this.entries().includes(text)),
  );

  protected add(box: HTMLInputElement): void {
    const text = box.value.trim();
    box.value = '';
    this.take(text);
  }

  protected take(text: string): void {
    if (text !== '' && !this.isFull() && !this.entries().includes(text))
      this.changed.emit([...this.entries(), text]);
  }

  protected remove(entry: string): void {
    this.changed.emit(this.entries().filter((one) => one !== entry));
  }
}
