import { Component, computed, effect, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { AttemptSummary, TestIntro } from '@bimtek/assessment-contracts';
import {
  AsMinutes,
  AsNumber,
  AsRecent,
  AsTime,
  PageTitle,
  ProblemView,
  ProblemWords,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import { UiBanner, UiButton, UiIcon, UiRing, UiRow, UiSkeleton } from '@bimtek/platform-ui';
import { learnPath, moduleNumber, testName } from '../test-name.ts';
import { TestStore } from './test-store.ts';

/** Before a test: its rules in plain words, the one way in, and the attempts so far. */
@Component({
  selector: 'assessment-test-page',
  imports: [
    AsMinutes,
    AsNumber,
    AsRecent,
    AsTime,
    ProblemView,
    ProblemWords,
    RouterLink,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiIcon,
    UiRing,
    UiRow,
    UiSkeleton,
  ],
  providers: [TestStore],
  templateUrl: './test-page.html',
  styles: `
    .rule {
      display: flex;
      gap: 12px;
      padding: 12px 0;
    }
    .rule ui-icon {
      color: var(--ink-2);
    }
  `,
})
export class TestPage {
  readonly #router = inject(Router);
  readonly #words = inject(Words);
  readonly #title = inject(PageTitle);
  protected readonly store = inject(TestStore);
  readonly testId = input.required<string>();

  protected readonly test = computed(() =>
    this.store.test.hasValue() ? this.store.test.value() : undefined,
  );
  protected readonly name = computed(() => {
    const test = this.test();
    return test ? testName(this.#words, test) : '';
  });
  protected readonly open = computed(() => this.test()?.attempts.find(({ state }) => state === 'open'));
  protected readonly finished = computed(
    () =>
      this.test()
        ?.attempts.filter(({ state }) => state !== 'open')
        .reverse() ?? [],
  );
  protected readonly learnPath = computed(() => learnPath(this.test()?.moduleCode ?? null));
  protected readonly moduleNumber = computed(() => moduleNumber(this.test()?.moduleCode ?? null));

  constructor() {
    effect(() => this.store.testId.set(this.testId()));
    effect(() => {
      if (this.name()) this.#title.set(this.name());
    });
  }

  protected startLabel(test: TestIntro): string {
    if (this.open()) return this.#words.t('assessment.intro.goOn', { n: this.open()?.ordinal });
    if (test.attemptsUsed === 0) return this.#words.t('assessment.intro.start');
    return this.#words.t('assessment.intro.again', { n: test.attemptsUsed + 1 });
  }

  protected verdictOf({ passed }: AttemptSummary): string {
    if (passed === null) return this.#words.t('assessment.intro.done');
    return this.#words.t(`assessment.intro.${passed ? 'passed' : 'notPassed'}`);
  }

  protected async start(): Promise<void> {
    const attemptId = await this.store.start();
    if (attemptId) await this.#router.navigate(['/tes', this.testId(), 'percobaan', attemptId]);
  }
}
