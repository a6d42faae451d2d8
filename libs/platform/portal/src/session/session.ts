import { Service, computed, inject, signal } from '@angular/core';
import { Router } from '@angular/router';
import type { Endpoint, Permission } from '@bimtek/platform-contracts';
import { ApiClient } from '../api/api-client.ts';
import { asProblem } from '../api/api-problem.ts';
import { SESSION_ENDPOINT } from './session-view.ts';
import type { SessionView } from './session-view.ts';

/** Where people without a session are sent. */
export const signInPath = '/masuk';

/** Who is signed in: undefined while that is not known yet, null for nobody. */
@Service()
export class Session {
  readonly #api = inject(ApiClient);
  readonly #router = inject(Router);
  readonly #endpoint = inject(SESSION_ENDPOINT);
  readonly #view = signal<SessionView | null | undefined>(undefined);
  #reading?: Promise<SessionView | null> | undefined;

  readonly view = this.#view.asReadonly();
  readonly isSignedIn = computed(() => !!this.#view());
  readonly person = computed(() => this.#view()?.person);
  readonly role = computed(() => this.#view()?.role);
  readonly #permissions = computed(() => new Set(this.#view()?.permissions));

  constructor() {
    this.#api.whenSignedOut(() => this.#leave());
  }

  /** Resolves once it is known who is signed in; rejects with an `ApiProblem` when nobody can be asked. */
  ready(): Promise<SessionView | null> {
    const view = this.#view();
    return view === undefined ? this.reload() : Promise.resolve(view);
  }

  /** Asks the server again, for instance after a role was given or taken. */
  reload(): Promise<SessionView | null> {
    this.#reading ??= this.#read().finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  /** After signing in, choosing a role (a view) or signing out (null): the answer of that call. */
  set(view: SessionView | null): void {
    this.#view.set(view);
  }

  /** Whether the person may do this. Decides what is offered; what is allowed is decided by the server. */
  can(what: Endpoint | Permission): boolean {
    const allow = typeof what === 'string' ? what : what.allow;
    if (allow === 'public') return true;
    return allow === 'signed-in' ? this.isSignedIn() : this.#permissions().has(allow);
  }

  async #read(): Promise<SessionView | null> {
    try {
      const { session } = await this.#api.call(this.#endpoint);
      this.#view.set(session);
      return session;
    } catch (error) {
      const problem = asProblem(error);
      if (problem.code !== 'not-signed-in') throw problem;
      this.#view.set(null);
      return null;
    }
  }

  #leave(): void {
    const wasSignedIn = this.isSignedIn();
    this.#view.set(null);
    const { url } = this.#router;
    if (!wasSignedIn || url.startsWith(signInPath)) return;
    void this.#router.navigate([signInPath], { queryParams: { kembali: url, alasan: 'sesi-berakhir' } });
  }
}

/** The page to return to after signing in: a path of this portal, or nothing. */
export function returnPath(asked: string | undefined | null): string | undefined {
  return asked && /^\/(?![/\\])/.test(asked) && !asked.startsWith(signInPath) ? asked : undefined;
}
