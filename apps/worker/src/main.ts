import 'reflect-metadata';
import { createLogger, NestLogger, readSettings, SettingsError } from '@bimtek/platform-server';
import { NestFactory } from '@nestjs/core';
import { WorkerModule } from './worker.module.ts';

try {
  const settings = readSettings();
  const app = await NestFactory.createApplicationContext(WorkerModule.for(settings), {
    logger: new NestLogger(createLogger(settings, 'worker')),
    abortOnError: false,
  });
  app.enableShutdownHooks(['SIGINT', 'SIGTERM']);
} catch (error) {
  const sentence =
    error instanceof SettingsError
      ? error.message
      : `The worker could not start: ${error instanceof Error ? error.message : String(error)}`;
  console.error(sentence);
  process.exit(1);
}
