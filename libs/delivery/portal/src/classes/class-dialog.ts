import { Component, computed, effect, inject, input, model, output, signal } from '@angular/core';
import { FormField, form, validate } from '@angular/forms/signals';
import { createClassGroup, getRunChoices, NewClassGroup } from '@bimtek/delivery-contracts';
import type { ClassGroupDetail, ClassGroupId, Run, TeamMember, Wave } from '@bimtek/delivery-contracts';
import { ApiClient, Formats, ProblemWords, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { newId } from '@bimtek/platform-portal/new-id';
import { UiBanner, UiButton, UiDialog, UiField, UiInput } from '@bimtek/platform-ui';
import { Acting } from '../shared/acting.ts';
import { roman } from '../shared/roman.ts';
import { PersonPicker } from '../team/person-picker.ts';

/** Adds a class to a wave, with its team if that is known already. */
@Component({
  selector: 'delivery-class-dialog',
  imports: [
    FormField,
    PersonPicker,
    ProblemWords,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiDialog,
    UiField,
    UiInput,
  ],
  templateUrl: './class-dialog.html',
  styleUrl: '../shared/form-grid.css',
})
export class ClassDialog {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly open = model.required<boolean>();
  readonly run = input.required<Run>();
  readonly waves = input.required<readonly Wave[]>();
  readonly waveId = input<string | undefined>(undefined);
  readonly created = output<ClassGroupDetail>();
  protected readonly acting = new Acting();
  protected readonly hasAsked = signal(false);
  protected readonly choices = this.#api.read(getRunChoices, () => (this.open() ? {} : undefined));
  protected readonly trainers = signal<readonly TeamMember[]>([]);
  protected readonly organizer = signal<readonly TeamMember[]>([]);
  readonly #typed = signal({ id: '', waveId: '', provinceCode: '', name: '', capacity: '40' });
  protected readonly fields = form(this.#typed, (path) => {
    validate(path.provinceCode, ({ value }) => (value() ? undefined : { kind: 'missing' }));
    validate(path.capacity, ({ value }) =>
      /^([1-9]|[1-4]\d|50)$/.test(value()) ? undefined : { kind: 'missing' },
    );
  });
  protected readonly waveOptions = computed(() =>
    this.waves().map(({ id, number, startsOn, endsOn }) => ({
      id,
      label: `${this.#words.t('delivery.wave', { number: roman(number) })} · ${this.#formats.dateRange(startsOn, endsOn)}`,
    })),
  );

  constructor() {
    effect(() => {
      if (!this.open()) return;
      const waveId = this.waveId() ?? this.waves().at(-1)?.id ?? '';
      this.#typed.set({ id: newId<ClassGroupId>(), waveId, provinceCode: '', name: '', capacity: '40' });
      this.trainers.set([]);
      this.organizer.set([]);
      this.hasAsked.set(false);
      this.acting.forget();
    });
  }

  protected errorOf(field: 'provinceCode' | 'capacity', key: string): string {
    const { touched, valid } = this.fields[field]();
    return !valid() && (touched() || this.hasAsked()) ? this.#words.t(`delivery.newClass.${key}`) : '';
  }

  protected async submit(event: Event): Promise<void> {
    event.preventDefault();
    this.hasAsked.set(true);
    if (!this.fields().valid()) return;
    const { name, capacity, ...typed } = this.#typed();
    const body = NewClassGroup.parse({
      ...typed,
      ...(name.trim() ? { name } : {}),
      capacity: Number(capacity),
      trainerIds: this.trainers().map(({ personId }) => personId),
      organizerId: this.organizer()[0]?.personId ?? null,
    });
    const group = await this.acting.run(() => this.#api.call(createClassGroup, { body }));
    if (!group) return;
    this.open.set(false);
    this.created.emit(group);
  }
}
