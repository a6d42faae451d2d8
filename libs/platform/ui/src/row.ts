import { Component, ElementRef, inject, input } from '@angular/core';
import { UiIcon } from './icon.ts';

/**
 * A row of a list: something leading (`<ui-ring lead>`), title, meta, more content. As link or button the whole row
 * is the target and ends in a chevron. Stands in `<ul class="rows"><li>`.
 */
@Component({
  selector: 'a[uiRow], button[uiRow], div[uiRow]',
  imports: [UiIcon],
  host: { class: 'row' },
  template: `
    <ng-content select="[lead]" />
    <span class="row-main">
      <span class="row-title">{{ heading() }}</span>
      @if (meta()) {
        <span class="row-meta num">{{ meta() }}</span>
      }
      <ng-content />
    </span>
    <ng-content select="[trail]" />
    @if (isTarget && chevron()) {
      <ui-icon class="chevron" name="next" size="s" />
    }
  `,
})
export class UiRow {
  readonly heading = input.required<string>();
  readonly meta = input('');
  readonly chevron = input(true);
  protected readonly isTarget = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement.tagName !== 'DIV';
}
