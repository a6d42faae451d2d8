import { Component, computed, effect, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { listMySessions } from '@bimtek/live-contracts';
import { ApiClient, Formats, ProblemView, TranslocoPipe, Words, zoneName } from '@bimtek/platform-portal';
import { UiButton, UiEmpty, UiIcon, UiPill, UiRow, UiSkeleton } from '@bimtek/platform-ui';
import { serverClock } from '../shared/server-clock.ts';
import { lookOf, type SessionLook } from '../shared/session-look.ts';
import { CalendarSheet } from './calendar-sheet.ts';

/** The own sessions: the next one with the way in, then day by day, in the time of the class. */
@Component({
  selector: 'live-schedule-page',
  imports: [
    CalendarSheet,
    ProblemView,
    RouterLink,
    TranslocoPipe,
    UiButton,
    UiEmpty,
    UiIcon,
    UiPill,
    UiRow,
    UiSkeleton,
  ],
  templateUrl: './schedule-page.html',
  styleUrl: './schedule-page.css',
})
export class SchedulePage {
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  protected readonly read = inject(ApiClient).read(listMySessions);
  protected readonly list = computed(() => (this.read.hasValue() ? this.read.value() : undefined));
  readonly #now = serverClock(() => this.list()?.now);
  protected readonly isSubscribing = signal(false);

  readonly #looks = computed(() =>
    this.list()?.items.map((session) => lookOf(this.#words, this.#formats, session, this.#now())),
  );
  /** What runs, then what comes; a session that is cancelled is none to go to. */
  protected readonly next = computed(() => {
    const looks = this.#looks() ?? [];
    return (
      looks.find(({ phase }) => phase === 'running') ??
      looks.find(({ phase }) => phase === 'open' || phase === 'upcoming')
    );
  });
  protected readonly coming = computed(() =>
    byDay((this.#looks() ?? []).filter(({ endsAt }) => Date.parse(endsAt) > this.#now())),
  );
  protected readonly past = computed(() =>
    byDay((this.#looks() ?? []).filter(({ endsAt }) => Date.parse(endsAt) <= this.#now())).reverse(),
  );
  protected readonly zone = computed(() => {
    const list = this.list();
    return list ? zoneName(list.timeZone) : '';
  });

  constructor() {
    // From here on all times on the page are those of the class.
    effect(() => {
      const list = this.list();
      if (list) this.#formats.zone.set(list.timeZone);
    });
  }
}

function byDay(looks: readonly SessionLook[]): { day: string; sessions: SessionLook[] }[] {
  const days = Map.groupBy(looks, ({ day }) => day);
  return [...days].map(([day, sessions]) => ({ day, sessions }));
}
