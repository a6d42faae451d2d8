import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { ProblemView, TranslocoPipe, Words, asProblem } from '@bimtek/platform-portal';
import { UiButton, UiIcon } from '@bimtek/platform-ui';
import { PublicFrame } from '../public-frame.ts';
import { ActivationCodeForm } from './activation-code-form.ts';
import { ActivationStore } from './activation-store.ts';
import { ChoosePasswordForm } from './choose-password-form.ts';
import { SecondStepForm } from '../sign-in/second-step-form.ts';
import { Router } from '@angular/router';

/** A forgotten password: to whom to turn, and, with the code of the office, another password. */
@Component({
  selector: 'identity-forgotten-page',
  imports: [
    ActivationCodeForm,
    ChoosePasswordForm,
    ProblemView,
    PublicFrame,
    RouterLink,
    SecondStepForm,
    TranslocoPipe,
    UiButton,
    UiIcon,
  ],
  providers: [ActivationStore],
  template: `
    <identity-public-frame [compact]="true" [heading]="heading()" [text]="text()">
      @if (store.isDone()) {
        <div class="stack">
          <a uiButton routerLink="/"
            >{{ 'identity.activation.start' | transloco }}<ui-icon name="arrow" size="s"
          /></a>
        </div>
      } @else if (store.secondStep().length > 0) {
        <identity-second-step-form
          [methods]="store.secondStep()"
          (entered)="store.isDone.set(true)"
          (over)="toSignIn()"
        />
      } @else if (activation(); as activation) {
        <identity-choose-password-form
          [participantCode]="activation.participantCode"
          [expiresAt]="activation.expiresAt"
          [renews]="true"
          [isBusy]="store.isBusy()"
          [problem]="store.problem()"
          (chosen)="store.activate($event.password, $event.sharedPhone)"
        />
      } @else {
        @if (failure()?.isNetwork) {
          <app-problem [error]="failure()" (retry)="store.activation.reload()" />
        }
        <section class="stack tight" aria-labelledby="ke-siapa">
          <h2 id="ke-siapa">{{ 'identity.forgotten.whom' | transloco }}</h2>
          <ul class="turn-to">
            <li>{{ 'identity.forgotten.trainee' | transloco }}</li>
            <li>{{ 'identity.forgotten.staff' | transloco }}</li>
            <li>{{ 'identity.forgotten.then' | transloco }}</li>
          </ul>
        </section>
        <section class="stack tight" aria-labelledby="punya-kode">
          <h2 id="punya-kode">{{ 'identity.forgotten.haveCode' | transloco }}</h2>
          <identity-activation-code-form
            [renews]="true"
            [isBusy]="store.activation.isLoading()"
            [problem]="failure()"
            (typed)="
              store.key.set({ kind: 'code', participantCode: $event.participantCode, code: $event.code })
            "
          />
        </section>
        <p class="center">
          <a routerLink="/masuk">{{ 'identity.activation.toSignIn' | transloco }}</a>
        </p>
      }
    </identity-public-frame>
  `,
  styles: `
    .turn-to {
      display: grid;
      gap: 10px;
      padding-left: 1.25em;
      list-style: disc;
    }
  `,
})
export class ForgottenPage {
  readonly #words = inject(Words);
  readonly #router = inject(Router);
  protected readonly store = inject(ActivationStore);
  protected readonly activation = computed(() =>
    this.store.activation.hasValue() ? this.store.activation.value() : undefined,
  );
  protected readonly failure = computed(() => {
    const error = this.store.activation.error();
    return error ? asProblem(error) : undefined;
  });
  protected readonly heading = computed(() => {
    if (this.store.isDone()) return this.#words.t('identity.forgotten.done');
    return this.activation()?.name ?? this.#words.t('identity.forgotten.title');
  });
  protected readonly text = computed(() => {
    const activation = this.activation();
    if (this.store.isDone() || !activation) {
      return this.#words.t(this.store.isDone() ? 'identity.forgotten.doneText' : 'identity.forgotten.text');
    }
    return this.#words.t('identity.activation.isThisYou', { code: activation.participantCode });
  });

  protected toSignIn(): void {
    void this.#router.navigateByUrl('/masuk');
  }
}
