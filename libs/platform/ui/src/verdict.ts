import { Component, computed, input } from '@angular/core';
import { UiIcon } from './icon.ts';
import type { IconName } from './icons.ts';

/** A full block of colour above all else; shape and words differ as well as colour. */
@Component({
  selector: 'ui-verdict',
  imports: [UiIcon],
  host: { class: 'verdict', '[class]': 'tone()' },
  template: `
    <span class="verdict-icon"><ui-icon [name]="icon()" /></span>
    <h1>{{ heading() }}</h1>
    <ng-content />
  `,
})
export class UiVerdict {
  readonly tone = input.required<'valid' | 'revoked' | 'unknown'>();
  readonly heading = input.required<string>();
  protected readonly icon = computed<IconName>(
    () => (({ valid: 'check', revoked: 'close', unknown: 'help' }) as const)[this.tone()],
  );
}
