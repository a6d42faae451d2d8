import type { DataSource } from 'typeorm';
import type { ContextTables } from './context-tables.ts';

export type MigrationState = 'current' | 'behind' | 'ahead';

/** Compares the migrations this code has with those the database has run. Throws when the database does not answer. */
export async function migrationState(db: DataSource, contexts: ContextTables[]): Promise<MigrationState> {
  const known = new Set(contexts.flatMap((context) => context.migrations).map((migration) => migration.name));
  const [table]: { there: boolean }[] = await db.query(
    `SELECT to_regclass('platform_migration') IS NOT NULL AS there`,
  );
  if (!table?.there) return 'behind';
  const rows: { name: string }[] = await db.query(`SELECT name FROM platform_migration`);
  const run = new Set(rows.map((row) => row.name));
  if ([...run].some((name) => !known.has(name))) return 'ahead';
  return [...known].some((name) => !run.has(name)) ? 'behind' : 'current';
}

/** The database has run migrations that this code does not know: it belongs to a newer version. */
export class DatabaseIsNewerError extends Error {
  constructor() {
    super(
      'The database was last used by a newer version of Ruang Bimtek; start that version, or use another database.',
    );
  }
}

/** Brings the schema up to this code; only one process at a time does it, the others wait. */
export async function runContextMigrations(db: DataSource, contexts: ContextTables[]): Promise<void> {
  const runner = db.createQueryRunner();
  await runner.connect();
  try {
    await runner.query(`SELECT pg_advisory_lock(hashtext('bimtek:migrate'))`);
    if ((await migrationState(db, contexts)) === 'ahead') throw new DatabaseIsNewerError();
    await db.runMigrations();
  } finally {
    await runner.query(`SELECT pg_advisory_unlock(hashtext('bimtek:migrate'))`).catch(() => undefined);
    await runner.release();
  }
}
