import { Component, computed, effect, inject, input, linkedSignal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { ClassGroupId, type TimeZone } from '@bimtek/delivery-contracts';
import { ClassNav } from '@bimtek/delivery-portal';
import { getClassAttendance, localIn, printDailyList } from '@bimtek/live-contracts';
import {
  ApiClient,
  DeskHead,
  formatDay,
  Formats,
  ProblemView,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import { UiButton, UiEmpty, UiField, UiIcon, UiInput, UiSkeleton, UiTable } from '@bimtek/platform-ui';
import { recordLook } from './record-look.ts';

/** Everybody of a class at all its sessions, with what counts and who is below what passing needs. */
@Component({
  selector: 'live-class-attendance-page',
  imports: [
    ClassNav,
    DeskHead,
    ProblemView,
    RouterLink,
    TranslocoPipe,
    UiButton,
    UiEmpty,
    UiField,
    UiIcon,
    UiInput,
    UiSkeleton,
    UiTable,
  ],
  templateUrl: './class-attendance-page.html',
  styleUrl: './class-attendance-page.css',
})
export class ClassAttendancePage {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly classGroupId = input.required<string>();
  readonly #params = computed(() => {
    const classGroupId = ClassGroupId.safeParse(this.classGroupId()).data;
    return classGroupId ? { classGroupId } : undefined;
  });
  protected readonly read = this.#api.read(getClassAttendance, () => {
    const params = this.#params();
    return params && { params };
  });
  protected readonly list = computed(() => (this.read.hasValue() ? this.read.value() : undefined));
  readonly #zone = computed<TimeZone>(() => this.list()?.classGroup.timeZone ?? 'Asia/Jakarta');
  protected readonly crumbs = computed(() => [
    { label: this.list()?.classGroup.name ?? '', link: ['/kelola/kelas', this.classGroupId()] },
  ]);
  protected readonly sessions = computed(() =>
    (this.list()?.sessions ?? []).map((session, place) => {
      const { day, time } = localIn(this.#zone(), new Date(session.startsAt));
      return {
        ...session,
        label: session.moduleCode ?? String(place + 1),
        date: `${Number(day.slice(8))}/${Number(day.slice(5, 7))}`,
        time: time.replace(':', '.'),
        day,
        jp: this.#words.t('attendance.matrix.jp', { n: this.#formats.number(session.lessonHours) }),
        isCancelled: session.state === 'cancelled',
      };
    }),
  );
  protected readonly rows = computed(() => {
    const list = this.list();
    return (list?.items ?? []).map(({ totals, records, ...person }) => ({
      ...person,
      rate: totals.rate === null ? '–' : this.#formats.percent(totals.rate),
      totals: this.#words.t('attendance.matrix.totals', {
        counted: this.#formats.number(totals.counted),
        scheduled: this.#formats.number(totals.scheduled),
      }),
      soFar:
        totals.rateSoFar === null || totals.held === totals.scheduled
          ? ''
          : this.#words.t('attendance.matrix.soFar', { rate: this.#formats.percent(totals.rateSoFar) }),
      // Only who cannot reach it any more is below; the others still have sessions to come.
      isBelow: totals.bestRate !== null && totals.bestRate < (list?.needed ?? 0),
      cells: this.sessions().map((session) => ({
        id: session.id,
        title: session.title,
        ...recordLook(this.#words, records[session.id]),
      })),
    }));
  });
  protected readonly days = computed(() => [
    ...new Set(this.sessions().flatMap(({ day, isCancelled }) => (isCancelled ? [] : [day]))),
  ]);
  /** The newest day that has begun, else the first. */
  protected readonly day = linkedSignal(() => {
    const today = localIn(this.#zone(), new Date(this.list()?.now ?? 0)).day;
    return this.days().findLast((day) => day <= today) ?? this.days()[0] ?? '';
  });
  protected readonly printUrl = computed(() => {
    const params = this.#params();
    const day = this.day();
    return params && day ? this.#api.urlOf(printDailyList, { params, query: { day } }) : '';
  });
  protected readonly requestsWords = computed(() =>
    this.#words.t('attendance.matrix.requests', { n: this.list()?.openRequests ?? 0 }),
  );

  constructor() {
    effect(() => this.#formats.zone.set(this.#zone()));
  }

  protected dayWords(day: string): string {
    return formatDay(day, this.#words.language(), this.#zone());
  }

  protected pickDay(event: Event): void {
    this.day.set((event.target as HTMLSelectElement).value);
  }
}
