import { DestroyRef, computed, effect, inject, signal } from '@angular/core';
import { asProblem } from '../api/api-problem.ts';
import type { ApiProblem } from '../api/api-problem.ts';
import { Words } from '../language/words.ts';
import { Formats } from '../format/formats.ts';
import { Connection } from './connection.ts';

/**
 * Where the person's work is: on the server, on its way, on this device until there is signal, or refused.
 */
export type SaveState = 'saved' | 'saving' | 'waiting' | 'failed';

/** A connection that seems to be there but gives no answer is tried again after this long. */
const retryAfterMs = 8_000;

/**
 * Keeps track of one piece of work that is saved again and again (an answer, a note, a place in a lesson).
 * Only the newest save counts; one that found no signal waits and goes out by itself. Made with `saving()`.
 */
export class Saving {
  readonly #connection = inject(Connection);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #state = signal<SaveState>('saved');
  readonly #savedAt = signal<Date | undefined>(undefined);
  readonly #problem = signal<ApiProblem | undefined>(undefined);
  #work?: (() => Promise<unknown>) | undefined;
  #turn = 0;
  #timer?: ReturnType<typeof setTimeout> | undefined;

  readonly state = this.#state.asReadonly();
  /** When this page last had the server's word that the work is saved. */
  readonly savedAt = this.#savedAt.asReadonly();
  readonly problem = this.#problem.asReadonly();

  /** The state in words, for the chip beside the work. */
  readonly words = computed(() => {
    const [state, savedAt, problem] = [this.#state(), this.#savedAt(), this.#problem()];
    if (state === 'saved' && savedAt) {
      return this.#words.t('platform.state.savedAt', { time: this.#formats.time(savedAt) });
    }
    if (state === 'failed' && problem) {
      return this.#words.t('platform.state.failedBecause', { reason: this.#words.problem(problem) });
    }
    return this.#words.t(`platform.state.${state}`);
  });

  constructor() {
    effect(() => {
      if (this.#connection.isOnline() && this.#state() === 'waiting') void this.retry();
    });
    inject(DestroyRef).onDestroy(() => clearTimeout(this.#timer));
  }

  /** Runs a save. Resolves with true when the server has it; never rejects. */
  async run(work: () => Promise<unknown>): Promise<boolean> {
    clearTimeout(this.#timer);
    this.#work = work;
    const turn = ++this.#turn;
    this.#state.set('saving');
    try {
      await work();
      if (turn !== this.#turn) return true;
      this.#work = undefined;
      this.#problem.set(undefined);
      this.#savedAt.set(new Date());
      this.#state.set('saved');
      return true;
    } catch (error) {
      if (turn !== this.#turn) return false;
      const problem = asProblem(error);
      this.#problem.set(problem);
      this.#state.set(problem.isNetwork ? 'waiting' : 'failed');
      if (problem.isNetwork) this.#timer = setTimeout(() => void this.retry(), retryAfterMs);
      return false;
    }
  }

  /** Tries the save again that did not go through. */
  async retry(): Promise<boolean> {
    return this.#work ? this.run(this.#work) : true;
  }
}

/** Makes a `Saving` that ends with the page or store that asks for it (an injection context). */
export function saving(): Saving {
  return new Saving();
}
