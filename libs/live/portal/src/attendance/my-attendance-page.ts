import { Component, computed, effect, inject } from '@angular/core';
import { getMyAttendance } from '@bimtek/live-contracts';
import { ApiClient, Formats, ProblemView, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiCounts, UiEmpty, UiPill, UiRing, UiRow, UiSkeleton } from '@bimtek/platform-ui';
import { RouterLink } from '@angular/router';
import { hoursWords, recordLook } from './record-look.ts';

/** The own attendance over all sessions: how much counts, what passing needs, and what can still be done. */
@Component({
  selector: 'live-my-attendance-page',
  imports: [ProblemView, RouterLink, TranslocoPipe, UiCounts, UiEmpty, UiPill, UiRing, UiRow, UiSkeleton],
  template: `
    <div class="page">
      <header class="page-head">
        <h1>{{ 'attendance.mine.title' | transloco }}</h1>
      </header>
      @if (list(); as list) {
        @if (list.items.length === 0) {
          <ui-empty
            icon="calendar"
            [heading]="'attendance.mine.none' | transloco"
            [text]="'attendance.mine.noneMore' | transloco"
          />
        } @else {
          <section class="card stack tight" [attr.aria-label]="'attendance.mine.title' | transloco">
            <div class="rate">
              <ui-ring
                [value]="list.totals.rateSoFar ?? 0"
                [state]="isReached() ? 'done' : 'now'"
                [text]="ringNumber()"
                [keepText]="true"
                [big]="true"
                [label]="'attendance.mine.ring' | transloco: { rate: ringText() }"
              />
              <div>
                <p>{{ 'attendance.mine.ring' | transloco: { rate: ringText() } }}</p>
                <p class="quiet small">{{ 'attendance.mine.needed' | transloco: { needed: needed() } }}</p>
              </div>
            </div>
            <ui-counts [counts]="counts()" />
            <p>{{ outlook() }}</p>
            @if (substituted()) {
              <p class="quiet small">{{ substituted() }}</p>
            }
          </section>
          <section aria-labelledby="sesi">
            <div class="section-head">
              <h2 id="sesi">{{ 'attendance.mine.sessions' | transloco }}</h2>
            </div>
            <ul class="rows">
              @for (row of rows(); track row.id) {
                <li>
                  <a uiRow [routerLink]="['/jadwal', row.id]" [heading]="row.title" [meta]="row.meta">
                    <ui-pill [tone]="row.look.tone" [icon]="row.look.icon">{{ row.words }}</ui-pill>
                    @for (line of row.more; track line) {
                      <span class="row-meta">{{ line }}</span>
                    }
                  </a>
                </li>
              }
            </ul>
          </section>
        }
      } @else if (read.error()) {
        <app-problem [error]="read.error()" (retry)="read.reload()" />
      } @else {
        <ui-skeleton kind="card" [count]="1" [label]="'platform.state.loading' | transloco" />
        <ui-skeleton [count]="4" [label]="'platform.state.loading' | transloco" />
      }
    </div>
  `,
  styles: `
    .rate {
      display: flex;
      align-items: center;
      gap: 16px;
    }
    ui-pill {
      margin-top: 6px;
    }
  `,
})
export class MyAttendancePage {
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  protected readonly read = inject(ApiClient).read(getMyAttendance);
  protected readonly list = computed(() => (this.read.hasValue() ? this.read.value() : undefined));

  protected readonly needed = computed(() => this.#formats.percent(this.list()?.needed ?? 0));
  protected readonly ringText = computed(() => {
    const rate = this.list()?.totals.rateSoFar;
    return rate === null || rate === undefined ? '–' : this.#formats.percent(rate);
  });
  /** The ring has room for the number alone. */
  protected readonly ringNumber = computed(() => this.ringText().replace(/\s*%/, ''));
  protected readonly isReached = computed(() => {
    const list = this.list();
    return !!list && (list.totals.rate ?? 0) >= list.needed;
  });
  protected readonly counts = computed(() => {
    const totals = this.list()?.totals;
    const one = (key: 'counted' | 'held' | 'scheduled', tone: 'done' | 'primary' | 'none') => ({
      tone,
      count: this.#formats.number(totals?.[key] ?? 0),
      label: this.#words.t(`attendance.mine.${key}`),
    });
    return [one('counted', 'done'), one('held', 'primary'), one('scheduled', 'none')];
  });
  /** Said by the hours that can still come, never rounded in anybody's favor. */
  protected readonly outlook = computed(() => {
    const list = this.list();
    if (!list) return '';
    if (this.isReached()) return this.#words.t('attendance.mine.reached');
    const best = list.totals.bestRate ?? 0;
    const key = best >= list.needed ? 'reachable' : 'unreachable';
    return this.#words.t(`attendance.mine.${key}`, { best: this.#formats.percent(best) });
  });
  protected readonly substituted = computed(() => {
    const hours = this.list()?.totals.substituted ?? 0;
    return hours > 0
      ? this.#words.t('attendance.mine.substituted', { hours: this.#formats.number(hours) })
      : '';
  });
  protected readonly rows = computed(() => {
    const list = this.list();
    return (list?.items ?? []).map(({ session, record, correction, excuse, owesSubstitute }) => {
      const look = recordLook(this.#words, record);
      const isComing = !record && session.startsAt > (list?.now ?? '');
      const isCancelled = session.state === 'cancelled';
      return {
        id: session.id,
        title: session.title,
        look: isCancelled || isComing ? recordLook(this.#words, null) : look,
        words: isCancelled
          ? this.#words.t('attendance.mine.cancelled')
          : isComing
            ? this.#words.t('attendance.mine.coming')
            : look.words,
        meta: [
          this.#formats.dateTime(session.startsAt),
          record
            ? hoursWords(this.#words, this.#formats, record, session.lessonHours)
            : this.#words.t('attendance.matrix.jp', { n: this.#formats.number(session.lessonHours) }),
        ].join(' · '),
        more: [
          look.late,
          ...look.flags,
          owesSubstitute ? this.#words.t('attendance.mine.owes') : '',
          correction === 'open' ? this.#words.t('attendance.mine.correctionOpen') : '',
          excuse === 'open' ? this.#words.t('attendance.mine.excuseOpen') : '',
        ].filter(Boolean),
      };
    });
  });

  constructor() {
    effect(() => {
      const zone = this.list()?.timeZone;
      if (zone) this.#formats.zone.set(zone);
    });
  }
}
