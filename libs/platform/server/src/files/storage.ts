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

/** Where bytes are kept, by an opaque key. A put that returned survives a crash; one that threw left nothing behind. */
export abstract class Storage {
  /** Writes the whole stream under the key, replacing what was there. Throws StorageError. */
  abstract put(key: string, bytes: Readable | Uint8Array): Promise<StoredBytes>;
  /** Throws StorageError when there is nothing. */
  abstract read(key: string): Promise<Readable>;
  abstract delete(key: string): Promise<void>;
}
