import { Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { giveConsent, listConsents, withdrawConsent } from '@bimtek/identity-contracts';
import type { ConsentView } from '@bimtek/identity-contracts';
import { ApiClient, AsDate, ProblemView, ProblemWords, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiBanner, UiButton, UiCheckbox, UiSkeleton } from '@bimtek/platform-ui';
import { AccountFrame } from './account-frame.ts';
import { Working } from './working.ts';

/** What one may agree to beyond the training: each by itself, nothing ticked before, each can be taken back. */
@Component({
  selector: 'identity-consents-page',
  imports: [
    AccountFrame,
    AsDate,
    ProblemView,
    ProblemWords,
    RouterLink,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiCheckbox,
    UiSkeleton,
  ],
  template: `
    <identity-account-frame [heading]="'account.consents.title' | transloco" [isDesk]="isDesk()">
      <p>{{ 'account.consents.basis' | transloco }}</p>
      <p class="quiet small">{{ 'account.consents.free' | transloco }}</p>
      @if (working.problem(); as problem) {
        <ui-banner tone="bad" [inset]="true">{{ problem | problemWords }}</ui-banner>
      }
      @if (consents.error(); as error) {
        <app-problem [error]="error" (retry)="consents.reload()" />
      } @else if (consents.hasValue()) {
        @for (one of items(); track one.key) {
          <section class="stack tight" [attr.aria-labelledby]="'persetujuan-' + one.purpose">
            <h2 [id]="'persetujuan-' + one.purpose">{{ one.title[language()] }}</h2>
            <p [id]="'naskah-' + one.purpose">{{ one.text[language()] }}</p>
            <ui-checkbox
              [checked]="one.given !== null"
              [disabled]="working.isBusy()"
              (checkedChange)="change(one, $event)"
            >
              {{ 'account.consents.agree' | transloco }}
              <span class="sr">: {{ one.title[language()] }}</span>
            </ui-checkbox>
            @if (one.given; as given) {
              <p class="quiet small">
                {{ 'account.consents.since' | transloco: { date: given.at | asDate } }}
              </p>
            } @else if (one.history[0]?.withdrawnAt; as withdrawn) {
              <p class="quiet small">
                {{ 'account.consents.withdrawn' | transloco: { date: withdrawn | asDate } }}
              </p>
            }
          </section>
        }
        @if (isFirst()) {
          <p>
            <a uiButton routerLink="/">{{ 'account.consents.goOn' | transloco }}</a>
          </p>
        }
      } @else {
        <ui-skeleton [count]="4" [label]="'platform.state.loading' | transloco" />
      }
    </identity-account-frame>
  `,
})
export class ConsentsPage {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly isDesk = input(false);
  /** From the query: right after the activation, with a way on. */
  readonly awal = input<string | undefined>(undefined);
  protected readonly isFirst = computed(() => this.awal() !== undefined);
  protected readonly working = new Working();
  protected readonly language = this.#words.language;
  protected readonly consents = this.#api.read(listConsents);
  /** A box has ticked itself by the time of a refusal; another key makes it anew, as what stands says. */
  readonly #refusals = signal(0);
  protected readonly items = computed(() =>
    (this.consents.value()?.items ?? []).map((item) => ({
      ...item,
      key: `${item.purpose} ${this.#refusals()}`,
    })),
  );

  protected async change({ purpose, version }: ConsentView, agrees: boolean): Promise<void> {
    const params = { purpose };
    const changed = await this.working.run(() =>
      agrees
        ? this.#api.call(giveConsent, { params, body: { version } })
        : this.#api.call(withdrawConsent, { params }),
    );
    if (!changed) {
      this.#refusals.update((n) => n + 1);
      return void this.consents.reload();
    }
    const { done } = changed;
    const before = this.consents.value()?.items ?? [];
    this.consents.set({ items: before.map((item) => (item.purpose === purpose ? done : item)) });
  }
}
