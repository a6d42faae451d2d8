import 'reflect-metadata';
import { AdvanceClassGroups } from '@bimtek/delivery-server';
import { createLogger, NestLogger, readSettings, type Settings } from '@bimtek/platform-server';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ApiModule } from './api.module.ts';
import { NationalSeason, SeasonRefused } from './national/national-season.ts';
import { SeasonClock, SeasonIds } from './national/season-sources.ts';

/** More codes of participants than this are not free in a year to be found by chance. */
const MOST_PEOPLE = 40_000;

/** The address for a connection that does not wait for the disk at each commit: a seed that is cut short begins anew. */
function writingAhead(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.searchParams.set('options', '-c synchronous_commit=off');
  return url.href;
}

try {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      people: { type: 'string', default: '8000' },
      today: { type: 'string', default: new Date().toISOString().slice(0, 10) },
    },
  });
  const people = Number(values.people);
  if (!Number.isInteger(people) || people < 1 || people > MOST_PEOPLE) {
    throw new SeasonRefused(`--people is a number from 1 to ${MOST_PEOPLE}, not ${values.people}.`);
  }
  const read = readSettings();
  const settings: Settings = { ...read, databaseUrl: writingAhead(read.databaseUrl) };
  const clock = new SeasonClock();
  const ids = new SeasonIds(values.seed, clock);
  // The worker is not running yet, so what it does for classes is done here.
  @Module({ imports: [ApiModule.for(settings, { clock, ids })], providers: [AdvanceClassGroups] })
  class SeedModule {}
  const app = await NestFactory.createApplicationContext(SeedModule, {
    logger: new NestLogger(createLogger(settings, 'seed')),
    abortOnError: false,
  });
  const season = new NationalSeason(app, clock, ids, { seed: values.seed, people, today: values.today });
  let began = performance.now();
  const isNew = await season.make((what) => {
    console.log(`${what}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
    began = performance.now();
  });
  if (!isNew) console.log('This season is loaded already; nothing was changed.');
  const accounts = await season.accounts();
  await writeFile(join(settings.dataDir, 'demo-accounts.json'), `${JSON.stringify(accounts, null, 2)}\n`);
  await app.close();
} catch (error) {
  console.error(
    error instanceof SeasonRefused
      ? error.message
      : `The season could not be loaded: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
  process.exit(1);
}
