import { migrateQueue, openDataSource, platformTables, runContextMigrations } from '@bimtek/platform-server';
import { loadRegions } from '@bimtek/registry-server';
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

/** Loads what the product needs beside its schema: the regions of Indonesia. Does nothing when they are there. */
export async function loadReferenceData(databaseUrl: string): Promise<void> {
  const db = await openDataSource(databaseUrl, [], { poolSize: 1, applicationName: 'load-regions' });
  try {
    await loadRegions(db);
  } finally {
    await db.destroy();
  }
}
