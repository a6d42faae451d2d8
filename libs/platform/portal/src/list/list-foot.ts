import { Component, computed, inject, input } from '@angular/core';
import { COUNT_MAX } from '@bimtek/platform-contracts';
import { UiPager } from '@bimtek/platform-ui';
import { TranslocoPipe } from '@jsverse/transloco';
import { Formats } from '../format/formats.ts';
import { Words } from '../language/words.ts';
import type { KeyedPage, PagesByKey } from './pages-by-key.ts';

/** The foot of a list paged by key: which rows of how many, back and on. The count is honest: exact, or `10.000+`. */
@Component({
  selector: 'app-list-foot',
  imports: [TranslocoPipe, UiPager],
  host: { class: 'desk-foot' },
  template: `
    <ui-pager
      [shown]="shown()"
      [previousLabel]="'platform.action.previous' | transloco"
      [nextLabel]="'platform.action.next' | transloco"
      [hasPrevious]="pages().hasPrevious(page())"
      [hasNext]="page().next !== null"
      (previous)="pages().previous(page())"
      (next)="pages().next(page())"
    />
  `,
})
export class ListFoot {
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly page = input.required<KeyedPage>();
  readonly pages = input.required<PagesByKey>();
  /** Left out while it is not counted yet. */
  readonly total = input<number | undefined>(undefined);

  protected readonly shown = computed(() => {
    const before = this.pages().before(this.page());
    const total = this.total();
    const [from, to] = [before + 1, before + this.page().items.length].map((n) => this.#formats.number(n));
    if (total === undefined) return this.#words.t('platform.list.range', { from, to });
    const whole = total > COUNT_MAX ? `${this.#formats.number(COUNT_MAX)}+` : this.#formats.number(total);
    return this.#words.t('platform.list.shown', { from, to, total: whole });
  });
}
