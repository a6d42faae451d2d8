import { Component, computed, inject, input, output, signal } from '@angular/core';
import { endGrant } from '@bimtek/identity-contracts';
import type { HeldGrant, RoleHolder } from '@bimtek/identity-contracts';
import { ApiClient, ProblemWords, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiBanner, UiButton, UiDialog, UiField, UiInput } from '@bimtek/platform-ui';
import { Working } from '../account/working.ts';

/** Ends one role of somebody, with a reason. */
@Component({
  selector: 'identity-end-role-dialog',
  imports: [ProblemWords, TranslocoPipe, UiBanner, UiButton, UiDialog, UiField, UiInput],
  template: `
    <ui-dialog
      [open]="true"
      (openChange)="$event || closed.emit()"
      [heading]="'roles.endHead' | transloco: { role: roleName() }"
    >
      <form class="stack" novalidate (submit)="end($event)">
        @if (working.problem(); as problem) {
          <ui-banner tone="bad" [inset]="true">{{ problem | problemWords }}</ui-banner>
        }
        <p>{{ 'roles.endText' | transloco: { name: holder().name } }}</p>
        <ui-field
          [label]="'roles.reason' | transloco"
          [hint]="'roles.reasonHint' | transloco"
          [error]="reasonError()"
        >
          <input #box uiInput maxlength="500" [value]="reason()" (input)="reason.set(box.value)" />
        </ui-field>
        <button uiButton="stop" type="submit" [busy]="working.isBusy()">{{ 'roles.end' | transloco }}</button>
        <button uiButton="quiet" type="button" (click)="closed.emit()">
          {{ 'platform.action.cancel' | transloco }}
        </button>
      </form>
    </ui-dialog>
  `,
})
export class EndRoleDialog {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly holder = input.required<RoleHolder>();
  readonly grant = input.required<HeldGrant>();
  readonly closed = output();
  readonly done = output<RoleHolder>();

  protected readonly working = new Working();
  protected readonly reason = signal('');
  protected readonly isSent = signal(false);
  protected readonly reasonError = computed(() =>
    this.isSent() && this.reason().trim().length < 5 ? this.#words.t('roles.reasonMissing') : '',
  );
  protected readonly roleName = computed(() => this.#words.t(`identity.role.${this.grant().role}`));

  protected async end(event: Event): Promise<void> {
    event.preventDefault();
    this.isSent.set(true);
    if (this.reasonError()) return;
    const [params, body] = [{ grantId: this.grant().id }, { reason: this.reason().trim() }];
    const ended = await this.working.run(() => this.#api.call(endGrant, { params, body }));
    if (!ended) return;
    this.done.emit(ended.done);
    this.closed.emit();
  }
}
