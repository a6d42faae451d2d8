import { Component, input } from '@angular/core';
import { UiIcon } from './icon.ts';
import type { IconName } from './icons.ts';

/** Nothing here yet: says why, and what brings something here. */
@Component({
  selector: 'ui-empty',
  imports: [UiIcon],
  host: { class: 'empty' },
  template: `
    <ui-icon [name]="icon()" />
    <p class="empty-title">{{ heading() }}</p>
    @if (text()) {
      <p class="quiet">{{ text() }}</p>
    }
    <ng-content />
  `,
})
export class UiEmpty {
  readonly icon = input<IconName>('tasks');
  readonly heading = input.required<string>();
  readonly text = input('');
}

/** A part that could not be shown. The way on (try again, back) is its content. */
@Component({
  selector: 'ui-error-state',
  imports: [UiIcon],
  host: { class: 'error-state', role: 'alert' },
  template: `
    <ui-icon [name]="icon()" />
    <p class="empty-title">{{ heading() }}</p>
    <p class="quiet">{{ text() }}</p>
    <ng-content />
  `,
})
export class UiErrorState {
  readonly icon = input<IconName>('warning');
  readonly heading = input.required<string>();
  readonly text = input('');
}
