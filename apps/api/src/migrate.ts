import 'reflect-metadata';
import { DatabaseIsNewerError, isDatabaseGone, readSettings, SettingsError } from '@bimtek/platform-server';
import { loadReferenceData, migrateDatabase } from './database.ts';

try {
  const { databaseUrl } = readSettings();
  await migrateDatabase(databaseUrl);
  await loadReferenceData(databaseUrl);
} catch (error) {
  const sentence =
    error instanceof SettingsError || error instanceof DatabaseIsNewerError
      ? error.message
      : isDatabaseGone(error)
        ? 'The database does not answer; check DATABASE_URL and that PostgreSQL is running.'
        : `The database could not be migrated: ${error instanceof Error ? error.message : String(error)}`;
  console.error(sentence);
  process.exit(1);
}
