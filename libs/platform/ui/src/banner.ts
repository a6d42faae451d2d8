import { Component, computed, input } from '@angular/core';
import { UiIcon } from './icon.ts';
import type { IconName } from './icons.ts';

const bannerIcons = {
  waiting: 'signal-off',
  done: 'check',
  bad: 'warning',
  info: 'info',
} as const satisfies Record<string, IconName>;

/** A state of the page, never a dialog: first what is safe, then what follows. Buttons go into `[action]`. */
@Component({
  selector: 'ui-banner',
  imports: [UiIcon],
  host: { class: 'banner', '[class]': 'tone()', '[class.inset]': 'inset()', '[attr.role]': 'role()' },
  template: `
    <ui-icon [name]="icon() ?? standardIcon()" />
    <div class="banner-words">
      @if (heading()) {
        <strong>{{ heading() }}</strong>
      }
      <ng-content />
    </div>
    <ng-content select="[action]" />
  `,
})
export class UiBanner {
  readonly tone = input.required<'waiting' | 'done' | 'bad' | 'info'>();
  readonly heading = input('');
  readonly icon = input<IconName | undefined>(undefined);
  /** With rounded corners among other content; otherwise full width under the head. */
  readonly inset = input(false);
  protected readonly standardIcon = computed(() => bannerIcons[this.tone()]);
  protected readonly role = computed(() => (this.tone() === 'bad' ? 'alert' : 'status'));
}
