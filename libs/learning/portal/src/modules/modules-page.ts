import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { listLearningModules, type ModuleProgress } from '@bimtek/learning-contracts';
import {
  ApiClient,
  asProblem,
  Formats,
  ProblemView,
  Session,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import { UiBanner, UiCells, UiEmpty, UiIcon, UiRing, UiRow, UiSkeleton } from '@bimtek/platform-ui';
import { NextStepCard } from '../next-step/next-step-card.ts';
import { moduleNumber, testName } from '../next-step/step-words.ts';
import { ringOf, testMeta } from '../progress/lesson-look.ts';
import { ReadingProgress } from '../progress/reading-progress.ts';

/** All modules with their rings, and the one next step. */
@Component({
  selector: 'learning-modules-page',
  imports: [
    NextStepCard,
    ProblemView,
    RouterLink,
    TranslocoPipe,
    UiBanner,
    UiCells,
    UiEmpty,
    UiIcon,
    UiRing,
    UiRow,
    UiSkeleton,
  ],
  templateUrl: './modules-page.html',
  styleUrl: '../progress/lead-icon.css',
})
export class ModulesPage {
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #session = inject(Session);
  protected readonly read = inject(ApiClient).read(listLearningModules);
  protected readonly overview = computed(() => (this.read.hasValue() ? this.read.value() : undefined));
  protected readonly isNotEnrolled = computed(() => {
    const error = this.read.error();
    return error !== undefined && asProblem(error).code === 'not-enrolled';
  });

  protected readonly maySeeAssignments = computed(() => this.#session.can('assignment.hand-in'));
  /** The modules one learns by oneself; opening and closing are sessions only. */
  protected readonly modules = computed(() =>
    (this.overview()?.modules ?? [])
      .filter((module) => module.state !== 'withoutLessons')
      .map((module) => ({
        ...module,
        number: moduleNumber(module.code),
        ring: ringOf(module),
        meta: this.#metaOf(module),
      })),
  );
  protected readonly cells = computed(() =>
    this.modules().map(({ ring }) => ({ state: ring.state, share: ring.value })),
  );
  /** Only what there is: `1 berjalan · 6 menyusul`. */
  protected readonly counts = computed(() => {
    const kinds = { completed: 0, started: 0, notStarted: 0, notYetAvailable: 0, withoutLessons: 0 };
    for (const { state } of this.modules()) kinds[state]++;
    return (['completed', 'started', 'notStarted', 'notYetAvailable'] as const)
      .filter((kind) => kinds[kind] > 0)
      .map((kind) => this.#words.t(`learning.modules.count.${kind}`, { n: kinds[kind] }))
      .join(' · ');
  });
  protected readonly tests = computed(() =>
    // The pre-test comes first, as in the training.
    (this.overview()?.tests ?? [])
      .toSorted((a, b) => b.kind.localeCompare(a.kind))
      .map((test) => ({
        ...test,
        name: testName({ testKind: test.kind, moduleCode: test.moduleCode }, this.#words),
        meta: testMeta(test, this.#words, this.#formats),
      })),
  );

  constructor() {
    // Sends what an earlier visit left on this device.
    inject(ReadingProgress);
  }

  #metaOf(module: ModuleProgress): string {
    const name = this.#words.t('study.moduleName', { number: moduleNumber(module.code) });
    return `${name} · ${this.#stateOf(module)}`;
  }

  #stateOf(module: ModuleProgress): string {
    switch (module.state) {
      case 'notYetAvailable':
        return this.#words.t('study.module.notYet');
      case 'completed': {
        const { quiz } = module;
        const score = quiz?.bestScore ?? null;
        if (score === null) return this.#words.t('study.module.completed');
        return this.#words.t('study.module.completedQuiz', { score: this.#formats.number(score) });
      }
      case 'started':
        return this.#words.t('study.module.running', {
          done: module.lessonsCompleted,
          all: module.lessonsTotal,
        });
      default:
        return this.#words.t('learning.modules.size', {
          lessons: module.lessonsTotal,
          minutes: module.minutes,
          size: this.#formats.bytes(module.sizeBytes),
        });
    }
  }
}
