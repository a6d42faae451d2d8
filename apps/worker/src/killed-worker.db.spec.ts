import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aTestDatabase, type TestDatabase } from '@bimtek/platform-server/testing';
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { contexts } from './contexts.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const PHOTOS = 6;
let database: TestDatabase;
let folder: string;
let worker: ChildProcess | undefined;

beforeAll(async () => {
  database = await aTestDatabase(contexts);
  folder = mkdtempSync(join(tmpdir(), 'bimtek-killed-worker-'));
});
afterAll(async () => {
  await killed();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

function startWorker(): void {
  worker = spawn(
    process.execPath,
    ['--import', './tools/dev-loader.mjs', '--conditions=@bimtek/source', 'apps/worker/src/main.ts'],
    {
      cwd: root,
      stdio: 'ignore',
      env: {
        NODE_ENV: 'test',
        DATABASE_URL: database.url,
        DATA_DIR: folder,
        LOG_LEVEL: 'silent',
        OUTBOX_RESEND_SECONDS: '1',
        OUTBOX_POLL_MS: '20',
      },
    },
  );
}

/** As when the machine takes it away: no warning, no last words. */
async function killed(): Promise<void> {
  const dying = worker;
  worker = undefined;
  if (!dying || dying.exitCode !== null || dying.signalCode !== null) return;
  const gone = new Promise((resolve) => dying.once('close', resolve));
  dying.kill('SIGKILL');
  await gone;
}

/** A photo that is attached and waits for its preview. */
async function aWaitingPhoto(bytes: Buffer): Promise<void> {
  const [original, file] = [randomUUID(), randomUUID()];
  const key = `${original.slice(-2)}/${original}`;
  mkdirSync(join(folder, 'files', original.slice(-2)), { recursive: true });
  writeFileSync(join(folder, 'files', key), bytes);
  await database.db.query(
    `INSERT INTO platform_file (id, storage_key, file_name, media_type, size_bytes, sha256, created_at)
     VALUES ($1, $2, 'foto.jpg', 'image/jpeg', $3, $4, now())`,
    [original, key, bytes.length, createHash('sha256').update(bytes).digest('hex')],
  );
  await database.db.query(
    `INSERT INTO assignments_file (id, original_id, owner_id, enrollment_id, assignment_code, kind, attached_at,
       preview, preview_tries)
     VALUES ($1, $2, $3, $3, 'T1', 'image', now(), '{"state": "waiting"}', 0)`,
    [file, original, randomUUID()],
  );
  await database.db.query(
    `INSERT INTO platform_outbox (id, name, queue, payload, created_at)
     VALUES ($1, 'assignments.make-preview', 'heavy', $2, now())`,
    [randomUUID(), { fileId: file }],
  );
}

interface Seen {
  ready: number;
  begun: number;
  previews: number;
  open: number;
}
async function seen(): Promise<Seen> {
  const [row]: Seen[] = await database.db.query(
    `SELECT (count(*) FILTER (WHERE preview->>'state' = 'ready'))::int AS ready, sum(preview_tries)::int AS begun,
       (SELECT count(*)::int FROM platform_file WHERE media_type = 'image/webp') AS previews,
       (SELECT count(*)::int FROM platform_outbox WHERE name = 'assignments.make-preview' AND handled_at IS NULL) AS open
     FROM assignments_file`,
  );
  if (!row) throw new Error('nothing was read');
  return row;
}
async function until(fact: (now: Seen) => boolean): Promise<Seen> {
  for (;;) {
    const now = await seen();
    if (fact(now)) return now;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

describe('a worker that is killed while it makes previews', () => {
  it('has them all made after the restart, each once', async () => {
    // Large enough that each takes a while.
    const photo = await sharp({ create: { width: 4_000, height: 3_000, channels: 3, background: '#3a6' } })
      .jpeg()
      .toBuffer();
    for (let n = 0; n < PHOTOS; n++) await aWaitingPhoto(photo);
    startWorker();
    await until(({ begun, ready }) => begun > ready);
    await killed();
    const atDeath = await seen();
    expect(atDeath.ready).toBeLessThan(PHOTOS);

    startWorker();
    const after = await until(({ open }) => open === 0);
    expect(after).toMatchObject({ ready: PHOTOS, previews: 2 * PHOTOS });
    expect(after.begun).toBeGreaterThan(PHOTOS);
  }, 60_000);
});
