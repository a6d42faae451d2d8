import { type DynamicModule, Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { join } from 'node:path';
import { AuditEntry } from './audit/audit-entry.entity.ts';
import { AuditLog } from './audit/audit-log.ts';
import { Clock, Ids } from './clock/clock.ts';
import type { ContextTables } from './database/context-tables.ts';
import { DatabaseModule } from './database/database.module.ts';
import { Files } from './files/files.service.ts';
import { LocalDiskStorage } from './files/local-disk-storage.ts';
import { Storage } from './files/storage.ts';
import { StoredFile } from './files/stored-file.entity.ts';
import { HealthController } from './health/health.controller.ts';
import { ApiDocumentsController } from './http/api-documents.controller.ts';
import { OpenApi } from './http/openapi.ts';
import { CreatePlatform1795000000000 } from './migrations/1795000000000-create-platform.ts';
import { Outbox } from './outbox/outbox.ts';
import { OutboxEntry } from './outbox/outbox-entry.entity.ts';
import { Contexts, JobRunner } from './queue/job-runner.ts';
import { QueueBackend } from './queue/queues.ts';
import { Settings } from './settings/settings.ts';
import { Throttle } from './throttle/throttle.ts';

export const platformTables: ContextTables = {
  context: 'platform',
  entities: [OutboxEntry, AuditEntry, StoredFile],
  migrations: [CreatePlatform1795000000000],
  jobs: [],
};

/** What every context may inject, in every process. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot(settings: Settings, contexts: ContextTables[], applicationName: string): DynamicModule {
    const all = [platformTables, ...contexts];
    return {
      module: PlatformModule,
      imports: [DatabaseModule.forRoot(settings, all, applicationName), DiscoveryModule],
      providers: [
        { provide: Settings, useValue: settings },
        { provide: Contexts, useValue: new Contexts(all) },
        { provide: QueueBackend, useFactory: () => new QueueBackend(settings) },
        { provide: Storage, useFactory: () => new LocalDiskStorage(join(settings.dataDir, 'files')) },
        Clock,
        Ids,
        Outbox,
        AuditLog,
        Files,
        Throttle,
      ],
      exports: [Settings, Contexts, QueueBackend, Storage, Clock, Ids, Outbox, AuditLog, Files, Throttle],
    };
  }
}

/** Imported by the api: health, the OpenAPI document. */
@Module({
  imports: [DiscoveryModule],
  controllers: [HealthController, ApiDocumentsController],
  providers: [OpenApi],
  exports: [OpenApi],
})
export class PlatformApiModule {}

/** Imported by the worker: the relay and the handlers' runner. */
@Module({ imports: [DiscoveryModule], providers: [JobRunner], exports: [JobRunner] })
export class PlatformWorkerModule {}
