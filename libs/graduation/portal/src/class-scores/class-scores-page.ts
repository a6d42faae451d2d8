import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { Router } from '@angular/router';
import { ClassNav } from '@bimtek/delivery-portal';
import {
  downloadScoreTemplate,
  type PersonScores,
  type ScoreCell,
  type ScoreColumn,
  uploadScores,
} from '@bimtek/graduation-contracts';
import {
  AsNumber,
  DeskHead,
  Formats,
  ProblemView,
  Session,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import { ListFoot, PagesByKey, SearchBox } from '@bimtek/platform-portal/list';
import {
  UiBanner,
  UiButton,
  UiCell,
  UiEmpty,
  UiIcon,
  UiPill,
  UiShareBar,
  UiSkeleton,
  UiTable,
} from '@bimtek/platform-ui';
import { ClassScoresStore } from './class-scores-store.ts';
import { UploadDialog } from './upload-dialog.ts';

/** The people of a class and all their scores; what is missing is marked. */
@Component({
  selector: 'graduation-class-scores-page',
  imports: [
    AsNumber,
    ClassNav,
    DeskHead,
    ListFoot,
    ProblemView,
    SearchBox,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiCell,
    UiEmpty,
    UiIcon,
    UiPill,
    UiShareBar,
    UiSkeleton,
    UiTable,
    UploadDialog,
  ],
  providers: [ClassScoresStore],
  templateUrl: './class-scores-page.html',
  styleUrl: './class-scores-page.css',
})
export class ClassScoresPage {
  readonly #router = inject(Router);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #session = inject(Session);
  protected readonly store = inject(ClassScoresStore);

  readonly classGroupId = input.required<string>();
  readonly cari = input<string | undefined>(undefined);
  readonly sesudah = input<string | undefined>(undefined);
  readonly mulai = input<string | undefined>(undefined);
  protected readonly pages = new PagesByKey(() => ({ sesudah: this.sesudah(), mulai: this.mulai() }));
  protected readonly isUploading = signal(false);

  protected readonly page = computed(() =>
    this.store.scores.hasValue() ? this.store.scores.value() : undefined,
  );
  protected readonly group = computed(() => this.page()?.classGroup);
  protected readonly isClosed = computed(() => this.group()?.state === 'closed');
  protected readonly may = computed(() => ({
    import: this.#session.can(uploadScores) && !this.isClosed(),
    template: this.#session.can(downloadScoreTemplate),
  }));
  protected readonly crumbs = computed(() => [
    { label: this.#words.t('graduation.classes'), link: '/kelola/kelas' },
    { label: this.group()?.name ?? '', link: ['/kelola/kelas', this.classGroupId()] },
  ]);
  protected readonly columns = computed(() =>
    (this.page()?.columns ?? []).map((column) => ({
      ...column,
      label: this.#labelOf(column),
      recorded: this.#words.t('graduation.scores.recordedFor', {
        n: this.page()?.recorded[column.component] ?? 0,
        all: this.page()?.people ?? 0,
      }),
    })),
  );
  protected readonly rows = computed(() => (this.page()?.items ?? []).map((person) => this.#rowOf(person)));
  protected readonly filled = computed(() => {
    const { people = 0, columns = [], recorded = {} } = this.page() ?? {};
    const all = people * columns.length;
    const n = Object.values(recorded).reduce((sum, count) => sum + count, 0);
    const percent = this.#formats.percent(all === 0 ? 0 : (n / all) * 100, 0);
    return {
      parts: [
        { tone: 'done' as const, share: n },
        { tone: 'none' as const, share: Math.max(0, all - n) },
      ],
      words: this.#words.t('graduation.scores.filled', { percent }),
      label: this.#words.t('graduation.scores.filledLabel', {
        n: this.#formats.number(n),
        all: this.#formats.number(all),
      }),
    };
  });
  protected readonly closedWords = computed(() =>
    this.#words.t('graduation.scores.closed', { date: this.#formats.date(this.group()?.closedAt ?? 0) }),
  );
  constructor() {
    effect(() => this.store.classGroupId.set(this.classGroupId()));
    effect(() => this.store.search.set(this.cari() ?? ''));
    effect(() => this.store.after.set(this.sesudah()));
  }

  protected async send(file: File): Promise<void> {
    const importId = await this.store.send(file);
    if (importId)
      await this.#router.navigate(['/kelola/kelas', this.classGroupId(), 'nilai', 'impor', importId]);
  }

  #labelOf({ component, moduleCode }: ScoreColumn): string {
    const kind = component.split(':')[0] ?? '';
    return this.#words.t(`graduation.component.${kind}`, { number: moduleCode?.replace(/^M/, '') });
  }

  #rowOf(person: PersonScores) {
    const byComponent = new Map(person.scores.map((score) => [score.component, score]));
    const unmet = person.conditions.filter(({ state }) => state !== 'met').length;
    return {
      ...person,
      unmet,
      stateWords:
        unmet === 0
          ? this.#words.t('graduation.scores.met')
          : this.#words.count('graduation.scores.unmet', unmet),
      cells: this.columns().map(({ component, label }) => {
        const score = byComponent.get(component);
        return {
          component,
          label,
          text: score && this.#textOf(score, person),
          source: score && this.#sourceOf(score),
        };
      }),
    };
  }

  #textOf({ component, value, outOf }: ScoreCell, { attendanceRate }: PersonScores): string {
    if ((component as string) === 'planApproved') {
      return this.#words.t(`graduation.scores.${value > 0 ? 'yes' : 'no'}`);
    }
    if (outOf !== null) return this.#formats.percent(attendanceRate ?? 0);
    return this.#formats.number(value);
  }

  #sourceOf({ source, recordedBy, recordedAt, value, outOf }: ScoreCell): string {
    const date = this.#formats.date(recordedAt);
    const by =
      source === 'import'
        ? this.#words.t('graduation.scores.recordedBy', { name: recordedBy ?? '–', date })
        : this.#words.t(`graduation.scores.${sourceWords[source]}`, { date });
    return outOf === null ? by : `${this.#formats.number(value)}/${this.#formats.number(outOf)} JP. ${by}`;
  }
}

const sourceWords = { assessment: 'recordedOnline', assignments: 'marked', live: 'attended' } as const;
