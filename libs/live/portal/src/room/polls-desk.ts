import { Component, computed, effect, inject, input, output } from '@angular/core';
import {
  listPolls,
  movePoll,
  type Poll,
  type PollResult,
  type PreparedPoll,
  removePoll,
  type SessionId,
} from '@bimtek/live-contracts';
import { ApiClient, Counted, TranslocoPipe } from '@bimtek/platform-portal';
import { UiButton, UiIconButton, UiPill } from '@bimtek/platform-ui';
import { Acting } from '../shared/acting.ts';
import { LiveRoom } from './live-room.ts';
import { PollBars } from './poll-bars.ts';
import { isResultShown } from './room.rules.ts';

/** The poll that runs with bars that grow, the ones before it, and those that are prepared. */
@Component({
  selector: 'live-polls-desk',
  imports: [Counted, PollBars, TranslocoPipe, UiButton, UiIconButton, UiPill],
  template: `
    @if (current(); as one) {
      <section [attr.aria-labelledby]="'polling-kini'">
        <div class="row-head">
          <h2 id="polling-kini">
            {{ (one.poll.state === 'open' ? 'room.polls.running' : 'room.polls.closed') | transloco }}
          </h2>
          <span class="num"
            ><ui-pill tone="info">{{
              'room.polls.votesOf' | transloco: { votes: one.result?.votes ?? 0, present: people() }
            }}</ui-pill></span
          >
        </div>
        <p class="asked">{{ one.poll.question }}</p>
        <live-poll-bars [poll]="one.poll" [result]="one.result" [before]="one.before" />
        <p class="quiet fresh" aria-live="off">
          @if (one.fresh) {
            <i class="dot" aria-hidden="true"></i>{{ 'room.polls.fresh' | counted: one.fresh }}
          }
          <span>{{ (one.isShown ? 'room.polls.shownToAll' : 'room.polls.onlyYou') | transloco }}</span>
        </p>
        <div class="acts">
          @if (one.poll.state === 'open') {
            <button uiButton type="button" [busy]="acting.isBusy()" (click)="closeAndShow(one.poll)">
              {{ 'room.polls.closeAndShow' | transloco }}
            </button>
            <button uiButton="outline" type="button" (click)="move(one.poll, 'close')">
              {{ 'room.polls.close' | transloco }}
            </button>
          } @else {
            <button
              uiButton="outline"
              type="button"
              (click)="move(one.poll, one.poll.shown ? 'hide' : 'show')"
            >
              {{ (one.poll.shown ? 'room.polls.hide' : 'room.polls.show') | transloco }}
            </button>
            @if (one.poll.kind !== 'quiz') {
              <button uiButton="quiet" type="button" (click)="move(one.poll, 'open')">
                {{ 'room.polls.reopen' | transloco }}
              </button>
            }
            <button uiButton="quiet" type="button" (click)="made.emit(undefined)">
              {{ 'room.polls.new' | transloco }}
            </button>
          }
        </div>
      </section>
    } @else {
      <section class="none">
        <h2>{{ 'room.polls.noRunning' | transloco }}</h2>
        <p class="quiet">{{ 'room.polls.noRunningMore' | transloco }}</p>
        <button uiButton="outline" type="button" (click)="made.emit(undefined)">
          {{ 'room.polls.new' | transloco }}
        </button>
      </section>
    }
    @if (prepared().length > 0) {
      <details [open]="!current()">
        <summary>
          <b>{{ 'room.polls.prepared' | transloco }}</b>
          <span class="quiet num count">{{ prepared().length }}</span>
        </summary>
        <ul>
          @for (one of prepared(); track one.poll.id) {
            <li class="prepared">
              <span>{{ one.poll.question }}</span>
              <button
                uiIconButton="edit"
                type="button"
                [label]="('room.polls.edit' | transloco) + ': ' + one.poll.question"
                (click)="made.emit(one)"
              ></button>
              <button
                uiIconButton="close"
                type="button"
                [label]="('room.polls.remove' | transloco) + ': ' + one.poll.question"
                (click)="remove(one)"
              ></button>
              <button uiButton="outline" size="small" type="button" (click)="move(one.poll, 'open')">
                {{ 'room.polls.open' | transloco }}
              </button>
            </li>
          }
        </ul>
      </details>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 12px;
    }
    .row-head,
    .acts {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 8px;
    }
    .acts {
      justify-content: start;
    }
    .acts .btn:first-child {
      flex: 1;
    }
    .asked {
      font-size: var(--text-m);
      line-height: 22px;
      margin: 2px 0 8px;
    }
    .fresh {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 6px 14px;
      margin: 10px 0 12px;
    }
    .dot {
      width: 10px;
      height: 10px;
      margin-right: -8px;
      border-radius: 50%;
      background: var(--progress);
    }
    .none {
      display: grid;
      gap: 8px;
      justify-items: start;
    }
    .count {
      margin-left: 6px;
    }
    summary {
      min-height: 32px;
      cursor: pointer;
      padding: 4px 0;
    }
    .prepared {
      display: grid;
      grid-template-columns: 1fr auto auto auto;
      align-items: center;
      gap: 4px;
      padding: 4px 0;
      border-top: 1px solid var(--line);
    }
    .prepared .icon-btn {
      width: 32px;
      height: 32px;
    }
    @media (pointer: coarse) {
      .prepared .icon-btn {
        width: 48px;
        height: 48px;
      }
    }
  `,
})
export class PollsDesk {
  readonly #api = inject(ApiClient);
  protected readonly live = inject(LiveRoom);
  readonly sessionId = input.required<SessionId>();
  /** People who could vote. */
  readonly people = input.required<number>();
  /** Somebody wants to make a poll, or to change the prepared one. */
  readonly made = output<PreparedPoll | undefined>();
  protected readonly acting = new Acting();
  readonly list = this.#api.read(listPolls, () => ({ params: { sessionId: this.sessionId() } }));
  readonly #items = computed(() => (this.list.hasValue() ? this.list.value().items : []));
  protected readonly prepared = computed(() => {
    const opened = new Set(this.live.room()?.polls.map(({ id }) => id));
    return this.#items().filter(({ poll }) => poll.state === 'draft' && !opened.has(poll.id));
  });

