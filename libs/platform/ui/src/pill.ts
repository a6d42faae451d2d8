import { Component, input } from '@angular/core';
import { UiIcon } from './icon.ts';
import type { IconName } from './icons.ts';

export type Tone = 'done' | 'now' | 'bad' | 'info' | 'none';

/** A state in a word or a countdown. The icon makes it readable without colour. */
@Component({
  selector: 'ui-pill',
  imports: [UiIcon],
  host: { class: 'pill', '[class]': 'tone()' },
  template: `
    @if (icon(); as icon) {
      <ui-icon [name]="icon" size="xs" />
    }
    <span><ng-content /></span>
  `,
})
export class UiPill {
  readonly tone = input<Tone>('none');
  readonly icon = input<IconName | undefined>(undefined);
}
