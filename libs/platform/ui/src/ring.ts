import { Component, computed, input } from '@angular/core';
import { UiIcon } from './icon.ts';

/** Done: leaf green with a tick. Running: turmeric with its text. Not started: empty with its text. */
@Component({
  selector: 'ui-ring',
  imports: [UiIcon],
  host: {
    class: 'ring',
    '[class.done]': 'isDone()',
    '[class.now]': "state() === 'now'",
    '[class.big]': 'big()',
    '[attr.role]': "label() ? 'img' : null",
    '[attr.aria-label]': 'label() || null',
    '[attr.aria-hidden]': "label() ? null : 'true'",
  },
  template: `
    <svg viewBox="0 0 48 48">
      <circle class="ring-track" cx="24" cy="24" r="20.5" />
      @if (share() > 0) {
        <circle
          class="ring-value"
          cx="24"
          cy="24"
          r="20.5"
          pathLength="100"
          [attr.stroke-dasharray]="dash()"
        />
      }
    </svg>
    <span class="ring-text">
      @if (isDone() && !keepText()) {
        <ui-icon name="check" />
      } @else {
        {{ text() }}
      }
    </span>
  `,
})
export class UiRing {
  /** 0 to 100. */
  readonly value = input.required<number>();
  readonly state = input<'done' | 'now' | 'none'>('none');
  /** Inside the ring; the words beside it always say the same. */
  readonly text = input('');
  readonly keepText = input(false);
  readonly big = input(false);
  /** For a ring without words beside it; otherwise it is silent. */
  readonly label = input('');
  protected readonly isDone = computed(() => this.state() === 'done');
  protected readonly share = computed(() =>
    this.isDone() ? 100 : this.state() === 'none' ? 0 : Math.min(100, Math.max(0, this.value())),
  );
  protected readonly dash = computed(() => `${this.share()} 100`);
}
