import { Component, computed, effect, inject, input, output, signal, untracked } from '@angular/core';
import {
  type AssignmentCode,
  cancelRelease,
  checkRelease,
  planRelease,
  type ReleasePlan,
  releaseMarks,
  ReleasePlanId,
} from '@bimtek/assignments-contracts';
import type { ClassGroupId } from '@bimtek/delivery-contracts';
import {
  ApiClient,
  Counted,
  Formats,
  ProblemView,
  ProblemWords,
  TranslocoPipe,
  Words,
  zoneName,
} from '@bimtek/platform-portal';
import {
  Toasts,
  UiBanner,
  UiButton,
  UiCheckbox,
  UiDialog,
  UiField,
  UiInput,
  UiSegment,
  UiSkeleton,
} from '@bimtek/platform-ui';
import { Acting } from '../class-assignments/acting.ts';
import { fromLocalInput } from '../class-assignments/local-time.ts';

/** The assignment of a class whose marks are released. */
export interface ToRelease {
  classGroupId: ClassGroupId;
  assignmentCode: AssignmentCode;
  title: string;
  timeZone: string;
}

/** Shows what a release would do, and does it: all or chosen marks, now or at a set time. */
@Component({
  selector: 'assignments-release-dialog',
  imports: [
    Counted,
    ProblemView,
    ProblemWords,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiCheckbox,
    UiDialog,
    UiField,
    UiInput,
    UiSegment,
    UiSkeleton,
  ],
  templateUrl: './release-dialog.html',
  styleUrl: './release-dialog.css',
})
export class ReleaseDialog {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #toasts = inject(Toasts);

  /** Open as long as there is something to release. */
  readonly of = input.required<ToRelease | undefined>();
  readonly closed = output();
  /** Marks were shown. */
  readonly released = output();

  protected readonly read = this.#api.read(checkRelease, () => {
    const params = this.#params();
    return params && { params };
  });
  protected readonly check = computed(() => (this.read.hasValue() ? this.read.value() : undefined));
  protected readonly acting = new Acting();
  protected readonly which = signal('all');
  protected readonly when = signal('now');
  protected readonly at = signal('');
  protected readonly chosen = signal<ReadonlySet<string>>(new Set());
  protected readonly hasAsked = signal(false);
  /** The same plan when its answer was lost and it is sent again. */
  #planId = '';

  protected readonly zoneWords = computed(() => zoneName(this.#zone()));
  protected readonly whichOnes = computed(() => [
    { value: 'all', label: this.#words.t('releases.all', { n: this.check()?.ready.length ?? 0 }) },
    { value: 'some', label: this.#words.t('releases.some') },
  ]);
  protected readonly times = computed(() =>
    ['now', 'later'].map((value) => ({ value, label: this.#words.t(`releases.${value}`) })),
  );
  protected readonly people = computed(() =>
    (this.check()?.ready ?? []).map((one) => ({
      ...one,
      label: this.#words.t('releases.person', {
        name: one.name,
        score: this.#formats.number(one.score, 2, true),
      }),
      hint: one.isChosen ? this.#words.t('releases.inPlan') : '',
    })),
  );
  protected readonly count = computed(() => this.#ids().length);
  protected readonly hindrance = computed(() => {
    if (this.which() === 'some' && this.count() === 0) return this.#words.t('releases.nobody');
    return this.when() === 'later' && !this.#isToCome() ? this.#words.t('releases.noTime') : '';
  });
  protected readonly plans = computed(() =>
    (this.check()?.plans ?? []).map((plan) => {
      const time = this.#formats.dateTime(plan.releaseAt);
      return {
        ...plan,
        time,
        title: this.#words.t('releases.plan', { time, name: plan.setBy }),
        meta: [
          plan.chosen === null
            ? this.#words.t('releases.planAll')
            : this.#words.count('releases.planSome', plan.chosen),
          plan.state === 'done'
            ? this.#words.count('releases.state.done', plan.released ?? 0)
            : this.#words.t(`releases.state.${plan.state}`),
        ].join(' · '),
        cancelLabel: this.#words.t('releases.cancelLabel', { time }),
      };
    }),
  );

  constructor() {
    effect(() => {
      this.of();
      untracked(() => this.#start());
    });
  }

  protected textOf(event: Event): string {
    return (event.target as HTMLInputElement).value;
  }

  protected toggle(id: string): void {
    this.chosen.update((chosen) =>
      chosen.has(id) ? new Set([...chosen].filter((one) => one !== id)) : new Set(chosen).add(id),
    );
  }

  protected async send(): Promise<void> {
    this.hasAsked.set(true);
    const params = this.#params();
    if (!params || this.hindrance()) return;
    if (this.when() === 'later') return this.#schedule(params);
    // Just those that are shown here: what is marked meanwhile waits for the next release.
    const body = { submissionIds: this.#ids() };
    const done = await this.acting.run(() => this.#api.call(releaseMarks, { params, body }));
    if (!done) return;
    this.#toasts.show(this.#words.count('releases.done', done.released));
    this.released.emit();
    this.closed.emit();
  }

  async #schedule(at: Pick<ToRelease, 'classGroupId' | 'assignmentCode'>): Promise<void> {
    const releaseAt = fromLocalInput(this.at(), this.#zone());
    if (!releaseAt) return;
    const body = { releaseAt, submissionIds: this.which() === 'some' ? this.#ids() : null };
    const params = { ...at, planId: ReleasePlanId.parse(this.#planId) };
    const plan = await this.acting.run(() => this.#api.call(planRelease, { params, body }));
    if (!plan) {
      // What was refused is another plan when it is sent otherwise.
      if (this.acting.problem()?.code === 'id-taken') this.#planId = crypto.randomUUID();
      return;
    }
    this.#toasts.show(this.#words.t('releases.scheduled', { time: this.#formats.dateTime(plan.releaseAt) }));
    this.#start();
    this.read.reload();
  }

  protected async cancel({ id }: Pick<ReleasePlan, 'id'>): Promise<void> {
    const at = this.#params();
    if (!at) return;
    const params = { ...at, planId: id };
    const done = await this.acting.run(() => this.#api.call(cancelRelease, { params }));
    if (done) this.#toasts.show(this.#words.t('releases.cancelled'));
    this.read.reload();
  }

  #start(): void {
    this.acting.problem.set(undefined);
    this.which.set('all');
    this.when.set('now');
    this.at.set('');
    this.chosen.set(new Set());
    this.hasAsked.set(false);
    this.#planId = crypto.randomUUID();
  }

  readonly #params = computed(() => {
    const of = this.of();
    return of && { classGroupId: of.classGroupId, assignmentCode: of.assignmentCode };
  });
  readonly #zone = computed(() => this.of()?.timeZone ?? 'Asia/Jakarta');
  readonly #ids = computed(() => {
    const ready = (this.check()?.ready ?? []).map(({ submissionId }) => submissionId);
    return this.which() === 'all' ? ready : ready.filter((id) => this.chosen().has(id));
  });
  readonly #isToCome = computed(() => {
    const at = fromLocalInput(this.at(), this.#zone());
    return at !== null && Date.parse(at) > Date.now();
  });
}
