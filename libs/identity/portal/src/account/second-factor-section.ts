import { Component, computed, inject, signal } from '@angular/core';
import { Router } from '@angular/router';
import {
  addPasskey,
  beginPasskey,
  beginTotp,
  confirmTotp,
  getSecondFactors,
  makeRecoveryCodes,
  removePasskey,
  removeTotp,
} from '@bimtek/identity-contracts';
import {
  ApiClient,
  AsDate,
  ProblemView,
  ProblemWords,
  Session,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import {
  Toasts,
  UiBanner,
  UiButton,
  UiDialog,
  UiField,
  UiIcon,
  UiInput,
  UiPasswordField,
  UiRow,
  UiSkeleton,
} from '@bimtek/platform-ui';
import { Working } from './working.ts';

type Ask =
  | { kind: 'totp' }
  | { kind: 'passkey' }
  | { kind: 'codes' }
  | { kind: 'removeTotp' }
  | { kind: 'removePasskey'; id: string; name: string };

/** Authenticator app, passkeys and recovery codes. Asks for the password where the server will. */
@Component({
  selector: 'identity-second-factor-section',
  imports: [
    AsDate,
    ProblemView,
    ProblemWords,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiDialog,
    UiField,
    UiIcon,
    UiInput,
    UiPasswordField,
    UiRow,
    UiSkeleton,
  ],
  templateUrl: './second-factor-section.html',
  styles: `
    .qr {
      width: 200px;
      height: 200px;
      background: #fff;
      padding: 8px;
      border-radius: 8px;
    }
    .codes {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(140px, 1fr));
      gap: 8px;
      padding: 0;
      list-style: none;
    }
    .secret {
      overflow-wrap: anywhere;
    }
  `,
})
export class SecondFactorSection {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #toasts = inject(Toasts);
  readonly #session = inject(Session);
  readonly #router = inject(Router);
  protected readonly working = new Working();
  protected readonly factors = this.#api.read(getSecondFactors);
  protected readonly view = computed(() => (this.factors.hasValue() ? this.factors.value() : undefined));
  protected readonly hasFactor = computed(() => {
    const view = this.view();
    return !!view && (view.totp !== null || view.passkeys.length > 0);
  });
  protected readonly mustAdd = computed(() => this.#session.view()?.mustAddSecondFactor === true);

  /** What the dialog asks for: the password, a name, or both. */
  protected readonly asked = signal<Ask | undefined>(undefined);
  protected readonly password = signal('');
  protected readonly name = signal('');
  protected readonly needsPassword = computed(() => this.asked() !== undefined && this.hasFactor());
  protected readonly heading = computed(() => {
    const asked = this.asked();
    return asked ? this.#words.t(`account.factor.ask.${asked.kind}`) : '';
  });

  protected readonly totp = signal<{ secret: string; image: string } | undefined>(undefined);
  protected readonly code = signal('');
  /** Shown once. */
  protected readonly codes = signal<readonly string[]>([]);

  protected async ask(asked: Ask): Promise<void> {
    this.password.set('');
    this.name.set('');
    this.working.problem.set(undefined);
    this.asked.set(asked);
    // The first authenticator app needs no further word.
    if (asked.kind === 'totp' && !this.hasFactor()) await this.go();
  }

  protected async go(event?: Event): Promise<void> {
    event?.preventDefault();
    const asked = this.asked();
    if (!asked) return;
    const done = await this.working.run(() => this.#do(asked));
    if (done) this.asked.set(undefined);
    // Without dialog the refusal stands above the section.
    else if (!this.needsPassword() && asked.kind === 'totp') this.asked.set(undefined);
  }

  protected async confirm(event: Event): Promise<void> {
    event.preventDefault();
    const done = await this.working.run(() => this.#api.call(confirmTotp, { body: { code: this.code() } }));
    if (!done) return;
    this.totp.set(undefined);
    this.code.set('');
    this.#added(done.done.recoveryCodes);
  }

  protected async copyCodes(): Promise<void> {
    await navigator.clipboard?.writeText(this.codes().join('\n'));
    this.#toasts.show(this.#words.t('account.factor.copied'));
  }

  protected async leaveCodes(): Promise<void> {
    this.codes.set([]);
    if (!this.mustAdd()) return;
    if (await this.working.run(() => this.#session.reload())) await this.#router.navigateByUrl('/');
  }

  async #do(asked: Ask): Promise<void> {
    const password = this.password();
    const optional = this.hasFactor() ? { password } : {};
    switch (asked.kind) {
      case 'totp': {
        const { secret, qrSvg } = await this.#api.call(beginTotp, { body: optional });
        this.totp.set({ secret, image: `data:image/svg+xml;base64,${btoa(qrSvg)}` });
        return;
      }
      case 'passkey': {
        const { options } = await this.#api.call(beginPasskey, { body: optional });
        const { startRegistration } = await import('@simplewebauthn/browser');
        const response = await startRegistration({ optionsJSON: options as never });
        const body = { name: this.name().trim() || this.#words.t('account.factor.passkeyName'), response };
        const { recoveryCodes } = await this.#api.call(addPasskey, { body: body as never });
        this.#added(recoveryCodes);
        return;
      }
      case 'codes': {
        const { recoveryCodes } = await this.#api.call(makeRecoveryCodes, { body: { password } });
        this.codes.set(recoveryCodes);
        break;
      }
      case 'removeTotp':
        await this.#api.call(removeTotp, { body: { password } });
        break;
      case 'removePasskey':
        await this.#api.call(removePasskey, { params: { passkeyId: asked.id }, body: { password } });
    }
    this.factors.reload();
    await this.#session.reload();
  }

  #added(recoveryCodes: readonly string[] | null): void {
    this.#toasts.show(this.#words.t('account.factor.added'));
    if (recoveryCodes) this.codes.set(recoveryCodes);
    this.factors.reload();
  }
}
