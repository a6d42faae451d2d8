import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import {
  getHolidays,
  getRunMarking,
  RunMarking,
  setHolidays,
  setRunMarking,
} from '@bimtek/assignments-contracts';
import { RunId } from '@bimtek/delivery-contracts';
import {
  ApiClient,
  DeskHead,
  ProblemView,
  ProblemWords,
  Session,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import {
  Toasts,
  UiBanner,
  UiButton,
  UiCheckbox,
  UiField,
  UiIconButton,
  UiInput,
  UiSkeleton,
} from '@bimtek/platform-ui';
import { Acting } from '../class-assignments/acting.ts';

interface Typed {
  share: string;
  codes: string;
  difference: string;
  avoidsOwnRegency: boolean;
}
interface Day {
  day: string;
  name: string;
}

/** How work of a run is shared out, and on which days nobody has to mark. */
@Component({
  selector: 'assignments-rules-page',
  imports: [
    DeskHead,
    ProblemView,
    ProblemWords,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiCheckbox,
    UiField,
    UiIconButton,
    UiInput,
    UiSkeleton,
  ],
  templateUrl: './rules-page.html',
  styleUrl: './rules-page.css',
})
export class RulesPage {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #toasts = inject(Toasts);
  readonly runId = input.required<string>();

  protected readonly mayChange = inject(Session).can(setRunMarking);
  readonly #run = computed(() => {
    const runId = RunId.safeParse(this.runId()).data;
    return runId ? { runId } : undefined;
  });
  protected readonly read = this.#api.read(getRunMarking, () => {
    const params = this.#run();
    return params ? { params } : undefined;
  });
  protected readonly year = signal(new Date().getFullYear());
  protected readonly holidays = this.#api.read(getHolidays, () => ({ params: { year: this.year() } }));
  protected readonly typed = signal<Typed | undefined>(undefined);
  protected readonly days = signal<readonly Day[] | undefined>(undefined);
  protected readonly rulesActing = new Acting();
  protected readonly daysActing = new Acting();
  protected readonly crumbs = computed(() => [
    { label: this.#words.t('allocation.board.title'), link: '/kelola/penilaian' },
  ]);
  protected readonly rules = computed(() => {
    const typed = this.typed();
    if (!typed) return undefined;
    return RunMarking.safeParse({
      secondShare: Number(typed.share.replace(',', '.')),
      secondAssignments: typed.codes
        .toUpperCase()
        .split(/[\s,;]+/)
        .filter(Boolean),
      maxDifference: Number(typed.difference.replace(',', '.')),
      avoidsOwnRegency: typed.avoidsOwnRegency,
    }).data;
  });
  protected readonly areDaysRight = computed(
    () =>
      this.days()?.every(({ day, name }) => day.startsWith(String(this.year())) && name.trim().length > 1) ??
      false,
  );

  constructor() {
    effect(() => {
      const rules = this.read.hasValue() ? this.read.value() : undefined;
      untracked(() =>
        this.typed.set(
          rules && {
            share: String(rules.secondShare),
            codes: rules.secondAssignments.join(', '),
            difference: String(rules.maxDifference),
            avoidsOwnRegency: rules.avoidsOwnRegency,
          },
        ),
      );
    });
    effect(() => {
      const days = this.holidays.hasValue() ? this.holidays.value()?.days : undefined;
      untracked(() => this.days.set(days));
    });
  }

  protected type(change: Partial<Typed>): void {
    this.typed.update((typed) => typed && { ...typed, ...change });
  }

  protected textOf(event: Event): string {
    return (event.target as HTMLInputElement).value;
  }

  protected setDay(place: number, change: Partial<Day>): void {
    this.days.update((days) => days?.map((one, n) => (n === place ? { ...one, ...change } : one)));
  }

  protected addDay(): void {
    this.days.update((days) => [...(days ?? []), { day: `${this.year()}-01-01`, name: '' }]);
  }

  protected removeDay(place: number): void {
    this.days.update((days) => days?.filter((_, n) => n !== place));
  }

  protected async saveRules(): Promise<void> {
    const [params, body] = [this.#run(), this.rules()];
    if (!params || !body) return;
    const done = await this.rulesActing.run(() => this.#api.call(setRunMarking, { params, body }));
    if (done) this.#toasts.show(this.#words.t('allocation.rules.saved'));
  }

  protected async saveDays(): Promise<void> {
    const [year, days] = [this.year(), this.days()];
    if (!days || !this.areDaysRight()) return;
    const done = await this.daysActing.run(() =>
      this.#api.call(setHolidays, { params: { year }, body: { days: [...days] } }),
    );
    if (!done) return;
    this.days.set(done.days);
    this.#toasts.show(this.#words.t('allocation.rules.holidaysSaved', { year }));
  }
}
