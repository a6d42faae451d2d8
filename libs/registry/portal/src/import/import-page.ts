import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { fileProblem } from '@bimtek/platform-contracts';
import { AsNumber, DeskHead, Formats, ProblemView, TranslocoPipe, Words } from '@bimtek/platform-portal';
import {
  UiBanner,
  UiButton,
  UiChips,
  UiEmpty,
  UiIcon,
  UiPager,
  UiProgress,
  UiShareBar,
  UiSkeleton,
  UiSteps,
} from '@bimtek/platform-ui';
import type { Chip, Count } from '@bimtek/platform-ui';
import { ImportSide } from './import-side.ts';
import { ImportStore } from './import-store.ts';
import { decreeOf, secondsLeft } from './import-view.ts';
import { ProblemTable } from './problem-table.ts';

/** One import from the dry run to its end. What is filtered and which page of problems is open stands in the address. */
@Component({
  selector: 'registry-import-page',
  imports: [
    AsNumber,
    DeskHead,
    ImportSide,
    ProblemTable,
    ProblemView,
    RouterLink,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiChips,
    UiEmpty,
    UiIcon,
    UiPager,
    UiProgress,
    UiShareBar,
    UiSkeleton,
    UiSteps,
  ],
  providers: [ImportStore],
  templateUrl: './import-page.html',
  styleUrl: './import-page.css',
})
export class ImportPage {
  readonly #router = inject(Router);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  protected readonly store = inject(ImportStore);

  readonly importId = input.required<string>();
  /** From the query: the code of the problems shown, the key of the page, and how many stand before it. */
  readonly masalah = input<string | undefined>(undefined);
  readonly sesudah = input<string | undefined>(undefined);
  readonly mulai = input<string | undefined>(undefined);

  protected readonly item = computed(() =>
    this.store.current.hasValue() ? this.store.current.value() : undefined,
  );
  protected readonly problems = computed(() =>
    this.store.problems.hasValue() ? this.store.problems.value() : undefined,
  );
  readonly #before = computed(() => (this.sesudah() ? Math.max(0, Number(this.mulai()) || 0) : 0));
  readonly #earlier = signal<{ sesudah: string | undefined; mulai: number }[]>([]);

