import { migrateQueue, openDataSource, platformTables, runContextMigrations } from '@bimtek/platform-server';
import { contexts } from './contexts.ts';

/** Brings the schema and the queue's tables up to this code. Throws DatabaseIsNewerError when the database is ahead. */
export async function migrateDatabase(databaseUrl: string): Promise<void> {
  const all = [platformTables, ...contexts];
  const db = await openDataSource(databaseUrl, all, { poolSize: 2, applicationName: 'migrate' });
  try {
    await runContextMigrations(db, all);
  } finally {
    await db.destroy();
  }
  await migrateQueue(databaseUrl);
}
