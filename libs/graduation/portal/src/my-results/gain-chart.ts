import { Component, computed, inject, input } from '@angular/core';
import type { Gain } from '@bimtek/graduation-contracts';
import { Formats, TranslocoPipe, Words } from '@bimtek/platform-portal';

/** The drawing's 0 and 100 in its own units. */
const [bottom, top] = [160, 24];
const place = (score: number) => bottom - ((bottom - top) * score) / 100;
/** Words stand above their point, and below the upper edge. */
const wordsAbove = (y: number, gap: number) => Math.max(15, y - gap);

/** Pre-test and post-test as two points and the way between them. */
@Component({
  selector: 'graduation-gain-chart',
  imports: [TranslocoPipe],
  host: { class: 'card' },
  template: `
    <p>
      <strong>{{ headline() }}</strong> {{ 'results.gain.since' | transloco }}
    </p>
    <svg viewBox="0 0 296 196" role="img" [attr.aria-label]="picture()">
      <path d="M0 24h296M0 160h296" class="line" />
      <g class="scale">
        <text x="0" y="17">100</text>
        <text x="0" y="153">0</text>
        <text x="80" y="186" text-anchor="middle">{{ 'results.gain.preTest' | transloco }}</text>
        <text x="232" y="186" text-anchor="middle">{{ 'results.gain.postTest' | transloco }}</text>
      </g>
      <path [attr.d]="shapes().area" class="area" />
      <path [attr.d]="shapes().way" class="way" />
      <circle cx="80" [attr.cy]="shapes().before" r="6.5" class="from" />
      <circle cx="232" [attr.cy]="shapes().after" r="8" class="to" />
      <g class="values">
        <text x="80" [attr.y]="shapes().beforeWords" font-size="18">{{ written().before }}</text>
        <text x="232" [attr.y]="shapes().afterWords" font-size="20">{{ written().after }}</text>
      </g>
    </svg>
    @if (share(); as share) {
      <p class="small quiet num">{{ share }}</p>
    }
  `,
  styles: `
    :host {
      display: block;
    }
    svg {
      display: block;
      width: 100%;
      max-width: 420px;
      height: auto;
      margin: 8px auto;
      font-family: var(--font);
    }
    .line {
      stroke: var(--line);
    }
    .scale {
      font-size: 14px;
      fill: var(--ink-2);
    }
    .area {
      fill: var(--done-soft);
    }
    .way {
      fill: none;
      stroke: var(--done);
      stroke-width: 4;
      stroke-linecap: round;
    }
    .from {
      fill: var(--surface);
      stroke: var(--done);
      stroke-width: 3;
    }
    .to {
      fill: var(--done);
    }
    .values {
      font-weight: 700;
      text-anchor: middle;
      fill: var(--ink);
      font-variant-numeric: tabular-nums;
    }
  `,
})
export class GainChart {
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly gain = input.required<Gain>();

  protected readonly shapes = computed(() => {
    const { preTest, postTest } = this.gain();
    const [before, after] = [place(preTest), place(postTest)];
    return {
      before,
      after,
      beforeWords: wordsAbove(before, 15),
      afterWords: wordsAbove(after, 14),
      way: `M80 ${before} 232 ${after}`,
      area: `M80 ${before} 232 ${after}V${bottom}H80z`,
    };
  });
  protected readonly written = computed(() => ({
    before: this.#formats.number(this.gain().preTest),
    after: this.#formats.number(this.gain().postTest),
  }));
  protected readonly headline = computed(() => {
    const { points } = this.gain();
    const key = points > 0 ? 'up' : points < 0 ? 'down' : 'same';
    return this.#words.t(`results.gain.${key}`, { n: this.#formats.number(Math.abs(points)) });
  });
  protected readonly picture = computed(() => this.#words.t('results.gain.picture', this.written()));
  protected readonly share = computed(() => {
    const { share } = this.gain();
    return share ? this.#words.t('results.gain.share', { share: this.#formats.percent(share) }) : '';
  });
}
