import { Component, computed, effect, inject, input, output, signal } from '@angular/core';
import type { CertificateRow } from '@bimtek/certification-contracts';
import { ProblemWords, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiBanner, UiButton, UiDialog, UiField, UiInput } from '@bimtek/platform-ui';
import { CertificatesStore } from './certificates-store.ts';
import type { CertificateAct } from './certificates-store.ts';

export interface Asking {
  act: CertificateAct;
  certificate: CertificateRow;
}

/** Revoking or correcting one certificate: what follows, and why. */
@Component({
  selector: 'certification-act-dialog',
  imports: [ProblemWords, TranslocoPipe, UiBanner, UiButton, UiDialog, UiField, UiInput],
  template: `
    <ui-dialog [open]="asking() !== undefined" (openChange)="close($event)" [heading]="heading()">
      @if (asking(); as asking) {
        <p>{{ 'certification.act.' + asking.act + 'About' | transloco: asking.certificate }}</p>
        <ui-field
          [label]="'certification.act.reason' | transloco"
          [hint]="'certification.act.reasonHint' | transloco"
          [error]="error()"
        >
          <textarea
            #text
            uiInput
            rows="3"
            maxlength="500"
            [value]="reason()"
            (input)="reason.set(text.value)"
          ></textarea>
        </ui-field>
        @if (store.problem(); as problem) {
          <ui-banner tone="bad" [inset]="true">{{ problem | problemWords }}</ui-banner>
        }
      }
      <ng-container actions>
        <button uiButton="outline" type="button" (click)="closed.emit()">
          {{ 'platform.action.cancel' | transloco }}
        </button>
        @if (asking(); as asking) {
          <button
            [uiButton]="asking.act === 'revoke' ? 'stop' : 'primary'"
            type="button"
            [busy]="store.isBusy()"
            (click)="confirm()"
          >
            {{ 'certification.act.' + asking.act + 'Confirm' | transloco }}
          </button>
        }
      </ng-container>
    </ui-dialog>
  `,
})
export class ActDialog {
  readonly #words = inject(Words);
  protected readonly store = inject(CertificatesStore);
  readonly asking = input<Asking | undefined>(undefined);
  readonly closed = output();
  readonly done = output<{ act: CertificateAct; certificate: CertificateRow }>();

  protected readonly reason = signal('');
  readonly #hasAsked = signal(false);
  protected readonly heading = computed(() => {
    const asking = this.asking();
    if (!asking) return '';
    return this.#words.t(`certification.act.${asking.act}Heading`, { name: asking.certificate.holderName });
  });
  protected readonly error = computed(() =>
    this.#hasAsked() && this.reason().trim().length < 5
      ? this.#words.t('certification.act.reasonMissing')
      : '',
  );

  constructor() {
    effect(() => {
      if (!this.asking()) return;
      this.reason.set('');
      this.#hasAsked.set(false);
      this.store.problem.set(undefined);
    });
  }

  protected close(isOpen: boolean): void {
    if (!isOpen && this.asking()) this.closed.emit();
  }

  protected async confirm(): Promise<void> {
    const asking = this.asking();
    this.#hasAsked.set(true);
    if (!asking || this.error()) return;
    const certificate = await this.store.act(asking.act, asking.certificate, this.reason().trim());
    if (!certificate) return;
    this.closed.emit();
    this.done.emit({ act: asking.act, certificate });
  }
}
