import { Injector, Service, inject } from '@angular/core';
import { Session } from '../session/session.ts';
import { UNSENT_WORK } from './unsent-of.ts';
import type { UnsentOf } from './unsent-of.ts';

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
    await Promise.all(await this.#each(async (work, personId) => work.discard(personId)));
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
