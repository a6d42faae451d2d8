import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import type { ContextTables } from '../database/context-tables.ts';
import { openDataSource } from '../database/data-source.ts';
import { platformTables } from '../platform.module.ts';

export interface TestDatabase {
  name: string;
  url: string;
  db: DataSource;
  /** Closes the connections and drops the database. */
  drop(): Promise<void>;
}

/**
 * An own database for one spec file, copied from the migrated template or from a `template` that nobody is connected to
 * (`db.destroy()`). Needs TEST_DATABASE_URL (set by the db project).
 */
export async function aTestDatabase(
  contexts: ContextTables[] = [],
  template: Pick<TestDatabase, 'name'> = { name: 'bimtek_template' },
): Promise<TestDatabase> {
  const server = serverUrl();
  const name = `spec_${randomBytes(6).toString('hex')}`;
  await admin(server, `CREATE DATABASE ${name} TEMPLATE ${template.name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const db = await openDataSource(url.href, [platformTables, ...contexts], { poolSize: 8 });
  return {
    name,
    url: url.href,
    db,
    drop: async () => {
      if (db.isInitialized) await db.destroy();
      await admin(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

/** The address of a Redis for specs, or undefined when this machine has none. */
export function testRedisUrl(): string | undefined {
  // eslint-disable-next-line no-restricted-properties -- specs are told by their runner, not by the product's settings
  return process.env['TEST_REDIS_URL'];
}

function serverUrl(): string {
  // eslint-disable-next-line no-restricted-properties -- specs are told by their runner, not by the product's settings
  const url = process.env['TEST_DATABASE_URL'];
  if (!url) throw new Error('TEST_DATABASE_URL is not set: run database specs with `npm run test:db`.');
  return url;
}

async function admin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // A template that is being copied by another spec is busy for a moment.
    for (let attempt = 1; ; attempt++) {
      try {
        await client.query(statement);
        return;
      } catch (error) {
        if ((error as { code?: string }).code !== '55006' || attempt === 50) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  } finally {
    await client.end();
  }
}
