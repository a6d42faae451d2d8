import { Component, computed, inject } from '@angular/core';
import { UiIcon } from '@bimtek/platform-ui';
import { ReadingProgress } from '../progress/reading-progress.ts';

const icons = { saved: 'cloud-check', saving: 'sync', waiting: 'phone-clock', failed: 'warning' } as const;

/** Where one's place is kept, in the task bar: an icon on a phone, with its words where there is room. */
@Component({
  selector: 'learning-place-saved',
  imports: [UiIcon],
  host: { class: 'state', '[class]': 'look()', role: 'status' },
  template: `
    @if (progress.state() !== 'saved' || progress.savedAt()) {
      <ui-icon [name]="icon()" />
      <span class="words">{{ progress.words() }}</span>
    }
  `,
  styles: `
    :host {
      display: flex;
      align-items: center;
      min-height: 48px;
      padding-inline: 12px;
    }
    @media (max-width: 719px) {
      .words {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
        white-space: nowrap;
      }
    }
  `,
})
export class PlaceSaved {
  protected readonly progress = inject(ReadingProgress);
  protected readonly icon = computed(() => icons[this.progress.state()]);
  protected readonly look = computed(() => this.progress.state());
}
