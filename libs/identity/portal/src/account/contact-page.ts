import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { changeContact, getOwnAccount } from '@bimtek/identity-contracts';
import { ApiClient, ProblemView, ProblemWords, TranslocoPipe, Words } from '@bimtek/platform-portal';
import {
  Toasts,
  UiBanner,
  UiButton,
  UiField,
  UiInput,
  UiPasswordField,
  UiSkeleton,
} from '@bimtek/platform-ui';
import { AccountFrame } from './account-frame.ts';
import { Working } from './working.ts';

/** The phone number and e-mail one signs in with and is reached by. */
@Component({
  selector: 'identity-contact-page',
  imports: [
    AccountFrame,
    ProblemView,
    ProblemWords,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiField,
    UiInput,
    UiPasswordField,
    UiSkeleton,
  ],
  template: `
    <identity-account-frame [heading]="'account.contact.title' | transloco" [isDesk]="isDesk()">
      @if (account.error(); as error) {
        <app-problem [error]="error" (retry)="account.reload()" />
      } @else if (account.hasValue()) {
        <p class="quiet">{{ 'account.contact.text' | transloco }}</p>
        @if (bannerProblem(); as problem) {
          <ui-banner tone="bad" [inset]="true">{{ problem | problemWords }}</ui-banner>
        }
        @if (account.hasValue() && account.value().phoneIsShared) {
          <ui-banner tone="info" icon="people" [inset]="true">{{
            'account.contact.shared' | transloco
          }}</ui-banner>
        }
        <form class="stack" novalidate (submit)="send($event)">
          <ui-field
            [label]="'account.contact.phone' | transloco"
            [hint]="'account.contact.phoneHint' | transloco"
            [error]="errorOf('phone-not-valid')"
          >
            <input
              #phoneBox
              uiInput
              type="tel"
              autocomplete="tel"
              maxlength="30"
              [value]="phone()"
              (input)="phone.set(phoneBox.value)"
            />
          </ui-field>
          <ui-field
            [label]="'account.contact.email' | transloco"
            [hint]="'account.contact.emailHint' | transloco"
            [error]="errorOf('email-taken') || errorOf('invalid-request')"
          >
            <input
              #emailBox
              uiInput
              type="email"
              autocomplete="email"
              maxlength="200"
              [value]="email()"
              (input)="email.set(emailBox.value)"
            />
          </ui-field>
          <ui-password-field
            [(value)]="password"
            [label]="'account.password.present' | transloco"
            [hint]="'account.contact.whyPassword' | transloco"
            [error]="errorOf('wrong-password')"
            [showLabel]="'platform.action.showPassword' | transloco"
            [hideLabel]="'platform.action.hidePassword' | transloco"
          />
          <p>
            <button uiButton type="submit" [busy]="working.isBusy()" [disabled]="!password()">
              {{ 'account.contact.save' | transloco }}
            </button>
          </p>
        </form>
      } @else {
        <ui-skeleton [count]="3" [label]="'platform.state.loading' | transloco" />
      }
    </identity-account-frame>
  `,
})
export class ContactPage {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #toasts = inject(Toasts);
  readonly isDesk = input(false);
  protected readonly working = new Working();
  protected readonly account = this.#api.read(getOwnAccount);
  protected readonly phone = signal('');
  protected readonly email = signal('');
  protected readonly password = signal('');
  readonly #atField = ['phone-not-valid', 'email-taken', 'invalid-request', 'wrong-password'];
  protected readonly bannerProblem = computed(() => {
    const problem = this.working.problem();
    return problem && !this.#atField.includes(problem.code) ? problem : undefined;
  });

  constructor() {
    effect(() => {
      if (!this.account.hasValue()) return;
      const account = this.account.value();
      this.phone.set(account?.phone ?? '');
      this.email.set(account?.email ?? '');
    });
  }

  protected errorOf(code: string): string {
    const problem = this.working.problem();
    if (problem?.code !== code) return '';
    return code === 'invalid-request'
      ? this.#words.t('account.contact.emailBad')
      : this.#words.problem(problem);
  }

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    const body = { phone: this.phone(), email: this.email().trim(), password: this.password() };
    const saved = await this.working.run(() => this.#api.call(changeContact, { body }));
    if (!saved) return;
    this.account.set(saved.done);
    this.password.set('');
    this.#toasts.show(this.#words.t('account.contact.saved'));
  }
}
