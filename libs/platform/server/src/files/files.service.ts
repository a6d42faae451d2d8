import { found } from '@bimtek/platform-contracts';
import { Injectable, StreamableFile } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock, Ids } from '../clock/clock.ts';
import { Storage } from './storage.ts';
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
    const id = this.ids.next();
    const storageKey = `${id.slice(-2)}/${id}`;
    const stored = await this.storage.put(storageKey, file.bytes);
    const row = tx.create(StoredFile, {
      id,
      storageKey,
      fileName: file.fileName,
      mediaType: file.mediaType,
      createdBy: file.createdBy,
      createdAt: this.clock.now(),
      ...stored,
    });
    // By hand: certificates and imports store thousands, and TypeORM's insert costs more than the statement.
    await tx.query(
      `INSERT INTO platform_file (id, storage_key, file_name, media_type, size_bytes, sha256, created_by, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, storageKey, row.fileName, row.mediaType, row.sizeBytes, row.sha256, row.createdBy, row.createdAt],
    );
    return row;
  }

  async read(fileId: string): Promise<{ file: StoredFile; bytes: Readable }> {
    const file = found(await this.db.manager.findOneBy(StoredFile, { id: fileId }));
    return { file, bytes: await this.storage.read(file.storageKey) };
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
  const plain = fileName.replaceAll(/[^\w .()-]/g, '_');
  const encoded = encodeURIComponent(fileName).replaceAll(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
