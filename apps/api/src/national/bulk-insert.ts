import type { EntityManager } from 'typeorm';

/** What each transaction is writing: a connection takes one statement after the other. */
const writing = new WeakMap<EntityManager, Promise<unknown>>();

/** Rows of one statement: enough to make its own cost small, few enough to stay a message of some megabytes. */
const ROWS_A_STATEMENT = 4_000;

/**
 * Collects rows of one table, given as columns with their PostgreSQL types, and inserts them in large statements. The
 * next rows are made while PostgreSQL writes the last ones.
 */
export class BulkInsert {
  #rows: (readonly unknown[])[] = [];
  readonly #statement: string;

  constructor(
    private readonly tx: EntityManager,
    table: string,
    columns: Record<string, string>,
    /** Rows that these refer to: what waits of them is written first. */
    private readonly after?: BulkInsert,
  ) {
    const types = Object.values(columns);
    const names = Object.keys(columns).map((column) => `"${column}"`);
    // A jsonb travels as text: an array of texts is quicker to read than one of documents.
    const from = types.map((type, index) => `$${index + 1}::${type === 'jsonb' ? 'text' : type}[]`);
    const selected = types.map((type, index) => (type === 'jsonb' ? `r.c${index}::jsonb` : `r.c${index}`));
    const aliases = types.map((_type, index) => `c${index}`);
    this.#statement = `INSERT INTO ${table} (${names.join(', ')})
      SELECT ${selected.join(', ')} FROM unnest(${from.join(', ')}) AS r(${aliases.join(', ')})`;
  }

  async add(row: readonly unknown[]): Promise<void> {
    this.#rows.push(row);
    if (this.#rows.length >= ROWS_A_STATEMENT) await this.#write();
  }

  /** Writes what is left and waits until all is there. */
  async end(): Promise<void> {
    await this.#write();
    await writing.get(this.tx);
  }

  async #write(): Promise<void> {
    if (this.#rows.length === 0) return;
    await this.after?.end();
    const rows = this.#rows;
    this.#rows = [];
    const width = rows[0]?.length ?? 0;
    const columns = Array.from({ length: width }, (_, column) => rows.map((row) => row[column]));
    await writing.get(this.tx);
    const statement = this.tx.query(this.#statement, columns);
    // Reported by whoever waits for it next; a rejection in between is no crash.
    statement.catch(() => undefined);
    writing.set(this.tx, statement);
  }
}
