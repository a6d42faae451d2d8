import { Component, computed, effect, inject, input, model, output, signal } from '@angular/core';
import { proposeTrainers, setClassTeam } from '@bimtek/delivery-contracts';
import type { ClassGroupDetail, ClassProposalId, TeamMember } from '@bimtek/delivery-contracts';
import { ApiClient, ProblemWords, Session, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { newId } from '@bimtek/platform-portal/new-id';
import { UiBanner, UiButton, UiDialog, UiField, UiInput } from '@bimtek/platform-ui';
import { Acting } from '../shared/acting.ts';
import { PersonPicker } from './person-picker.ts';

/** Who leads the class; who may only propose names its trainers and says why. */
@Component({
  selector: 'delivery-team-dialog',
  imports: [PersonPicker, ProblemWords, TranslocoPipe, UiBanner, UiButton, UiDialog, UiField, UiInput],
  template: `
    <ui-dialog
      [(open)]="open"
      [heading]="(isProposal ? 'delivery.team.proposeHeading' : 'delivery.team.heading') | transloco"
    >
      <delivery-person-picker
        [label]="'delivery.team.trainers' | transloco"
        [hint]="'delivery.team.trainersHint' | transloco"
        [most]="6"
        [runId]="group().runId"
        [(chosen)]="trainers"
      />
      @if (isProposal) {
        <ui-field
          [label]="'proposal.reason' | transloco"
          [hint]="'proposal.reasonHint' | transloco"
          [error]="reasonError()"
        >
          <input #box uiInput maxlength="500" [value]="reason()" (input)="reason.set(box.value)" />
        </ui-field>
      } @else {
        <delivery-person-picker
          [label]="'delivery.team.organizer' | transloco"
          [hint]="'delivery.team.organizerHint' | transloco"
          [runId]="group().runId"
          [(chosen)]="organizer"
        />
      }
      @if (acting.problem(); as problem) {
        <ui-banner tone="bad" [inset]="true">{{ problem | problemWords }}</ui-banner>
      }
      <ng-container actions>
        <button uiButton="outline" type="button" (click)="open.set(false)">
          {{ 'platform.action.cancel' | transloco }}
        </button>
        <button uiButton type="button" [busy]="acting.isBusy()" (click)="save()">
          {{ (isProposal ? 'proposal.send' : 'delivery.act.save') | transloco }}
        </button>
      </ng-container>
    </ui-dialog>
  `,
})
export class TeamDialog {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly open = model.required<boolean>();
  readonly group = input.required<ClassGroupDetail>();
  readonly saved = output<ClassGroupDetail>();
  readonly proposed = output();
  protected readonly isProposal = !inject(Session).can(setClassTeam);
  protected readonly reason = signal('');
  readonly #hasAsked = signal(false);
  #proposalId = newId<ClassProposalId>();
  protected readonly reasonError = computed(() =>
    this.#hasAsked() && this.reason().trim().length < 5 ? this.#words.t('proposal.reasonMissing') : '',
  );
  protected readonly acting = new Acting();
  protected readonly trainers = signal<readonly TeamMember[]>([]);
  protected readonly organizer = signal<readonly TeamMember[]>([]);

  constructor() {
    effect(() => {
      if (!this.open()) return;
      const { trainers, organizer } = this.group();
      this.trainers.set(trainers);
      this.organizer.set(organizer ? [organizer] : []);
      this.reason.set('');
      this.#hasAsked.set(false);
      this.#proposalId = newId<ClassProposalId>();
      this.acting.forget();
    });
  }

  protected async save(): Promise<void> {
    if (this.isProposal) return this.#propose();
    const body = {
      trainerIds: this.trainers().map(({ personId }) => personId),
      organizerId: this.organizer()[0]?.personId ?? null,
    };
    const params = { classGroupId: this.group().id };
    const group = await this.acting.run(() => this.#api.call(setClassTeam, { params, body }));
    if (!group) return;
    this.open.set(false);
    this.saved.emit(group);
  }

  async #propose(): Promise<void> {
    this.#hasAsked.set(true);
    if (this.reasonError()) return;
    const body = {
      id: this.#proposalId,
      trainerIds: this.trainers().map(({ personId }) => personId),
      reason: this.reason().trim(),
    };
    const params = { classGroupId: this.group().id };
    const proposal = await this.acting.run(() => this.#api.call(proposeTrainers, { params, body }));
    if (!proposal) return;
    this.open.set(false);
    this.proposed.emit();
  }
}
