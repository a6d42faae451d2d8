import { Component, input } from '@angular/core';
import { UiCounts, UiShareBar } from '@bimtek/platform-ui';
import type { BarTone, Count } from '@bimtek/platform-ui';

/** The whole as one big number, then its parts: a bar, and counts that lead to exactly those rows. */
@Component({
  selector: 'insight-number-block',
  imports: [UiCounts, UiShareBar],
  template: `
    <h2>{{ heading() }}</h2>
    <p class="whole">
      <b class="big-number">{{ whole() }}</b> <span class="quiet">{{ unit() }}</span>
    </p>
    @if (parts().length > 1) {
      <ui-share-bar [parts]="parts()" [label]="label()" />
    }
    <ui-counts [counts]="counts()" />
  `,
  styles: `
    :host {
      display: grid;
      gap: 8px;
      align-content: start;
      padding-block: 16px;
    }
    .whole {
      display: flex;
      align-items: baseline;
      gap: 10px;
    }
  `,
})
export class NumberBlock {
  readonly heading = input.required<string>();
  readonly whole = input.required<string>();
  readonly unit = input.required<string>();
  /** What the bar says, for those who do not see it. */
  readonly label = input('');
  readonly parts = input<readonly { tone: BarTone; share: number }[]>([]);
  readonly counts = input<readonly Count[]>([]);
}
