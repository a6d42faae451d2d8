import 'reflect-metadata';
import { createLogger, ImportRunner, NestLogger, readSettings } from '@bimtek/platform-server';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ApiModule } from './api.module.ts';
import { DemoSeason } from './demo/demo-season.ts';

try {
  const settings = readSettings();
  // The worker is not running yet, so what it does for an import is done here.
  @Module({ imports: [ApiModule.for(settings)], providers: [ImportRunner] })
  class SeedModule {}
  const app = await NestFactory.createApplicationContext(SeedModule, {
    logger: new NestLogger(createLogger(settings, 'seed')),
    abortOnError: false,
  });
  const accounts = await new DemoSeason(app).make();
  await writeFile(join(settings.dataDir, 'demo-accounts.json'), `${JSON.stringify(accounts, null, 2)}\n`);
  await app.close();
} catch (error) {
  console.error(
    `The demo could not be loaded: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
  process.exit(1);
}
