import { Answer } from '@bimtek/assessment-contracts';
import * as z from 'zod';
import type { WaitingAnswer } from './held-answers.ts';
import { localStorageOrNone, notebookPrefix, personPrefix } from './notebook-key.ts';

const Page = z.object({
  closesAt: z.iso.datetime(),
  waiting: z.array(z.object({ questionId: z.string(), answer: Answer, revision: z.int() })),
  flagged: z.array(z.string()),
  wantsToSubmit: z.boolean(),
});
type Page = z.infer<typeof Page>;

const keptAfterClosingMs = 7 * 86_400_000;

/**
 * What this device keeps of one person's attempt: answers the server may not have yet, flags, and whether it is to be
 * handed in as soon as there is signal. In localStorage, because a write there is done when it returns.
 */
export class AttemptNotebook {
  readonly #key: string;
  #page: Page;

  constructor(
    personId: string,
    attemptId: string,
    closesAt: string,
    private readonly storage = localStorageOrNone(),
  ) {
    this.#key = `${personPrefix(personId)}${attemptId}`;
    this.#page = this.#read() ?? { closesAt, waiting: [], flagged: [], wantsToSubmit: false };
    this.#tearOutOldPages();
  }

  get waiting(): readonly WaitingAnswer[] {
    return this.#page.waiting;
  }
  get flagged(): readonly string[] {
    return this.#page.flagged;
  }
  get wantsToSubmit(): boolean {
    return this.#page.wantsToSubmit;
  }

  /** False when this device cannot keep it (private window, full disk): then it is only on the page. */
  keep(answer: WaitingAnswer): boolean {
    const others = this.#page.waiting.filter(({ questionId }) => questionId !== answer.questionId);
    return this.#write({ waiting: [...others, answer] });
  }

  /** The server has this revision, or the person chose another answer. */
  drop(questionId: string, revision: number): void {
    const left = this.#page.waiting.filter((one) => one.questionId !== questionId || one.revision > revision);
    if (left.length < this.#page.waiting.length) this.#write({ waiting: left });
  }

  flag(flagged: readonly string[]): void {
    this.#write({ flagged: [...flagged] });
  }

  wantToSubmit(wantsToSubmit: boolean): void {
    if (wantsToSubmit !== this.#page.wantsToSubmit) this.#write({ wantsToSubmit });
  }

  /** The attempt is closed: nothing of it has to be kept here. */
  discard(): void {
    try {
      this.storage?.removeItem(this.#key);
    } catch {
      // It is torn out with the old pages later.
    }
  }

  #read(): Page | undefined {
    try {
      const text = this.storage?.getItem(this.#key);
      return text ? Page.safeParse(JSON.parse(text)).data : undefined;
    } catch {
      return undefined;
    }
  }

  #write(change: Partial<Page>): boolean {
    this.#page = { ...this.#page, ...change };
    try {
      if (!this.storage) return false;
      this.storage.setItem(this.#key, JSON.stringify(this.#page));
      return true;
    } catch {
      return false;
    }
  }

  /** Attempts that closed long ago, by anybody on this device: the server would not take their answers any more. */
  #tearOutOldPages(): void {
    try {
      for (const key of Object.keys(this.storage ?? {})) {
        if (!key.startsWith(notebookPrefix) || key === this.#key) continue;
        const page = Page.safeParse(JSON.parse(this.storage?.getItem(key) ?? 'null')).data;
        const isOld = !page || Date.parse(page.closesAt) + keptAfterClosingMs < Date.now();
        if (isOld) this.storage?.removeItem(key);
      }
    } catch {
      // Another time.
    }
  }
}

/** How many answers of a person only this device has, in attempts whose time is not over. For pages to the right. */
export function answersWaitingHere(
  personId: string,
  now = Date.now(),
  storage = localStorageOrNone(),
): number {
  try {
    return Object.keys(storage ?? {})
      .filter((key) => key.startsWith(personPrefix(personId)))
      .map((key) => Page.safeParse(JSON.parse(storage?.getItem(key) ?? 'null')).data)
      .filter((page) => page !== undefined && Date.parse(page.closesAt) > now)
      .reduce((sum, page) => sum + (page?.waiting.length ?? 0), 0);
  } catch {
    return 0;
  }
}
