import { Component, computed, inject, input, model } from '@angular/core';
import { monthsBetween, type PlanDraft, type PlanFacts, planLimits } from '@bimtek/assignments-contracts';
import { TranslocoPipe } from '@bimtek/platform-portal';
import { UiField, UiInput } from '@bimtek/platform-ui';
import { PlanList } from '../fields/plan-list.ts';
import { PlanNumber } from '../fields/plan-number.ts';
import { PlanText } from '../fields/plan-text.ts';
import { PlanSentences } from '../plan-sentences.ts';

const numbers = ['visitors', 'members', 'activities', 'partners'] as const;
const teamWords = ['manager', 'official', 'pkk', 'youth', 'teacher', 'midwife'].map((key) => `team.${key}`);
const groupWords = [
  'children',
  'young',
  'mothers',
  'farmers',
  'fishers',
  'business',
  'elderly',
  'disabled',
].map((key) => `targetGroups.${key}`);

@Component({
  selector: 'plan-about-section',
  imports: [PlanList, PlanNumber, PlanText, TranslocoPipe, UiField, UiInput],
  host: { class: 'plan-section' },
  template: `
    @let about = plan().about;
    <plan-text
      path="about.library"
      [label]="'plan.about.library' | transloco"
      [value]="about.library"
      [max]="160"
      [error]="errors().get('about.library')"
      (typed)="set({ library: $event })"
    />
    <plan-text
      path="about.village"
      [label]="'plan.about.village' | transloco"
      [value]="about.village"
      [max]="120"
      [error]="errors().get('about.village')"
      (typed)="set({ village: $event })"
    />
    <div class="pair">
      <ui-field [label]="'plan.about.from' | transloco" [error]="errors().get('about.from')">
        <select #from uiInput id="about.from" (change)="setFrom(from.value || null)">
          <option value="" [selected]="!about.from">{{ 'plan.about.chooseMonth' | transloco }}</option>
          @for (month of firstMonths(); track month) {
            <option [value]="month" [selected]="month === about.from">{{ sentences.month(month) }}</option>
          }
        </select>
      </ui-field>
      <ui-field [label]="'plan.about.to' | transloco" [error]="errors().get('about.to')">
        <select #to uiInput id="about.to" (change)="set({ to: to.value || null })">
          <option value="" [selected]="!about.to">{{ 'plan.about.chooseMonth' | transloco }}</option>
          @for (month of lastMonths(); track month) {
            <option [value]="month" [selected]="month === about.to">{{ sentences.month(month) }}</option>
          }
        </select>
      </ui-field>
    </div>
    <plan-list
      path="about.team"
      [label]="'plan.about.team' | transloco"
      [hint]="'plan.about.teamHint' | transloco"
      [value]="about.team"
      [max]="60"
      [most]="10"
      [suggestions]="teamWords"
      [error]="errors().get('about.team')"
      (changed)="set({ team: $event })"
    />
    <plan-text
      path="about.vision"
      [label]="'plan.about.vision' | transloco"
      [value]="about.vision"
      [max]="300"
      [rows]="2"
      [error]="errors().get('about.vision')"
      (typed)="set({ vision: $event })"
    />
    <plan-list
      path="about.targetGroups"
      [label]="'plan.about.targetGroups' | transloco"
      [value]="about.targetGroups"
      [max]="60"
      [most]="10"
      [suggestions]="groupWords"
      [error]="errors().get('about.targetGroups')"
      (changed)="set({ targetGroups: $event })"
    />
    <plan-text
      path="about.potentials"
      [label]="'plan.about.potentials' | transloco"
      [hint]="'plan.about.potentialsHint' | transloco"
      [value]="about.potentials"
      [max]="1000"
      [rows]="3"
      [error]="errors().get('about.potentials')"
      (typed)="set({ potentials: $event })"
    />
    <fieldset class="group">
      <legend>{{ 'plan.about.baseline' | transloco }}</legend>
      <p class="quiet small">{{ 'plan.about.baselineHint' | transloco }}</p>
      <div class="pair">
        @for (key of numbers; track key) {
          <plan-number
            [path]="'about.' + key"
            [label]="'plan.about.' + key | transloco"
            [value]="about[key]"
            (typed)="count(key, $event)"
          />
        }
      </div>
    </fieldset>
  `,
})
export class AboutSection {
  protected readonly sentences = inject(PlanSentences);
  readonly plan = model.required<PlanDraft>();
  readonly facts = input.required<PlanFacts>();
  readonly errors = input.required<ReadonlyMap<string, string>>();
  protected readonly numbers = numbers;
  protected readonly teamWords = teamWords;
  protected readonly groupWords = groupWords;

  /** From three months before the end of the class on, for a year and a half; a month chosen before is among them. */
  protected readonly firstMonths = computed(() => {
    const end = this.facts().endsOn.slice(0, 7);
    const all = monthsBetween(monthAfter(end, -3), monthAfter(end, 18));
    return withChosen(all, this.plan().about.from);
  });
  protected readonly lastMonths = computed(() => {
    const { from, to } = this.plan().about;
    const first = from ?? this.firstMonths()[0] ?? '';
    return withChosen(monthsBetween(first, monthAfter(first, planLimits.months - 1)), to);
  });

  protected set(change: Partial<PlanDraft['about']>): void {
    this.plan.update((plan) => ({ ...plan, about: { ...plan.about, ...change } }));
  }

  protected count(key: (typeof numbers)[number], value: number | null): void {
    this.set({ [key]: value });
  }

  /** A plan is for a year unless someone says otherwise. */
  protected setFrom(from: string | null): void {
    const to = from && !this.plan().about.to ? monthAfter(from, planLimits.months - 1) : this.plan().about.to;
    this.set({ from, to });
  }
}

function monthAfter(month: string, by: number): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + by)).toISOString().slice(0, 7);
}

function withChosen(months: readonly string[], chosen: string | null): string[] {
  return [...new Set([...months, ...(chosen ? [chosen] : [])])].sort();
}
