import { Component, computed, inject, input } from '@angular/core';
import { type Calibrated, PANEL_MIN } from '@bimtek/assignments-contracts';
import { AsNumber, Formats, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { chartOf } from '../calibration/drift-chart.ts';
import { assignmentNumber } from '../due-words.ts';

/** Somebody's marks on samples beside those of the panel: two figures, a picture and its table. */
@Component({
  selector: 'assignments-beside-panel',
  imports: [AsNumber, TranslocoPipe],
  template: `
    @if (chart(); as chart) {
      <dl class="figures">
        <div>
          <dt>{{ 'samples.leniency' | transloco }}</dt>
          <dd class="num">
            {{ 'samples.points' | transloco: { points: signed(calibrated().leniency) } }}
          </dd>
        </div>
        <div>
          <dt>{{ 'samples.spread' | transloco }}</dt>
          <dd class="num">
            @if (calibrated().spread !== null) {
              {{ 'samples.points' | transloco: { points: (calibrated().spread | asNumber: 2) } }}
            } @else {
              –
            }
          </dd>
        </div>
      </dl>
      <figure>
        <figcaption>{{ 'samples.chart' | transloco }}</figcaption>
        <svg [attr.viewBox]="'0 0 ' + chart.width + ' ' + chart.height" aria-hidden="true">
          @for (line of chart.scale; track line.points) {
            <line
              [class.zero]="line.points === 0"
              x1="40"
              [attr.x2]="chart.width"
              [attr.y1]="line.y"
              [attr.y2]="line.y"
            />
            <text x="34" [attr.y]="line.y + 4" text-anchor="end">{{ signed(line.points) }}</text>
          }
          @for (dot of chart.dots; track $index) {
            <line class="stem" [attr.x1]="dot.x" [attr.x2]="dot.x" [attr.y1]="chart.zero" [attr.y2]="dot.y" />
            <circle [attr.cx]="dot.x" [attr.cy]="dot.y" r="6" />
          }
        </svg>
      </figure>
      <table>
        <thead>
          <tr>
            <th scope="col">{{ 'samples.sample' | transloco }}</th>
            <th scope="col" class="r">{{ 'samples.mine' | transloco }}</th>
            <th scope="col" class="r">{{ 'samples.panel' | transloco }}</th>
            <th scope="col" class="r">{{ 'samples.difference' | transloco }}</th>
          </tr>
        </thead>
        <tbody>
          @for (row of rows(); track row.sampleId) {
            <tr>
              <th scope="row">{{ row.name }}</th>
              <td class="r num">{{ row.mine | asNumber: 2 }}</td>
              <td class="r num">{{ row.panel | asNumber: 2 }}</td>
              <td class="r num">{{ signed(row.difference) }}</td>
            </tr>
          }
        </tbody>
      </table>
    } @else {
      <p class="quiet">{{ 'samples.notYet' | transloco: { n: least } }}</p>
    }
  `,
  styleUrl: '../calibration/calibration-page.css',
  styles: `
    :host {
      display: grid;
      gap: 24px;
    }
    svg .stem {
      stroke: var(--primary);
      stroke-width: 3;
    }
  `,
})
export class BesidePanel {
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly calibrated = input.required<Calibrated>();
  protected readonly least = PANEL_MIN;
  protected readonly chart = computed(() => {
    const { samples } = this.calibrated();
    return samples.length > 0 ? chartOf(samples) : undefined;
  });
  protected readonly rows = computed(() =>
    this.calibrated().samples.map((row) => ({
      ...row,
      name: this.#words.t('samples.name', {
        assignment: assignmentNumber(row.assignmentCode),
        number: row.number,
      }),
    })),
  );

  /** Above nothing with its sign, so that nobody takes it for a score. */
  protected signed(points: number | null): string {
    if (points === null) return '–';
    const number = this.#formats.number(Math.abs(points), 2);
    return points > 0 ? `+${number}` : points < 0 ? `−${number}` : number;
  }
}
