import { Component, Directive, booleanAttribute, input, output } from '@angular/core';
import { UiButton } from './button.ts';
import { UiIcon } from './icon.ts';

/**
 * A table of people or things: the head stays in sight, numbers align right (`class="r"`), and below 840 px each
 * row becomes a card. Cells of a card are named by `uiCell`; the first cell of a row (`th scope="row"`) is its title.
 * Wrap it in `<div class="table-scroll">`.
 */
@Directive({ selector: 'table[uiTable]', host: { class: 'tb' } })
export class UiTable {}

/** A cell, with the name of its column for the card on a phone. Empty: the cell needs no name. */
@Directive({ selector: 'td[uiCell]', host: { '[attr.data-label]': 'label() || null' } })
export class UiCell {
  readonly label = input('', { alias: 'uiCell' });
}

/** A column that can be sorted by. */
@Component({
  selector: 'th[uiSort]',
  imports: [UiIcon],
  host: { scope: 'col', '[attr.aria-sort]': 'order()', '[class.sorted]': '!!order()' },
  template: `
    <button class="sort" type="button" (click)="asked.emit()">
      <ng-content />
      @if (order(); as order) {
        <ui-icon [name]="order === 'ascending' ? 'up' : 'down'" size="xs" />
      }
    </button>
  `,
})
export class UiSort {
  readonly order = input<'ascending' | 'descending' | undefined>(undefined, { alias: 'uiSort' });
  readonly asked = output();
}

/** Foot of a list paged by key: what is shown, back and on. There are no page numbers. */
@Component({
  selector: 'ui-pager',
  imports: [UiButton, UiIcon],
  host: { class: 'pager-foot' },
  template: `
    <span class="quiet num" aria-live="polite">{{ shown() }}</span>
    <span class="pager-buttons">
      <button
        uiButton="outline"
        size="slim"
        type="button"
        [disabled]="!hasPrevious()"
        (click)="previous.emit()"
      >
        <ui-icon name="back" size="xs" />{{ previousLabel() }}
      </button>
      <button uiButton="outline" size="slim" type="button" [disabled]="!hasNext()" (click)="next.emit()">
        {{ nextLabel() }}<ui-icon name="next" size="xs" />
      </button>
    </span>
  `,
})
export class UiPager {
  /** `1–20 dari 40` */
  readonly shown = input.required<string>();
  readonly previousLabel = input.required<string>();
  readonly nextLabel = input.required<string>();
  readonly hasPrevious = input(false, { transform: booleanAttribute });
  readonly hasNext = input(false, { transform: booleanAttribute });
  readonly previous = output();
  readonly next = output();
}
