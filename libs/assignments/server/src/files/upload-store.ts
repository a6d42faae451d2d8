import { StorageError } from '@bimtek/platform-server';
import { FileStore } from '@tus/file-store';
import { type Lock, type Locker, type RequestRelease, type Upload } from '@tus/server';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

/** Uploads on their way, each a file whose length is what has arrived, and is on the disk when it is acknowledged. */
export class UploadStore extends FileStore {
  constructor(private readonly folder: string) {
    super({ directory: folder });
  }

  pathOf(uploadId: string): string {
    return join(this.folder, uploadId);
  }

  override async create(upload: Upload): Promise<Upload> {
    try {
      return await super.create(upload);
    } catch (cause) {
      throw notStored(cause);
    }
  }

  /** Keeps every byte that arrives, also of a piece whose line is cut. */
  override async write(piece: Readable, uploadId: string, offset: number): Promise<number> {
    const file = await open(this.pathOf(uploadId), 'r+').catch((cause: unknown) => {
      throw notStored(cause);
    });
    let end = offset;
    try {
      for await (const bytes of piece as AsyncIterable<Uint8Array>) {
        end = await writeAll(file, bytes, end);
      }
    } finally {
      try {
        await file.datasync();
      } finally {
        await file.close();
      }
    }
    return end;
  }
}

/** A disk that is nearly full takes less than it was given, and says so the next time. */
async function writeAll(file: FileHandle, bytes: Uint8Array, at: number): Promise<number> {
  let written = 0;
  try {
    while (written < bytes.byteLength) {
      const { bytesWritten } = await file.write(bytes, written, bytes.byteLength - written, at + written);
      written += bytesWritten;
    }
  } catch (cause) {
    throw notStored(cause);
  }
  return at + written;
}

function notStored(cause: unknown): StorageError {
  const { code } = cause as NodeJS.ErrnoException;
  return new StorageError(`The piece could not be stored (${code ?? 'unknown'})`, { cause });
}

/** What the protocol's code takes for its own refusal; 423 is asked again by whoever sends. */
class NoTurn extends Error {
  readonly status_code = 423;
  readonly body = 'Another request is at it\n';
}

/** How long a request waits for the one before it to end. */
const TURN_MS = 10_000;

interface Turn {
  /** Asks whoever has the turn to end soon. */
  release: RequestRelease;
  waiting: (() => void)[];
}

/** One request at a time for each upload; who comes later asks the one before to end, and keeps what it has brought. */
export class UploadTurns implements Locker {
  readonly #turns = new Map<string, Turn>();

  newLock(uploadId: string): Lock {
    return {
      lock: (signal, release) => this.#take(uploadId, signal, release),
      unlock: () => Promise.resolve(this.#giveBack(uploadId)),
    };
  }

  async #take(uploadId: string, signal: AbortSignal, release: RequestRelease): Promise<void> {
    const deadline = AbortSignal.any([signal, AbortSignal.timeout(TURN_MS)]);
    for (;;) {
      const turn = this.#turns.get(uploadId);
      if (!turn) break;
      if (deadline.aborted) throw new NoTurn();
      const ended = new Promise<void>((resolve) => {
        turn.waiting.push(resolve);
        deadline.addEventListener('abort', () => resolve(), { once: true });
      });
      await turn.release();
      await ended;
    }
    this.#turns.set(uploadId, { release, waiting: [] });
  }

  #giveBack(uploadId: string): void {
    const turn = this.#turns.get(uploadId);
    this.#turns.delete(uploadId);
    for (const next of turn?.waiting ?? []) next();
  }
}
