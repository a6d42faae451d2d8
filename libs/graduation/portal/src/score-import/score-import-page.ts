import { Component, computed, effect, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { fileProblem } from '@bimtek/platform-contracts';
import { AsNumber, DeskHead, Formats, ProblemView, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { PagesByKey } from '@bimtek/platform-portal/list';
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
import type { Chip } from '@bimtek/platform-ui';
import { ImportStore, rowsOf } from '@bimtek/registry-portal';

const stepOf = { checking: 1, failed: 1, checked: 1, applying: 2, applied: 3 } as const;

/** One sheet of scores from the dry run to its end. */
@Component({
  selector: 'graduation-score-import-page',
  imports: [
    AsNumber,
    DeskHead,
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
  templateUrl: './score-import-page.html',
  styleUrl: './score-import-page.css',
})
export class ScoreImportPage {
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  protected readonly store = inject(ImportStore);

  readonly classGroupId = input.required<string>();
  readonly importId = input.required<string>();
  readonly masalah = input<string | undefined>(undefined);
  readonly sesudah = input<string | undefined>(undefined);
  readonly mulai = input<string | undefined>(undefined);
  protected readonly pages = new PagesByKey(() => ({ sesudah: this.sesudah(), mulai: this.mulai() }));

  protected readonly item = computed(() =>
    this.store.current.hasValue() ? this.store.current.value() : undefined,
  );
  protected readonly problems = computed(() =>
    this.store.problems.hasValue() ? this.store.problems.value() : undefined,
  );
  protected readonly scoresLink = computed(() => ['/kelola/kelas', this.classGroupId(), 'nilai']);
  readonly #className = computed(() => {
    const name = this.item()?.options['className'];
    return typeof name === 'string' ? name : '';
  });
  protected readonly crumbs = computed(() => [
    { label: this.#words.t('graduation.classes'), link: '/kelola/kelas' },
    { label: this.#className(), link: ['/kelola/kelas', this.classGroupId()] },
    { label: this.#words.t('graduation.place.scores'), link: this.scoresLink() },
  ]);
  protected readonly fileWords = computed(() => {
    const item = this.item();
    return item ? `${item.fileName} · ${this.#formats.bytes(item.sizeBytes)}` : '';
  });
  protected readonly steps = computed(() =>
    ['upload', 'check', 'apply'].map((step) => this.#words.t(`graduation.import.step.${step}`)),
  );
  protected readonly step = computed(() => stepOf[this.item()?.state ?? 'checking']);
  protected readonly applicable = computed(
    () => (this.item()?.rowsReady ?? 0) + (this.item()?.rowsWarned ?? 0),
  );
  protected readonly applyWords = computed(() =>
    this.#words.count('graduation.import.apply', this.applicable(), {
      n: this.#formats.number(this.applicable()),
    }),
  );
  protected readonly doneWords = computed(() =>
    this.#words.t('graduation.import.done', { time: this.#formats.recent(this.item()?.finishedAt ?? 0) }),
  );
  protected readonly shares = computed(() => {
    const { rowsReady = 0, rowsWarned = 0, rowsRejected = 0 } = this.item() ?? {};
    return {
      parts: [
        { tone: 'done' as const, share: rowsReady },
        { tone: 'now' as const, share: rowsWarned },
        { tone: 'bad' as const, share: rowsRejected },
      ],
      label: this.#words.t('graduation.import.shares', {
        ready: rowsReady,
        warned: rowsWarned,
        rejected: rowsRejected,
      }),
    };
  });
  protected readonly chips = computed<Chip[]>(() => {
    const counts = Object.entries(this.item()?.problemCounts ?? {}).sort(([, a], [, b]) => b - a);
    const all = counts.reduce((sum, [, count]) => sum + count, 0);
    return [
      { id: '', label: this.#words.t('graduation.import.all'), count: this.#formats.number(all) },
      ...counts.map(([code, count]) => ({
        id: code,
        label: this.#words.t(`graduation.label.${code}`),
        count: this.#formats.number(count),
      })),
    ];
  });
  protected readonly rows = computed(() =>
    rowsOf(this.problems()?.items ?? []).map(({ row, cells, problems }) => ({
      row,
      words: this.#words.t('graduation.import.row', { row: this.#formats.number(row) }),
      person: cells['name'] ?? cells['code'] ?? '',
      problems: problems.map((problem) => ({
        address: `${problem.column}${problem.row}`,
        field: this.#fieldWords(problem.field),
        value: problem.value,
        severity: problem.severity,
        text: this.#words.t(`graduation.sentence.${problem.code}`, this.#written(problem.facts)),
      })),
    })),
  );
  protected readonly effects = computed(() =>
    Object.entries(this.item()?.effects ?? {}).map(([effect, count]) => ({
      label: this.#words.t(`graduation.import.effect.${effect}`),
      count,
    })),
  );
  protected readonly samples = computed(() =>
    (this.item()?.samples ?? []).slice(0, 3).map((sample) => ({
      ...sample,
      changes: sample.changes.map((change) => ({ ...change, label: this.#fieldWords(change.field) })),
    })),
  );
  protected readonly shown = computed(() => {
    const page = this.problems();
    if (!page) return '';
    const from = this.pages.before() + 1;
    return this.#words.t('graduation.import.shown', {
      from,
      to: from + page.items.length - 1,
      total: this.#formats.number(page.total),
    });
  });
  protected readonly percent = computed(() => {
    const { rowsDone = 0, rowsTotal = 0 } = this.item() ?? {};
    return this.#formats.percent(rowsTotal === 0 ? 0 : (rowsDone / rowsTotal) * 100, 0);
  });
  protected readonly failure = computed(() => {
    const item = this.item();
    if (!item?.failure) return '';
    const code = item.failure in fileProblem.table ? item.failure : 'file-damaged';
    return this.#words.t(`graduation.problem.${code}`, item.failureFacts);
  });
  protected readonly refusal = computed(() => {
    const problem = this.store.problem();
    return problem ? this.#words.problem(problem) : '';
  });

  constructor() {
    effect(() => this.store.importId.set(this.importId()));
    effect(() => this.store.code.set(this.masalah() || undefined));
    effect(() => this.store.after.set(this.sesudah()));
  }

  #fieldWords(field: string): string {
    const [kind = '', moduleCode] = field.split(':');
    if (!moduleCode) return this.#words.t(`graduation.import.field.${kind}`);
    return this.#words.t(`graduation.component.${kind}`, { number: moduleCode.replace(/^M/, '') });
  }

  #written(facts: Record<string, string | number>): Record<string, string> {
    const write = (fact: string | number) => (typeof fact === 'number' ? this.#formats.number(fact) : fact);
    return Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, write(fact)]));
  }
}