  protected readonly heading = computed(() => {
    const item = this.item();
    const { number } = item ? decreeOf(item) : {};
    return number
      ? this.#words.t('registry.imports.decree', { number })
      : this.#words.t('registry.imports.title');
  });
  protected readonly crumbs = computed(() => [
    { label: this.#words.t('registry.imports.title'), link: '/kelola/impor' },
    { label: this.#words.t('registry.imports.kind') },
  ]);
  protected readonly fileWords = computed(() => {
    const item = this.item();
    return item ? `${item.fileName} · ${this.#formats.bytes(item.sizeBytes)}` : '';
  });
  protected readonly steps = computed(() =>
    ['upload', 'columns', 'check', 'apply'].map((step) => this.#words.t(`registry.import.step.${step}`)),
  );
  protected readonly step = computed(() => {
    const state = this.item()?.state;
    if (state === 'applied') return 4;
    if (state === 'applying') return 3;
    return state === 'failed' ? 1 : 2;
  });
  protected readonly applicable = computed(
    () => (this.item()?.rowsReady ?? 0) + (this.item()?.rowsWarned ?? 0),
  );
  protected readonly applyWords = computed(() =>
    this.#words.count('registry.import.apply', this.applicable(), {
      n: this.#formats.number(this.applicable()),
    }),
  );
  protected readonly doneWords = computed(() =>
    this.#words.t('registry.import.done', {
      time: this.#formats.recent(this.item()?.finishedAt ?? Date.now()),
    }),
  );
  protected readonly shares = computed(() => {
    const { rowsReady = 0, rowsWarned = 0, rowsRejected = 0 } = this.item() ?? {};
    return {
      parts: [
        { tone: 'done' as const, share: rowsReady },
        { tone: 'now' as const, share: rowsWarned },
        { tone: 'bad' as const, share: rowsRejected },
      ],
      label: this.#words.t('registry.import.shares', {
        ready: this.#formats.number(rowsReady),
        warned: this.#formats.number(rowsWarned),
        rejected: this.#formats.number(rowsRejected),
      }),
    };
  });
  protected readonly chips = computed<Chip[]>(() => {
    const counts = Object.entries(this.item()?.problemCounts ?? {}).sort(([, a], [, b]) => b - a);
    const all = counts.reduce((sum, [, count]) => sum + count, 0);
    return [
      { id: '', label: this.#words.t('registry.import.all'), count: this.#formats.number(all) },
      ...counts.map(([code, count]) => ({
        id: code,
        label: this.#words.t(`registry.label.${code}`),
        count: this.#formats.number(count),
      })),
    ];
  });
  protected readonly hasProblems = computed(() => this.chips().length > 1);
  protected readonly shown = computed(() => {
    const page = this.problems();
    if (!page) return '';
    const from = this.#before() + 1;
    const [first, last, total] = [from, from + page.items.length - 1, page.total].map((n) =>
      this.#formats.number(n),
    );
    return this.#words.t('registry.import.shown', { from: first, to: last, total });
  });
  protected readonly percent = computed(() => {
    const { rowsDone = 0, rowsTotal = 0 } = this.item() ?? {};
    return this.#formats.percent(rowsTotal === 0 ? 0 : (rowsDone / rowsTotal) * 100, 0);
  });
  protected readonly timeLeft = computed(() => {
    const item = this.item();
    const seconds = item && secondsLeft(item, this.store.now());
    if (seconds === undefined) return '';
    const [minutes, rest] = [Math.floor(seconds / 60), Math.ceil(seconds % 60)];
    const key = minutes === 0 ? 'registry.import.secondsLeft' : 'registry.import.minutesLeft';
    return this.#words.t(key, { minutes, seconds: rest });
  });
  protected readonly progressCounts = computed<Count[]>(() => {
    const { rowsTotal = 0, rowsDone = 0, rowsRejected = 0, state } = this.item() ?? {};
    const isCheck = state === 'checking';
    const count = (n: number, key: string, tone: Count['tone']) => ({
      count: this.#formats.number(n),
      label: this.#words.t(`registry.import.${key}`),
      tone,
    });
    return [
      count(rowsDone - rowsRejected, isCheck ? 'usable' : 'finished', 'done'),
      count(rowsRejected, isCheck ? 'rejected' : 'failedRows', 'bad'),
      count(Math.max(0, rowsTotal - rowsDone), 'left', 'none'),
    ];
  });
  protected readonly failure = computed(() => {
    const item = this.item();
    if (!item?.failure) return '';
    const code = item.failure in fileProblem.table ? item.failure : 'file-damaged';
    return this.#words.t(`registry.problem.${code}`, item.failureFacts);
  });
  protected readonly problemWords = computed(() => {
    const problem = this.store.problem();
    return problem ? this.#words.problem(problem) : '';
  });

  constructor() {
    effect(() => this.store.importId.set(this.importId()));
    effect(() => this.store.code.set(this.masalah() || undefined));
    effect(() => this.store.after.set(this.sesudah()));
  }

  protected filter(code: string): void {
    this.#earlier.set([]);
    void this.#router.navigate([], { queryParams: { masalah: code || null } });
  }

  protected nextPage(): void {
    const page = this.problems();
    if (!page?.next) return;
    this.#earlier.update((pages) => [...pages, { sesudah: this.sesudah(), mulai: this.#before() }]);
    this.#goTo(page.next, this.#before() + page.items.length);
  }

  /** Back by the pages that were opened here; from a shared link, to the first page. */
  protected previousPage(): void {
    const page = this.#earlier().at(-1);
    this.#earlier.update((pages) => pages.slice(0, -1));
    this.#goTo(page?.sesudah, page?.mulai ?? 0);
  }

  #goTo(sesudah: string | undefined, mulai: number): void {
    const queryParams = { sesudah: sesudah ?? null, mulai: sesudah ? mulai : null };
    void this.#router.navigate([], { queryParams, queryParamsHandling: 'merge' });
  }
}
