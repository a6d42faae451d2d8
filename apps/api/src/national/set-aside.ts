import type { EntityManager } from 'typeorm';

interface Constraint {
  table: string;
  name: string;
  definition: string;
}

/**
 * Sets the keys of tables aside while `work` fills them, and puts them back in the same transaction: checking all rows at
 * once and building an index in order is many times cheaper than row by row. A row that breaks a key undoes everything.
 */
export async function withKeysSetAside(
  tx: EntityManager,
  tables: readonly string[],
  work: () => Promise<void>,
): Promise<void> {
  const keys: Constraint[] = await tx.query(
    `SELECT conrelid::regclass::text AS table, conname AS name, pg_get_constraintdef(oid) AS definition
     FROM pg_constraint WHERE conrelid = ANY($1::regclass[]) AND contype IN ('f', 'p')
     ORDER BY contype = 'p', conname`,
    [[...tables]],
  );
  for (const { table, name } of keys) await tx.query(`ALTER TABLE ${table} DROP CONSTRAINT "${name}"`);
  await work();
  for (const { table, name, definition } of keys.reverse()) {
    await tx.query(`ALTER TABLE ${table} ADD CONSTRAINT "${name}" ${definition}`);
  }
}
