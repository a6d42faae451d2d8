import { Component, computed, effect, inject, input, linkedSignal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { ClassNav } from '@bimtek/delivery-portal';
import type { ClassProgress, PersonProgress, ProgressModule } from '@bimtek/insight-contracts';
import {
  AsNumber,
  AsRecent,
  Counted,
  DeskHead,
  Formats,
  PageTitle,
  ProblemView,
  Session,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import { ListFoot, PagesByKey, SearchBox } from '@bimtek/platform-portal/list';
import {
  UiButton,
  UiCell,
  UiCells,
  UiChips,
  UiCounts,
  UiEmpty,
  UiPill,
  UiShareBar,
  UiSkeleton,
  UiSort,
  UiTable,
} from '@bimtek/platform-ui';
import { ClassProgressStore } from './class-progress-store.ts';
import { ModuleCell } from './module-cell.ts';
import { lookOfStanding, occupiedStandings, standingFrom } from './standing-look.ts';

/** Scores that stand beside the modules, in the order of the days. */
const beside = ['preTest', 'attendance', 'plan', 'postTest'] as const;

/** People of a class against its modules: who is behind first, and each person's record one step away. */
@Component({
  selector: 'insight-class-progress-page',
  imports: [
    AsNumber,
    AsRecent,
    ClassNav,
    Counted,
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
    UiChips,
    UiCounts,
    UiEmpty,
    UiPill,
    UiShareBar,
    UiSkeleton,
    UiSort,
    UiTable,
  ],
  providers: [ClassProgressStore],
  templateUrl: './class-progress-page.html',
  styleUrl: './matrix.css',
})
export class ClassProgressPage {
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #title = inject(PageTitle);
  protected readonly store = inject(ClassProgressStore);
  protected readonly maySeePeople = inject(Session).can('person.read');
  protected readonly looks = lookOfStanding;

  readonly classGroupId = input.required<string>();
  /** From the address: standing, search, order, and the place in the list. */
  readonly posisi = input<string | undefined>(undefined);
  readonly cari = input<string | undefined>(undefined);
  readonly urut = input<string | undefined>(undefined);
  readonly sesudah = input<string | undefined>(undefined);
  readonly sebelum = input<string | undefined>(undefined);
  readonly mulai = input<string | undefined>(undefined);
  protected readonly pages = new PagesByKey(() => ({
    sesudah: this.sesudah(),
    sebelum: this.sebelum(),
    mulai: this.mulai(),
  }));

  /** While another page is on its way, the one before stays. */
  protected readonly page = linkedSignal<ClassProgress | undefined, ClassProgress | undefined>({
    source: () => this.store.page(),
    computation: (page, before) => page ?? before?.value,
  });
  protected readonly isFiltered = computed(() => Boolean(this.cari() || this.posisi()));
  protected readonly isByName = computed(() => this.urut() === 'nama');
  protected readonly crumbs = computed(() => {
    const group = this.page()?.classGroup;
    return [
      { label: this.#words.t('delivery.title.classes'), link: '/kelola/kelas' },
      ...(group ? [{ label: group.name, link: ['/kelola/kelas', group.id] }] : []),
    ];
  });
  protected readonly expectedWords = computed(() => {
    const page = this.page();
    if (!page) return '';
    const { lessonsExpected: n } = page.classGroup;
    if (n === 0) return this.#words.t('progress.notYet');
    return this.#words.count('progress.expected', n, { total: page.lessonsTotal });
  });
  protected readonly whole = computed(() => {
    const { people = 0, standings } = this.page()?.whole ?? {};
    const parts = standings ? occupiedStandings(standings) : [];
    const counts = parts.map(({ standing, people: n }) => ({
      count: this.#formats.number(n),
      label: this.#words.t(`progress.standing.${standing}`),
      tone: lookOfStanding[standing].bar,
      queryParams: { posisi: standing },
    }));
    return {
      people,
      parts: parts.map(({ standing, people: share }) => ({ tone: lookOfStanding[standing].bar, share })),
      counts,
      label: this.#words.t('progress.bar', {
        parts: counts.map(({ count, label }) => `${count} ${label}`).join(', '),
      }),
    };
  });
  protected readonly chips = computed(() => {
    const { people = 0, standings } = this.page()?.whole ?? {};
    return [
      { id: '', label: this.#words.t('progress.all'), count: this.#formats.number(people) },
      ...(standings ? occupiedStandings(standings) : []).map(({ standing, people: n }) => ({
        id: standing as string,
        label: this.#words.t(`progress.standing.${standing}`),
        count: this.#formats.number(n),
      })),
    ];
  });
  protected readonly shownTotal = computed(() => {
    const page = this.page();
    if (!page || this.cari()) return undefined;
    const standing = standingFrom(this.posisi());
    return standing ? page.whole.standings[standing] : page.whole.people;
  });
  /** Columns that somebody has a score in, or that everybody will: only what exists takes width. */
  protected readonly scoreColumns = computed(() => {
    const scores = this.page()?.whole.scores;
    if (!scores) return [];
    return beside
      .filter((key) => key === 'preTest' || key === 'postTest' || scores[key] !== undefined)
      .map((key) => ({
        key,
        label: this.#words.t(`progress.column.${key}`),
        whole: this.#pointsOf(key, scores[key]),
      }));
  });
  protected readonly columns = computed(() => {
    const page = this.page();
    return (page?.modules ?? []).map((module) => {
      const whole = page?.whole.modules.find(({ code }) => code === module.code);
      const all = module.lessons * (page?.whole.people ?? 0);
      const share = all === 0 ? 0 : ((whole?.lessonsDone ?? 0) / all) * 100;
      return {
        ...module,
        title: this.#words.t('progress.module', { code: module.code, title: module.title }),
        share,
        text: this.#formats.percent(share, 0),
        kinds: this.#kindsOf(module, page?.whole.scores ?? null),
        ...this.#scoresOf(module, page?.whole.scores ?? null),
        peopleDone: whole?.peopleDone ?? 0,
      };
    });
  });
  protected readonly rows = computed(() =>
    (this.page()?.items ?? []).map((person) => this.#rowOf(person, this.page()?.modules ?? [])),
  );

  constructor() {
    effect(() => this.store.classGroupId.set(this.classGroupId()));
    effect(() => {
      const standing = standingFrom(this.posisi());
      const [q, after, before] = [this.cari(), this.sesudah(), this.sebelum()];
      this.store.query.set({
        order: this.isByName() ? 'name' : 'behind',
        ...(standing ? { standing } : {}),
        ...(q ? { q } : {}),
        ...(after ? { after } : {}),
        ...(before ? { before } : {}),
      });
    });
    effect(() => {
      const name = this.page()?.classGroup.name;
      if (name) this.#title.set(`${this.#words.t('progress.title')} · ${name}`);
    });
  }

  #rowOf(person: PersonProgress, modules: ProgressModule[]) {
    const cells = modules.map((module) => {
      const { done = 0, begun = 0 } = person.modules.find(({ code }) => code === module.code) ?? {};
      const share = module.lessons === 0 ? 0 : (done / module.lessons) * 100;
      return {
        code: module.code,
        text: this.#words.t('progress.of', { done, total: module.lessons }),
        share,
        begun,
        ...this.#scoresOf(module, person.scores),
        state: share >= 100 ? ('done' as const) : begun > 0 ? ('now' as const) : ('none' as const),
        label: this.#words.t('progress.cell', { code: module.code, done, total: module.lessons }),
      };
    });
    return {
      ...person,
      cells,
      cellsLabel: this.#words.t('progress.cells', { parts: cells.map(({ label }) => label).join(', ') }),
      beside: this.scoreColumns().map(({ key, label }) => ({
        key,
        label,
        value: this.#pointsOf(key, person.scores?.[key]),
      })),
    };
  }

  /** As a figure below the bar, and in words for who hears it. */
  #scoresOf(
    { code, hasQuiz, hasAssignment }: ProgressModule,
    scores: Record<string, number> | null,
  ): { more: string; said: string } {
    const [quiz, assignment] = [scores?.[`quiz:${code}`], scores?.[`assignment:${code}`]];
    if (quiz === undefined && assignment === undefined) return { more: '', said: '' };
    const number = (score: number | undefined) =>
      score === undefined ? '–' : this.#formats.number(score, 0);
    const parts = [
      ...(hasQuiz ? [{ key: 'cellQuiz', score: quiz }] : []),
      ...(hasAssignment ? [{ key: 'cellAssignment', score: assignment }] : []),
    ];
    return {
      more: parts.map(({ score }) => number(score)).join(' · '),
      said: parts
        .filter(({ score }) => score !== undefined)
        .map(({ key, score }) => this.#words.t(`progress.${key}`, { score: number(score) }))
        .join(', '),
    };
  }

  /** What the figures below the bars are, once for the column. */
  #kindsOf({ hasQuiz, hasAssignment }: ProgressModule, scores: Record<string, number> | null): string {
    if (scores === null) return '';
    return [...(hasQuiz ? ['quiz'] : []), ...(hasAssignment ? ['assignment'] : [])]
      .map((kind) => this.#words.t(`progress.column.${kind}`))
      .join(' · ');
  }

  #pointsOf(key: (typeof beside)[number], points: number | undefined): string {
    if (points === undefined) return '–';
    return key === 'attendance' ? this.#formats.percent(points) : this.#formats.number(points, 1);
  }
}
