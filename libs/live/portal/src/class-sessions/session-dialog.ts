import { Component, computed, effect, inject, input, model, output, signal } from '@angular/core';
import {
  changeSession,
  dayAfter,
  localIn,
  type listClassSessions,
  planSessions,
  type Reach,
  type Session,
  type SessionId,
} from '@bimtek/live-contracts';
import type { ResultOf } from '@bimtek/platform-contracts';
import { ApiClient, TranslocoPipe, Words, zoneName } from '@bimtek/platform-portal';
import { newId } from '@bimtek/platform-portal/new-id';
import { UiButton, UiCheckbox, UiDialog, UiField, UiInput, UiSegment } from '@bimtek/platform-ui';
import { Acting } from '../shared/acting.ts';
import { ClashList } from './clash-list.ts';
import {
  daysIn,
  emptySession,
  endAfter,
  faultsOf,
  hoursIn,
  type SessionFault,
  stageIn,
  type TypedSession,
  typedOf,
} from './session-form.ts';

type Timetable = ResultOf<typeof listClassSessions>;

/** Plans a session or a series, or changes what a session is about. Times are moved elsewhere, as people are told of that. */
@Component({
  selector: 'live-session-dialog',
  imports: [ClashList, TranslocoPipe, UiButton, UiCheckbox, UiDialog, UiField, UiInput, UiSegment],
  templateUrl: './session-dialog.html',
  styleUrl: './dialog-form.css',
})
export class SessionDialog {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly open = model.required<boolean>();
  readonly timetable = input.required<Timetable>();
  /** The session that is changed; none: a new one. */
  readonly session = input<Session | undefined>(undefined);
  readonly done = output<string>();

  protected readonly acting = new Acting();
  protected readonly hasAsked = signal(false);
  protected readonly typed = signal<TypedSession>(emptySession('', 'hall'));
  protected readonly reach = signal<Reach>('one');
  /** Ids stay the same through all tries, so that a plan that was sent twice has one effect. */
  #ids = new Map<string, SessionId>();
  #hasOwnEnd = false;

  protected readonly isNew = computed(() => this.session() === undefined);
  protected readonly timeZone = computed(() => this.timetable().classGroup.timeZone);
  protected readonly zone = computed(() => zoneName(this.timeZone()));
  protected readonly faults = computed(() => faultsOf(this.typed(), this.isNew()));
  protected readonly days = computed(() => daysIn(this.typed()));
  protected readonly insists = computed(() => this.acting.problem()?.code === 'people-elsewhere');
  protected readonly kinds = computed(() =>
    this.#choices(['class', 'rehearsal'], (value) => `schedule.plan.form.${value}`),
  );
  protected readonly repeats = computed(() =>
    this.#choices(['once', 'daily', 'chosen'], (value) => `schedule.plan.form.${value}`),
  );
  protected readonly reaches = computed(() =>
    this.#choices(['one', 'rest'], (value) => `schedule.plan.move.${value}`),
  );
  protected readonly weekdays = [1, 2, 3, 4, 5, 6, 0];

  constructor() {
    effect(() => {
      if (!this.open()) return;
      const [session, { classGroup, stages, now }] = [this.session(), this.timetable()];
      // The first day of the class, or tomorrow when it has begun.
      const tomorrow = dayAfter(localIn(classGroup.timeZone, new Date(now)).day, 1);
      const day = classGroup.startsOn > tomorrow ? classGroup.startsOn : tomorrow;
      this.typed.set(session ? typedOf(session) : emptySession(day, stages[0] ?? 'hall'));
      this.reach.set('one');
      this.hasAsked.set(false);
      this.acting.forget();
      this.#ids = new Map();
      this.#hasOwnEnd = false;
    });
  }

  protected error(fault: SessionFault, key: string): string {
    return this.hasAsked() && this.faults().has(fault) ? this.#words.t(`schedule.plan.form.${key}`) : '';
  }

  protected set(change: Partial<TypedSession>): void {
    this.typed.update((typed) => {
      const next = { ...typed, ...change };
      if (change.until !== undefined) this.#hasOwnEnd = true;
      if (!this.#hasOwnEnd && (change.from ?? change.hours) !== undefined) {
        next.until = endAfter(next.from, hoursIn(next) ?? 0) ?? next.until;
      }
      return next;
    });
  }

  /** A module brings its title and the lesson hours that it still lacks, where nothing else has been written. */
  protected chooseModule(moduleCode: string): void {
    const of = (code: string) => this.timetable().hours.find((module) => module.code === code);
    const [before, module] = [of(this.typed().moduleCode), of(moduleCode)];
    const isOwnTitle = !['', before?.title].includes(this.typed().title.trim());
    const left = module ? module.asked - module.planned : 0;
    this.set({
      moduleCode,
      ...(module && !isOwnTitle ? { title: module.title } : {}),
      ...(left > 0 ? { hours: String(left).replace('.', ',') } : {}),
    });
  }

  protected toggleDay(weekday: number, isChosen: boolean): void {
    const weekdays = new Set(this.typed().weekdays);
    if (isChosen) weekdays.add(weekday);
    else weekdays.delete(weekday);
    this.set({ weekdays });
  }

  protected valueOf({ target }: Event): string {
    return (target as HTMLInputElement).value;
  }

  protected async submit(event: Event): Promise<void> {
    event.preventDefault();
    this.hasAsked.set(true);
    if (this.faults().size > 0) return;
    const session = this.session();
    // A new try forgets the refusal that is being insisted against.
    const insists = this.insists();
    const done = await this.acting.run(() => (session ? this.#change(session) : this.#plan(insists)));
    if (!done) return;
    this.open.set(false);
    this.done.emit(
      session
        ? this.#words.t('schedule.plan.form.changed')
        : this.#words.count('schedule.plan.form.saved', done.items.length),
    );
  }

  #plan(despiteClashes: boolean) {
    const typed = this.typed();
    const { id: classGroupId, runId } = this.timetable().classGroup;
    const { from, until } = typed;
    return this.#api.call(planSessions, {
      body: {
        runId,
        classGroupId,
        kind: typed.kind,
        moduleCode: typed.moduleCode || null,
        title: typed.title.trim(),
        lessonHours: hoursIn(typed) ?? 0,
        stage: stageIn(typed) ?? { provider: 'hall' },
        slots: this.days().map((day) => ({ id: this.#idOf(day), day, from, until })),
        despiteClashes,
      },
    });
  }

  #change({ id: sessionId }: Session) {
    const typed = this.typed();
    const stage = stageIn(typed);
    return this.#api.call(changeSession, {
      params: { sessionId },
      body: {
        title: typed.title.trim(),
        moduleCode: typed.moduleCode || null,
        lessonHours: hoursIn(typed) ?? 0,
        ...(stage ? { stage } : {}),
        reach: this.reach(),
      },
    });
  }

  #idOf(day: string): SessionId {
    const id = this.#ids.get(day) ?? newId<SessionId>();
    this.#ids.set(day, id);
    return id;
  }

  #choices(values: readonly string[], key: (value: string) => string) {
    return values.map((value) => ({ value, label: this.#words.t(key(value)) }));
  }
}
