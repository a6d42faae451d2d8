import { Component, computed, input, output } from '@angular/core';
import { UiIcon } from './icon.ts';
import type { IconName } from './icons.ts';

const saveIcons = {
  saved: 'cloud-check',
  saving: 'sync',
  waiting: 'phone-clock',
  failed: 'close',
} as const satisfies Record<string, IconName>;

/** Where the work is, in an icon and words; when it failed, the way to try again. */
@Component({
  selector: 'ui-save-state',
  imports: [UiIcon],
  host: { class: 'state', '[class]': 'state()', role: 'status' },
  template: `
    <ui-icon [name]="icon()" size="s" />
    <span><ng-content /></span>
    @if (state() === 'failed' && retryLabel()) {
      <button class="text-btn" type="button" (click)="retry.emit()">{{ retryLabel() }}</button>
    }
  `,
})
export class UiSaveState {
  readonly state = input.required<'saved' | 'saving' | 'waiting' | 'failed'>();
  readonly retryLabel = input('');
  readonly retry = output();
  protected readonly icon = computed(() => saveIcons[this.state()]);
}
