import { Component, input, output } from '@angular/core';
import { UiField, UiInput } from '@bimtek/platform-ui';

/** Words of a plan: one line, or a box of `rows` that grows. Its id is the path of the field, so that a fault can lead here. */
@Component({
  selector: 'plan-text',
  imports: [UiField, UiInput],
  template: `
    <ui-field [label]="label()" [hint]="hint()" [error]="error()">
      @if (rows() > 1) {
        <textarea
          uiInput
          class="grows"
          [id]="path()"
          [rows]="rows()"
          [attr.maxlength]="max()"
          [value]="value()"
          (input)="typed.emit($any($event.target).value)"
        ></textarea>
      } @else {
        <input
          uiInput
          type="text"
          autocomplete="off"
          [id]="path()"
          [attr.maxlength]="max()"
          [value]="value()"
          (input)="typed.emit($any($event.target).value)"
        />
      }
    </ui-field>
  `,
  styles: `
    .grows {
      field-sizing: content;
      min-height: 88px;
    }
  `,
})
export class PlanText {
  readonly path = input.required<string>();
  readonly label = input.required<string>();
  readonly value = input.required<string>();
  readonly max = input.required<number>();
  readonly rows = input(1);
  readonly hint = input('');
  readonly error = input<string | undefined>('');
  readonly typed = output<string>();
}
