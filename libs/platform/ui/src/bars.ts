import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Params } from '@angular/router';

export type BarTone = 'done' | 'now' | 'bad' | 'primary' | 'none';

/** One bar of all: parts as wide as their share. The numbers stand beside it, as `ui-counts`. */
@Component({
  selector: 'ui-share-bar',
  template: `
    <div class="share-bar" role="img" [attr.aria-label]="label()">
      @for (part of shown(); track $index) {
        <span [class]="part.tone" [style.flex-grow]="part.share"></span>
      }
    </div>
  `,
})
export class UiShareBar {
  /** Shares need not add up to 100; they are weighed against each other. */
  readonly parts = input.required<readonly { tone: BarTone; share: number }[]>();
  readonly label = input.required<string>();
  protected readonly shown = computed(() => this.parts().filter(({ share }) => share > 0));
}

export interface Count {
  /** As it should read: `8`, `1.648`. */
  count: string;
  label: string;
  tone: BarTone;
  /** To exactly those rows. */
  link?: string | readonly unknown[];
  queryParams?: Params;
}

/** Counts with the colour of their part in the bar; each a link to exactly those rows. */
@Component({
  selector: 'ui-counts',
  imports: [RouterLink],
  template: `
    <ul class="counts">
      @for (one of counts(); track one.label) {
        <li>
          @if (one.link !== undefined || one.queryParams) {
            <a [class]="one.tone" [routerLink]="one.link ?? []" [queryParams]="one.queryParams ?? null">
              <b>{{ one.count }}</b> {{ one.label }}
            </a>
          } @else {
            <span [class]="one.tone"
              ><b>{{ one.count }}</b> {{ one.label }}</span
            >
          }
        </li>
      }
    </ul>
  `,
})
export class UiCounts {
  readonly counts = input.required<readonly Count[]>();
}

/** A value against the limit it has to reach. Never longer than the value: 79.4 does not touch the mark of 80. */
@Component({
  selector: 'ui-meter',
  template: `
    <div
      class="meter"
      [class.now]="tone() === 'now'"
      [attr.role]="label() ? 'img' : null"
      [attr.aria-label]="label() || null"
      [attr.aria-hidden]="label() ? null : 'true'"
    >
      <span [style.inline-size.%]="percentOf(value())"></span>
      @if (limit() !== undefined) {
        <i [style.inset-inline-start.%]="percentOf(limit() ?? 0)"></i>
      }
    </div>
  `,
})
export class UiMeter {
  readonly value = input.required<number>();
  readonly limit = input<number | undefined>(undefined);
  readonly max = input(100);
  readonly tone = input<'done' | 'now'>('done');
  /** Only when no words beside it say the same. */
  readonly label = input('');

  protected percentOf(value: number): number {
    return Math.min(100, Math.max(0, (value / this.max()) * 100));
  }
}

/** Long work: what is done, what failed, what is left, with words for each. Announces nothing by itself. */
@Component({
  selector: 'ui-progress',
  imports: [UiCounts],
  template: `
    <div
      class="progress"
      role="progressbar"
      aria-valuemin="0"
      [attr.aria-valuemax]="total()"
      [attr.aria-valuenow]="done() + failed()"
      [attr.aria-label]="label()"
    >
      <span class="done" [style.flex-grow]="done()"></span>
      <span class="bad" [style.flex-grow]="failed()"></span>
      <span class="left" [style.flex-grow]="left()"></span>
    </div>
    @if (counts().length) {
      <ui-counts [counts]="counts()" />
    }
  `,
})
export class UiProgress {
  readonly total = input.required<number>();
  readonly done = input.required<number>();
  readonly failed = input(0);
  readonly label = input.required<string>();
  /** The same figures in words, for below the bar. */
  readonly counts = input<readonly Count[]>([]);
  protected readonly left = computed(() => Math.max(0, this.total() - this.done() - this.failed()));
}
