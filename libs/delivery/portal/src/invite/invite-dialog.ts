import { Component, computed, effect, inject, input, model, output, signal } from '@angular/core';
import { getInvitable, inviteCandidates } from '@bimtek/delivery-contracts';
import type { Run } from '@bimtek/delivery-contracts';
import {
  ApiClient,
  Counted,
  Formats,
  ProblemView,
  ProblemWords,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import { UiBanner, UiButton, UiDialog, UiField, UiInput, UiSkeleton } from '@bimtek/platform-ui';
import { Acting } from '../shared/acting.ts';

/** Takes candidates of a decree, of all provinces within scope or of one, into the run. */
@Component({
  selector: 'delivery-invite-dialog',
  imports: [
    Counted,
    ProblemView,
    ProblemWords,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiDialog,
    UiField,
    UiInput,
    UiSkeleton,
  ],
  template: `
    <ui-dialog [(open)]="open" [heading]="'delivery.invite.heading' | transloco">
      <p>{{ 'delivery.invite.about' | transloco }}</p>
      @if (invitable.error(); as error) {
        <app-problem [error]="error" (retry)="invitable.reload()" />
      } @else if (open() && !invitable.hasValue()) {
        <ui-skeleton kind="text" [count]="2" [label]="'platform.state.loading' | transloco" />
      } @else if (decrees().length === 0) {
        <ui-banner tone="info" [inset]="true">{{ 'delivery.invite.none' | transloco }}</ui-banner>
      } @else {
        <ui-field [label]="'delivery.invite.decree' | transloco">
          <select uiInput #decree [value]="decreeId()" (change)="chooseDecree(decree.value)">
            @for (one of decrees(); track one.id) {
              <option [value]="one.id" [selected]="one.id === decreeId()">
                {{ 'delivery.invite.decreeOption' | transloco: one }}
              </option>
            }
          </select>
        </ui-field>
        <ui-field [label]="'delivery.invite.province' | transloco" [hint]="waitingWords()">
          <select uiInput #province [value]="chosenProvince()" (change)="chosenProvince.set(province.value)">
            <option value="">{{ 'delivery.invite.allProvinces' | transloco }}</option>
            @for (one of provinces(); track one.provinceCode) {
              <option [value]="one.provinceCode">{{ one.provinceName }}</option>
            }
          </select>
        </ui-field>
      }
      @if (acting.problem(); as problem) {
        <ui-banner tone="bad" [inset]="true">{{ problem | problemWords }}</ui-banner>
      }
      <ng-container actions>
        <button uiButton="outline" type="button" (click)="open.set(false)">
          {{ 'platform.action.cancel' | transloco }}
        </button>
        <button
          uiButton
          type="button"
          [disabled]="waiting() === 0"
          [busy]="acting.isBusy()"
          (click)="invite()"
        >
          {{ 'delivery.invite.act' | counted: waiting() : { n: formats.number(waiting()) } }}
        </button>
      </ng-container>
    </ui-dialog>
  `,
})
export class InviteDialog {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  protected readonly formats = inject(Formats);
  readonly open = model.required<boolean>();
  readonly run = input.required<Run>();
  /** How many were invited. */
  readonly invited = output<number>();
  protected readonly acting = new Acting();
  readonly #chosenDecree = signal('');
  protected readonly chosenProvince = signal('');
  protected readonly invitable = this.#api.read(getInvitable, () =>
    this.open() ? { params: { runId: this.run().id } } : undefined,
  );
  readonly #items = computed(() => (this.invitable.hasValue() ? this.invitable.value().items : []));
  protected readonly decrees = computed(() => [
    ...new Map(
      this.#items().map((one) => [one.decreeId, { id: one.decreeId, number: one.decreeNumber }]),
    ).values(),
  ]);
  protected readonly decreeId = computed(() => {
    const ids = this.decrees().map(({ id }) => id);
    const wanted = [this.#chosenDecree(), this.run().decreeId ?? ''].find((id) => ids.includes(id));
    return wanted ?? ids[0] ?? '';
  });
  protected readonly provinces = computed(() =>
    this.#items().filter((one) => one.decreeId === this.decreeId()),
  );
  readonly #meant = computed(() =>
    this.provinces().filter((one) => !this.chosenProvince() || one.provinceCode === this.chosenProvince()),
  );
  readonly #candidates = computed(() => this.#meant().reduce((sum, one) => sum + one.candidates, 0));
  protected readonly waiting = computed(() =>
    this.#meant().reduce((sum, one) => sum + one.candidates - one.enrolled, 0),
  );
  protected readonly waitingWords = computed(() =>
    this.waiting() === 0
      ? this.#words.t('delivery.invite.nobody')
      : this.#words.t('delivery.invite.waiting', {
          waiting: this.formats.number(this.waiting()),
          candidates: this.formats.number(this.#candidates()),
        }),
  );

  constructor() {
    effect(() => {
      if (!this.open()) return;
      this.chosenProvince.set('');
      this.acting.forget();
    });
  }

  protected chooseDecree(decreeId: string): void {
    this.#chosenDecree.set(decreeId);
    this.chosenProvince.set('');
  }

  protected async invite(): Promise<void> {
    const province = this.chosenProvince();
    const body = { decreeId: this.decreeId(), ...(province ? { province } : {}) };
    const params = { runId: this.run().id };
    const result = await this.acting.run(() => this.#api.call(inviteCandidates, { params, body }));
    if (!result) return;
    this.open.set(false);
    this.invited.emit(result.invited);
  }
}
