import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { noise } from '../testing/some-files.ts';
import { UploadTurns } from './upload-store.ts';

const root = fileURLToPath(new URL('../../../../..', import.meta.url));
const loading = [
  '--import',
  './tools/dev-loader.mjs',
  '--conditions=@bimtek/source',
  '--input-type=module',
  '--eval',
];
const bytes = noise(200_000);
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bimtek-uploads-spec-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A few lines with a store in a process of their own. */
const script = (lines: string) => `
  import { Readable } from 'node:stream';
  import { isStorageFull } from '${join(root, 'libs/platform/server/src/files/storage.ts')}';
  import { noise } from '${join(import.meta.dirname, '../testing/some-files.ts')}';
  import { UploadStore } from '${join(import.meta.dirname, 'upload-store.ts')}';
  const store = new UploadStore(${JSON.stringify(folder)});
  const bytes = noise(200_000);
  const parts = (from, to) => Readable.from(Array.from({ length: Math.ceil((to - from) / 1000) }, (_, n) =>
    bytes.subarray(from + n * 1000, Math.min(to, from + n * 1000 + 1000))));
  ${lines}`;

describe('what has arrived of an upload', () => {
  it('is there after the process was killed in the middle of a piece, and is what was sent', async () => {
    const lines = `
      await store.create({ id: 'killed', size: 200_000, offset: 0 });
      console.log('acknowledged', await store.write(parts(0, 50_000), 'killed', 0));
      await store.write(Readable.from((async function* () {
        for (let at = 50_000; ; at += 100) {
          yield bytes.subarray(at, at + 100);
          await new Promise((resolve) => setTimeout(resolve, 1));
        }
      })()), 'killed', 50_000);`;
    const child = spawn(process.execPath, [...loading, script(lines)], { cwd: root });
    const path = join(folder, 'killed');
    await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
    while (statSync(path).size < 55_000) await new Promise((resolve) => setImmediate(resolve));
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('close', resolve));
    const there = readFileSync(path);
    expect(there.length).toBeGreaterThanOrEqual(55_000);
    expect(there.equals(bytes.subarray(0, there.length))).toBe(true);

    const { stdout } = spawnSync(
      process.execPath,
      [
        ...loading,
        script(`const { offset, size } = await store.getUpload('killed'); console.log(offset, size);`),
      ],
      { cwd: root, encoding: 'utf8' },
    );
    expect(stdout.trim()).toBe(`${there.length} 200000`);
  }, 30_000);

  it('stays when there is no room for more, which is said, and goes on when there is', () => {
    const lines = `
      await store.create({ id: 'full', size: 200_000, offset: 0 });
      const first = await store.write(parts(0, 50_000), 'full', 0);
      const second = await store.write(parts(50_000, 200_000), 'full', first).catch((error) => isStorageFull(error));
      console.log(JSON.stringify([first, second, (await store.getUpload('full')).offset]));`;
    const { stdout, stderr } = spawnSync(
      'sh',
      ['-c', 'ulimit -f 128; exec "$0" "$@"', process.execPath, ...loading, script(lines)],
      { cwd: root, encoding: 'utf8' },
    );
    if (!stdout) throw new Error(stderr);
    const [first, second, offset] = JSON.parse(stdout) as [number, boolean, number];
    expect([first, second]).toEqual([50_000, true]);
    expect(offset).toBeGreaterThanOrEqual(50_000);
    expect(readFileSync(join(folder, 'full')).equals(bytes.subarray(0, offset))).toBe(true);
    const rest = spawnSync(
      process.execPath,
      [...loading, script(`console.log(await store.write(parts(${offset}, 200_000), 'full', ${offset}));`)],
      { cwd: root, encoding: 'utf8' },
    );
    expect(rest.stdout.trim()).toBe('200000');
    expect(readFileSync(join(folder, 'full')).equals(bytes)).toBe(true);
  }, 30_000);
});

describe('turns at an upload', () => {
  const never = new AbortController().signal;

  it('are one at a time, and whoever waits asks the one before to end', async () => {
    const turns = new UploadTurns();
    const story: string[] = [];
    const first = turns.newLock('a');
    await first.lock(never, () => {
      story.push('asked to end');
      void first.unlock();
    });
    await turns.newLock('a').lock(never, () => undefined);
    story.push('second');
    expect(story).toEqual(['asked to end', 'second']);
  });

  it('of different uploads do not wait for one another', async () => {
    const turns = new UploadTurns();
    await turns.newLock('a').lock(never, () => undefined);
    await turns.newLock('b').lock(never, () => undefined);
  });

  it('are each had by one, however many come at once', async () => {
    const turns = new UploadTurns();
    let atWork = 0;
    let most = 0;
    const work = async () => {
      const turn = turns.newLock('a');
      await turn.lock(never, () => undefined);
      most = Math.max(most, ++atWork);
      await new Promise((resolve) => setImmediate(resolve));
      atWork--;
      await turn.unlock();
    };
    await Promise.all(Array.from({ length: 20 }, work));
    expect([most, atWork]).toEqual([1, 0]);
  });

  it('are no longer waited for by a request that has ended', async () => {
    const turns = new UploadTurns();
    await turns.newLock('a').lock(never, () => undefined);
    const gone = new AbortController();
    const waiting = turns.newLock('a').lock(gone.signal, () => undefined);
    gone.abort();
    await expect(waiting).rejects.toMatchObject({ status_code: 423 });
  });
});
