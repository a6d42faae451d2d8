import { checkImport, runImport } from '@bimtek/platform-contracts';
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { AuditEntry } from './audit/audit-entry.entity.ts';
import { AuditLog } from './audit/audit-log.ts';
import { Clock, Ids } from './clock/clock.ts';
import type { ContextTables } from './database/context-tables.ts';
import { DatabaseModule } from './database/database.module.ts';
import { FileSender } from './files/file-sender.ts';
import { Files } from './files/files.service.ts';
import { openStorage } from './files/open-storage.ts';
import { Storage } from './files/storage.ts';
import { StoredFile } from './files/stored-file.entity.ts';
import { HealthController } from './health/health.controller.ts';
import { Heartbeat } from './health/heartbeat.ts';
import { ApiDocumentsController } from './http/api-documents.controller.ts';
import { OpenApi } from './http/openapi.ts';
import { StoredImport, StoredImportProblem } from './imports/import.entity.ts';
import { ImportHandlers } from './imports/import-handlers.ts';
import { CheckImport, RunImport } from './imports/import-jobs.ts';
import { ImportRunner } from './imports/import-runner.ts';
import { ImportsController } from './imports/imports.controller.ts';
import { Imports } from './imports/imports.service.ts';
import { CreatePlatform1795000000000 } from './migrations/1795000000000-create-platform.ts';
import { CreateImports1795000050000 } from './migrations/1795000050000-create-imports.ts';
import { IndexOwnImports1795000060000 } from './migrations/1795000060000-index-own-imports.ts';
import { Outbox } from './outbox/outbox.ts';
import { OutboxEntry } from './outbox/outbox-entry.entity.ts';
import { Contexts, JobRunner } from './queue/job-runner.ts';
import { QueueBackend } from './queue/queues.ts';
import { Settings } from './settings/settings.ts';
import { Sockets } from './sockets/sockets.ts';
import { Throttle } from './throttle/throttle.ts';

export const platformTables: ContextTables = {
  context: 'platform',
  entities: [OutboxEntry, AuditEntry, StoredFile, StoredImport, StoredImportProblem],
  migrations: [CreatePlatform1795000000000, CreateImports1795000050000, IndexOwnImports1795000060000],
  jobs: [checkImport, runImport],
};

/** Where time and chance come from: the machine's own, unless somebody wants to repeat exactly what was. */
export interface Sources {
  clock: Clock;
  ids: Ids;
}

/** What every context may inject, in every process. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot(
    settings: Settings,
    contexts: ContextTables[],
    applicationName: string,
    sources: Sources = { clock: new Clock(), ids: new Ids() },
  ): DynamicModule {
    const all = [platformTables, ...contexts];
    return {
      module: PlatformModule,
      imports: [DatabaseModule.forRoot(settings, all, applicationName), DiscoveryModule],
      providers: [
        { provide: Settings, useValue: settings },
        { provide: Contexts, useValue: new Contexts(all) },
        { provide: QueueBackend, useFactory: () => new QueueBackend(settings) },
        { provide: Storage, useFactory: () => openStorage(settings) },
        { provide: Clock, useValue: sources.clock },
        { provide: Ids, useValue: sources.ids },
        Outbox,
        AuditLog,
        Files,
        FileSender,
        Throttle,
        ImportHandlers,
        Imports,
      ],
      exports: [
        Settings,
        Contexts,
        QueueBackend,
        Storage,
        Clock,
        Ids,
        Outbox,
        AuditLog,
        Files,
        FileSender,
        Throttle,
        ImportHandlers,
        Imports,
      ],
    };
  }
}

/** Imported by the api: health, the OpenAPI document, imports, sockets. */
@Global()
@Module({
  imports: [DiscoveryModule],
  controllers: [HealthController, ApiDocumentsController, ImportsController],
  providers: [OpenApi, Sockets],
  exports: [OpenApi, Sockets],
})
export class PlatformApiModule {}

/** Imported by the worker: the relay, the handlers' runner, the long part of imports. */
@Module({
  imports: [DiscoveryModule],
  providers: [JobRunner, Heartbeat, ImportRunner, CheckImport, RunImport],
  exports: [JobRunner, ImportRunner],
})
export class PlatformWorkerModule {}
