/**
 * Before the specs that need services: one PostgreSQL, one Redis where there is one, one migrated template database.
 *
 * A spec file clones the template: `create database x template bimtek_template`, connected to TEST_DATABASE_URL.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPostgres } from '../postgres.mjs';
import { startRedis } from '../redis.mjs';
import stopServices from './stop-services.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

export default async function startServices() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bimtek-db-specs-'));
  // Also the user that PostgreSQL runs as has to get in.
  fs.chmodSync(folder, 0o755);
  const services = { folder };
  globalThis.__services = services;
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => void stopServices().finally(() => process.exit(130)));
  }
  try {
    await start(services);
  } catch (error) {
    // Jest skips the teardown when the setup fails.
    await stopServices();
    throw error;
  }
}

async function start(services) {
  const postgres = await startPostgres({ dataDir: path.join(services.folder, 'postgres'), durable: false });
  services.postgres = postgres;
  const redis = await startRedis();
  services.redis = redis;

  process.env.TEST_DATABASE_URL = postgres.urlOf('postgres');
  if (redis) process.env.TEST_REDIS_URL = redis.url;
  else console.warn('redis-server is not installed: specs of the queue on Redis are skipped.');

  await migrateTemplate(postgres.urlOf('bimtek_template'), postgres.urlOf('postgres'));
}

async function migrateTemplate(url, maintenanceUrl) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: maintenanceUrl });
  await client.connect();
  await client.query('create database bimtek_template');
  await client.end();

  const script = `
    import { migrateDatabase } from './apps/api/src/database.ts';
    await migrateDatabase(${JSON.stringify(url)});
    process.exit(0);
  `;
  const args = ['--import', './tools/dev-loader.mjs', '--input-type=module', '--eval', script];
  const migrated = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '', NODE_ENV: 'test', DATABASE_URL: url },
  });
  if (migrated.status !== 0) {
    throw new Error(`The migrations failed on an empty database:\n${migrated.stdout}${migrated.stderr}`);
  }
}
