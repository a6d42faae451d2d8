import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../../..', import.meta.url));

/** Runs a few lines with the storage in a process whose files may have so many kilobytes; gives what they print. */
function withFilesUpTo(kilobytes: number, folder: string, lines: string): unknown {
  const script = `
    import { Readable } from 'node:stream';
    import { LocalDiskStorage } from '${join(import.meta.dirname, 'local-disk-storage.ts')}';
    import { isStorageFull } from '${join(import.meta.dirname, 'storage.ts')}';
    const storage = new LocalDiskStorage(${JSON.stringify(folder)});
    const put = (key, bytes) => storage.put(key, bytes).then(() => 'kept', (error) => isStorageFull(error) ? 'full' : error.message);
    ${lines}`;
  const { stdout, stderr } = spawnSync(
    'sh',
    ['-c', `ulimit -f ${kilobytes * 2}; exec "$0" "$@"`, process.execPath]
      .concat('--import', './tools/dev-loader.mjs', '--conditions=@bimtek/source')
      .concat('--input-type=module', '--eval', script),
    { cwd: root, encoding: 'utf8' },
  );
  if (!stdout) throw new Error(stderr);
  return JSON.parse(stdout);
}

describe('a file that is larger than there is room for', () => {
  it('leaves nothing, whether it comes whole or in parts, and replaces nothing that was there', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bimtek-storage-spec-'));
    try {
      const said = withFilesUpTo(
        64,
        folder,
        `const parts = () => Readable.from([Buffer.alloc(50_000), Buffer.alloc(50_000)]);
         const before = await put('aa/one', Buffer.from('first'));
         const whole = await put('aa/one', Buffer.alloc(100_000));
         const inParts = await put('bb/two', parts());
         const small = await put('bb/three', Buffer.alloc(1_000));
         const one = (await (await storage.read('aa/one')).toArray()).join('');
         console.log(JSON.stringify({ before, whole, inParts, small, one }));`,
      );
      expect(said).toEqual({ before: 'kept', whole: 'full', inParts: 'full', small: 'kept', one: 'first' });
      expect(readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()).toEqual(
        ['aa', 'aa/one', 'bb', 'bb/three'].sort(),
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
