import { Component, computed, inject, signal } from '@angular/core';
import { changePassword } from '@bimtek/identity-contracts';
import { ApiClient, ProblemWords, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { Toasts, UiBanner, UiButton, UiPasswordField } from '@bimtek/platform-ui';
import { missingCharacters, strengthOf } from '../activation/password-strength.ts';
import { Working } from './working.ts';

/** Another password: the present one first, then the new one with its strength in words. */
@Component({
  selector: 'identity-password-form',
  imports: [ProblemWords, TranslocoPipe, UiBanner, UiButton, UiPasswordField],
  template: `
    <section class="stack" aria-labelledby="sandi">
      <div>
        <h2 id="sandi">{{ 'account.password.title' | transloco }}</h2>
        <p class="quiet small">{{ 'account.password.text' | transloco }}</p>
      </div>
      @if (bannerProblem(); as problem) {
        <ui-banner tone="bad" [inset]="true">{{ problem | problemWords }}</ui-banner>
      }
      <form class="stack" novalidate (submit)="send($event)">
        <ui-password-field
          [(value)]="present"
          [label]="'account.password.present' | transloco"
          [error]="presentError()"
          [showLabel]="'platform.action.showPassword' | transloco"
          [hideLabel]="'platform.action.hidePassword' | transloco"
        />
        <ui-password-field
          autocomplete="new-password"
          [(value)]="password"
          [label]="'account.password.new' | transloco"
          [hint]="strength()"
          [error]="newError()"
          [showLabel]="'platform.action.showPassword' | transloco"
          [hideLabel]="'platform.action.hidePassword' | transloco"
        />
        <p>
          <button uiButton type="submit" [busy]="working.isBusy()">
            {{ 'account.password.change' | transloco }}
          </button>
        </p>
      </form>
    </section>
  `,
})
export class PasswordForm {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #toasts = inject(Toasts);
  protected readonly working = new Working();
  protected readonly present = signal('');
  protected readonly password = signal('');
  readonly #isSent = signal(false);

  protected readonly presentError = computed(() => {
    const problem = this.working.problem();
    if (problem?.code === 'wrong-password') return this.#words.problem(problem);
    return this.#isSent() && !this.present() ? this.#words.t('account.password.presentMissing') : '';
  });
  protected readonly strength = computed(() => {
    const password = this.password();
    if (!password) return this.#words.t('account.password.hint');
    return this.#words.t(`account.strength.${strengthOf(password)}`, { n: missingCharacters(password) });
  });
  protected readonly newError = computed(() => {
    const problem = this.working.problem();
    if (problem?.code === 'password-too-easy') return this.#words.problem(problem);
    const n = missingCharacters(this.password());
    return this.#isSent() && n > 0 ? this.#words.t('account.strength.short', { n }) : '';
  });
  protected readonly bannerProblem = computed(() => {
    const problem = this.working.problem();
    return problem && !['wrong-password', 'password-too-easy'].includes(problem.code) ? problem : undefined;
  });

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    this.#isSent.set(true);
    if (!this.present() || missingCharacters(this.password()) > 0) return;
    const body = { present: this.present(), password: this.password() };
    if (!(await this.working.run(() => this.#api.call(changePassword, { body })))) return;
    this.present.set('');
    this.password.set('');
    this.#isSent.set(false);
    this.#toasts.show(this.#words.t('account.password.changed'));
  }
}
