import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type Readable } from 'node:stream';
import { type ByteRange, checkedKey, Storage, StorageError, type StoredBytes } from './storage.ts';

/** Files below one folder. Written beside their place, synced, then renamed, so that no reader sees half a file. */
export class LocalDiskStorage extends Storage {
  readonly #root: string;
  readonly #folders = new Set<string>();

  constructor(root: string) {
    super();
    this.#root = resolve(root);
  }

  async put(key: string, bytes: Readable | Uint8Array): Promise<StoredBytes> {
    const path = this.#path(key);
    const partial = `${path}.${randomUUID()}.part`;
    try {
      await this.#folder(dirname(path));
      const hash = createHash('sha256');
      let sizeBytes = 0;
      const file = await open(partial, 'wx', 0o640);
      try {
        for await (const chunk of bytes instanceof Uint8Array
          ? [bytes]
          : (bytes as AsyncIterable<Uint8Array>)) {
          hash.update(chunk);
          sizeBytes += chunk.byteLength;
          await file.writeFile(chunk);
        }
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(partial, path);
      return { sizeBytes, sha256: hash.digest('hex') };
    } catch (cause) {
      await rm(partial, { force: true }).catch(() => undefined);
      const { code } = cause as NodeJS.ErrnoException;
      if (code?.startsWith('E')) throw new StorageError(`The file could not be stored (${code})`, { cause });
      throw cause;
    }
  }

  async read(key: string, range?: ByteRange): Promise<Readable> {
    const path = this.#path(key);
    await stat(path).catch((cause: unknown) => {
      throw new StorageError('The file is not there', { cause });
    });
    return range ? createReadStream(path, { start: range.first, end: range.last }) : createReadStream(path);
  }

  async delete(key: string): Promise<void> {
    await rm(this.#path(key), { force: true });
  }

  async #folder(folder: string): Promise<void> {
    if (this.#folders.has(folder)) return;
    await mkdir(folder, { recursive: true });
    this.#folders.add(folder);
  }

  #path(key: string): string {
    return join(this.#root, checkedKey(key));
  }
}
