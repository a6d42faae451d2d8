interface Waiting<Item, Result> {
  item: Item;
  done: (result: Result) => void;
  failed: (error: unknown) => void;
}

/**
 * Writes of many that arrive side by side: while one statement runs the next ones gather, and go together as soon as it is
 * done. Nobody waits longer than for two statements, and nothing is acknowledged before it is committed.
 *
 * `write` answers in the order of its items. Two items of one key never go together; they keep their order.
 */
export class GroupCommit<Item, Result> {
  #waiting: Waiting<Item, Result>[] = [];
  #running = 0;

  constructor(
    private readonly write: (items: Item[]) => Promise<Result[]>,
    private readonly options: { keyOf: (item: Item) => string; most?: number; sideBySide?: number },
  ) {}

  add(item: Item): Promise<Result> {
    return new Promise<Result>((done, failed) => {
      this.#waiting.push({ item, done, failed });
      this.#next();
    });
  }

  /** How many wait for a statement that has not begun. */
  get waiting(): number {
    return this.#waiting.length;
  }

  #next(): void {
    const { sideBySide = 1 } = this.options;
    if (this.#running >= sideBySide || this.#waiting.length === 0) return;
    const batch = this.#takeBatch();
    this.#running += 1;
    void this.#run(batch).finally(() => {
      this.#running -= 1;
      this.#next();
    });
  }

  #takeBatch(): Waiting<Item, Result>[] {
    const { keyOf, most = 500 } = this.options;
    const keys = new Set<string>();
    const batch: Waiting<Item, Result>[] = [];
    const left: Waiting<Item, Result>[] = [];
    for (const waiting of this.#waiting) {
      const key = keyOf(waiting.item);
      if (batch.length >= most || keys.has(key)) left.push(waiting);
      else batch.push(waiting);
      keys.add(key);
    }
    this.#waiting = left;
    return batch;
  }

  async #run(batch: Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.write(batch.map(({ item }) => item));
      if (results.length !== batch.length) throw new Error('A group commit answered not for all');
      batch.forEach(({ done }, place) => done(results[place] as Result));
    } catch (error) {
      for (const { failed } of batch) failed(error);
    }
  }
}
