import { Component, computed, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import {
  applyRebalance,
  type BoardRow,
  getMarkingBoard,
  listTwiceMarked,
  planRebalance,
  type RebalancePlan,
} from '@bimtek/assignments-contracts';
import { listRuns, RunId } from '@bimtek/delivery-contracts';
import {
  ApiClient,
  AsDateTime,
  AsNumber,
  Counted,
  DeskHead,
  Formats,
  ProblemView,
  ProblemWords,
  Session,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import {
  Toasts,
  UiBanner,
  UiButton,
  UiCell,
  UiCounts,
  UiDialog,
  UiEmpty,
  UiInput,
  UiPill,
  UiSegment,
  UiShareBar,
  UiSkeleton,
  UiTable,
} from '@bimtek/platform-ui';
import { Acting } from '../class-assignments/acting.ts';
import { MarkerSettingsDialog, type WhoMarks } from './marker-settings.ts';

const groupings = ['marker', 'class', 'province'] as const;
type Grouping = (typeof groupings)[number];

/** How much waits for marks, with whom, and the means to even it out. */
@Component({
  selector: 'assignments-board-page',
  imports: [
    AsDateTime,
    AsNumber,
    Counted,
    DeskHead,
    MarkerSettingsDialog,
    ProblemView,
    ProblemWords,
    RouterLink,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiCell,
    UiCounts,
    UiDialog,
    UiEmpty,
    UiInput,
    UiPill,
    UiSegment,
    UiShareBar,
    UiSkeleton,
    UiTable,
  ],
  templateUrl: './board-page.html',
  styleUrl: './board-page.css',
})
export class BoardPage {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #router = inject(Router);
  readonly #session = inject(Session);
  readonly #toasts = inject(Toasts);

  /** From the address: the run, and what is added up. */
  readonly kegiatan = input<string | undefined>(undefined);
  readonly menurut = input<string | undefined>(undefined);

  protected readonly runs = this.#api.read(listRuns, () => ({ query: { limit: 50 } }));
  protected readonly runChoices = computed(() =>
    this.runs.hasValue() ? (this.runs.value()?.items ?? []) : undefined,
  );
  protected readonly runId = computed(
    () => RunId.safeParse(this.kegiatan()).data ?? this.runChoices()?.[0]?.id,
  );
  protected readonly by = computed<Grouping>(
    () => groupings.find((one) => one === this.menurut()) ?? 'marker',
  );
  protected readonly read = this.#api.read(getMarkingBoard, () => {
    const runId = this.runId();
    return runId ? { params: { runId }, query: { by: this.by() } } : undefined;
  });
  protected readonly board = computed(() => (this.read.hasValue() ? this.read.value() : undefined));
  protected readonly mayDecide = computed(() => this.#session.can(listTwiceMarked));
  protected readonly choices = computed(() =>
    groupings.map((value) => ({ value, label: this.#words.t(`allocation.board.${value}`) })),
  );
  protected readonly total = computed(() => {
    const total = this.board()?.total;
    return total && { ...total, ...this.#sharesOf(total) };
  });
  protected readonly rows = computed(() =>
    this.board()?.items.map((row) => ({
      ...row,
      ...this.#sharesOf(row),
      shown: row.name ?? this.#words.t('allocation.board.nobody'),
      away: row.awayUntil
        ? this.#words.t('allocation.board.away', { day: this.#formats.date(row.awayUntil) })
        : '',
    })),
  );

  protected readonly setting = signal<WhoMarks | undefined>(undefined);
  protected readonly isEvening = signal(false);
  protected readonly plan = signal<RebalancePlan | undefined>(undefined);
  protected readonly acting = new Acting();
  /** Only those for whom something changes. */
  protected readonly changes = computed(() =>
    (this.plan()?.markers ?? []).filter(({ before, after }) => before !== after),
  );

  protected show(menurut: string): void {
    void this.#go({ menurut: menurut === 'marker' ? null : menurut });
  }

  protected chooseRun(event: Event): void {
    void this.#go({ kegiatan: (event.target as HTMLSelectElement).value });
  }

  protected set({ id, name }: BoardRow): void {
    if (id) this.setting.set({ personId: id, name: name ?? '' });
  }

  protected async askEven(): Promise<void> {
    this.isEvening.set(true);
    this.plan.set(undefined);
    const runId = this.runId();
    if (!runId) return;
    this.plan.set(
      await this.acting.run(() => this.#api.call(planRebalance, { params: { runId }, body: {} })),
    );
  }

  protected async even({ token }: RebalancePlan): Promise<void> {
    const runId = this.runId();
    if (!runId) return;
    const done = await this.acting.run(() =>
      this.#api.call(applyRebalance, { params: { runId }, body: { token } }),
    );
    if (!done) return;
    this.isEvening.set(false);
    this.#toasts.show(this.#words.count('allocation.even.done', done.moved));
    this.read.reload();
  }

  #go(queryParams: Record<string, string | null>): Promise<boolean> {
    return this.#router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }

  #sharesOf({ open, soon, late }: BoardRow) {
    const ok = open - soon - late;
    const part = (tone: 'bad' | 'now' | 'done', n: number, key: string) => ({
      tone,
      share: n,
      count: this.#formats.number(n),
      label: this.#words.t(`allocation.board.${key}`),
    });
    return {
      parts: [part('bad', late, 'late'), part('now', soon, 'soon'), part('done', ok, 'onTime')],
      label: this.#words.t('allocation.board.shares', { late, soon, ok }),
    };
  }
}
