import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { NextStep } from '@bimtek/learning-contracts';
import { Formats, Words } from '@bimtek/platform-portal';
import { UiButton, UiIcon, UiRing } from '@bimtek/platform-ui';
import { stepAct, stepFacts, stepLink } from './step-words.ts';

/** The one next step, deep nila in both themes: the eye starts here. Needs the words of `study`. */
@Component({
  selector: 'learning-next-step-card',
  imports: [RouterLink, UiButton, UiIcon, UiRing],
  template: `
    <section class="resume" [attr.aria-label]="label()">
      <div class="head">
        <div>
          <p class="eyebrow num">{{ facts().where }}</p>
          <h2>{{ facts().title }}</h2>
        </div>
        @if (percent(); as percent) {
          <ui-ring [big]="true" [keepText]="true" state="now" [value]="percent" [text]="percentWords()" />
        }
      </div>
      <p class="meta small num">{{ facts().meta }}</p>
      <a uiButton="cloth" [routerLink]="link()">{{ act() }}<ui-icon name="arrow" size="s" /></a>
    </section>
  `,
  styleUrl: './next-step-card.css',
})
export class NextStepCard {
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly step = input.required<NextStep>();

  protected readonly facts = computed(() => stepFacts(this.step(), this.#words, this.#formats));
  protected readonly act = computed(() => stepAct(this.step(), this.#words));
  protected readonly label = computed(() => this.#words.t('study.step.label'));
  protected readonly link = computed(() => stepLink(this.step()));
  protected readonly percent = computed(() => {
    const step = this.step();
    return step.kind === 'lesson' && step.isStarted ? Math.round(step.share * 100) : 0;
  });
  protected readonly percentWords = computed(() => this.#formats.percent(this.percent(), 0));
}
