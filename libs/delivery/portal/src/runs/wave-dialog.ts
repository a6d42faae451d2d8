import { Component, computed, effect, inject, input, model, output, signal } from '@angular/core';
import { FormField, form, validate } from '@angular/forms/signals';
import { createWave, NewWave } from '@bimtek/delivery-contracts';
import type { Run, Wave, WaveId } from '@bimtek/delivery-contracts';
import { ApiClient, Formats, ProblemWords, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { newId } from '@bimtek/platform-portal/new-id';
import { UiBanner, UiButton, UiDialog, UiField, UiInput } from '@bimtek/platform-ui';
import { Acting } from '../shared/acting.ts';

/** Adds a date group of classes; proposes the next number. */
@Component({
  selector: 'delivery-wave-dialog',
  imports: [FormField, ProblemWords, TranslocoPipe, UiBanner, UiButton, UiDialog, UiField, UiInput],
  template: `
    <ui-dialog [(open)]="open" [heading]="'delivery.newWave.heading' | transloco">
      <form id="new-wave" novalidate (submit)="submit($event)">
        <ui-field
          class="whole"
          [label]="'delivery.newWave.number' | transloco"
          [error]="errorOf('number', 'newWave.numberMissing')"
        >
          <input uiInput inputmode="numeric" [formField]="fields.number" autocomplete="off" />
        </ui-field>
        <ui-field
          [label]="'delivery.run.startsOn' | transloco"
          [hint]="within()"
          [error]="errorOf('startsOn', 'run.datesMissing')"
        >
          <input
            uiInput
            #startsOn
            type="date"
            [value]="typed().startsOn"
            (input)="setDay('startsOn', startsOn.value)"
          />
        </ui-field>
        <ui-field [label]="'delivery.run.endsOn' | transloco" [error]="errorOf('endsOn', 'run.datesMissing')">
          <input
            uiInput
            #endsOn
            type="date"
            [value]="typed().endsOn"
            (input)="setDay('endsOn', endsOn.value)"
          />
        </ui-field>
        @if (acting.problem(); as problem) {
          <ui-banner tone="bad" [inset]="true">{{ problem | problemWords }}</ui-banner>
        }
      </form>
      <ng-container actions>
        <button uiButton="outline" type="button" (click)="open.set(false)">
          {{ 'platform.action.cancel' | transloco }}
        </button>
        <button uiButton type="submit" form="new-wave" [busy]="acting.isBusy()">
          {{ 'delivery.act.create' | transloco }}
        </button>
      </ng-container>
    </ui-dialog>
  `,
  styleUrl: '../shared/form-grid.css',
})
export class WaveDialog {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly open = model.required<boolean>();
  readonly run = input.required<Run>();
  readonly nextNumber = input(1);
  readonly created = output<Wave>();
  protected readonly acting = new Acting();
  protected readonly hasAsked = signal(false);
  protected readonly typed = signal({ id: '', number: '', startsOn: '', endsOn: '' });
  protected readonly fields = form(this.typed, (path) => {
    validate(path.number, ({ value }) => (/^[1-9]\d?$/.test(value()) ? undefined : { kind: 'missing' }));
    validate(path.startsOn, ({ value }) => (value() ? undefined : { kind: 'missing' }));
    validate(path.endsOn, (field) => {
      if (!field.value()) return { kind: 'missing' };
      return field.value() < field.valueOf(path.startsOn) ? { kind: 'reversed' } : undefined;
    });
  });
  protected readonly within = computed(() => {
    const { startsOn, endsOn } = this.run();
    return this.#words.t('delivery.newWave.within', { dates: this.#formats.dateRange(startsOn, endsOn) });
  });

  constructor() {
    effect(() => {
      if (!this.open()) return;
      const { startsOn, endsOn } = this.run();
      this.typed.set({ id: newId<WaveId>(), number: String(this.nextNumber()), startsOn, endsOn });
      this.hasAsked.set(false);
      this.acting.forget();
    });
  }

  protected errorOf(field: 'number' | 'startsOn' | 'endsOn', key: string): string {
    const { touched, valid, errors } = this.fields[field]();
    if (valid() || !(touched() || this.hasAsked())) return '';
    return this.#words.t(`delivery.${errors()[0]?.kind === 'reversed' ? 'run.datesReversed' : key}`);
  }

  /** Set by hand: the forms directive would put an inline style on date inputs, which the page's policy refuses. */
  protected setDay(field: 'startsOn' | 'endsOn', day: string): void {
    this.typed.update((typed) => ({ ...typed, [field]: day }));
  }

  protected async submit(event: Event): Promise<void> {
    event.preventDefault();
    this.hasAsked.set(true);
    if (!this.fields().valid()) return;
    const typed = this.typed();
    const body = NewWave.parse({ ...typed, number: Number(typed.number) });
    const params = { runId: this.run().id };
    const wave = await this.acting.run(() => this.#api.call(createWave, { params, body }));
    if (!wave) return;
    this.open.set(false);
    this.created.emit(wave);
  }
}
