import { DestroyRef, Service, computed, inject, signal } from '@angular/core';
import { PersonChoice, SecondFactorStep, signIn } from '@bimtek/identity-contracts';
import type { SecondFactorMethod } from '@bimtek/identity-contracts';
import { ApiClient, Session, asProblem } from '@bimtek/platform-portal';
import type { ApiProblem } from '@bimtek/platform-portal';
import * as z from 'zod';

const WhichPerson = z.object({ people: z.array(PersonChoice) });

/** Signing in, step by step: the name, the password and, when it fits several people, which of them. */
@Service({ autoProvided: false })
export class SignInStore {
  readonly #api = inject(ApiClient);
  readonly #session = inject(Session);
  readonly #waitUntil = signal(0);
  readonly #now = signal(Date.now());
  #clock?: ReturnType<typeof setInterval>;

  readonly step = signal<'name' | 'password' | 'who' | 'second'>('name');
  /** With what the second step can be taken. */
  readonly methods = signal<readonly SecondFactorMethod[]>([]);
  readonly people = signal<readonly PersonChoice[]>([]);
  readonly problem = signal<ApiProblem | undefined>(undefined);
  readonly isBusy = signal(false);
  /** Seconds until another try is taken. */
  readonly waitSeconds = computed(() => Math.max(0, Math.ceil((this.#waitUntil() - this.#now()) / 1000)));

  constructor() {
    inject(DestroyRef).onDestroy(() => clearInterval(this.#clock));
  }

  /** True when the person is in. */
  async signIn(
    sent: { name: string; password: string; sharedPhone: boolean },
    accountId?: string,
  ): Promise<boolean> {
    if (this.isBusy() || this.waitSeconds() > 0) return false;
    this.isBusy.set(true);
    this.problem.set(undefined);
    try {
      this.#session.set(await this.#api.call(signIn, { body: { ...sent, accountId } }));
      return true;
    } catch (error) {
      this.#refused(asProblem(error));
      return false;
    } finally {
      this.isBusy.set(false);
    }
  }

  goTo(step: 'name' | 'password'): void {
    this.problem.set(undefined);
    this.step.set(step);
  }

  #refused(problem: ApiProblem): void {
    if (problem.code === 'which-person') {
      this.people.set(WhichPerson.parse(problem.extra).people);
      this.step.set('who');
      return;
    }
    if (problem.code === 'second-factor-needed') {
      this.methods.set(SecondFactorStep.parse(problem.extra).methods);
      this.step.set('second');
      return;
    }
    if (problem.code === 'too-many-requests') this.#wait(Number(problem.extra['retryAfterSeconds'] ?? 60));
    else this.problem.set(problem);
    if (this.step() === 'who') this.step.set('password');
  }

  #wait(seconds: number): void {
    this.#now.set(Date.now());
    this.#waitUntil.set(Date.now() + seconds * 1000);
    clearInterval(this.#clock);
    this.#clock = setInterval(() => {
      this.#now.set(Date.now());
      if (this.waitSeconds() === 0) clearInterval(this.#clock);
    }, 1000);
  }
}
