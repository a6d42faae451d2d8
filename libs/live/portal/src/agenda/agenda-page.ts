import { Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TimeZone } from '@bimtek/delivery-contracts';
import { instantIn, listAgenda, localIn } from '@bimtek/live-contracts';
import { ApiClient, DeskHead, Formats, ProblemView, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { ListFoot, PagesByKey } from '@bimtek/platform-portal/list';
import { UiButton, UiCell, UiEmpty, UiIcon, UiPill, UiSkeleton, UiTable } from '@bimtek/platform-ui';
import { CalendarSheet } from '../schedule/calendar-sheet.ts';
import { lookOf } from '../shared/session-look.ts';

const PAGE = 50;

/** The sessions of all one's classes, from now on or back. */
@Component({
  selector: 'live-agenda-page',
  imports: [
    CalendarSheet,
    DeskHead,
    ListFoot,
    ProblemView,
    RouterLink,
    TranslocoPipe,
    UiButton,
    UiCell,
    UiEmpty,
    UiIcon,
    UiPill,
    UiSkeleton,
    UiTable,
  ],
  templateUrl: './agenda-page.html',
  styles: `
    @media (max-width: 839px) {
      .wide {
        grid-column: 1 / -1;
      }
    }
  `,
})
export class AgendaPage {
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  /** In the address: `lewat` shows what is over, the rest is where the list stands. */
  readonly waktu = input<string | undefined>(undefined);
  readonly sesudah = input<string | undefined>(undefined);
  readonly sebelum = input<string | undefined>(undefined);
  readonly mulai = input<string | undefined>(undefined);
  protected readonly isPast = computed(() => this.waktu() === 'lewat');
  protected readonly isSubscribing = signal(false);
  /** Of when the page was opened: a list that moves by itself cannot be read. */
  readonly #opened = new Date();
  /** All of today belongs to what comes; what is over lies before it. */
  readonly #today = startOfDay(this.#formats.zone(), this.#opened).toISOString();
  protected readonly read = inject(ApiClient).read(listAgenda, () => ({
    query: {
      limit: PAGE,
      after: this.sesudah(),
      before: this.sebelum(),
      ...(this.isPast() ? { until: this.#today, order: 'last' as const } : { from: this.#today }),
    },
  }));
  protected readonly pages = new PagesByKey(
    () => ({ sesudah: this.sesudah(), sebelum: this.sebelum(), mulai: this.mulai() }),
    PAGE,
  );
  protected readonly page = computed(() => (this.read.hasValue() ? this.read.value() : undefined));
  protected readonly rows = computed(() =>
    this.page()?.items.map((session) => ({
      ...lookOf(this.#words, this.#formats, session, this.#opened.getTime()),
      link: session.classGroup
        ? ['/kelola/kelas', session.classGroup.id, 'jadwal']
        : ['/kelola/sesi', session.id],
      where: session.classGroup?.name ?? this.#words.t('schedule.of.plenary'),
    })),
  );
}

/** Of the day that it is in the zone of whoever looks; elsewhere than in Indonesia that of its west. */
function startOfDay(zone: string, at: Date): Date {
  const timeZone = TimeZone.safeParse(zone).data ?? 'Asia/Jakarta';
  return instantIn(timeZone, localIn(timeZone, at).day, '00:00');
}
