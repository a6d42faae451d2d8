import { Component, computed, input } from '@angular/core';
import { iconPath } from './icons.ts';
import type { IconName } from './icons.ts';

/** A picture beside words, so it is silent for screen readers. Sizes: 24, `s` 20, `xs` 18 px. */
@Component({
  selector: 'ui-icon',
  host: { class: 'icon', 'aria-hidden': 'true', '[attr.data-size]': 'size()' },
  template: `<svg viewBox="0 0 24 24">
    <path [attr.d]="drawing().path" [class.filled]="drawing().isFilled" />
  </svg>`,
})
export class UiIcon {
  readonly name = input.required<IconName>();
  readonly size = input<'m' | 's' | 'xs'>('m');
  protected readonly drawing = computed(() => iconPath(this.name()));
}
