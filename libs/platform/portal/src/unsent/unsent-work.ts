import { InjectionToken, Injector, Service, inject } from '@angular/core';
import type { Type } from '@angular/core';
import { Session } from '../session/session.ts';

/** What one context keeps on this device of people's work until the server has it. */
export interface UnsentOf {
  /** Pieces of work of a person that only this device has. */
  count(personId: string): number;
  /** Tries to bring them to the server, in the session that is open; what cannot be sent stays. Never rejects. */
  send(personId: string): Promise<void>;
  /** Lets go of all that this device keeps of the person's work. */
  discard(personId: string): void;
}

/** The contexts that keep work here; given by the app, and fetched only when there may be something. */
export const UNSENT_WORK = new InjectionToken<() => Promise<readonly Type<UnsentOf>[]>>('UNSENT_WORK', {
  factory: () => () => Promise.resolve([]),
});

/**
 * The work of the person who is signed in that only this device has. Others' work on the same phone is neither counted,
 * sent nor discarded: it waits for them.
 */
@Service()
export class UnsentWork {
  readonly #injector = inject(Injector);
  readonly #session = inject(Session);
  readonly #load = inject(UNSENT_WORK);

  async count(): Promise<number> {
    return this.#each((work, personId) => work.count(personId)).then((counts) =>
      counts.reduce((sum, n) => sum + n, 0),
    );
  }

  /** Sends what waits and says how much of it still does. */
  async send(): Promise<number> {
    const before = await this.count();
    if (before === 0) return 0;
    await Promise.all(await this.#each((work, personId) => work.send(personId)));
    return this.count();
  }

  async discard(): Promise<void> {
    await this.#each((work, personId) => work.discard(personId));
  }

  /** Everything that this device keeps under the person's id, sent or not. */
  async eraseAll(): Promise<void> {
    await this.discard();
    const personId = this.#session.person()?.id;
    if (!personId) return;
    for (const storage of storages()) {
      for (const key of Object.keys(storage)) if (key.includes(personId)) storage.removeItem(key);
    }
  }

  async #each<T>(what: (work: UnsentOf, personId: string) => T): Promise<T[]> {
    const personId = this.#session.person()?.id;
    // Every context keeps its work under the person's id; nothing of that name, nothing to fetch.
    if (
      !personId ||
      !storages().some((storage) => Object.keys(storage).some((key) => key.includes(personId)))
    ) {
      return [];
    }
    const types = await this.#load().catch(() => []);
    return types.map((type) => what(this.#injector.get(type), personId));
  }
}

/** A browser that keeps nothing has nothing to look through. */
function storages(): Storage[] {
  try {
    return [localStorage, sessionStorage];
  } catch {
    return [];
  }
}
