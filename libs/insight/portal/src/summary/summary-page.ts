import { Component, computed, effect, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { ClassGroupState } from '@bimtek/delivery-contracts';
import { lookOfClass, PeopleBar } from '@bimtek/delivery-portal';
import { listClassAverages, type SummaryRun } from '@bimtek/insight-contracts';
import {
  AsNumber,
  Counted,
  DeskHead,
  Formats,
  ProblemView,
  Session,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import { UiButton, UiEmpty, UiIcon, UiInput, UiRow, UiSkeleton } from '@bimtek/platform-ui';
import type { BarTone, Count } from '@bimtek/platform-ui';
import { waitingFor } from './attention.ts';
import { NumberBlock } from './number-block.ts';
import { SummaryStore } from './summary-store.ts';

interface Block {
  key: string;
  heading: string;
  whole: string;
  unit: string;
  label: string;
  parts: { tone: BarTone; share: number }[];
  counts: Count[];
}
interface Part {
  label: string;
  n: number;
  tone: BarTone;
  link?: string;
  queryParams?: Record<string, string>;
}

/** How a run stands, and what in it waits for me. */
@Component({
  selector: 'insight-summary-page',
  imports: [
    AsNumber,
    Counted,
    DeskHead,
    NumberBlock,
    PeopleBar,
    ProblemView,
    RouterLink,
    TranslocoPipe,
    UiButton,
    UiEmpty,
    UiIcon,
    UiInput,
    UiRow,
    UiSkeleton,
  ],
  providers: [SummaryStore],
  templateUrl: './summary-page.html',
  styleUrl: './summary-page.css',
})
export class SummaryPage {
  readonly #router = inject(Router);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #session = inject(Session);
  protected readonly store = inject(SummaryStore);
  protected readonly mayCompare = this.#session.can(listClassAverages);

  /** From the address: the run. */
  readonly penyelenggaraan = input<string | undefined>(undefined);

  protected readonly run = computed(() => this.store.summary()?.run ?? undefined);
  protected readonly headState = computed(() => {
    const run = this.run();
    if (!run) return '';
    const dates = this.#formats.dateRange(run.startsOn, run.endsOn);
    return `${this.#words.t(`delivery.runState.${run.state}`)} · ${dates}`;
  });
  protected readonly waiting = computed(() => {
    const summary = this.store.summary();
    return summary ? waitingFor(summary, (permission) => this.#session.can(permission)) : [];
  });
  protected readonly blocks = computed(() =>
    [this.#classes(), this.#decisions(), this.#certificates(), this.#imports()].filter(
      (block) => block !== undefined,
    ),
  );

  constructor() {
    effect(() => this.store.runId.set(this.penyelenggaraan()));
  }

  protected nameOf({ name, year }: SummaryRun): string {
    return name.includes(String(year)) ? name : `${name} ${year}`;
  }

  protected choose(penyelenggaraan: string): void {
    void this.#router.navigate([], { queryParams: { penyelenggaraan } });
  }

  #classes(): Block | undefined {
    const summary = this.store.summary();
    if (!summary?.run) return undefined;
    const penyelenggaraan = summary.run.id;
    const tones = { none: 'none', info: 'primary', now: 'now', done: 'done', bad: 'bad' } as const;
    const parts = ClassGroupState.options.map((state) => ({
      label: this.#words.t(`delivery.classState.${state}`),
      n: summary.classes.byState[state] ?? 0,
      tone: tones[lookOfClass[state].tone],
      link: '/kelola/kelas',
      queryParams: { penyelenggaraan, keadaan: state },
    }));
    return this.#block('classes', summary.classes.total, parts);
  }

  #decisions(): Block | undefined {
    const summary = this.store.summary();
    const decisions = summary?.decisions;
    if (!decisions || !summary.run) return undefined;
    const penyelenggaraan = summary.run.id;
    const { passed = 0, notPassed = 0 } = summary.people.byState;
    const people = (keadaan: string) => ({
      link: '/kelola/kelas/peserta',
      queryParams: { penyelenggaraan, keadaan },
    });
    const classes = { link: '/kelola/kelas', queryParams: { penyelenggaraan, keadaan: 'decision' } };
    return this.#block('decisions', passed + notPassed, [
      { label: this.#words.t('delivery.state.passed'), n: passed, tone: 'done', ...people('passed') },
      { label: this.#words.t('delivery.state.notPassed'), n: notPassed, tone: 'bad', ...people('notPassed') },
      { label: this.#say('decisions.toApprove'), n: decisions.peopleToApprove, tone: 'now', ...classes },
    ]);
  }

  #certificates(): Block | undefined {
    const certificates = this.store.summary()?.certificates;
    if (!certificates) return undefined;
    const { issued, rendering, revoked } = certificates;
    const at = (keadaan: string) => ({ link: '/kelola/sertifikat', queryParams: { keadaan } });
    return this.#block('certificates', issued + revoked, [
      { label: this.#say('certificates.valid'), n: issued - rendering, tone: 'done', ...at('valid') },
      { label: this.#say('certificates.rendering'), n: rendering, tone: 'now', ...at('valid') },
      { label: this.#say('certificates.revoked'), n: revoked, tone: 'bad', ...at('revoked') },
    ]);
  }

  #imports(): Block | undefined {
    const imports = this.store.summary()?.imports;
    if (!imports || !this.#session.can('decree.import')) return undefined;
    const link = { link: '/kelola/impor' };
    return this.#block('imports', imports.running + imports.waiting, [
      { label: this.#say('imports.running'), n: imports.running, tone: 'now', ...link },
      { label: this.#say('imports.waiting'), n: imports.waiting, tone: 'primary', ...link },
    ]);
  }

  /** Only parts that are not empty have a count. */
  #block(key: string, total: number, parts: Part[]): Block {
    const shown = parts.filter(({ n }) => n > 0);
    const unit = this.#words.count(`summary.${key}.unit`, total);
    return {
      key,
      heading: this.#say(`${key}.title`),
      whole: this.#formats.number(total),
      unit,
      label: shown.map(({ label, n }) => `${this.#formats.number(n)} ${label}`).join(', '),
      parts: shown.map(({ tone, n }) => ({ tone, share: n })),
      counts: shown.map(({ n, ...part }) => ({ ...part, count: this.#formats.number(n) })),
    };
  }

  #say(key: string): string {
    return this.#words.t(`summary.${key}`);
  }
}
