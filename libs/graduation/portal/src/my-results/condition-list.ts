import { Component, computed, inject, input } from '@angular/core';
import type { Condition, ConditionState, MyResults } from '@bimtek/graduation-contracts';
import { Formats, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiIcon, UiMeter } from '@bimtek/platform-ui';
import type { IconName } from '@bimtek/platform-ui';

const icons: Record<ConditionState, IconName> = { met: 'check', unmet: 'edit', missing: 'clock' };

/** The five conditions: what is reached, the limit as an upright line, the rule in words. Nothing rounds up. */
@Component({
  selector: 'graduation-condition-list',
  imports: [TranslocoPipe, UiIcon, UiMeter],
  templateUrl: './condition-list.html',
  styleUrl: './condition-list.css',
})
export class ConditionList {
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly results = input.required<MyResults>();

  protected readonly rows = computed(() =>
    this.results().explanation.conditions.map((condition) => ({
      code: condition.code,
      state: condition.state,
      icon: icons[condition.state],
      name: this.#nameOf(condition),
      value: this.#valueOf(condition),
      rule: this.#ruleOf(condition),
      meter: condition.value ?? 0,
      limit: condition.limit,
      max: condition.scale,
    })),
  );

  #nameOf({ code }: Condition): string {
    const isSoFar = code === 'finalScore' && !this.results().decision;
    return this.#words.t(`results.conditions.${isSoFar ? 'finalScoreSoFar' : code}`);
  }

  #valueOf({ code, value, scale }: Condition): string {
    if (value === null) return '–';
    if (code === 'attendance') return this.#formats.percent(value);
    if (code === 'assignments') return this.#words.t('results.conditions.of', { value, scale });
    return this.#formats.number(value, 2, true);
  }

  #ruleOf(condition: Condition): string {
    const say = (key: string, names: Record<string, unknown> = {}) =>
      this.#words.t(`results.conditions.rule.${key}`, { limit: this.#limitOf(condition), ...names });
    const { explanation, decision, postTestAttempts } = this.results();
    switch (condition.code) {
      case 'attendance':
        if (!condition.hours) return say('attendanceMissing');
        return say('attendance', {
          attended: this.#formats.number(condition.hours.attended),
          scheduled: this.#formats.number(condition.hours.scheduled),
        });
      case 'plan':
        if (condition.value === null || condition.value < condition.limit) return say('plan');
        if (condition.isApproved === null) return say('planUnknown');
        return say(condition.isApproved ? 'plan' : 'planRefused');
      case 'postTest': {
        const used = postTestAttempts?.used ?? 0;
        return used > 1 && condition.value !== null ? say('postTestBest', { n: used }) : say('postTest');
      }
      case 'assignments':
        return say('assignments');
      case 'finalScore':
        if (condition.state === 'missing') return say('finalScoreMissing');
        if (!explanation.grade) return say('finalScore');
        return say(decision ? 'finalScoreGradeFinal' : 'finalScoreGrade', { grade: explanation.grade.label });
    }
  }

  #limitOf({ code, limit }: Condition): string {
    if (code === 'attendance') return this.#formats.percent(limit);
    return this.#formats.number(limit, 2, code === 'finalScore');
  }
}
