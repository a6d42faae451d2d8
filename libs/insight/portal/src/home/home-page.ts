import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { NextSessionCard } from '@bimtek/live-portal/parts';
import { NextStepCard } from '@bimtek/learning-portal/parts';
import { AsRecent, Formats, ProblemView, Session, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiBanner, UiButton, UiCells, UiIcon, UiRing, UiRow, UiSkeleton } from '@bimtek/platform-ui';
import {
  classLine,
  dueDays,
  kindOf,
  type ModuleKind,
  moduleKinds,
  moduleMeta,
  moduleNumber,
  partOfDay,
} from './home-look.ts';
import { HomeStore } from './home-store.ts';
import { SavedStrip } from './saved-strip.ts';
import { StageCard } from './stage-card.ts';
import { stageCard, waitingSteps } from './stage-words.ts';

const rings = { selesai: 'done', berjalan: 'now', belum: 'none', menyusul: 'none' } as const;

/** What do I do now, is my work saved, what is due, and how far am I. */
@Component({
  selector: 'insight-home-page',
  imports: [
    AsRecent,
    NextSessionCard,
    NextStepCard,
    ProblemView,
    RouterLink,
    SavedStrip,
    StageCard,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiCells,
    UiIcon,
    UiRing,
    UiRow,
    UiSkeleton,
  ],
  providers: [HomeStore],
  templateUrl: './home-page.html',
  styleUrl: './home-page.css',
})
export class HomePage {
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #session = inject(Session);
  protected readonly store = inject(HomeStore);

  /** From the address: which modules are listed. */
  readonly modul = input<string | undefined>(undefined);

  protected readonly home = this.store.home;
  protected readonly name = computed(() => this.home()?.name ?? this.#session.person()?.name ?? '');
  protected readonly greeting = computed(() => {
    const at = this.home()?.now ?? new Date().toISOString();
    return this.#words.t(`home.greeting.${partOfDay(at, this.#formats.zone())}`);
  });
  protected readonly classLine = computed(() => {
    const { enrollment, stage } = this.home() ?? {};
    return enrollment && stage !== 'left' ? classLine(enrollment, this.#words, this.#formats) : '';
  });
  protected readonly card = computed(() => {
    const home = this.home();
    return home ? stageCard(home, this.#words, this.#formats) : null;
  });
  protected readonly steps = computed(() => {
    const home = this.home();
    return home?.stage === 'waiting' ? waitingSteps(home, this.#words, this.#formats) : [];
  });
  protected readonly hasWork = computed(() => {
    const stage = this.home()?.stage;
    return stage === 'learning' || stage === 'awaiting';
  });
  /** Before there is a class, only the way to it counts. */
  protected readonly showsModules = computed(() => {
    const { stage, enrollment } = this.home() ?? {};
    return stage !== 'waiting' || enrollment?.state === 'placed';
  });
  protected readonly dueDays = computed(() => {
    const home = this.home();
    return home ? dueDays(home, this.#words, this.#formats) : [];
  });

  protected readonly modules = computed(() =>
    (this.home()?.modules ?? []).map((module) => ({
      ...module,
      kind: kindOf(module),
      number: moduleNumber(module.code),
      ring: rings[kindOf(module)],
      percent: module.share * 100,
      meta: moduleMeta(module, this.#words, this.#formats),
    })),
  );
  protected readonly cells = computed(() =>
    this.modules().map(({ ring, percent }) => ({ state: ring, share: percent })),
  );
  protected readonly only = computed<ModuleKind | undefined>(() =>
    moduleKinds.find((kind) => kind === this.modul()),
  );
  protected readonly listed = computed(() => {
    const only = this.only();
    return only ? this.modules().filter(({ kind }) => kind === only) : this.modules();
  });
  protected readonly counts = computed(() =>
    moduleKinds
      .map((kind) => ({
        kind,
        tone: rings[kind],
        n: this.modules().filter((one) => one.kind === kind).length,
      }))
      .filter(({ n, kind }) => n > 0 || kind === this.only()),
  );
  protected readonly modulesTitle = computed(() => {
    const n = this.modules().length;
    const number = n <= 10 ? this.#words.t(`home.modules.number.${n}`) : String(n);
    return this.#words.count('home.modules.title', n, { number });
  });
}
