import type { DataSource } from 'typeorm';

/** A node of a plan, as `EXPLAIN (FORMAT JSON)` gives it. */
interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: PlanNode[];
}

export interface Explained {
  /** Tables that were read from end to end. */
  sequentialScans: string[];
  indexes: string[];
  /** The most rows that any step took in, those that it then left out included. */
  rowsTouched: number;
  /** The most rows that a step put in order. */
  rowsSorted: number;
  /** Pages that were read: what a statement costs, whatever the machine does beside. */
  pages: number;
}

/** Runs a statement and tells how the database came to its rows. */
export async function explained(db: DataSource, sql: string, parameters: unknown[] = []): Promise<Explained> {
  const [answer]: { 'QUERY PLAN': { Plan: PlanNode & Record<string, number> }[] }[] = await db.query(
    `EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) ${sql}`,
    parameters,
  );
  const root = answer?.['QUERY PLAN'][0]?.Plan;
  if (!root) throw new Error('The statement has no plan');
  const nodes = nodesOf(root);
  const rowsOf = (node: PlanNode) =>
    ((node['Actual Rows'] ?? 0) +
      (node['Rows Removed by Filter'] ?? 0) +
      (node['Rows Removed by Index Recheck'] ?? 0)) *
    (node['Actual Loops'] ?? 1);
  const most = (of: PlanNode[]) => Math.max(0, ...of.map(rowsOf));
  return {
    sequentialScans: nodes.flatMap((node) =>
      node['Node Type'].endsWith('Seq Scan') && rowsOf(node) > SMALL ? [node['Relation Name'] ?? ''] : [],
    ),
    indexes: nodes.flatMap((node) => (node['Index Name'] ? [node['Index Name']] : [])),
    rowsTouched: most(nodes),
    rowsSorted: most(
      nodes.filter((node) => node['Node Type'].endsWith('Sort')).flatMap((node) => node.Plans ?? []),
    ),
    pages: (root['Shared Hit Blocks'] ?? 0) + (root['Shared Read Blocks'] ?? 0),
  };
}

/** A table of so few rows is read whole for good reason. */
const SMALL = 1_000;

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}

/** Remembers the statements that a service sends, so that a spec explains those and no copies of them. */
export async function statementsOf(
  db: DataSource,
  work: () => Promise<unknown>,
): Promise<{ sql: string; parameters: unknown[] }[]> {
  const sent: { sql: string; parameters: unknown[] }[] = [];
  const pool = (db.driver as unknown as { master: Pool }).master;
  const original = pool.Client.prototype.query;
  pool.Client.prototype.query = function (
    this: unknown,
    query: unknown,
    values: unknown,
    ...more: unknown[]
  ) {
    const named = query as { text?: string; values?: unknown[] };
    const sql = typeof query === 'string' ? query : named.text;
    const parameters = Array.isArray(values) ? values : (named.values ?? []);
    if (sql && /^\s*(select|with)\b/i.test(sql)) sent.push({ sql, parameters: [...parameters] });
    return original.call(this, query, values, ...more);
  };
  try {
    await work();
  } finally {
    pool.Client.prototype.query = original;
  }
  return sent;
}

interface Pool {
  Client: { prototype: { query(this: unknown, ...given: unknown[]): unknown } };
}

/**
 * How the page of a list is found: explains the last statement with a LIMIT that `ask` sends, or the one that has `holding`
 * in it.
 */
export async function explainedPage(
  db: DataSource,
  ask: () => Promise<unknown>,
  holding = 'LIMIT',
): Promise<Explained> {
  const sent = await statementsOf(db, ask);
  const page = sent.filter(({ sql }) => sql.includes(holding)).at(-1);
  if (!page) throw new Error(`Nothing was sent with ${holding}:\n${sent.map(({ sql }) => sql).join('\n')}`);
  return explained(db, page.sql, page.parameters);
}

/** How everything is found that `ask` reads. */
export async function explainedAll(db: DataSource, ask: () => Promise<unknown>): Promise<Explained[]> {
  const plans: Explained[] = [];
  for (const { sql, parameters } of await statementsOf(db, ask))
    plans.push(await explained(db, sql, parameters));
  return plans;
}

/** Compares how lists are found among few rows and among many. */
export class PlansBySize {
  readonly #pages = new Map<string, number>();

  /**
   * What speaks against a plan: a large table read from end to end, more rows than `most` touched or sorted, or more pages
   * read than the first time that this list was looked at (or than `mostPages`).
   */
  wrongs(
    name: string,
    { sequentialScans, rowsTouched, rowsSorted, pages, indexes }: Explained,
    { most, mostPages = 0 }: { most: number; mostPages?: number },
  ): string[] {
    const before = this.#pages.get(name) ?? pages;
    this.#pages.set(name, before);
    return [
      ...sequentialScans.map((table) => `${name}: reads all of ${table}`),
      ...(rowsTouched > most ? [`${name}: touches ${rowsTouched} rows by ${indexes.join(', ')}`] : []),
      ...(rowsSorted > most ? [`${name}: sorts ${rowsSorted} rows`] : []),
      ...(pages > Math.max(before * 1.3 + 60, mostPages)
        ? [`${name}: reads ${pages} pages, ${before} before`]
        : []),
    ];
  }
}
