import { Component, computed, effect, inject, input, model, output, signal } from '@angular/core';
import {
  checkEnrollments,
  endEnrollments,
  listClassGroups,
  placeEnrollments,
  proposePlacement,
  restoreEnrollments,
  SEATS_MAX,
  unplaceEnrollments,
  verifyEnrollments,
} from '@bimtek/delivery-contracts';
import type {
  BulkResult,
  ClassGroupId,
  ClassProposalId,
  exitStates,
  RunId,
} from '@bimtek/delivery-contracts';
import { ApiClient, Counted, Formats, ProblemWords, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { newId } from '@bimtek/platform-portal/new-id';
import {
  Toasts,
  UiBanner,
  UiButton,
  UiCheckbox,
  UiDialog,
  UiField,
  UiInput,
  UiSegment,
} from '@bimtek/platform-ui';
import { Acting } from '../shared/acting.ts';
import { refusedOf } from '../proposals/refused-of.ts';
import { present } from '../shared/states.ts';
import type { BulkAct } from './bulk-act.ts';
import { PeopleStore } from './people-store.ts';

/** Asks what an act needs to know, does it for those who are chosen, and names those it left as they were. */
@Component({
  selector: 'delivery-bulk-dialog',
  imports: [
    Counted,
    ProblemWords,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiCheckbox,
    UiDialog,
    UiField,
    UiInput,
    UiSegment,
  ],
  templateUrl: './bulk-dialog.html',
  styles: `
    .refused {
      max-height: 320px;
      overflow-y: auto;
    }
    .refused li {
      padding: 8px 0;
      border-top: 1px solid var(--line);
    }
    .refused b {
      display: block;
    }
  `,
})
export class BulkDialog {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #toasts = inject(Toasts);
  readonly #store = inject(PeopleStore);
  readonly act = model.required<BulkAct | undefined>();
  readonly runId = input<RunId | undefined>(undefined);
  /** Placing begins with this class, when the people were looked for on its behalf. */
  readonly classGroupId = input<string | undefined>(undefined);
  readonly done = output();

  protected readonly acting = new Acting();
  protected readonly result = signal<BulkResult | undefined>(undefined);
  protected readonly reason = signal('');
  protected readonly kind = signal<(typeof exitStates)[number]>('withdrawn');
  protected readonly otherProvinces = signal(false);
  protected readonly hasAsked = signal(false);
  readonly #chosenClass = signal('');
  /** Of one proposal while the dialog is open, so that sending again after a lost answer has one effect. */
  #proposalId = newId<ClassProposalId>();

  protected readonly needsReason = computed(() =>
    ['sendBack', 'flag', 'end', 'restore', 'propose'].includes(this.act() ?? ''),
  );
  protected readonly needsClass = computed(() => ['place', 'move', 'propose'].includes(this.act() ?? ''));
  protected readonly about = computed(() =>
    ['check', 'propose', 'flag', 'verify', 'unplace', 'end', 'restore'].includes(this.act() ?? ''),
  );
  protected readonly people = computed(() => {
    const n = this.#store.chosenCount();
    return this.#words.count('delivery.bulk.people', n, { n: this.#formats.number(n) });
  });
  protected readonly doubtful = computed(() =>
    this.act() === 'verify' || this.act() === 'check'
      ? this.#store.chosenRows().filter(({ doubts }) => doubts.length > 0)
      : [],
  );
  protected readonly reasonError = computed(() =>
    this.hasAsked() && this.reason().trim().length < 5 ? this.#words.t('delivery.bulk.reasonMissing') : '',
  );
  protected readonly isTooMany = computed(
    () => this.act() === 'propose' && this.#store.chosenCount() > SEATS_MAX,
  );
  protected readonly kinds = computed(() =>
    (['withdrawn', 'replaced', 'noShow'] as const).map((value) => ({
      value,
      label: this.#words.t(`delivery.state.${value}`),
    })),
  );

  protected readonly groups = this.#api.read(listClassGroups, () => {
    const runId = this.runId();
    return this.needsClass() && runId ? { query: { runId, limit: 200 } } : undefined;
  });
  protected readonly options = computed(() =>
    (this.groups.hasValue() ? this.groups.value().items : [])
      .filter(({ state }) => ['preparing', 'open', 'running'].includes(state))
      .map((group) => {
        const free = Math.max(0, group.capacity - present(group.people));
        return { id: group.id, label: this.#words.t('delivery.place.option', { code: group.code, free }) };
      }),
  );
  protected readonly chosenClass = computed(() => this.#chosenClass() || (this.classGroupId() ?? ''));

  constructor() {
    effect(() => {
      if (!this.act()) return;
      this.result.set(undefined);
      this.reason.set('');
      this.hasAsked.set(false);
      this.otherProvinces.set(false);
      this.#chosenClass.set('');
      this.#proposalId = newId<ClassProposalId>();
      this.acting.forget();
    });
  }

  protected readonly refusedOf = refusedOf;

  protected textOf(event: Event): string {
    return (event.target as HTMLInputElement).value;
  }

  protected chooseClass(event: Event): void {
    this.#chosenClass.set(this.textOf(event));
  }

  protected chooseKind(kind: string): void {
    this.kind.set(kind as (typeof exitStates)[number]);
  }

  protected async confirm(): Promise<void> {
    this.hasAsked.set(true);
    if (this.needsReason() && this.reason().trim().length < 5) return;
    if (this.needsClass() && !this.chosenClass()) return;
    if (this.act() === 'propose') return this.#propose();
    const result = await this.acting.run(() => this.#send());
    if (!result) return;
    this.#tell(result);
    if (result.refused.length > 0) this.result.set(result);
    else this.act.set(undefined);
    this.#store.clear();
    this.#store.reload();
    this.done.emit();
  }

  async #propose(): Promise<void> {
    const selection = this.#store.selection();
    if (!('ids' in selection) || selection.ids.length > SEATS_MAX) return;
    const [params, enrollmentIds] = [{ classGroupId: this.chosenClass() as ClassGroupId }, selection.ids];
    const body = { id: this.#proposalId, enrollmentIds, reason: this.reason().trim() };
    const proposed = await this.acting.run(() => this.#api.call(proposePlacement, { params, body }));
    if (!proposed) return;
    this.#toasts.show(this.#words.t('delivery.propose.done', { code: proposed.classGroup.code }));
    this.act.set(undefined);
    this.#store.clear();
    this.done.emit();
  }

  #send(): Promise<BulkResult> {
    const people = this.#store.selection();
    const reason = this.reason().trim();
    switch (this.act()) {
      case 'check':
        return this.#api.call(checkEnrollments, { body: { outcome: 'fine', people } });
      case 'flag':
        return this.#api.call(checkEnrollments, { body: { outcome: 'doubtful', people, reason } });
      case 'sendBack':
        return this.#api.call(verifyEnrollments, { body: { outcome: 'needsCorrection', people, reason } });
      case 'place':
      case 'move':
        return this.#api.call(placeEnrollments, {
          params: { classGroupId: this.chosenClass() as ClassGroupId },
          body: { people, otherProvinces: this.otherProvinces() },
        });
      case 'unplace':
        return this.#api.call(unplaceEnrollments, { body: { people } });
      case 'end':
        return this.#api.call(endEnrollments, { body: { people, to: this.kind(), reason } });
      case 'restore':
        return this.#api.call(restoreEnrollments, { body: { people, reason } });
      default:
        return this.#api.call(verifyEnrollments, { body: { outcome: 'verified', people } });
    }
  }

  #tell({ moved, already }: BulkResult): void {
    const sentence = (key: string, n: number) => this.#words.count(key, n, { n: this.#formats.number(n) });
    const parts = [
      ...(moved > 0 || already === 0 ? [sentence('delivery.bulk.moved', moved)] : []),
      ...(already > 0 ? [sentence('delivery.bulk.already', already)] : []),
    ];
    this.#toasts.show(parts.join(' '));
  }
}
