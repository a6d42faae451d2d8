import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { AppealState, countAppeals, listAppeals } from '@bimtek/assignments-contracts';
import { ApiClient, DeskHead, Formats, ProblemView, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { ListFoot, PagesByKey } from '@bimtek/platform-portal/list';
import { UiChips, UiEmpty, UiPill, UiRow, UiSkeleton } from '@bimtek/platform-ui';
import { assignmentNumber } from '../due-words.ts';

const size = 30;

/** Appeals of the own classes, what waits longest first. */
@Component({
  selector: 'assignments-appeals-page',
  imports: [
    DeskHead,
    ListFoot,
    ProblemView,
    RouterLink,
    TranslocoPipe,
    UiChips,
    UiEmpty,
    UiPill,
    UiRow,
    UiSkeleton,
  ],
  templateUrl: './appeals-page.html',
  styles: `
    .reason {
      display: -webkit-box;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
      overflow: hidden;
      max-width: 90ch;
    }
  `,
})
export class AppealsPage {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);

  /** From the address. */
  readonly status = input<string | undefined>(undefined);
  readonly sesudah = input<string | undefined>(undefined);
  readonly sebelum = input<string | undefined>(undefined);
  readonly mulai = input<string | undefined>(undefined);

  protected readonly pages = new PagesByKey(
    () => ({ sesudah: this.sesudah(), sebelum: this.sebelum(), mulai: this.mulai() }),
    size,
  );
  protected readonly state = computed(() => AppealState.safeParse(this.status()).data ?? 'open');
  readonly #open = this.#api.read(countAppeals);
  protected readonly read = this.#api.read(listAppeals, () => {
    const [after, before] = [this.sesudah(), this.sebelum()];
    return {
      query: { state: this.state(), limit: size, ...(after ? { after } : {}), ...(before ? { before } : {}) },
    };
  });
  protected readonly page = computed(() => (this.read.hasValue() ? this.read.value() : undefined));
  protected readonly chips = computed(() =>
    AppealState.options.map((id) => {
      const open = id === 'open' && this.#open.hasValue() ? this.#open.value()?.open : undefined;
      return {
        id,
        label: this.#words.t(`appeals.desk.${id}`),
        ...(open ? { count: this.#formats.number(open) } : {}),
      };
    }),
  );
  protected readonly crumbs = computed(() => [
    { label: this.#words.t('appeals.desk.marking'), link: '/kelola/menilai' },
  ]);
  protected readonly rows = computed(() =>
    this.page()?.items.map((row) => ({
      ...row,
      meta: [
        this.#words.t('appeals.desk.row', {
          assignment: this.#words.t('appeals.name', { number: assignmentNumber(row.assignmentCode) }),
          class: row.classGroup.name,
          score: this.#formats.number(row.scoreBefore),
          marker: row.markerName,
        }),
        this.#words.t('appeals.made', { time: this.#formats.recent(row.madeAt) }),
      ].join(' · '),
      note:
        row.state === 'open' && row.refusal === 'marked-it-before'
          ? this.#words.t('appeals.desk.mine')
          : undefined,
    })),
  );
}
