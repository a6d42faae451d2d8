import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { listMySamples } from '@bimtek/assignments-contracts';
import { ApiClient, ProblemView, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiRow, UiSkeleton } from '@bimtek/platform-ui';
import { assignmentNumber } from '../due-words.ts';
import { BesidePanel } from './beside-panel.ts';

/** The samples that wait for me, and how my marks on them lie beside the panel. */
@Component({
  selector: 'assignments-my-samples',
  imports: [BesidePanel, ProblemView, RouterLink, TranslocoPipe, UiRow, UiSkeleton],
  template: `
    @if (mine(); as mine) {
      @if (mine.items.length === 0) {
        <p class="quiet">{{ 'samples.noneMine' | transloco }}</p>
      } @else {
        <ul class="rows">
          @for (row of mine.items; track row.id) {
            <li>
              <a
                uiRow
                [routerLink]="['/kelola/menilai/contoh', row.id]"
                [heading]="row.name"
                [meta]="row.meta"
              ></a>
            </li>
          }
        </ul>
        <assignments-beside-panel [calibrated]="mine.calibrated" />
      }
    } @else if (read.error()) {
      <app-problem [error]="read.error()" (retry)="read.reload()" />
    } @else {
      <ui-skeleton [count]="3" [label]="'platform.state.loading' | transloco" />
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 24px;
    }
  `,
})
export class MySamples {
  readonly #words = inject(Words);
  protected readonly read = inject(ApiClient).read(listMySamples);
  protected readonly mine = computed(() => {
    if (!this.read.hasValue()) return undefined;
    const { items, calibrated } = this.read.value();
    return {
      calibrated,
      items: items.map((row) => ({
        ...row,
        name: this.#words.t('samples.name', {
          assignment: assignmentNumber(row.assignmentCode),
          number: row.number,
        }),
        meta: `${row.run.name} · ${this.#words.t(`samples.state.${row.state}`)}`,
      })),
    };
  });
}
