import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { readSettings, SettingsError } from '../settings/settings.ts';
import { anS3Double, type S3Double } from '../testing/s3-double.ts';
import { openStorage } from './open-storage.ts';
import { isStorageFull, type Storage, StorageError } from './storage.ts';

let folder: string;
let store: S3Double;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bimtek-storage-spec-'));
  store = await anS3Double();
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

const opened = (env: Record<string, string>) =>
  openStorage(readSettings({ DATABASE_URL: 'postgres://db.example/bimtek', DATA_DIR: folder, ...env }));
const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, place) => place % 251));
const sha256 = createHash('sha256').update(bytes).digest('hex');
/** As it comes over a line: in parts that fit nothing. */
const stream = () => Readable.from([bytes.subarray(0, 1), bytes.subarray(1, 33_333), bytes.subarray(33_333)]);

describe.each([
  ['a disk', () => ({})],
  ['an S3 store', () => store.env],
])('files on %s', (_where, env) => {
  let storage: Storage;
  beforeEach(async () => {
    storage = await opened(env());
  });
  const read = async (...at: Parameters<Storage['read']>) => buffer(await storage.read(...at));

  it.each([
    ['at once', () => bytes],
    ['as a stream', stream],
  ])('come back as they were given %s, counted and summed', async (_how, given) => {
    expect(await storage.put('aa/whole', given())).toEqual({ sizeBytes: bytes.byteLength, sha256 });
    expect((await read('aa/whole')).equals(bytes)).toBe(true);
  });

  it('come in parts, both ends included', async () => {
    await storage.put('aa/parts', bytes);
    expect(await read('aa/parts', { first: 0, last: 0 })).toEqual(bytes.subarray(0, 1));
    expect(await read('aa/parts', { first: 250, last: 33_400 })).toEqual(bytes.subarray(250, 33_401));
    const last = bytes.byteLength - 1;
    expect(await read('aa/parts', { first: last, last })).toEqual(bytes.subarray(last));
  });

  it('are replaced by what is put in their place, and may be empty', async () => {
    await storage.put('aa/again', bytes);
    await storage.put('aa/again', Buffer.from('baru'));
    expect((await read('aa/again')).toString()).toBe('baru');
    expect((await storage.put('aa/again', Buffer.alloc(0))).sizeBytes).toBe(0);
    expect((await read('aa/again')).byteLength).toBe(0);
  });

  it('are gone once deleted, which may be said twice', async () => {
    await storage.put('aa/gone', bytes);
    await storage.delete('aa/gone');
    await storage.delete('aa/gone');
    await expect(storage.read('aa/gone')).rejects.toThrow('The file is not there');
  });

  it('leave what was there when they break off on the way', async () => {
    await storage.put('aa/broken', Buffer.from('lama'));
    const broken = Readable.from(
      (async function* () {
        yield bytes.subarray(0, 100);
        throw new Error('the line is cut');
      })(),
    );
    await expect(storage.put('aa/broken', broken)).rejects.toThrow('the line is cut');
    expect((await read('aa/broken')).toString()).toBe('lama');
  });

  it.each(['../outside', '/etc/passwd', 'aa/../../b', 'A b'])('have no place named %s', async (key) => {
    await expect(storage.put(key, bytes)).rejects.toThrow(`Bad storage key ${key}`);
    await expect(storage.read(key)).rejects.toThrow(`Bad storage key ${key}`);
  });
});

describe('an S3 store', () => {
  beforeEach(() => {
    store.refuse(null);
    store.objects.clear();
  });

  it('takes nothing that is signed with another secret', async () => {
    const stranger = await opened({ ...store.env, S3_SECRET_ACCESS_KEY: 'lain' });
    await expect(stranger.put('aa/stranger', bytes)).rejects.toThrow(StorageError);
    expect(store.objects.has('aa/stranger')).toBe(false);
    expect(store.accepted).not.toContain('PUT aa/stranger');
  });

  it.each([
    ['full by status', { status: 507, code: 'Anything' }, true],
    ['full by its own word', { status: 500, code: 'XMinioStorageFull' }, true],
    ['closed to us', { status: 403, code: 'AccessDenied' }, false],
    ['out of order', { status: 503, code: 'SlowDown' }, false],
    ['gone', 'hang-up', false],
  ] as const)(
    'that is %s is a storage that refuses, and takes the same later',
    async (_case, refusal, isFull) => {
      const storage = await opened(store.env);
      store.refuse(refusal);
      const error: unknown = await storage.put('aa/later', bytes).catch((refused: unknown) => refused);
      expect([error instanceof StorageError, isStorageFull(error)]).toEqual([true, isFull]);
      expect(store.objects.has('aa/later')).toBe(false);
      store.refuse(null);
      expect((await storage.put('aa/later', bytes)).sha256).toBe(sha256);
    },
  );

  it('is not begun without a bucket and keys', () => {
    const DATABASE_URL = 'postgres://db.example/bimtek';
    expect(() => readSettings({ DATABASE_URL, STORAGE: 's3' })).toThrow(SettingsError);
    expect(() => readSettings({ DATABASE_URL, STORAGE: 's3' })).toThrow(
      /S3_BUCKET.*S3_ACCESS_KEY_ID.*S3_SECRET_ACCESS_KEY/,
    );
  });
});
