import { StorageError } from '@bimtek/platform-server';
import { FileStore } from '@tus/file-store';
import { type Lock, type Locker, type RequestRelease, type Upload } from '@tus/server';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

/** What the protocol's code takes for refusals of its own. */
class Refusal extends Error {
  constructor(
    readonly status_code: number,
    readonly body: string,
  ) {
    super(body);
  }
}
export class PieceTooLong extends Refusal {
  constructor() {
    super(413, 'The piece is longer than what is missing');
  }
}
export class LineCut extends Refusal {
  constructor() {
    super(400, 'The line was cut');
  }
}
/** Is asked again by whoever sends. */
class NoTurn extends Refusal {
  constructor() {
    super(423, 'Another request is at it');
  }
}

/** Uploads on their way, each a file whose length is what has arrived, and is on the disk when it is acknowledged. */
export class UploadStore extends FileStore {
  constructor(private readonly folder: string) {
    super({ directory: folder });
  }

  #pathOf(uploadId: string): string {
    return join(this.folder, uploadId);
  }

  override async create(upload: Upload): Promise<Upload> {
    try {
      return await super.create(upload);
    } catch (cause) {
      throw notStored(cause);
    }
  }

  /**
   * Keeps every byte that arrives, also of a piece whose line is cut; ends early, with what there is, when it is told to.
   * Straight from the line to the disk: a village sends hundreds of these at once.
   */
  override async write(
    piece: Readable,
    uploadId: string,
    offset: number,
    { maxBytes = Infinity, signal }: { maxBytes?: number; signal?: AbortSignal } = {},
  ): Promise<number> {
    const file = await open(this.#pathOf(uploadId), 'r+').catch((cause: unknown) => {
      throw notStored(cause);
    });
    let end = offset;
    try {
      for await (const bytes of arriving(piece, signal)) {
        if (end - offset + bytes.byteLength > maxBytes) throw new PieceTooLong();
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

/** What comes over a line until it ends or `signal` says so; the line itself stays, for the answer. */
async function* arriving(piece: Readable, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const parts = piece.iterator({ destroyOnReturn: false }) as AsyncIterator<Uint8Array>;
  const told = new Promise<{ done: true }>((resolve) => {
    if (signal?.aborted) resolve({ done: true });
    signal?.addEventListener('abort', () => resolve({ done: true }), { once: true });
  });
  for (;;) {
    const next = await Promise.race([parts.next(), told]);
    if (next.done) return;
    yield next.value;
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
    let deadline: AbortSignal | undefined;
    for (;;) {
      const turn = this.#turns.get(uploadId);
      if (!turn) break;
      deadline ??= AbortSignal.any([signal, AbortSignal.timeout(TURN_MS)]);
      if (deadline.aborted) throw new NoTurn();
      const ended = new Promise<void>((resolve) => {
        turn.waiting.push(resolve);
        deadline?.addEventListener('abort', () => resolve(), { once: true });
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
