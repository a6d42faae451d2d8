import { Component, computed, inject, input } from '@angular/core';
import { Formats, TranslocoPipe, Words } from '@bimtek/platform-portal';

/** Below this many seconds the time left changes its colour. */
const soon = 5 * 60;
/** Told to screen readers, once each. */
const announced = [5, 1];

/** The time left by the server's clock, in the task bar. */
@Component({
  selector: 'assessment-time-left',
  imports: [TranslocoPipe],
  template: `
    <p
      class="time-left"
      [class.soon]="isSoon()"
      role="timer"
      [attr.aria-label]="'assessment.take.timeLeftLabel' | transloco"
    >
      <b>{{ clock() }}</b>
      <span>{{ 'assessment.take.timeLeft' | transloco }}</span>
    </p>
    <span class="sr" role="status">{{ announcement() }}</span>
  `,
  styles: `
    :host {
      position: relative;
    }
    .time-left {
      text-align: right;
      padding-right: 12px;
      line-height: 1.3;
    }
    b {
      display: block;
      font-size: var(--title-s);
      line-height: 1.2;
      font-variant-numeric: tabular-nums;
      letter-spacing: -0.01em;
    }
    span:not(.sr) {
      font-size: var(--text-s);
      color: var(--ink-2);
    }
    .soon b,
    .soon span {
      color: var(--progress-ink);
    }
  `,
})
export class TimeLeft {
  readonly #formats = inject(Formats);
  readonly #words = inject(Words);
  readonly seconds = input.required<number | undefined>();

  protected readonly clock = computed(() => {
    const seconds = this.seconds();
    return seconds === undefined ? '–' : this.#formats.timeLeft(seconds);
  });
  protected readonly isSoon = computed(() => (this.seconds() ?? soon + 1) <= soon);
  readonly #minute = computed(() =>
    announced.find((minutes) => Math.ceil((this.seconds() ?? 0) / 60) === minutes),
  );
  protected readonly announcement = computed(() => {
    const minutes = this.#minute();
    return minutes === undefined ? '' : this.#words.t('assessment.take.minutesLeft', { n: minutes });
  });
}
