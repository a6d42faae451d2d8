import { Component, computed, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { listMySessions } from '@bimtek/live-contracts';
import { ApiClient, Formats, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiButton, UiIcon, UiPill } from '@bimtek/platform-ui';
import { serverClock } from '../shared/server-clock.ts';
import { lookOf } from '../shared/session-look.ts';
import { scheduleSources } from './schedule-words.ts';

/** The next live session, on the home page: when, how long until then, and the way there. Fetched when the page stands. */
@Component({
  selector: 'live-next-session-card',
  imports: [RouterLink, TranslocoPipe, UiButton, UiIcon, UiPill],
  template: `
    @if (hasWords()) {
      @if (next(); as next) {
        <p class="quiet small">
          {{ (next.phase === 'running' ? 'schedule.running' : 'schedule.next') | transloco }} · {{ next.day }}
        </p>
        <div class="clock">
          <p class="at num">{{ next.clock }}</p>
          <ui-pill [tone]="next.phase === 'upcoming' ? 'none' : 'now'" [icon]="next.look.icon">{{
            next.countdown || next.stateWords
          }}</ui-pill>
        </div>
        <p>
          <b>{{ next.title }}</b>
        </p>
        <a [uiButton]="next.phase === 'upcoming' ? 'outline' : 'primary'" [routerLink]="['/jadwal', next.id]">
          {{ (next.phase === 'upcoming' ? 'schedule.act.prepare' : 'schedule.act.enter') | transloco }}
        </a>
      } @else if (read.hasValue() || read.error()) {
        <p class="quiet">{{ 'schedule.noneSoon' | transloco }}</p>
        <a uiButton="outline" routerLink="/jadwal"
          ><ui-icon name="calendar" size="s" />{{ 'schedule.act.all' | transloco }}</a
        >
      }
    }
  `,
  styleUrl: './next-session-card.css',
  host: { class: 'card stack tight' },
})
export class NextSessionCard {
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  protected readonly read = inject(ApiClient).read(listMySessions);
  readonly #list = computed(() => (this.read.hasValue() ? this.read.value() : undefined));
  readonly #now = serverClock(() => this.#list()?.now);
  protected readonly hasWords = signal(false);
  protected readonly next = computed(() => {
    const coming = this.#list()?.items.filter(
      ({ state, endsAt }) => state === 'planned' && Date.parse(endsAt) > this.#now(),
    );
    const [session] = coming ?? [];
    return session && lookOf(this.#words, this.#formats, session, this.#now());
  });

  constructor() {
    void this.#words.add('schedule', scheduleSources).then(() => this.hasWords.set(true));
  }
}
