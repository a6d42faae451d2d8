import { Component, computed, inject, input, output, signal } from '@angular/core';
import { TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiIcon } from '@bimtek/platform-ui';
import type { CellState } from './held-answers.ts';

export interface MapCell {
  number: number;
  state: CellState;
  isFlagged: boolean;
}
type Filter = CellState | 'flagged';
const filters = ['server', 'phone', 'failed', 'empty', 'flagged'] as const satisfies Filter[];
const longWords: Record<CellState, string> = {
  server: 'serverLong',
  phone: 'phoneLong',
  failed: 'failed',
  empty: 'empty',
};

/** All questions at a glance; its legend counts them and shows only those that are asked for. */
@Component({
  selector: 'assessment-question-map',
  imports: [TranslocoPipe, UiIcon],
  templateUrl: './question-map.html',
  styleUrl: './question-map.css',
})
export class QuestionMap {
  readonly #words = inject(Words);
  readonly cells = input.required<readonly MapCell[]>();
  readonly current = input<number | undefined>(undefined);
  readonly opened = output<number>();

  protected readonly filter = signal<Filter | undefined>(undefined);
  protected readonly shown = computed(() => {
    const filter = this.filter();
    return filter ? this.cells().filter((cell) => isOf(cell, filter)) : this.cells();
  });
  protected readonly legend = computed(() =>
    filters
      .map((filter) => ({ filter, count: this.cells().filter((cell) => isOf(cell, filter)).length }))
      .filter(({ filter, count }) => count > 0 || filter !== 'failed'),
  );

  protected label({ number, state, isFlagged }: MapCell): string {
    const t = (key: string) => this.#words.t(`assessment.map.${key}`);
    const parts = [this.#words.t('assessment.map.question', { n: number }), t(longWords[state])];
    return [...parts, ...(isFlagged ? [t('flagged')] : [])].join(', ');
  }

  protected toggle(filter: Filter): void {
    this.filter.update((before) => (before === filter ? undefined : filter));
  }
}

function isOf(cell: MapCell, filter: Filter): boolean {
  return filter === 'flagged' ? cell.isFlagged : cell.state === filter;
}
