import { Component, computed, effect, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { ProblemView, TranslocoPipe, Words, asProblem } from '@bimtek/platform-portal';
import { UiButton, UiErrorState, UiIcon, UiSkeleton, UiSteps } from '@bimtek/platform-ui';
import { PublicFrame } from '../public-frame.ts';
import { ActivationCodeForm } from './activation-code-form.ts';
import { SecondStepForm } from '../sign-in/second-step-form.ts';
import { ActivationStore } from './activation-store.ts';
import { ChoosePasswordForm } from './choose-password-form.ts';

/** Opened by a personal link (with its token) or by hand, to type the printed code. */
@Component({
  selector: 'identity-activation-page',
  imports: [
    ActivationCodeForm,
    ChoosePasswordForm,
    ProblemView,
    PublicFrame,
    RouterLink,
    SecondStepForm,
    TranslocoPipe,
    UiButton,
    UiErrorState,
    UiIcon,
    UiSkeleton,
    UiSteps,
  ],
  providers: [ActivationStore],
  templateUrl: './activation-page.html',
})
export class ActivationPage {
  readonly #words = inject(Words);
  readonly #router = inject(Router);
  protected readonly store = inject(ActivationStore);
  /** From the address of a personal link. */
  readonly token = input<string | undefined>(undefined);

  constructor() {
    effect(() => {
      const token = this.token();
      this.store.key.set(token ? { kind: 'link', token } : undefined);
    });
  }

  protected readonly isByLink = computed(() => this.store.key()?.kind === 'link');
  protected readonly activation = computed(() =>
    this.store.activation.hasValue() ? this.store.activation.value() : undefined,
  );
  protected readonly failure = computed(() => {
    const error = this.store.activation.error();
    return error ? asProblem(error) : undefined;
  });
  protected readonly failureWords = computed(() => this.#words.problem(this.failure()));
  protected readonly steps = computed(() =>
    ['stepCode', 'stepPassword', 'stepDone'].map((step) => this.#words.t(`identity.activation.${step}`)),
  );
  protected readonly step = computed(() => (this.store.isDone() ? 3 : this.activation() ? 1 : 0));
  protected readonly heading = computed(() => {
    if (this.store.isDone()) return this.#words.t('identity.activation.done');
    return this.activation()?.name ?? this.#words.t('identity.activation.byCode');
  });
  protected readonly eyebrow = computed(() =>
    this.activation() && !this.store.isDone() ? this.#words.t('identity.activation.hello') : '',
  );
  protected readonly text = computed(() => {
    const activation = this.activation();
    if (!activation) return this.isByLink() ? '' : this.#words.t('identity.activation.byCodeText');
    const { participantCode: code } = activation;
    return this.#words.t(
      this.store.isDone() ? 'identity.activation.doneText' : 'identity.activation.isThisYou',
      { code },
    );
  });

  protected toSignIn(): void {
    void this.#router.navigateByUrl('/masuk');
  }
}
