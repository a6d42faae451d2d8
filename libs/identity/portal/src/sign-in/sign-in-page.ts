import {
  Component,
  Injector,
  afterNextRender,
  computed,
  inject,
  input,
  signal,
  viewChild,
} from '@angular/core';
import type { ElementRef } from '@angular/core';
import { FormField, form, required } from '@angular/forms/signals';
import { Router, RouterLink } from '@angular/router';
import { Formats, TranslocoPipe, UnsentWork, Words, returnPath } from '@bimtek/platform-portal';
import {
  UiBanner,
  UiButton,
  UiCheckbox,
  UiField,
  UiIcon,
  UiInput,
  UiPasswordField,
  UiRow,
} from '@bimtek/platform-ui';
import { PublicFrame } from '../public-frame.ts';
import { SecondStepForm } from './second-step-form.ts';
import { SignInHelp } from './sign-in-help.ts';
import { SignInStore } from './sign-in-store.ts';

@Component({
  selector: 'identity-sign-in-page',
  imports: [
    FormField,
    PublicFrame,
    RouterLink,
    SecondStepForm,
    SignInHelp,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiCheckbox,
    UiField,
    UiIcon,
    UiInput,
    UiPasswordField,
    UiRow,
  ],
  providers: [SignInStore],
  templateUrl: './sign-in-page.html',
})
export class SignInPage {
  readonly #router = inject(Router);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #injector = inject(Injector);
  readonly #unsent = inject(UnsentWork);
  protected readonly store = inject(SignInStore);

  /** From the query: the page to return to, and why one has to sign in again. */
  readonly kembali = input<string | undefined>(undefined);
  readonly alasan = input<string | undefined>(undefined);

  readonly #typed = signal({ name: '', password: '', sharedPhone: false });
  protected readonly fields = form(this.#typed, (path) => {
    required(path.name);
    required(path.password);
  });
  private readonly nameBox = viewChild<ElementRef<HTMLInputElement>>('nameBox');
  private readonly passwordBox = viewChild(UiPasswordField);

  protected readonly nameError = computed(() => {
    const { touched, valid } = this.fields.name();
    return touched() && !valid() ? this.#words.t('identity.signIn.nameMissing') : '';
  });
  protected readonly passwordError = computed(() => {
    const problem = this.store.problem();
    if (problem?.code === 'wrong-credentials') return this.#words.problem(problem);
    const { touched, valid } = this.fields.password();
    return touched() && !valid() ? this.#words.t('identity.signIn.passwordMissing') : '';
  });
  /** What stands above the form: everything that is not about one field. */
  protected readonly bannerProblem = computed(() => {
    const problem = this.store.problem();
    return problem && problem.code !== 'wrong-credentials' ? problem : undefined;
  });
  protected readonly bannerWords = computed(() => this.#words.problem(this.bannerProblem()));
  protected readonly waitTime = computed(() => {
    const seconds = this.store.waitSeconds();
    return this.#formats.minutes(Math.max(1, seconds / 60));
  });
  protected readonly heading = computed(() => {
    const step = this.store.step();
    if (step === 'second') return 'identity.second.title';
    return step === 'who' ? 'identity.signIn.who' : 'identity.signIn.welcome';
  });
  protected readonly text = computed(() => {
    const step = this.store.step();
    if (step === 'second') return 'identity.second.text';
    return step === 'who' ? 'identity.signIn.whoMore' : 'identity.frame.about';
  });
  protected readonly signInName = computed(() => this.#typed().name.trim());

  protected confirmName(event: Event): void {
    event.preventDefault();
    this.fields.name().markAsTouched();
    if (!this.signInName()) return this.#focusName();
    this.store.goTo('password');
    this.#afterRender(() => this.passwordBox()?.focus());
  }

  protected changeName(): void {
    this.store.goTo('name');
    this.#afterRender(() => this.#focusName());
  }

  protected async enter(event?: Event, accountId?: string): Promise<void> {
    event?.preventDefault();
    this.fields.password().markAsTouched();
    const { password, sharedPhone } = this.#typed();
    if (!password) return this.passwordBox()?.focus();
    if (await this.store.signIn({ name: this.signInName(), password, sharedPhone }, accountId)) {
      await this.goOn();
    } else if (this.store.problem()?.code === 'wrong-credentials') {
      this.#afterRender(() => this.passwordBox()?.focus());
    }
  }

  /** Signed in: what an earlier session left on this phone is sent, and the way goes on. */
  protected async goOn(): Promise<void> {
    void this.#unsent.send();
    await this.#router.navigateByUrl(returnPath(this.kembali()) ?? '/', { replaceUrl: true });
  }

  protected askPasswordAgain(): void {
    this.#typed.update((typed) => ({ ...typed, password: '' }));
    this.store.goTo('password');
    this.#afterRender(() => this.passwordBox()?.focus());
  }

  #focusName(): void {
    this.nameBox()?.nativeElement.focus();
  }

  #afterRender(act: () => void): void {
    afterNextRender({ read: act }, { injector: this.#injector });
  }
}
