import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { ClassNav } from '@bimtek/delivery-portal';
import { approveDecision, prepareDecision } from '@bimtek/graduation-contracts';
import {
  AsNumber,
  AsPercent,
  Counted,
  DeskHead,
  Formats,
  ProblemView,
  Session,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import { PagesByKey } from '@bimtek/platform-portal/list';
import {
  UiBanner,
  UiButton,
  UiCell,
  UiChips,
  UiDialog,
  UiEmpty,
  UiIcon,
  UiPager,
  UiPill,
  UiShareBar,
  UiSkeleton,
  UiTable,
} from '@bimtek/platform-ui';
import { ClassDecisionStore } from './class-decision-store.ts';
import { reasonsOf } from './reason-words.ts';

/** The prepared decision on a class, person by person with reasons, and its approval. */
@Component({
  selector: 'graduation-class-decision-page',
  imports: [
    AsNumber,
    AsPercent,
    ClassNav,
    Counted,
    DeskHead,
    ProblemView,
    RouterLink,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiCell,
    UiChips,
    UiDialog,
    UiEmpty,
    UiIcon,
    UiPager,
    UiPill,
    UiShareBar,
    UiSkeleton,
    UiTable,
  ],
  providers: [ClassDecisionStore],
  templateUrl: './class-decision-page.html',
  styleUrl: './class-decision-page.css',
})
export class ClassDecisionPage {
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #session = inject(Session);
  protected readonly store = inject(ClassDecisionStore);

  readonly classGroupId = input.required<string>();
  readonly hasil = input<string | undefined>(undefined);
  readonly sesudah = input<string | undefined>(undefined);
  readonly mulai = input<string | undefined>(undefined);
  protected readonly pages = new PagesByKey(() => ({ sesudah: this.sesudah(), mulai: this.mulai() }));
  protected readonly isAsking = signal(false);

  protected readonly decision = computed(() =>
    this.store.decision.hasValue() ? this.store.decision.value() : undefined,
  );
  protected readonly page = computed(() =>
    this.store.people.hasValue() ? this.store.people.value() : undefined,
  );
  protected readonly may = computed(() => {
    const isOpen = this.decision()?.classGroup.state !== 'closed';
    return {
      prepare: isOpen && this.#session.can(prepareDecision),
      approve: isOpen && this.#session.can(approveDecision),
      certificates: this.#session.can('certificate.read'),
    };
  });
  protected readonly crumbs = computed(() => [
    { label: this.#words.t('graduation.classes'), link: '/kelola/kelas' },
    { label: this.decision()?.classGroup.name ?? '', link: ['/kelola/kelas', this.classGroupId()] },
  ]);
  protected readonly byWhom = computed(() => {
    const decision = this.decision();
    if (!decision?.preparedAt) return '';
    const [key, name, at] = decision.approvedAt
      ? ['approvedBy', decision.approvedBy, decision.approvedAt]
      : ['preparedBy', decision.preparedBy, decision.preparedAt];
    return this.#words.t(`graduation.decision.${key}`, { name: name ?? '–', time: this.#formats.recent(at) });
  });
  protected readonly shares = computed(() => {
    const { passed = 0, notPassed = 0 } = this.decision() ?? {};
    return {
      parts: [
        { tone: 'done' as const, share: passed },
        { tone: 'now' as const, share: notPassed },
      ],
      label: this.#words.t('graduation.decision.shares', { passed, notPassed }),
    };
  });
  protected readonly chips = computed(() => {
    const { people = 0, passed = 0, notPassed = 0 } = this.decision() ?? {};
    const chip = (id: string, key: string, count: number) => ({
      id,
      label: this.#words.t(`graduation.${key}`),
      count: this.#formats.number(count),
    });
    return [
      chip('', 'decision.all', people),
      chip('passed', 'outcome.passed', passed),
      chip('notPassed', 'outcome.notPassed', notPassed),
    ];
  });
  protected readonly rows = computed(() =>
    (this.page()?.items ?? []).map((row) => ({
      ...row,
      reasons: reasonsOf(row.conditions, this.#words, this.#formats),
    })),
  );
  protected readonly shown = computed(() => {
    const page = this.page();
    if (!page) return '';
    const from = this.pages.before() + 1;
    return this.#words.t('graduation.decision.shown', {
      from,
      to: from + page.items.length - 1,
      total: this.#formats.number(page.total),
    });
  });
  protected readonly refusal = computed(() => {
    const problem = this.store.problem();
    return problem ? this.#words.problem(problem) : '';
  });

  constructor() {
    effect(() => this.store.classGroupId.set(this.classGroupId()));
    effect(() => this.store.outcome.set(this.hasil() || undefined));
    effect(() => this.store.after.set(this.sesudah()));
  }

  protected async approve(): Promise<void> {
    const preparedAt = this.decision()?.preparedAt;
    if (!preparedAt) return;
    await this.store.approve(preparedAt);
    this.isAsking.set(false);
  }
}
