import type { DataSource, EntityManager } from 'typeorm';

const FEW = 1_000;

/**
 * The ids that a statement gives (column `id`), or null when they are more than a thousand. A list looks up few ids and puts
 * those in order; what holds for many is checked row by row while the list is read in its order, as its page is soon full
 * (where the order has nothing to do with what is asked). So neither costs more among more rows, whatever the planner expects.
 */
export async function fewOf(
  db: DataSource | EntityManager,
  sql: string,
  parameters: unknown[],
): Promise<string[] | null> {
  const rows: { id: string }[] = await db.query(`SELECT id FROM (${sql}) found LIMIT ${FEW + 1}`, parameters);
  return rows.length > FEW ? null : rows.map((row) => row.id);
}

/** What somebody typed as a `tsquery` of beginnings of words; null when there is no letter and no digit. */
export function beginningsOf(typed: string): string | null {
  const words = typed.toLowerCase().match(/[\p{L}\p{N}]+/gu);
  return words && words.map((word) => `${word}:*`).join(' & ');
}
