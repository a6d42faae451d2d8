import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Settings } from '../settings/settings.ts';
import type { ContextTables } from './context-tables.ts';
import { dataSourceOptions } from './data-source.ts';

@Module({})
export class DatabaseModule {
  static forRoot(settings: Settings, contexts: ContextTables[], applicationName: string): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRoot({
          ...dataSourceOptions(settings.databaseUrl, contexts, {
            // A job holds one connection for its lock while its handler uses another.
            poolSize: Math.max(settings.databasePool, 2 * (settings.workerConcurrency + 1) + 2),
            applicationName,
          }),
          retryAttempts: 10,
          retryDelay: 500,
        }),
      ],
    };
  }
}
