import { Component, input, output } from '@angular/core';

export interface Chip {
  id: string;
  label: string;
  /** As it should read. */
  count?: string;
}

/** Filters with their counts; the chosen one belongs in the URL, so this only says which was asked for. */
@Component({
  selector: 'ui-chips',
  template: `
    <div class="chips" role="group" [attr.aria-label]="label()">
      @for (chip of chips(); track chip.id) {
        <button
          class="chip"
          type="button"
          [attr.aria-pressed]="chip.id === selected()"
          (click)="chosen.emit(chip.id)"
        >
          {{ chip.label }}
          @if (chip.count) {
            <span class="n">{{ chip.count }}</span>
          }
        </button>
      }
      <ng-content />
    </div>
  `,
})
export class UiChips {
  readonly chips = input.required<readonly Chip[]>();
  readonly selected = input<string | undefined>(undefined);
  readonly label = input.required<string>();
  readonly chosen = output<string>();
}
