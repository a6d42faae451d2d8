import { Component, computed, inject, input } from '@angular/core';
import type { Choice, Poll, PollResult } from '@bimtek/live-contracts';
import { Formats, TranslocoPipe } from '@bimtek/platform-portal';
import { UiIcon } from '@bimtek/platform-ui';
import { barsOf } from './room.rules.ts';

/** What was counted: bars that grow in their places, or the words of a cloud. */
@Component({
  selector: 'live-poll-bars',
  imports: [TranslocoPipe, UiIcon],
  template: `
    @if (poll().kind === 'words') {
      <ul class="cloud" [class.large]="large()">
        @for (one of words(); track one.word) {
          <li [style.font-size.em]="one.size">
            {{ one.word }} <span class="num quiet">{{ one.count }}</span>
          </li>
        }
      </ul>
    } @else {
      <ul class="bars" [class.large]="large()">
        @for (bar of bars(); track bar.label) {
          <li>
            <span class="name"
              >{{ bar.label }}
              @if (bar.isRight) {
                <span class="tag done"
                  ><ui-icon name="check" size="xs" />{{ 'room.polls.right' | transloco }}</span
                >
              }
              @if (bar.isOwn) {
                <span class="tag">{{ 'room.polls.yours' | transloco }}</span>
              }
            </span>
            <span class="num"
              ><b>{{ bar.votes }}</b> <span class="quiet"> · {{ bar.percentWords }}</span></span
            >
            <span class="bar" [class.right]="bar.isRight" aria-hidden="true">
              <i [style.inline-size.%]="bar.percent - bar.recent"></i>
              <i class="fresh" [style.inline-size.%]="bar.recent"></i>
            </span>
          </li>
        }
      </ul>
    }
  `,
  styles: `
    .bars {
      display: grid;
      gap: 8px;
    }
    li {
      min-width: 0;
    }
    .bars li {
      display: grid;
      grid-template-columns: 1fr auto;
      gap: 3px 8px;
    }
    .tag {
      display: inline-flex;
      align-items: center;
      gap: 4px;
      margin-left: 4px;
      font-weight: 600;
      color: var(--primary-ink);
    }
    .tag.done {
      color: var(--done-ink);
    }
    .bar {
      grid-column: 1 / 3;
      display: flex;
      height: 16px;
      border-radius: var(--radius-s);
      overflow: hidden;
      background: var(--surface-2);
    }
    .bar i {
      background: var(--primary);
      transition: inline-size 180ms ease;
    }
    .bar.right i {
      background: var(--done);
    }
    .bar i.fresh {
      background: var(--progress);
    }
    .cloud {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      gap: 4px 16px;
      line-height: 1.3;
      font-weight: 650;
    }
    .cloud .num {
      font-size: var(--text-s);
      font-weight: 450;
    }
    .large {
      font-size: clamp(1.125rem, 2.2vw, 2rem);
    }
    .large.bars {
      gap: 1.4vh;
    }
    .large .bar {
      height: clamp(16px, 3vh, 32px);
    }
    .large .cloud .num {
      font-size: 0.6em;
    }
    @media (prefers-reduced-motion: reduce) {
      .bar i {
        transition: none;
      }
    }
  `,
})
export class PollBars {
  readonly #formats = inject(Formats);
  readonly poll = input.required<Poll>();
  readonly result = input<PollResult | undefined>(undefined);
  /** What was counted a while ago; what came since is marked. */
  readonly before = input<PollResult | undefined>(undefined);
  readonly own = input<Choice | undefined>(undefined);
  /** For a hall. */
  readonly large = input(false);

  protected readonly bars = computed(() =>
    barsOf(this.poll(), this.result(), this.before()).map((bar) => ({
      ...bar,
      percentWords: this.#formats.percent(bar.percent, 0),
      isOwn: this.#isOwn(bar.label),
    })),
  );
  protected readonly words = computed(() => {
    const words = this.result()?.words ?? [];
    const most = words[0]?.count ?? 1;
    return words.slice(0, 40).map(({ word, count }) => ({ word, count, size: 1 + (count / most) * 1 }));
  });

  #isOwn(label: string): boolean {
    const [own, poll] = [this.own(), this.poll()];
    if (!own) return false;
    if ('options' in own) return own.options.some((place) => poll.options[place] === label);
    return 'scale' in own && String(own.scale) === label;
  }
}
