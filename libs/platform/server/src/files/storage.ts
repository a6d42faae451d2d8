import type { Readable } from 'node:stream';

/** The files were there and are not, or the disk is full: what the use case can say to a person. */
export class StorageError extends Error {}

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** Whether there is no room for the bytes: the disk, the quota, or the size a file may have. */
export function isStorageFull(error: unknown): boolean {
  if (!(error instanceof StorageError)) return false;
  return FULL.has((error.cause as NodeJS.ErrnoException | undefined)?.code ?? '');
}

export interface StoredBytes {
  sizeBytes: number;
  /** Lower-case hex of the SHA-256 of the bytes. */
  sha256: string;
}

/** Places of bytes from 0, both of them included. */
export interface ByteRange {
  first: number;
  last: number;
}

/** Keys are made by us, from letters, digits, `-`, `.` and `/`; anything else is a mistake, not a path. */
export function checkedKey(key: string): string {
  if (!/^[a-z0-9][a-z0-9/.-]*$/.test(key) || key.includes('..')) throw new Error(`Bad storage key ${key}`);
  return key;
}

/** Where bytes are kept, by an opaque key. A put that returned survives a crash; one that threw left nothing behind. */
export abstract class Storage {
  /** Writes the whole stream under the key, replacing what was there. Throws StorageError. */
  abstract put(key: string, bytes: Readable | Uint8Array): Promise<StoredBytes>;
  /** The whole, or a range that lies within it. Throws StorageError when there is nothing. */
  abstract read(key: string, range?: ByteRange): Promise<Readable>;
  /** What is not there is deleted already. */
  abstract delete(key: string): Promise<void>;
}
