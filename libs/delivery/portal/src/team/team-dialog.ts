import { Component, effect, inject, input, model, output, signal } from '@angular/core';
import { setClassTeam } from '@bimtek/delivery-contracts';
import type { ClassGroupDetail, TeamMember } from '@bimtek/delivery-contracts';
import { ApiClient, ProblemWords, TranslocoPipe } from '@bimtek/platform-portal';
import { UiBanner, UiButton, UiDialog } from '@bimtek/platform-ui';
import { Acting } from '../shared/acting.ts';
import { PersonPicker } from './person-picker.ts';

/** Who leads the class. */
@Component({
  selector: 'delivery-team-dialog',
  imports: [PersonPicker, ProblemWords, TranslocoPipe, UiBanner, UiButton, UiDialog],
  template: `
    <ui-dialog [(open)]="open" [heading]="'delivery.team.heading' | transloco">
      <delivery-person-picker
        [label]="'delivery.team.trainers' | transloco"
        [hint]="'delivery.team.trainersHint' | transloco"
        [most]="6"
        [runId]="group().runId"
        [(chosen)]="trainers"
      />
      <delivery-person-picker
        [label]="'delivery.team.organizer' | transloco"
        [hint]="'delivery.team.organizerHint' | transloco"
        [runId]="group().runId"
        [(chosen)]="organizer"
      />
      @if (acting.problem(); as problem) {
        <ui-banner tone="bad" [inset]="true">{{ problem | problemWords }}</ui-banner>
      }
      <ng-container actions>
        <button uiButton="outline" type="button" (click)="open.set(false)">
          {{ 'platform.action.cancel' | transloco }}
        </button>
        <button uiButton type="button" [busy]="acting.isBusy()" (click)="save()">
          {{ 'delivery.act.save' | transloco }}
        </button>
      </ng-container>
    </ui-dialog>
  `,
})
export class TeamDialog {
  readonly #api = inject(ApiClient);
  readonly open = model.required<boolean>();
  readonly group = input.required<ClassGroupDetail>();
  readonly saved = output<ClassGroupDetail>();
  protected readonly acting = new Acting();
  protected readonly trainers = signal<readonly TeamMember[]>([]);
  protected readonly organizer = signal<readonly TeamMember[]>([]);

  constructor() {
    effect(() => {
      if (!this.open()) return;
      const { trainers, organizer } = this.group();
      this.trainers.set(trainers);
      this.organizer.set(organizer ? [organizer] : []);
      this.acting.forget();
    });
  }

  protected async save(): Promise<void> {
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
}
