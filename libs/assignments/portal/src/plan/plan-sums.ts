import { Component, computed, inject, input } from '@angular/core';
import { FundingSource, type PlanDraft, PlanStrategy, sumsOf } from '@bimtek/assignments-contracts';
import { TranslocoPipe } from '@bimtek/platform-portal';
import { PlanSentences } from './plan-sentences.ts';

/** What the plan costs, by strategy and by source of funds. */
@Component({
  selector: 'plan-sums',
  imports: [TranslocoPipe],
  template: `
    <h3>{{ 'plan.sums.title' | transloco }}</h3>
    <p class="total num">
      <b>{{ rupiah(sums().total) }}</b>
      @if (sums().proposed > 0) {
        <span class="quiet small">{{
          'plan.sums.proposed' | transloco: { sum: rupiah(sums().proposed) }
        }}</span>
      }
    </p>
    @for (part of parts(); track part.heading) {
      <table>
        <caption class="quiet small">
          {{
            part.heading | transloco
          }}
        </caption>
        <tbody>
          @for (row of part.rows; track row.name) {
            <tr>
              <th scope="row">{{ row.name | transloco }}</th>
              <td class="num">{{ rupiah(row.sum) }}</td>
            </tr>
          }
        </tbody>
      </table>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 12px;
    }
    .total {
      display: grid;
    }
    .total b {
      font-size: var(--title-s);
    }
    table {
      width: 100%;
      border-collapse: collapse;
    }
    caption {
      text-align: left;
      padding-bottom: 4px;
    }
    tr {
      border-top: 1px solid var(--line);
    }
    th,
    td {
      padding: 6px 0;
      font-size: var(--text-s);
    }
    th {
      text-align: left;
      font-weight: 500;
    }
    td {
      text-align: right;
      font-weight: 600;
      white-space: nowrap;
    }
  `,
})
export class PlanSumsView {
  readonly #sentences = inject(PlanSentences);
  readonly plan = input.required<PlanDraft>();
  protected readonly sums = computed(() => sumsOf(this.plan()));
  protected readonly parts = computed(() => {
    const { byStrategy, bySource, withoutStrategy, withoutSource } = this.sums();
    const rest = (sum: number) => (sum > 0 ? [{ name: 'plan.sums.none', sum }] : []);
    return [
      {
        heading: 'plan.sums.byStrategy',
        rows: [
          ...PlanStrategy.options.map((id) => ({ name: `plan.strategy.${id}`, sum: byStrategy[id] })),
          ...rest(withoutStrategy),
        ],
      },
      {
        heading: 'plan.sums.bySource',
        rows: [
          ...FundingSource.options
            .filter((id) => bySource[id] > 0)
            .map((id) => ({ name: `plan.source.${id}`, sum: bySource[id] })),
          ...rest(withoutSource),
        ],
      },
    ].filter(({ rows }) => rows.length > 0);
  });

  protected rupiah(value: number): string {
    return this.#sentences.rupiah(value);
  }
}
