import { Component, computed, inject, input, output, signal } from '@angular/core';
import { FormField, form, pattern, required } from '@angular/forms/signals';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, Words } from '@bimtek/platform-portal';
import type { ApiProblem } from '@bimtek/platform-portal';
import { UiBanner, UiButton, UiField, UiIcon, UiInput } from '@bimtek/platform-ui';

/** People copy from paper: spaces, dashes and small letters are no mistakes. */
const participantCodeAsTyped = /^\s*BT[\s-]*(\d[\s-]*){8}$/i;
/** For a new code the phone number does as well. */
const codeOrPhoneAsTyped = /^\s*(BT[\s-]*(\d[\s-]*){8}|\+?[\s-]*(\d[\s-]*){9,15})$/i;
const activationCodeAsTyped = /^\s*([a-z0-9][\s-]*){8}$/i;

/** The two codes of a printed card. */
@Component({
  selector: 'identity-activation-code-form',
  imports: [FormField, RouterLink, TranslocoPipe, UiBanner, UiButton, UiField, UiIcon, UiInput],
  template: `
    @if (problem(); as problem) {
      <ui-banner tone="bad" [inset]="true" [icon]="problem.isNetwork ? 'signal-off' : 'warning'">
        {{ words.problem(problem) }}
        @if (problem.code === 'activation-used') {
          <a routerLink="/masuk">{{ 'identity.activation.toSignIn' | transloco }}</a>
        }
      </ui-banner>
    }
    <form class="stack" novalidate (submit)="send($event)">
      <ui-field
        [label]="(renews() ? 'identity.forgotten.name' : 'identity.activation.participantCode') | transloco"
        [hint]="
          (renews() ? 'identity.forgotten.nameHint' : 'identity.activation.participantCodeHint') | transloco
        "
        [error]="errors().participantCode"
      >
        <input
          uiInput
          [formField]="fields.participantCode"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck="false"
        />
      </ui-field>
      <ui-field
        [label]="(renews() ? 'identity.forgotten.code' : 'identity.activation.code') | transloco"
        [hint]="'identity.activation.codeHint' | transloco"
        [error]="errors().code"
      >
        <input
          uiInput
          [formField]="fields.code"
          autocomplete="one-time-code"
          autocapitalize="characters"
          spellcheck="false"
        />
      </ui-field>
      <button uiButton type="submit" [busy]="isBusy()">
        {{ 'identity.activation.find' | transloco }}<ui-icon name="arrow" size="s" />
      </button>
      @if (!renews()) {
        <p class="small quiet center">{{ 'identity.activation.haveLink' | transloco }}</p>
      }
    </form>
  `,
})
export class ActivationCodeForm {
  protected readonly words = inject(Words);
  /** For a forgotten password rather than a new account. */
  readonly renews = input(false);
  readonly isBusy = input(false);
  readonly problem = input<ApiProblem | undefined>(undefined);
  readonly typed = output<{ participantCode: string; code: string }>();

  readonly #typed = signal({ participantCode: '', code: '' });
  protected readonly fields = form(this.#typed, (path) => {
    required(path.participantCode);
    pattern(path.participantCode, () => (this.renews() ? codeOrPhoneAsTyped : participantCodeAsTyped));
    required(path.code);
    pattern(path.code, activationCodeAsTyped);
  });

  protected readonly errors = computed(() => {
    const { participantCode, code } = this.fields;
    const words = (field: typeof code, key: string) =>
      field().touched() && field().invalid() ? this.words.t(`identity.activation.${key}`) : '';
    return {
      participantCode: words(participantCode, this.renews() ? 'nameBad' : 'participantCodeBad'),
      code: words(code, 'codeBad'),
    };
  });

  protected send(event: Event): void {
    event.preventDefault();
    this.fields().markAsTouched();
    if (this.fields().invalid()) {
      const wrong = this.fields.participantCode().invalid() ? this.fields.participantCode : this.fields.code;
      return wrong().focusBoundControl();
    }
    const { participantCode, code } = this.#typed();
    this.typed.emit({ participantCode: participantCode.trim(), code: code.trim() });
  }
}
