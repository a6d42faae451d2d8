import { Component, computed, inject, input } from '@angular/core';
import { Clash } from '@bimtek/live-contracts';
import { type ApiProblem, ProblemWords, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiBanner } from '@bimtek/platform-ui';
import * as z from 'zod';
import { whenOf } from '../shared/session-look.ts';

const Told = z.object({ clashes: z.array(Clash), count: z.number().optional() });

/** Why a time does not fit: what else is then, for whom. Any other refusal in its own words. */
@Component({
  selector: 'live-clash-list',
  imports: [ProblemWords, TranslocoPipe, UiBanner],
  template: `
    @if (problem(); as problem) {
      <ui-banner
        [tone]="problem.code === 'people-elsewhere' ? 'waiting' : 'bad'"
        icon="warning"
        [inset]="true"
        [heading]="problem.code === 'people-elsewhere' ? ('schedule.plan.clash.title' | transloco) : ''"
      >
        @for (line of lines(); track line) {
          <p class="num">{{ line }}</p>
        } @empty {
          {{ problem | problemWords }}
        }
      </ui-banner>
    }
  `,
})
export class ClashList {
  readonly #words = inject(Words);
  readonly problem = input<ApiProblem | undefined>(undefined);
  readonly timeZone = input.required<'Asia/Jakarta' | 'Asia/Makassar' | 'Asia/Jayapura'>();
  protected readonly lines = computed(() => {
    const problem = this.problem();
    const told = problem && Told.safeParse(problem.extra).data;
    if (!problem || !told) return [];
    const lines = told.clashes.map((clash) => {
      const when = whenOf(this.#words, { ...clash, timeZone: this.timeZone() });
      const names = { person: clash.person, title: clash.title, where: clash.className ?? '–', when };
      if (problem.code === 'overlaps') return this.#words.t('schedule.plan.overlap', names);
      return this.#words.t(`schedule.plan.clash.${clash.person ? 'person' : 'class'}`, names);
    });
    const left = (told.count ?? lines.length) - lines.length;
    return left > 0 ? [...lines, this.#words.t('schedule.plan.clash.more', { n: left })] : lines;
  });
}
