import type { Conditions } from './conditions.ts';

/** An opaque place in a list: the sort keys of a row that was shown. */
export function cursorOf(keys: readonly string[]): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url');
}

/** The keys of a cursor, or null for none and for one that nobody of us made. */
export function readCursor(cursor: string | undefined, keys: number): string[] | null {
  if (!cursor) return null;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const fits =
      Array.isArray(parsed) && parsed.length === keys && parsed.every((key) => typeof key === 'string');
    return fits ? (parsed as string[]) : null;
  } catch {
    return null;
  }
}

/** A column that a list is sorted by: its SQL, and its type; a cursor with another type is none of this list. */
export interface KeyColumn {
  sql: string;
  type: 'text' | 'uuid' | 'int' | 'timestamptz';
}

interface Asked {
  after?: string | undefined;
  before?: string | undefined;
  limit: number;
}

const fits: Record<KeyColumn['type'], (value: string) => boolean> = {
  text: () => true,
  uuid: (value) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value),
  int: (value) => /^-?\d{1,9}$/.test(value),
  timestamptz: (value) => !Number.isNaN(Date.parse(value)),
};

/**
 * A list paged by key in both directions. `before` walks the index backwards, so that the way back is a page of its own
 * and survives a reload; rows that come or go meanwhile neither repeat nor hide others. All columns go one way.
 */
export class Keyset {
  readonly #cursor: string[] | null;
  readonly #isBack: boolean;

  constructor(
    private readonly columns: readonly KeyColumn[],
    private readonly asked: Asked,
    private readonly direction: 'asc' | 'desc' = 'asc',
  ) {
    const cursor = readCursor(asked.after || asked.before, columns.length);
    this.#cursor = cursor && columns.every(({ type }, at) => fits[type](cursor[at] ?? '')) ? cursor : null;
    this.#isBack = this.#cursor !== null && !asked.after;
  }

  /** Adds the condition that begins the page behind the cursor. */
  narrow(where: Conditions): void {
    if (!this.#cursor) return;
    const cursor = this.#cursor;
    const values = this.columns.map(({ type }, at) => `${where.value(cursor[at])}::${type}`);
    const isDown = (this.direction === 'desc') !== this.#isBack;
    where.and(
      `(${this.columns.map(({ sql }) => sql).join(', ')}) ${isDown ? '<' : '>'} (${values.join(', ')})`,
    );
  }

  /** For `ORDER BY`. */
  get order(): string {
    const way = (this.direction === 'desc') !== this.#isBack ? 'DESC' : 'ASC';
    return this.columns.map(({ sql }) => `${sql} ${way}`).join(', ');
  }

  /** For `LIMIT`: one row more than asked tells whether there is another page. */
  get limit(): number {
    return this.asked.limit + 1;
  }

  /** The page of these rows, in the list's own order. */
  page<Row>(
    rows: readonly Row[],
    keysOf: (row: Row) => readonly string[],
  ): { items: Row[]; next: string | null; previous: string | null } {
    const isMore = rows.length > this.asked.limit;
    const items = rows.slice(0, this.asked.limit);
    if (this.#isBack) items.reverse();
    const [first, last] = [items.at(0), items.at(-1)];
    const hasNext = this.#isBack ? this.#cursor !== null : isMore;
    const hasPrevious = this.#isBack ? isMore : this.#cursor !== null;
    return {
      items,
      next: hasNext && last ? cursorOf(keysOf(last)) : null,
      previous: hasPrevious && first ? cursorOf(keysOf(first)) : null,
    };
  }
}
