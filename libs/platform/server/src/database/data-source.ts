import { DataSource, type DataSourceOptions } from 'typeorm';
import type { ContextTables } from './context-tables.ts';
import { SnakeNaming } from './snake-naming.ts';

/** One pool for TypeORM and for named statements. `statement_timeout` keeps a runaway query from holding a connection. */
export function dataSourceOptions(
  databaseUrl: string,
  contexts: ContextTables[],
  options: { poolSize?: number; applicationName?: string } = {},
): DataSourceOptions {
  return {
    type: 'postgres',
    url: databaseUrl,
    entities: contexts.flatMap((context) => context.entities),
    migrations: contexts.flatMap((context) => context.migrations),
    migrationsTableName: 'platform_migration',
    migrationsTransactionMode: 'each',
    namingStrategy: new SnakeNaming(),
    synchronize: false,
    poolSize: options.poolSize ?? 10,
    applicationName: options.applicationName ?? 'ruang-bimtek',
    connectTimeoutMS: 5_000,
    extra: {
      statement_timeout: 60_000,
      idle_in_transaction_session_timeout: 60_000,
      keepAlive: true,
      // Tables lie in memory or on a disk without a moving head: a page by an index costs about what the next one does.
      options: '-c random_page_cost=1.1',
    },
  };
}

export async function openDataSource(
  databaseUrl: string,
  contexts: ContextTables[],
  options: { poolSize?: number; applicationName?: string } = {},
): Promise<DataSource> {
  return new DataSource(dataSourceOptions(databaseUrl, contexts, options)).initialize();
}
