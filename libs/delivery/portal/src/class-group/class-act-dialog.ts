import { Component, computed, effect, inject, input, output, signal } from '@angular/core';
import type { ClassGroupDetail } from '@bimtek/delivery-contracts';
import { Counted, ProblemWords, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiBanner, UiButton, UiDialog, UiField, UiInput } from '@bimtek/platform-ui';
import { ClassStore } from './class-store.ts';

export type ClassAct = 'open' | 'reopen' | 'change';

/** Opening, reopening and changing a class: what follows, what is missing, and the one question. */
@Component({
  selector: 'delivery-class-act-dialog',
  imports: [Counted, ProblemWords, TranslocoPipe, UiBanner, UiButton, UiDialog, UiField, UiInput],
  templateUrl: './class-act-dialog.html',
})
export class ClassActDialog {
  readonly #words = inject(Words);
  protected readonly store = inject(ClassStore);
  readonly group = input.required<ClassGroupDetail>();
  /** Which of the acts is being asked about; anything else is none of this dialog's business. */
  readonly asking = input<string | undefined>(undefined);
  readonly closed = output();
  readonly done = output<{ act: ClassAct; group: ClassGroupDetail }>();

  protected readonly act = computed<ClassAct | undefined>(() => {
    const asking = this.asking();
    return asking === 'open' || asking === 'reopen' || asking === 'change' ? asking : undefined;
  });
  protected readonly reason = signal('');
  protected readonly name = signal('');
  protected readonly capacity = signal('');
  protected readonly hasAsked = signal(false);
  protected readonly heading = computed(() => {
    const act = this.act();
    const key = act === 'change' ? 'classGroup.editHeading' : `${act ?? 'open'}.heading`;
    return this.#words.t(`delivery.${key}`, { name: this.group().name });
  });
  protected readonly canConfirm = computed(
    () => this.act() !== 'open' || this.group().obstacles.length === 0,
  );
  protected readonly reasonError = computed(() =>
    this.hasAsked() && this.reason().trim().length < 5 ? this.#words.t('delivery.bulk.reasonMissing') : '',
  );
  readonly #hasName = computed(() => this.name().trim().length >= 3);
  readonly #hasCapacity = computed(() => /^([1-9]|[1-4]\d|50)$/.test(this.capacity()));
  protected readonly nameError = computed(() =>
    this.hasAsked() && !this.#hasName() ? this.#words.t('delivery.run.nameMissing') : '',
  );
  protected readonly capacityError = computed(() =>
    this.hasAsked() && !this.#hasCapacity() ? this.#words.t('delivery.newClass.capacityMissing') : '',
  );

  constructor() {
    effect(() => {
      if (!this.act()) return;
      this.reason.set('');
      this.name.set(this.group().name);
      this.capacity.set(String(this.group().capacity));
      this.hasAsked.set(false);
      this.store.acting.forget();
    });
  }

  protected textOf(event: Event): string {
    return (event.target as HTMLInputElement).value;
  }

  protected close(isOpen: boolean): void {
    if (!isOpen && this.act()) this.closed.emit();
  }

  protected async confirm(): Promise<void> {
    const act = this.act();
    this.hasAsked.set(true);
    if (!act || !this.canConfirm()) return;
    if (act === 'reopen' && this.reasonError()) return;
    if (act === 'change' && (!this.#hasName() || !this.#hasCapacity())) return;
    const group = await this.#do(act);
    if (!group) return;
    this.closed.emit();
    this.done.emit({ act, group });
  }

  #do(act: ClassAct): Promise<ClassGroupDetail | undefined> {
    if (act === 'open') return this.store.open();
    if (act === 'reopen') return this.store.reopen(this.reason().trim());
    return this.store.change({ name: this.name().trim(), capacity: Number(this.capacity()) });
  }
}
