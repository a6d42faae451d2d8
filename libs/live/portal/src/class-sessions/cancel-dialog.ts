import { Component, computed, effect, inject, model, output, signal } from '@angular/core';
import { cancelSession, type Reach, type Session } from '@bimtek/live-contracts';
import { ApiClient, ProblemWords, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiBanner, UiButton, UiDialog, UiField, UiInput, UiSegment } from '@bimtek/platform-ui';
import { Acting } from '../shared/acting.ts';
import { whenOf } from '../shared/session-look.ts';

const REASON_MIN = 5;

/** Cancels a session, or it and the later ones of its series, for a reason that people read. */
@Component({
  selector: 'live-cancel-dialog',
  imports: [ProblemWords, TranslocoPipe, UiBanner, UiButton, UiDialog, UiField, UiInput, UiSegment],
  template: `
    <ui-dialog
      [open]="session() !== undefined"
      (openChange)="$event || session.set(undefined)"
      [heading]="'schedule.plan.cancel.title' | transloco: { title: session()?.title }"
    >
      <p class="num">{{ when() }}</p>
      <p>{{ 'schedule.plan.cancel.about' | transloco }}</p>
      @if (session()?.seriesId) {
        <ui-segment
          [legend]="'schedule.plan.move.reach' | transloco"
          [choices]="reaches()"
          [value]="reach()"
          (valueChange)="reach.set($event === 'rest' ? 'rest' : 'one')"
        />
      }
      <ui-field
        [label]="'schedule.plan.move.reason' | transloco"
        [hint]="'schedule.plan.move.reasonHint' | transloco"
        [error]="reasonError()"
      >
        <textarea
          uiInput
          #why
          rows="2"
          maxlength="300"
          [value]="reason()"
          (input)="reason.set(why.value)"
        ></textarea>
      </ui-field>
      @if (acting.problem(); as problem) {
        <ui-banner tone="bad" [inset]="true">{{ problem | problemWords }}</ui-banner>
      }
      <ng-container actions>
        <button uiButton="outline" type="button" (click)="session.set(undefined)">
          {{ 'schedule.plan.cancel.keep' | transloco }}
        </button>
        <button uiButton="stop" type="button" [busy]="acting.isBusy()" (click)="cancel()">
          {{ 'schedule.plan.cancel.save' | transloco }}
        </button>
      </ng-container>
    </ui-dialog>
  `,
})
export class CancelDialog {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly session = model<Session | undefined>(undefined);
  readonly done = output<string>();
  protected readonly acting = new Acting();
  protected readonly hasAsked = signal(false);
  protected readonly reason = signal('');
  protected readonly reach = signal<Reach>('one');
  protected readonly when = computed(() => {
    const session = this.session();
    return session ? whenOf(this.#words, session) : '';
  });
  protected readonly reaches = computed(() =>
    (['one', 'rest'] as const).map((value) => ({
      value,
      label: this.#words.t(`schedule.plan.move.${value}`),
    })),
  );
  readonly #hasReason = computed(() => this.reason().trim().length >= REASON_MIN);
  protected readonly reasonError = computed(() =>
    this.hasAsked() && !this.#hasReason() ? this.#words.t('schedule.plan.move.reasonMissing') : '',
  );

  constructor() {
    effect(() => {
      if (!this.session()) return;
      this.reason.set('');
      this.reach.set('one');
      this.hasAsked.set(false);
      this.acting.forget();
    });
  }

  protected async cancel(): Promise<void> {
    this.hasAsked.set(true);
    const session = this.session();
    if (!session || !this.#hasReason()) return;
    const cancelled = await this.acting.run(() =>
      this.#api.call(cancelSession, {
        params: { sessionId: session.id },
        body: { reason: this.reason().trim(), reach: this.reach() },
      }),
    );
    if (!cancelled) return;
    this.session.set(undefined);
    this.done.emit(this.#words.t('schedule.plan.cancel.done'));
  }
}
