import { computed, signal } from '@angular/core';
import { ApiProblem, asProblem } from '@bimtek/platform-portal';

/** Where work in progress is. `stale`: another tab or device has saved something newer; the person decides. */
export type WorkPlace = 'saved' | 'saving' | 'waiting' | 'failed' | 'stale';

/** Work with the revision it was written on top of. */
export interface Written<T> {
  content: T;
  revision: number;
}

/** How one kind of work gets to the server, and where this device keeps it until then. */
export interface AutosaveOf<T> {
  /** Refuses with `staleCode` when `basedOn` is not the newest revision. */
  save(content: T, basedOn: number): Promise<{ revision: number; savedAt: string }>;
  staleCode: string;
  /** What the server has now. */
  newest(): Promise<Written<T>>;
  isSame(one: T, other: T): boolean;
  /** False when this device keeps nothing. */
  keep(content: T, basedOn: number): boolean;
  drop(): void;
}

const pauseMs = 1_500;
/** A link that comes back for a whole regency must not bring everybody in the same instant. */
const retryAfterMs = () => 4_000 + Math.random() * 4_000;

/**
 * One piece of work that saves itself: on this device with every change, on the server after a pause, one save at a
 * time. It never gives anything up by itself: what the server refuses stays here with the reason.
 */
export class Autosave<T> {
  readonly #of: AutosaveOf<T>;
  readonly #content;
  readonly #place = signal<WorkPlace>('saved');
  readonly #savedAt = signal<string | null>(null);
  readonly #problem = signal<ApiProblem | undefined>(undefined);
  readonly #newer = signal<Written<T> | undefined>(undefined);
  #revision: number;
  #isDirty = false;
  #isKept = true;
  #isEnded = false;
  #isPaused = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> | undefined;

  readonly place = this.#place.asReadonly();
  readonly savedAt = this.#savedAt.asReadonly();
  readonly problem = this.#problem.asReadonly();
  /** What was saved elsewhere meanwhile. */
  readonly newer = this.#newer.asReadonly();
  readonly isUnsaved = computed(() => this.#place() !== 'saved');

  constructor(start: Written<T>, savedAt: string | null, of: AutosaveOf<T>) {
    this.#of = of;
    this.#content = signal(start.content);
    this.#revision = start.revision;
    this.#savedAt.set(savedAt);
  }

  get content(): T {
    return this.#content();
  }
  get revision(): number {
    return this.#revision;
  }
  /** Whether all of it lies at least on this device. */
  get isSafe(): boolean {
    return !this.#isDirty || this.#isKept;
  }

  /** Goes on with what this device kept: on the same revision as if it had just been written, else as a question. */
  resume(kept: Written<T>): void {
    if (this.#of.isSame(kept.content, this.#content())) return this.#of.drop();
    const newer = { content: this.#content(), revision: this.#revision };
    this.#content.set(kept.content);
    this.#isDirty = true;
    if (kept.revision === this.#revision) return this.#later(0);
    this.#newer.set(newer);
    this.#place.set('stale');
  }

  edit(content: T): void {
    if (this.#isEnded) return;
    this.#content.set(content);
    this.#isDirty = true;
    this.#isKept = this.#of.keep(content, this.#revision);
    if (this.#place() === 'stale') return;
    this.#place.set('saving');
    this.#later(pauseMs);
  }

  /** Saves now what is not saved; true when the server has everything. */
  async flush(): Promise<boolean> {
    clearTimeout(this.#timer);
    while (this.#isDirty && !this.#isEnded && !this.#isPaused && this.#place() !== 'stale') {
      this.#saving ??= this.#save().finally(() => (this.#saving = undefined));
      await this.#saving;
      if (this.#place() === 'waiting' || this.#place() === 'failed') break;
    }
    await this.#saving;
    return !this.#isDirty;
  }

  /** Waits for a save that is on its way and begins no other until `retry` or `settleAt`: something else is sent now. */
  async pause(): Promise<void> {
    this.#isPaused = true;
    clearTimeout(this.#timer);
    await this.#saving;
    clearTimeout(this.#timer);
  }

  /** Tries again what found no signal or was refused. */
  retry(): void {
    this.#isPaused = false;
    if (this.#isDirty && this.#place() !== 'stale') void this.flush();
  }

  /** Lets the other one's work count. */
  takeNewer(): void {
    const newer = this.#newer();
    if (!newer) return;
    this.#content.set(newer.content);
    this.#settle(newer.revision);
  }

  /** Lets one's own work count, on top of the other one's. */
  keepMine(): void {
    const newer = this.#newer();
    if (!newer) return;
    this.#revision = newer.revision;
    this.#newer.set(undefined);
    this.#place.set('saving');
    this.#isKept = this.#of.keep(this.#content(), this.#revision);
    void this.flush();
  }

  /** The server has this as something that no longer changes, or at another revision: nothing is left to save. */
  settleAt(revision: number): void {
    this.#settle(revision);
  }

  /** Stops the clock; what is not saved stays kept on this device. */
  end(): void {
    this.#isEnded = true;
    clearTimeout(this.#timer);
  }

  #later(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), ms);
  }

  #settle(revision: number): void {
    clearTimeout(this.#timer);
    this.#revision = revision;
    this.#isPaused = false;
    this.#isDirty = false;
    this.#isKept = true;
    this.#newer.set(undefined);
    this.#problem.set(undefined);
    this.#place.set('saved');
    this.#of.drop();
  }

  async #save(): Promise<void> {
    const content = this.#content();
    this.#place.set('saving');
    try {
      const { revision, savedAt } = await this.#of.save(content, this.#revision);
      this.#savedAt.set(savedAt);
      this.#took(content, revision);
    } catch (error) {
      const problem = asProblem(error);
      if (problem.code === this.#of.staleCode) return this.#compare(content);
      this.#notSaved(problem);
    }
  }

  #took(content: T, revision: number): void {
    this.#problem.set(undefined);
    if (this.#content() === content) return this.#settle(revision);
    this.#revision = revision;
    this.#isKept = this.#of.keep(this.#content(), revision);
  }

  #notSaved(problem: ApiProblem): void {
    if (problem.isNetwork) this.#later(retryAfterMs());
    const isNowhere = problem.isNetwork && !this.#isKept;
    this.#problem.set(isNowhere ? new ApiProblem('not-kept', 0, 'This device keeps nothing') : problem);
    this.#place.set(problem.isNetwork && this.#isKept ? 'waiting' : 'failed');
  }

  /** A save whose answer got lost looks like somebody else's: what counts is whether it is the same work. */
  async #compare(content: T): Promise<void> {
    try {
      const newest = await this.#of.newest();
      if (this.#of.isSame(newest.content, content)) return this.#took(content, newest.revision);
      this.#newer.set(newest);
      this.#place.set('stale');
    } catch (error) {
      this.#notSaved(asProblem(error));
    }
  }
}
