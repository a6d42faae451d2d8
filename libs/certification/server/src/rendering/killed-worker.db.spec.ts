import { curriculumTables } from '@bimtek/curriculum-server';
import { deliveryTables } from '@bimtek/delivery-server';
import { participantPassed } from '@bimtek/graduation-contracts';
import { Clock, Ids, migrateQueue, Outbox, StoredFile } from '@bimtek/platform-server';
import { aTestDatabase, type TestDatabase, testRedisUrl } from '@bimtek/platform-server/testing';
import { registryTables } from '@bimtek/registry-server';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomInt } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Certificate } from '../certificates/certificate.entity.ts';
import { certificationTables } from '../certification.module.ts';
import { anIssuer, somePassed } from '../testing/some-passed.ts';

const root = fileURLToPath(new URL('../../../../../', import.meta.url));
const COUNT = 200;
/** So many times the worker is killed before it may go on to the end. */
const KILLS = 3;
const redis = testRedisUrl();
const backends = [
  ['PostgreSQL', ''],
  ...(redis ? [['Redis', `${redis.replace(/\/\d*$/, '')}/8`] as const] : []),
] as const;

describe.each(backends)('the worker on %s, killed while it renders', (_name, redisUrl) => {
  let database: TestDatabase;
  let folder: string;
  let worker: ChildProcess | undefined;
  let words = '';

  beforeAll(async () => {
    database = await aTestDatabase([registryTables, curriculumTables, deliveryTables, certificationTables]);
    await migrateQueue(database.url);
    folder = await mkdtemp(join(tmpdir(), 'bimtek-killed-'));
    const { db } = database;
    await db.query(
      `INSERT INTO certification_issuer (is_current, issuer, updated_at) VALUES (true, $1, now())`,
      [JSON.stringify(anIssuer())],
    );
    const passed = await somePassed(db, { count: COUNT });
    const outbox = new Outbox(new Clock(), new Ids());
    await db.transaction((tx) => outbox.addAll(tx, participantPassed, passed));
  });
  afterAll(async () => {
    await end('SIGKILL');
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  /** The real worker, from its source, as `npm start` runs it. */
  function start(): void {
    const args = [
      '--import',
      './tools/dev-loader.mjs',
      '--conditions=@bimtek/source',
      'apps/worker/src/main.ts',
    ];
    worker = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: '',
        NODE_ENV: 'test',
        DATABASE_URL: database.url,
        REDIS_URL: redisUrl,
        DATA_DIR: folder,
        LOG_LEVEL: 'error',
        PUBLIC_URL: 'https://ruang.example',
        OUTBOX_RESEND_SECONDS: '2',
        OUTBOX_POLL_MS: '50',
      },
    });
    for (const stream of [worker.stdout, worker.stderr])
      stream?.on('data', (text) => (words += String(text)));
  }
  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const ending = worker;
    worker = undefined;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const ended = new Promise((resolve) => ending.once('exit', resolve));
    ending.kill(signal);
    await ended;
  }
  async function rendered(): Promise<number> {
    const rows: { n: number }[] = await database.db.query(
      `SELECT count(*)::int AS n FROM certification_certificate WHERE file_id IS NOT NULL`,
    );
    return rows[0]?.n ?? 0;
  }
  async function until(count: number): Promise<void> {
    while ((await rendered()) < count) {
      if (worker?.exitCode) throw new Error(`The worker ended by itself: ${words.slice(-2_000)}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  it('publishes each of 200 certificates once, numbered 1 to 200, with every byte on disk', async () => {
    for (let kill = 1; kill <= KILLS; kill++) {
      start();
      // Some have been made since the last time: it is at work, in the middle of some other.
      await until((await rendered()) + randomInt(1, 20));
      await new Promise((resolve) => setTimeout(resolve, randomInt(0, 150)));
      await end('SIGKILL');
    }
    expect(await rendered()).toBeLessThan(COUNT);
    start();
    await until(COUNT);
    await end('SIGTERM');

    const { manager } = database.db;
    const certificates = await manager.find(Certificate, { order: { serial: 'ASC' } });
    expect(certificates.map(({ serial }) => serial)).toEqual(
      Array.from({ length: COUNT }, (_, index) => index + 1),
    );
    expect(new Set(certificates.map(({ enrollmentId }) => enrollmentId)).size).toBe(COUNT);
    expect(new Set(certificates.map(({ fileId }) => fileId)).size).toBe(COUNT);

    const files = new Map((await manager.find(StoredFile)).map((file) => [file.id, file]));
    expect(files.size).toBe(COUNT);
    for (const certificate of certificates) {
      const file = files.get(String(certificate.fileId));
      if (!file) throw new Error(`${certificate.number} has no file row`);
      expect(file.storageKey).not.toContain('.part');
      const bytes = await readFile(join(folder, 'files', file.storageKey));
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      expect([certificate.pdfSha256, file.sha256, certificate.sizeBytes]).toEqual([
        sha256,
        sha256,
        bytes.length,
      ]);
    }
    // What a killed worker left half done has no row: at most one batch a kill.
    const names = await readdir(join(folder, 'files'), { recursive: true });
    const published = new Set([...files.values()].map((file) => file.storageKey));
    const left = names.filter((name) => name.includes('/') && !published.has(name));
    expect(left.length).toBeLessThanOrEqual(KILLS * 32);
  }, 300_000);
});
