import { Component, computed, inject, input } from '@angular/core';
import type { Import, ImportProblem } from '@bimtek/platform-contracts';
import { TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiIcon } from '@bimtek/platform-ui';
import { sentenceOf } from '@bimtek/registry-contracts';
import { columnsShown, rowsOf } from './import-view.ts';

/** Rows with what is wrong with them: the cell framed, its address, the sentence. On a phone each row is a card. */
@Component({
  selector: 'registry-problem-table',
  imports: [TranslocoPipe, UiIcon],
  templateUrl: './problem-table.html',
  styleUrl: './problem-table.css',
})
export class ProblemTable {
  readonly #words = inject(Words);

  readonly columns = input.required<Import['columns']>();
  readonly problems = input.required<readonly ImportProblem[]>();

  protected readonly shown = computed(() => columnsShown(this.columns(), this.problems()));
  protected readonly rows = computed(() =>
    rowsOf(this.problems()).map((row) => ({
      ...row,
      sentences: row.problems.map(({ column, code, severity, facts }) => ({
        address: `${column}${row.row}`,
        severity,
        text: sentenceOf(this.#words.t(`registry.sentence.${code}`), facts),
      })),
    })),
  );
}
