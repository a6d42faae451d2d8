import { Component, inject, input, output, signal } from '@angular/core';
import { askForPasskey, proveSecondFactor } from '@bimtek/identity-contracts';
import type { SecondFactorMethod } from '@bimtek/identity-contracts';
import { ApiClient, Session, TranslocoPipe, Words, asProblem } from '@bimtek/platform-portal';
import { UiBanner, UiButton, UiField, UiInput } from '@bimtek/platform-ui';

/** After the password: a code of the app, a passkey or a recovery code. Loaded only for those who have one. */
@Component({
  selector: 'identity-second-step-form',
  imports: [TranslocoPipe, UiBanner, UiButton, UiField, UiInput],
  template: `
    @if (refused(); as words) {
      <ui-banner tone="bad" [inset]="true">{{ words }}</ui-banner>
    }
    <div class="stack">
      @if (methods().includes('passkey')) {
        <button
          [uiButton]="methods().includes('totp') ? 'outline' : 'primary'"
          type="button"
          [busy]="isBusy()"
          (click)="passkey()"
        >
          {{ 'identity.second.passkey' | transloco }}
        </button>
      }
      @if (kind() === 'recovery' || methods().includes('totp')) {
        <form class="stack" novalidate (submit)="send($event)">
          <ui-field
            [label]="'identity.second.' + kind() | transloco"
            [hint]="'identity.second.' + kind() + 'Hint' | transloco"
          >
            <input
              #box
              uiInput
              autocomplete="one-time-code"
              autocapitalize="characters"
              spellcheck="false"
              [attr.inputmode]="kind() === 'totp' ? 'numeric' : 'text'"
              [attr.maxlength]="kind() === 'totp' ? 7 : 14"
              [value]="code()"
              (input)="code.set(box.value)"
            />
          </ui-field>
          <button uiButton type="submit" [busy]="isBusy()">{{ 'identity.second.enter' | transloco }}</button>
        </form>
      }
      @if (methods().includes('recovery')) {
        <button uiButton="quiet" type="button" (click)="switchKind()">
          {{ (kind() === 'totp' ? 'identity.second.useRecovery' : 'identity.second.useOther') | transloco }}
        </button>
      }
      <p class="small quiet center">{{ 'identity.second.lost' | transloco }}</p>
    </div>
  `,
})
export class SecondStepForm {
  readonly #api = inject(ApiClient);
  readonly #session = inject(Session);
  readonly #words = inject(Words);
  readonly methods = input.required<readonly SecondFactorMethod[]>();
  /** The person is in. */
  readonly entered = output();
  /** The time is over: the password is asked for again. */
  readonly over = output();

  protected readonly kind = signal<'totp' | 'recovery'>('totp');
  protected readonly code = signal('');
  protected readonly isBusy = signal(false);
  protected readonly refused = signal('');

  protected switchKind(): void {
    this.code.set('');
    this.refused.set('');
    this.kind.set(this.kind() === 'totp' ? 'recovery' : 'totp');
  }

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    const code = this.code().trim();
    if (code.length < 6) return this.refused.set(this.#words.t('identity.second.missing'));
    await this.#prove(() =>
      this.#api.call(proveSecondFactor, {
        body: this.kind() === 'totp' ? { kind: 'totp', code } : { kind: 'recovery', code },
      }),
    );
  }

  protected async passkey(): Promise<void> {
    await this.#prove(async () => {
      const { options } = await this.#api.call(askForPasskey);
      const { startAuthentication } = await import('@simplewebauthn/browser');
      const response = (await startAuthentication({ optionsJSON: options as never })) as never;
      return this.#api.call(proveSecondFactor, { body: { kind: 'passkey', response } });
    });
  }

  async #prove(prove: () => Promise<NonNullable<Parameters<Session['set']>[0]>>): Promise<void> {
    if (this.isBusy()) return;
    this.isBusy.set(true);
    this.refused.set('');
    try {
      this.#session.set(await prove());
      this.entered.emit();
    } catch (error) {
      const problem = asProblem(error);
      if (problem.code === 'second-factor-step-over') return this.over.emit();
      // What the browser itself refuses (no key chosen, no sensor) has no code of ours.
      this.refused.set(
        error instanceof DOMException || (error as Error).name === 'NotAllowedError'
          ? this.#words.t('identity.second.noPasskey')
          : this.#words.problem(problem),
      );
    } finally {
      this.isBusy.set(false);
    }
  }
}
