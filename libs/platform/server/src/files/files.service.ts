import { found } from '@bimtek/platform-contracts';
import { Injectable, StreamableFile } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock, Ids } from '../clock/clock.ts';
import { type ByteRange, Storage } from './storage.ts';
import { StoredFile } from './stored-file.entity.ts';

export interface NewFile {
  fileName: string;
  mediaType: string;
  bytes: Readable | Uint8Array;
  createdBy: string | null;
}

@Injectable()
export class Files {
  constructor(
    private readonly db: DataSource,
    private readonly storage: Storage,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Stores the bytes first and the row in the given transaction: a row never points at nothing. */
  async store(tx: EntityManager, file: NewFile): Promise<StoredFile> {
    const [row] = await this.storeAll(tx, [file]);
    if (!row) throw new Error('one file was given');
    return row;
  }

  /** The same for several, with one statement for their rows; in the order given. When it throws, none is left. */
  async storeAll(tx: EntityManager, files: Iterable<NewFile>): Promise<StoredFile[]> {
    const written = await this.write(files);
    try {
      await this.note(tx, written);
    } catch (error) {
      await this.discard(written);
      throw error;
    }
    return written;
  }

  /**
   * Writes only the bytes, for a storage that may be slow while no transaction should wait: `note` them in one afterwards,
   * or `discard` them. When it throws, none is left.
   */
  async write(files: Iterable<NewFile>): Promise<StoredFile[]> {
    const written: StoredFile[] = [];
    try {
      for (const { bytes, ...file } of files) {
        const id = this.ids.next();
        const storageKey = `${id.slice(-2)}/${id}`;
        const stored = await this.storage.put(storageKey, bytes);
        written.push({ id, storageKey, ...file, ...stored, createdAt: this.clock.now() });
      }
    } catch (error) {
      await this.discard(written);
      throw error;
    }
    return written;
  }

  /** Deletes bytes that were written and are not noted after all. */
  async discard(written: readonly StoredFile[]): Promise<void> {
    await Promise.allSettled(written.map(({ storageKey }) => this.storage.delete(storageKey)));
  }

  /** Notes what was written: from the commit on it is a file. */
  async note(tx: EntityManager, rows: readonly StoredFile[]): Promise<void> {
    await tx.query(
      `INSERT INTO platform_file (id, storage_key, file_name, media_type, size_bytes, sha256, created_by, created_at)
       SELECT r.id, r."storageKey", r."fileName", r."mediaType", r."sizeBytes", r.sha256, r."createdBy", r."createdAt"
       FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, "storageKey" text, "fileName" text, "mediaType" text,
         "sizeBytes" int, sha256 text, "createdBy" uuid, "createdAt" timestamptz)`,
      [JSON.stringify(rows)],
    );
  }

  /** What is known of a file, without its bytes. */
  async find(fileId: string): Promise<StoredFile> {
    return found(await this.db.manager.findOneBy(StoredFile, { id: fileId }));
  }

  /** The bytes of a file that is known, whole or a range that lies within it. */
  open({ storageKey }: Pick<StoredFile, 'storageKey'>, range?: ByteRange): Promise<Readable> {
    return this.storage.read(storageKey, range);
  }

  async read(fileId: string): Promise<{ file: StoredFile; bytes: Readable }> {
    const file = await this.find(fileId);
    return { file, bytes: await this.storage.read(file.storageKey) };
  }

  /** Deletes bytes, then the row: interrupted between them, doing it again finishes it. */
  async remove(fileId: string): Promise<void> {
    const file = await this.db.manager.findOneBy(StoredFile, { id: fileId });
    if (!file) return;
    await this.storage.delete(file.storageKey);
    await this.db.manager.delete(StoredFile, { id: fileId });
  }

  /** The file as an answer that a browser saves and never runs. */
  async asDownload(fileId: string, fileName?: string): Promise<StreamableFile> {
    const { file, bytes } = await this.read(fileId);
    return new StreamableFile(bytes, {
      type: file.mediaType,
      length: file.sizeBytes,
      disposition: attachment(fileName ?? file.fileName),
    });
  }
}

/** A Content-Disposition (RFC 6266) for any name, including those with quotes and letters beyond Latin-1. */
export function attachment(fileName: string): string {
  return disposition('attachment', fileName);
}

export function disposition(kind: 'attachment' | 'inline', fileName: string): string {
  const plain = fileName.replaceAll(/[^\w .()-]/g, '_');
  const encoded = encodeURIComponent(fileName).replaceAll(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16)}`,
  );
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
