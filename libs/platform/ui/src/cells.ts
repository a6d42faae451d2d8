import { Component, input } from '@angular/core';

/** One cell per thing (a module, a question): done is full, running shows its share, not started is an outline. */
@Component({
  selector: 'ui-cells',
  template: `
    <div
      class="cells"
      [class.low]="low()"
      [attr.role]="label() ? 'img' : null"
      [attr.aria-label]="label() || null"
      [attr.aria-hidden]="label() ? null : 'true'"
    >
      @for (cell of cells(); track $index) {
        <span [class]="cell.state" [style.--share]="(cell.share ?? 0) + '%'"></span>
      }
    </div>
  `,
})
export class UiCells {
  readonly cells = input.required<readonly { state: 'done' | 'now' | 'none'; share?: number }[]>();
  /** In rows and cards of lists. */
  readonly low = input(false);
  readonly label = input('');
}
