import { Component, Directive, ElementRef, booleanAttribute, computed, inject, input } from '@angular/core';
import { UiIcon } from './icon.ts';
import type { IconName } from './icons.ts';

/**
 * - `primary`: the one next step of a page or pane; `outline`: the other ways; `quiet`: without a border
 * - `danger` leads to something that cannot be undone, `stop` does it; `cloth` stands on nila
 */
export type ButtonLook = 'primary' | 'outline' | 'quiet' | 'danger' | 'stop' | 'cloth';

/** Dresses a native button or link. While `busy` it keeps its place and its focus, and takes no second click. */
@Directive({
  selector: 'button[uiButton], a[uiButton]',
  host: {
    '[class]': 'classes()',
    '[attr.aria-busy]': 'busy() || null',
    '[attr.aria-disabled]': 'busy() || null',
  },
})
export class UiButton {
  readonly look = input<ButtonLook | ''>('primary', { alias: 'uiButton' });
  /** `slim` 48 high beside others, `small` for rows and banners. */
  readonly size = input<'full' | 'slim' | 'small'>('full');
  readonly busy = input(false, { transform: booleanAttribute });
  protected readonly classes = computed(() => `btn ${this.look() || 'primary'} ${this.size()}`);

  constructor() {
    // In the capture phase, so that it comes before the page's own listener on the same element.
    inject<ElementRef<HTMLElement>>(ElementRef).nativeElement.addEventListener(
      'click',
      (event) => {
        if (!this.busy()) return;
        event.preventDefault();
        event.stopImmediatePropagation();
      },
      { capture: true },
    );
  }
}

/** A button or link that shows only an icon; `label` is what it does. */
@Component({
  selector: 'button[uiIconButton], a[uiIconButton]',
  imports: [UiIcon],
  host: { class: 'icon-btn', '[attr.aria-label]': 'label()', '[attr.title]': 'label()' },
  template: `
    <ui-icon [name]="icon()" />
    <ng-content />
  `,
})
export class UiIconButton {
  readonly icon = input.required<IconName>({ alias: 'uiIconButton' });
  readonly label = input.required<string>();
}
