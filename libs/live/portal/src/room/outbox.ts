import { signal } from '@angular/core';
import {
  ask,
  type Choice,
  type GroupId,
  type PollId,
  say,
  type SessionId,
  vote,
  writeLine,
} from '@bimtek/live-contracts';
import { type ApiProblem, asProblem, remember, remembered } from '@bimtek/platform-portal';
import { newId } from '@bimtek/platform-portal/new-id';
import type { LiveSocket } from './live-socket.ts';

/** What somebody wrote or chose, until the server has it. */
export type ToSend =
  | { kind: 'say'; text: string }
  | { kind: 'ask'; text: string }
  | { kind: 'vote'; pollId: PollId; choice: Choice; revision: number }
  | { kind: 'line'; groupId: GroupId; line: number; text: string };
export type Unsent = ToSend & {
  /** Sent again under the same key it has one effect. */
  key: string;
  at: string;
  state: 'sending' | 'waiting' | 'refused';
};

/** Two of these are about the same thing: only the newer counts. */
function isSame(one: ToSend, other: ToSend): boolean {
  if (one.kind === 'vote' && other.kind === 'vote') return one.pollId === other.pollId;
  if (one.kind === 'line' && other.kind === 'line')
    return one.groupId === other.groupId && one.line === other.line;
  return false;
}

/**
 * Sends in order, one after the other, and keeps what has not arrived: over a dropped link and over a page that was closed.
 * What is refused stays with its reason until the person sends it again or lets it go.
 */
export class Outbox {
  readonly #items = signal<readonly Unsent[]>([]);
  readonly #problems = signal<Readonly<Record<string, ApiProblem>>>({});
  readonly items = this.#items.asReadonly();
  /** Why something was refused, by its key. */
  readonly problems = this.#problems.asReadonly();
  readonly #storageKey: string;
  #sending: Promise<void> | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly socket: LiveSocket,
    private readonly sessionId: SessionId,
    personId: string,
    private readonly whenDone: (item: Unsent, reply: unknown) => void,
  ) {
    this.#storageKey = `ruang.${personId}.${sessionId}`;
    this.#items.set(kept(this.#storageKey));
  }

  add(toSend: ToSend): void {
    const item: Unsent = { ...toSend, key: newId(), at: new Date().toISOString(), state: 'waiting' };
    this.#set([...this.#items().filter((one) => !isSame(one, item)), item]);
    void this.send();
  }

  again(key: string): void {
    this.#change(key, { state: 'waiting' });
    void this.send();
  }

  forget(key: string): void {
    this.#set(this.#items().filter((one) => one.key !== key));
  }

  /** Sends what waits; called whenever the person is in the room again. */
  send(): Promise<void> {
    this.#sending ??= this.#sendAll().finally(() => (this.#sending = undefined));
    return this.#sending;
  }

  stop(): void {
    clearTimeout(this.#again);
  }

  async #sendAll(): Promise<void> {
    for (;;) {
      const item = this.#items().find(({ state }) => state !== 'refused');
      if (!item) return;
      this.#change(item.key, { state: 'sending' });
      try {
        const reply = await this.#sendOne(item);
        this.forget(item.key);
        this.whenDone(item, reply);
      } catch (error) {
        const problem = asProblem(error);
        const wait = Number(problem.extra['retryAfterSeconds']);
        // Not in the room yet, no link, or too soon: it goes out by itself.
        if (problem.isNetwork || problem.code === 'not-in-room' || problem.status >= 500 || wait > 0) {
          this.#change(item.key, { state: 'waiting' });
          clearTimeout(this.#again);
          if (wait > 0) this.#again = setTimeout(() => void this.send(), (wait + 0.2) * 1_000);
          else if (problem.code === 'unreachable' || problem.status >= 500)
            this.#again = setTimeout(() => void this.send(), 5_000);
          return;
        }
        this.#problems.update((problems) => ({ ...problems, [item.key]: problem }));
        this.#change(item.key, { state: 'refused' });
      }
    }
  }

  #sendOne(item: Unsent): Promise<unknown> {
    const { sessionId } = this;
    switch (item.kind) {
      case 'say':
        return this.socket.ask(say, { sessionId, key: item.key, text: item.text });
      case 'ask':
        return this.socket.ask(ask, { sessionId, key: item.key, text: item.text });
      case 'vote':
        return this.socket.ask(vote, {
          sessionId,
          pollId: item.pollId,
          choice: item.choice,
          revision: item.revision,
        });
      case 'line':
        return this.socket.ask(writeLine, {
          sessionId,
          groupId: item.groupId,
          line: item.line,
          text: item.text,
          key: item.key,
        });
    }
  }

  #change(key: string, change: Pick<Unsent, 'state'>): void {
    this.#set(this.#items().map((one) => (one.key === key ? { ...one, ...change } : one)));
  }

  #set(items: readonly Unsent[]): void {
    this.#items.set(items);
    remember(this.#storageKey, items.length > 0 ? JSON.stringify(items) : null);
  }
}

function kept(storageKey: string): Unsent[] {
  try {
    const items = JSON.parse(remembered(storageKey) ?? '[]') as Unsent[];
    return Array.isArray(items) ? items.map((one) => ({ ...one, state: 'waiting' as const })) : [];
  } catch {
    return [];
  }
}
