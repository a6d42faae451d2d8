import { Component, computed, effect, inject, model, output, signal } from '@angular/core';
import { localIn, moveSession, type Reach, type Session } from '@bimtek/live-contracts';
import { ApiClient, TranslocoPipe, Words, zoneName } from '@bimtek/platform-portal';
import { UiButton, UiDialog, UiField, UiInput, UiSegment } from '@bimtek/platform-ui';
import { Acting } from '../shared/acting.ts';
import { whenOf } from '../shared/session-look.ts';
import { ClashList } from './clash-list.ts';

const REASON_MIN = 5;

/** Another time for a session, or for it and the later ones of its series; everybody is told, with the reason. */
@Component({
  selector: 'live-move-dialog',
  imports: [ClashList, TranslocoPipe, UiButton, UiDialog, UiField, UiInput, UiSegment],
  template: `
    <ui-dialog
      [open]="session() !== undefined"
      (openChange)="$event || session.set(undefined)"
      [heading]="'schedule.plan.move.title' | transloco: { title: session()?.title }"
    >
      <p class="num quiet">{{ 'schedule.plan.move.now' | transloco: { when: now() } }}</p>
      <form id="move-form" novalidate (submit)="submit($event)">
        <ui-field class="whole" [label]="'schedule.plan.form.day' | transloco" [error]="dayError()">
          <input uiInput #day type="date" [value]="typed().day" (input)="set({ day: day.value })" />
        </ui-field>
        <ui-field [label]="'schedule.plan.form.from' | transloco: { zone: zone() }" [error]="timesError()">
          <input uiInput #from type="time" [value]="typed().from" (input)="set({ from: from.value })" />
        </ui-field>
        <ui-field [label]="'schedule.plan.form.until' | transloco: { zone: zone() }">
          <input uiInput #until type="time" [value]="typed().until" (input)="set({ until: until.value })" />
        </ui-field>
        @if (session()?.seriesId) {
          <ui-segment
            [legend]="'schedule.plan.move.reach' | transloco"
            [choices]="reaches()"
            [value]="typed().reach"
            (valueChange)="set({ reach: $event === 'rest' ? 'rest' : 'one' })"
          />
        }
        <ui-field
          class="whole"
          [label]="'schedule.plan.move.reason' | transloco"
          [hint]="'schedule.plan.move.reasonHint' | transloco"
          [error]="reasonError()"
        >
          <textarea
            uiInput
            #reason
            rows="2"
            maxlength="300"
            [value]="typed().reason"
            (input)="set({ reason: reason.value })"
          ></textarea>
        </ui-field>
        @if (session(); as session) {
          <live-clash-list class="whole" [problem]="acting.problem()" [timeZone]="session.timeZone" />
        }
      </form>
      <ng-container actions>
        <button uiButton="outline" type="button" (click)="session.set(undefined)">
          {{ 'platform.action.cancel' | transloco }}
        </button>
        <button uiButton type="submit" form="move-form" [busy]="acting.isBusy()">
          {{ (insists() ? 'schedule.plan.clash.insist' : 'schedule.plan.move.save') | transloco }}
        </button>
      </ng-container>
    </ui-dialog>
  `,
  styleUrl: './dialog-form.css',
})
export class MoveDialog {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  /** The session that is moved; none: the dialog is closed. */
  readonly session = model<Session | undefined>(undefined);
  readonly done = output<string>();
  protected readonly acting = new Acting();
  protected readonly hasAsked = signal(false);
  protected readonly typed = signal({ day: '', from: '', until: '', reason: '', reach: 'one' as Reach });
  protected readonly insists = computed(() => this.acting.problem()?.code === 'people-elsewhere');
  protected readonly now = computed(() => {
    const session = this.session();
    return session ? whenOf(this.#words, session) : '';
  });
  protected readonly zone = computed(() => {
    const session = this.session();
    return session ? zoneName(session.timeZone) : '';
  });
  protected readonly reaches = computed(() =>
    (['one', 'rest'] as const).map((value) => ({
      value,
      label: this.#words.t(`schedule.plan.move.${value}`),
    })),
  );
  readonly #hasDay = computed(() => this.typed().day !== '');
  readonly #hasTimes = computed(() => {
    const { from, until } = this.typed();
    return from !== '' && from < until;
  });
  readonly #hasReason = computed(() => this.typed().reason.trim().length >= REASON_MIN);
  protected readonly dayError = computed(() => this.#error(this.#hasDay(), 'form.dayMissing'));
  protected readonly timesError = computed(() => this.#error(this.#hasTimes(), 'form.timesWrong'));
  protected readonly reasonError = computed(() => this.#error(this.#hasReason(), 'move.reasonMissing'));

  constructor() {
    effect(() => {
      const session = this.session();
      if (!session) return;
      const from = localIn(session.timeZone, new Date(session.startsAt));
      const until = localIn(session.timeZone, new Date(session.endsAt));
      this.typed.set({ day: from.day, from: from.time, until: until.time, reason: '', reach: 'one' });
      this.hasAsked.set(false);
      this.acting.forget();
    });
  }

  protected set(change: Partial<ReturnType<typeof this.typed>>): void {
    this.typed.update((typed) => ({ ...typed, ...change }));
  }

  protected async submit(event: Event): Promise<void> {
    event.preventDefault();
    this.hasAsked.set(true);
    const session = this.session();
    if (!session || !this.#hasDay() || !this.#hasTimes() || !this.#hasReason()) return;
    const { reason, ...to } = this.typed();
    // A new try forgets the refusal that is being insisted against.
    const despiteClashes = this.insists();
    const moved = await this.acting.run(() =>
      this.#api.call(moveSession, {
        params: { sessionId: session.id },
        body: { ...to, reason: reason.trim(), despiteClashes },
      }),
    );
    if (!moved) return;
    this.session.set(undefined);
    this.done.emit(this.#words.t('schedule.plan.move.done'));
  }

  #error(isRight: boolean, key: string): string {
    return this.hasAsked() && !isRight ? this.#words.t(`schedule.plan.${key}`) : '';
  }
}
