import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { RunId } from '@bimtek/delivery-contracts';
import { type ClassAverage, listClassAverages } from '@bimtek/insight-contracts';
import type { ResultOf } from '@bimtek/platform-contracts';
import {
  ApiClient,
  AsNumber,
  DeskHead,
  Formats,
  ProblemView,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import { ListFoot, PagesByKey, SearchBox } from '@bimtek/platform-portal/list';
import {
  UiButton,
  UiCell,
  UiCells,
  UiEmpty,
  UiInput,
  UiPill,
  UiShareBar,
  UiSkeleton,
  UiTable,
} from '@bimtek/platform-ui';
import { ModuleCell } from './module-cell.ts';
import { lookOfStanding, occupiedStandings } from './standing-look.ts';

const pageSize = 25;
const beside = ['preTest', 'attendance', 'postTest'] as const;

/** Classes of a run against its modules, as averages of their people; each opens its own matrix. */
@Component({
  selector: 'insight-averages-page',
  imports: [
    AsNumber,
    DeskHead,
    ListFoot,
    ModuleCell,
    ProblemView,
    RouterLink,
    SearchBox,
    TranslocoPipe,
    UiButton,
    UiCell,
    UiCells,
    UiEmpty,
    UiInput,
    UiPill,
    UiShareBar,
    UiSkeleton,
    UiTable,
  ],
  templateUrl: './averages-page.html',
  styleUrl: './matrix.css',
})
export class AveragesPage {
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  protected readonly looks = lookOfStanding;

  /** From the address: run, search and the place in the list. */
  readonly penyelenggaraan = input<string | undefined>(undefined);
  readonly cari = input<string | undefined>(undefined);
  readonly sesudah = input<string | undefined>(undefined);
  readonly sebelum = input<string | undefined>(undefined);
  readonly mulai = input<string | undefined>(undefined);
  protected readonly pages = new PagesByKey(
    () => ({ sesudah: this.sesudah(), sebelum: this.sebelum(), mulai: this.mulai() }),
    pageSize,
  );
  protected readonly read = inject(ApiClient).read(listClassAverages, () => {
    const [q, after, before] = [this.cari(), this.sesudah(), this.sebelum()];
    const runId = this.penyelenggaraan() as RunId | undefined;
    return {
      query: {
        limit: pageSize,
        ...(runId ? { runId } : {}),
        ...(q ? { q } : {}),
        ...(after ? { after } : {}),
        ...(before ? { before } : {}),
      },
    };
  });
  /** While another page is on its way, the one before stays. */
  protected readonly page = linkedSignal<Averages | undefined, Averages | undefined>({
    source: () => (this.read.hasValue() ? this.read.value() : undefined),
    computation: (page, before) => page ?? before?.value,
  });
  protected readonly scoreColumns = computed(() =>
    this.page()?.items.some(({ whole }) => whole.scores !== null)
      ? beside.map((key) => ({ key, label: this.#words.t(`progress.column.${key}`) }))
      : [],
  );
  protected readonly rows = computed(() => (this.page()?.items ?? []).map((row) => this.#rowOf(row)));

  #rowOf({ classGroup, whole }: ClassAverage) {
    const modules = this.page()?.modules ?? [];
    const cells = modules.map(({ code, lessons }) => {
      const all = lessons * whole.people;
      const done = whole.modules.find((module) => module.code === code)?.lessonsDone ?? 0;
      const share = all === 0 ? 0 : (done / all) * 100;
      const percent = this.#formats.percent(share, 0);
      return {
        code,
        text: all === 0 ? '–' : percent,
        share,
        state: share >= 100 ? ('done' as const) : share > 0 ? ('now' as const) : ('none' as const),
        label: this.#words.t('progress.overview.cell', { code, percent }),
      };
    });
    const standings = occupiedStandings(whole.standings).map(({ standing, people }) => ({
      standing,
      people,
      tone: lookOfStanding[standing].bar,
      share: people,
      label: `${this.#formats.number(people)} ${this.#words.t(`progress.standing.${standing}`)}`,
    }));
    return {
      ...classGroup,
      people: whole.people,
      cells,
      cellsLabel: this.#words.t('progress.cells', { parts: cells.map(({ label }) => label).join(', ') }),
      standings,
      standingsLabel: standings.map(({ label }) => label).join(', '),
      behind: whole.standings.behind,
      beside: this.scoreColumns().map(({ key, label }) => ({
        key,
        label,
        value: this.#pointsOf(key, whole.scores?.[key]),
      })),
    };
  }

  #pointsOf(key: (typeof beside)[number], points: number | undefined): string {
    if (points === undefined) return '–';
    return key === 'attendance' ? this.#formats.percent(points) : this.#formats.number(points, 1);
  }
}

type Averages = ResultOf<typeof listClassAverages>;
