import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { listTwiceMarked } from '@bimtek/assignments-contracts';
import { ApiClient, DeskHead, Formats, ProblemView, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiEmpty, UiRow, UiSkeleton } from '@bimtek/platform-ui';

/** Work whose two marks are too far apart, for a master trainer. */
@Component({
  selector: 'assignments-twice-list-page',
  imports: [DeskHead, ProblemView, RouterLink, TranslocoPipe, UiEmpty, UiRow, UiSkeleton],
  template: `
    <app-desk-head [heading]="'allocation.twice.title' | transloco" [crumbs]="crumbs()" />
    <div class="pane">
      @if (rows(); as rows) {
        @if (rows.length === 0) {
          <ui-empty
            icon="tasks"
            [heading]="'allocation.twice.none' | transloco"
            [text]="'allocation.twice.noneMore' | transloco"
          />
        } @else {
          <ul class="rows">
            @for (row of rows; track row.submissionId) {
              <li>
                <a uiRow [routerLink]="row.submissionId" [heading]="row.heading" [meta]="row.meta">
                  <span class="num">{{ row.marks }}</span>
                </a>
              </li>
            }
          </ul>
        }
      } @else if (read.error()) {
        <app-problem [error]="read.error()" (retry)="read.reload()" />
      } @else {
        <ui-skeleton [count]="4" [label]="'platform.state.loading' | transloco" />
      }
    </div>
  `,
})
export class TwiceListPage {
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  protected readonly read = inject(ApiClient).read(listTwiceMarked);
  protected readonly crumbs = computed(() => [
    { label: this.#words.t('allocation.board.title'), link: '/kelola/penilaian' },
  ]);
  protected readonly rows = computed(() => {
    if (!this.read.hasValue()) return undefined;
    return this.read.value()?.items.map((row) => {
      const number = (points: number) => this.#formats.number(points, 2);
      const first = number(row.firstPoints);
      const marks =
        row.secondPoints === null
          ? this.#words.t('allocation.twice.alone', { first })
          : this.#words.t('allocation.twice.apart', { first, second: number(row.secondPoints) });
      return {
        ...row,
        marks,
        heading: `${row.assignmentCode} · ${this.#words.t('allocation.twice.item', { code: row.receiptCode })}`,
        meta: `${row.classGroup.name} · ${this.#formats.recent(row.since)}`,
      };
    });
  });
}
