import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { getMyEnrollment } from '@bimtek/delivery-contracts';
import { CertificateNameCard } from '@bimtek/delivery-portal';
import { type ComponentScore, getMyResults, type Part } from '@bimtek/graduation-contracts';
import { ApiClient, AsNumber, Formats, ProblemView, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiButton, UiEmpty, UiIcon, UiRing, UiSkeleton } from '@bimtek/platform-ui';
import { ConditionList } from './condition-list.ts';
import { GainChart } from './gain-chart.ts';
import { moduleNumber, stepCard } from './step-words.ts';

/** What is still needed to pass, the one thing to do about it, and where every number comes from. */
@Component({
  selector: 'graduation-my-results-page',
  imports: [
    AsNumber,
    CertificateNameCard,
    ConditionList,
    GainChart,
    ProblemView,
    RouterLink,
    TranslocoPipe,
    UiButton,
    UiEmpty,
    UiIcon,
    UiRing,
    UiSkeleton,
  ],
  templateUrl: './my-results-page.html',
  styleUrl: './my-results-page.css',
})
export class MyResultsPage {
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #api = inject(ApiClient);
  protected readonly read = this.#api.read(getMyResults);
  protected readonly answer = computed(() => (this.read.hasValue() ? this.read.value() : undefined));
  protected readonly results = computed(() => this.answer()?.results ?? undefined);

  readonly #enrollment = this.#api.read(getMyEnrollment, () =>
    this.results()?.state === 'gathering' ? {} : undefined,
  );
  /** Set while the name for the certificate is still to be looked at; that has to happen before the decision. */
  protected readonly nameToCheck = computed(() => {
    const enrollment = this.#enrollment.hasValue() ? this.#enrollment.value()?.enrollment : undefined;
    return enrollment?.certificateName.canConfirm && !enrollment.certificateName.confirmedAt
      ? enrollment
      : undefined;
  });

  protected readonly met = computed(() => {
    const conditions = this.results()?.explanation.conditions ?? [];
    return { met: conditions.filter(({ state }) => state === 'met').length, all: conditions.length };
  });
  protected readonly ring = computed(() => {
    const { met, all } = this.met();
    const isDone = this.results()?.decision?.outcome === 'passed';
    return {
      value: all === 0 ? 0 : (met / all) * 100,
      text: `${met}/${all}`,
      state: isDone ? ('done' as const) : met > 0 ? ('now' as const) : ('none' as const),
    };
  });
  protected readonly head = computed(() => {
    const results = this.results();
    const { met, all } = this.met();
    const say = (key: string, names?: Record<string, unknown>) => this.#words.t(`results.head.${key}`, names);
    if (results?.decision) {
      const { outcome, grade, decidedAt } = results.decision;
      const names = { date: this.#formats.date(decidedAt), grade: grade ?? '–', met, all };
      return { title: say(outcome), more: say(`${outcome}More`, names) };
    }
    if (results?.state === 'empty') return { title: say('empty'), more: say('emptyMore', { all }) };
    const left = all - met;
    const key = left === 0 ? 'all' : left === 1 ? 'one' : 'some';
    return { title: say(key, { n: left }), more: say('met', { met, all }) };
  });
  protected readonly step = computed(() => {
    const results = this.results();
    if (!results?.next) return undefined;
    const postTestMin = results.explanation.conditions.find(({ code }) => code === 'postTest')?.limit ?? 0;
    return stepCard(results.next, this.#words, this.#formats, postTestMin);
  });
  protected readonly parts = computed(() =>
    (this.results()?.explanation.parts ?? []).map((part) => ({ ...part, meta: this.#partMeta(part) })),
  );
  protected readonly sources = computed(() =>
    (this.results()?.scores ?? []).map((score) => ({
      component: score.component,
      name: this.#componentName(score.component),
      value: this.#scoreValue(score),
      source: this.#sourceOf(score),
    })),
  );

  #partMeta({ code, recorded, expected, weight }: Part): string {
    const key = code === 'quiz' || code === 'assignment' ? `${code}Meta` : 'meta';
    return this.#words.t(`results.parts.${key}`, {
      recorded,
      expected,
      weight: this.#formats.percent(weight),
    });
  }

  #componentName(component: string): string {
    const [kind = '', moduleCode = ''] = component.split(':');
    return this.#words.t(`results.sources.${kind}`, { number: moduleNumber(moduleCode) });
  }

  #scoreValue({ component, value, outOf }: ComponentScore): string {
    const number = (amount: number) => this.#formats.number(amount);
    if (outOf !== null) {
      return this.#words.t('results.sources.hours', { attended: number(value), scheduled: number(outOf) });
    }
    if ((component as string) === 'planApproved')
      return this.#words.t(`results.sources.${value > 0 ? 'yes' : 'no'}`);
    return number(value);
  }

  #sourceOf({ source, recordedBy, recordedAt }: ComponentScore): string {
    const date = this.#formats.date(recordedAt);
    if (source === 'assessment') return this.#words.t('results.sources.online', { date });
    if (source === 'live') return this.#words.t('results.sources.attended', { date });
    if (source === 'assignments') return this.#words.t('results.sources.marked', { date });
    return this.#words.t(`results.sources.${recordedBy ? 'person' : 'import'}`, { name: recordedBy, date });
  }
}