  /** The open one, else the one that was open last. */
  protected readonly current = computed(() => {
    const known = new Map<string, Poll>();
    for (const { poll } of this.#items()) if (poll.state !== 'draft') known.set(poll.id, poll);
    for (const poll of this.live.room()?.polls ?? [])
      known.set(poll.id, { ...poll, right: poll.right ?? known.get(poll.id)?.right ?? null });
    const polls = [...known.values()].sort((a, b) => (a.openedAt ?? '').localeCompare(b.openedAt ?? ''));
    const poll = polls.findLast(({ state }) => state === 'open') ?? polls.at(-1);
    if (!poll) return undefined;
    const result = this.#result(poll.id);
    const before = poll.state === 'open' ? this.live.resultBefore(poll.id) : undefined;
    return {
      poll,
      result,
      before,
      fresh: before && result ? Math.max(0, result.votes - before.votes) : 0,
      isShown: isResultShown(poll),
    };
  });

  constructor() {
    // What is opened, closed or reopened may have another poll beside it now.
    let known = '';
    effect(() => {
      const now = (this.live.room()?.polls ?? []).map(({ id, state }) => `${id}${state}`).join();
      if (known && now !== known) this.list.reload();
      known = now;
    });
  }

  protected async move(poll: Poll, act: 'open' | 'close' | 'show' | 'hide'): Promise<boolean> {
    const moved = await this.live.act(movePoll, { pollId: poll.id, act });
    if (moved) this.live.keepResult(moved.result);
    return moved !== undefined;
  }

  protected async closeAndShow(poll: Poll): Promise<void> {
    await this.acting.run(async () => (await this.move(poll, 'close')) && (await this.move(poll, 'show')));
  }

  protected async remove({ poll }: PreparedPoll): Promise<void> {
    const params = { sessionId: this.sessionId(), pollId: poll.id };
    await this.acting.run(() => this.#api.call(removePoll, { params }));
    this.list.reload();
  }

  #result(pollId: string): PollResult | undefined {
    const told = this.live.room()?.results.find((one) => one.pollId === pollId);
    return told ?? this.#items().find(({ poll }) => poll.id === pollId)?.result;
  }
}
