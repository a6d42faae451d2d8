import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import { confirmCertificateName } from '@bimtek/delivery-contracts';
import type { MyEnrollment } from '@bimtek/delivery-contracts';
import { ApiClient, AsDate, ProblemWords, TranslocoPipe } from '@bimtek/platform-portal';
import { UiBanner, UiButton, UiIcon } from '@bimtek/platform-ui';
import { Acting } from '../shared/acting.ts';

/** The trainee looks at the name as the certificate will print it, and confirms it once. */
@Component({
  selector: 'delivery-certificate-name',
  imports: [AsDate, ProblemWords, TranslocoPipe, UiBanner, UiButton, UiIcon],
  template: `
    <section class="card stack tight" aria-labelledby="certificate-name">
      <h2 id="certificate-name">{{ 'delivery.certificateName.heading' | transloco }}</h2>
      <p class="name">{{ shown().name }}</p>
      @if (shown().confirmedAt; as at) {
        <p class="state done" role="status">
          <ui-icon name="check" size="xs" />
          {{ 'delivery.certificateName.confirmed' | transloco: { date: (at | asDate) } }}
        </p>
      } @else if (shown().canConfirm) {
        <p>{{ 'delivery.certificateName.ask' | transloco }}</p>
        @if (acting.problem(); as problem) {
          <ui-banner tone="bad" [inset]="true">{{ problem | problemWords }}</ui-banner>
        }
        <button uiButton="outline" type="button" [busy]="acting.isBusy()" (click)="confirm()">
          {{ 'delivery.certificateName.confirm' | transloco }}
        </button>
        <p class="quiet small">
          @if (organizer(); as name) {
            {{ 'delivery.certificateName.wrongWith' | transloco: { name } }}
          } @else {
            {{ 'delivery.certificateName.wrong' | transloco }}
          }
        </p>
      } @else {
        <p class="quiet">{{ 'delivery.certificateName.over' | transloco }}</p>
      }
    </section>
  `,
  styles: `
    .name {
      font-size: var(--title-s);
      font-weight: 700;
      overflow-wrap: anywhere;
    }
  `,
})
export class CertificateNameCard {
  readonly #api = inject(ApiClient);
  readonly enrollment = input.required<MyEnrollment>();
  protected readonly acting = new Acting();
  protected readonly organizer = computed(() => this.enrollment().classGroup?.organizer);
  protected readonly shown = linkedSignal(() => this.enrollment().certificateName);

  protected async confirm(): Promise<void> {
    const [params, { name }] = [{ enrollmentId: this.enrollment().id }, this.shown()];
    const saved = await this.acting.run(() =>
      this.#api.call(confirmCertificateName, { params, body: { name } }),
    );
    if (saved) this.shown.set({ name: saved.name, confirmedAt: saved.confirmedAt, canConfirm: false });
    const corrected = this.acting.problem()?.extra['name'];
    if (typeof corrected === 'string') this.shown.update((shown) => ({ ...shown, name: corrected }));
  }
}
