import { Component, computed, inject, input, output, signal } from '@angular/core';
import { FormField, form, validateStandardSchema } from '@angular/forms/signals';
import { Password } from '@bimtek/identity-contracts';
import { Formats, TranslocoPipe, Words } from '@bimtek/platform-portal';
import type { ApiProblem } from '@bimtek/platform-portal';
import { UiBanner, UiButton, UiCheckbox, UiIcon, UiPasswordField } from '@bimtek/platform-ui';
import { missingCharacters, strengthOf } from './password-strength.ts';

const strengthWords = {
  short: 'strengthShort',
  weak: 'strengthWeak',
  fair: 'strengthFair',
  strong: 'strengthStrong',
};

/** A password to remember, its rules in sight, its strength in words while it is typed. */
@Component({
  selector: 'identity-choose-password-form',
  imports: [FormField, TranslocoPipe, UiBanner, UiButton, UiCheckbox, UiIcon, UiPasswordField],
  template: `
    @if (bannerWords(); as words) {
      <ui-banner tone="bad" [inset]="true" [icon]="problem()?.isNetwork ? 'signal-off' : 'warning'">
        {{ words }}
      </ui-banner>
    }
    <form class="stack" novalidate (submit)="send($event)">
      <div>
        <h2>{{ 'identity.activation.choose' | transloco }}</h2>
        <p class="quiet">{{ 'identity.activation.chooseText' | transloco }}</p>
      </div>
      <input
        class="sr"
        type="text"
        autocomplete="username"
        tabindex="-1"
        aria-hidden="true"
        readonly
        [value]="participantCode()"
      />
      <ui-password-field
        autocomplete="new-password"
        [formField]="fields.password"
        [label]="'identity.activation.password' | transloco"
        [hint]="strength()"
        [error]="passwordError()"
        [showLabel]="'platform.action.showPassword' | transloco"
        [hideLabel]="'platform.action.hidePassword' | transloco"
      />
      <ul class="password-rules small" [attr.aria-label]="'identity.activation.rules' | transloco">
        <li [class.met]="isLongEnough()">
          <ui-icon [name]="isLongEnough() ? 'check' : 'info'" size="xs" />{{
            'identity.activation.ruleLength' | transloco
          }}
        </li>
        <li><ui-icon name="info" size="xs" />{{ 'identity.activation.ruleOwn' | transloco }}</li>
        <li><ui-icon name="info" size="xs" />{{ 'identity.activation.ruleIdea' | transloco }}</li>
      </ul>
      <ui-checkbox [formField]="fields.sharedPhone" [hint]="'identity.signIn.sharedPhoneHint' | transloco">
        {{ 'identity.signIn.sharedPhone' | transloco }}
      </ui-checkbox>
      <button uiButton type="submit" [busy]="isBusy()">
        {{ (renews() ? 'identity.forgotten.save' : 'identity.activation.activate') | transloco
        }}<ui-icon name="arrow" size="s" />
      </button>
      <p class="small quiet center">
        {{ 'identity.activation.expires' | transloco: { date: validUntil() } }}
      </p>
    </form>
  `,
  styles: `
    .password-rules {
      display: grid;
      gap: 6px;
      color: var(--ink-2);
    }
    .password-rules li {
      display: flex;
      gap: 8px;
    }
    .password-rules .met {
      color: var(--done-ink);
    }
  `,
})
export class ChoosePasswordForm {
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly participantCode = input.required<string>();
  readonly expiresAt = input.required<string>();
  /** For a forgotten password rather than a new account. */
  readonly renews = input(false);
  readonly isBusy = input(false);
  readonly problem = input<ApiProblem | undefined>(undefined);
  readonly chosen = output<{ password: string; sharedPhone: boolean }>();

  readonly #typed = signal({ password: '', sharedPhone: false });
  protected readonly fields = form(this.#typed, (path) => validateStandardSchema(path.password, Password));
  /** The password that the server found too easy; the remark goes when it is changed. */
  readonly #sent = signal('');

  protected readonly isLongEnough = computed(() => missingCharacters(this.#typed().password) === 0);
  protected readonly strength = computed(() => {
    const { password } = this.#typed();
    if (!password) return '';
    const key = strengthWords[strengthOf(password)];
    return this.#words.t(`identity.activation.${key}`, { n: missingCharacters(password) });
  });
  protected readonly passwordError = computed(() => {
    const problem = this.problem();
    const { password } = this.#typed();
    if (problem?.code === 'password-too-easy' && password === this.#sent())
      return this.#words.problem(problem);
    const { touched, invalid } = this.fields.password();
    if (!touched() || !invalid()) return '';
    return this.#words.t('identity.activation.strengthShort', { n: missingCharacters(password) });
  });
  protected readonly bannerWords = computed(() => {
    const problem = this.problem();
    return problem && problem.code !== 'password-too-easy' ? this.#words.problem(problem) : '';
  });
  protected readonly validUntil = computed(() => this.#formats.dateTime(this.expiresAt()));

  protected send(event: Event): void {
    event.preventDefault();
    this.fields().markAsTouched();
    if (this.fields().invalid()) return this.fields.password().focusBoundControl();
    this.#sent.set(this.#typed().password);
    this.chosen.emit(this.#typed());
  }
}
