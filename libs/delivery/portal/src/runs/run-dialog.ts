import { Component, computed, effect, inject, model, output, signal } from '@angular/core';
import { FormField, form, validate } from '@angular/forms/signals';
import { createRun, DeliveryMode, getRunChoices, NewRun } from '@bimtek/delivery-contracts';
import type { Run, RunId } from '@bimtek/delivery-contracts';
import { ApiClient, ProblemWords, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { newId } from '@bimtek/platform-portal/new-id';
import { UiBanner, UiButton, UiDialog, UiField, UiInput, UiSegment } from '@bimtek/platform-ui';
import { Acting } from '../shared/acting.ts';

const empty = () => ({
  id: newId<RunId>() as string,
  name: '',
  year: String(new Date().getFullYear()),
  mode: 'online' as string,
  curriculumVersionId: '',
  decreeId: '',
  startsOn: '',
  endsOn: '',
});
type Field = 'name' | 'year' | 'curriculumVersionId' | 'startsOn' | 'endsOn';

/** Plans a training run from a curriculum version in use. */
@Component({
  selector: 'delivery-run-dialog',
  imports: [
    FormField,
    ProblemWords,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiDialog,
    UiField,
    UiInput,
    UiSegment,
  ],
  templateUrl: './run-dialog.html',
  styleUrl: '../shared/form-grid.css',
})
export class RunDialog {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly open = model.required<boolean>();
  readonly created = output<Run>();
  protected readonly acting = new Acting();
  protected readonly choices = this.#api.read(getRunChoices, () => (this.open() ? {} : undefined));
  protected readonly hasAsked = signal(false);

  protected readonly typed = signal(empty());
  protected readonly fields = form(this.typed, (path) => {
    validate(path.name, ({ value }) => (value().trim().length < 3 ? { kind: 'missing' } : undefined));
    validate(path.year, ({ value }) => (/^20\d\d$/.test(value()) ? undefined : { kind: 'missing' }));
    validate(path.curriculumVersionId, ({ value }) => (value() ? undefined : { kind: 'missing' }));
    validate(path.startsOn, ({ value }) => (value() ? undefined : { kind: 'missing' }));
    validate(path.endsOn, (field) => {
      if (!field.value()) return { kind: 'missing' };
      return field.value() < field.valueOf(path.startsOn) ? { kind: 'reversed' } : undefined;
    });
  });
  protected readonly modes = computed(() =>
    DeliveryMode.options.map((value) => ({ value, label: this.#words.t(`delivery.mode.${value}`) })),
  );

  constructor() {
    effect(() => {
      if (!this.open()) return;
      this.typed.set(empty());
      this.hasAsked.set(false);
      this.acting.forget();
    });
  }

  protected errorOf(field: Field, key: string): string {
    const { touched, valid, errors } = this.fields[field]();
    if (valid() || !(touched() || this.hasAsked())) return '';
    return this.#words.t(`delivery.run.${errors()[0]?.kind === 'reversed' ? 'datesReversed' : key}`);
  }

  protected choose(mode: string): void {
    this.typed.update((typed) => ({ ...typed, mode }));
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
    const body = NewRun.parse({ ...typed, year: Number(typed.year), decreeId: typed.decreeId || null });
    const run = await this.acting.run(() => this.#api.call(createRun, { body }));
    if (!run) return;
    this.open.set(false);
    this.created.emit(run);
  }
}
