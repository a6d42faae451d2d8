import type { FilePreview, makePreview } from '@bimtek/assignments-contracts';
import type { Payload } from '@bimtek/platform-contracts';
import { Files, type NewFile } from '@bimtek/platform-server';
import { Injectable, Logger } from '@nestjs/common';
import { buffer } from 'node:stream/consumers';
import { DataSource, type EntityManager } from 'typeorm';
import { SimilarPhotos } from '../../similarity/photos/similar-photos.service.ts';
import { KeptFile } from '../kept-file.entity.ts';
import { PictureTooLarge, picturesOf } from './picture.ts';
import { readDocument } from './read-document.ts';

/** What brings the worker down this often is given up. */
const TRIES_MAX = 3;

interface Made {
  preview: FilePreview;
  pictures?: { shown: Uint8Array; thumbnail: Uint8Array; hash: bigint | null };
  document?: unknown;
}

const ready = (given: { pages?: number; width?: number; height?: number } = {}): FilePreview => ({
  state: 'ready',
  pages: given.pages ?? null,
  width: given.width ?? null,
  height: given.height ?? null,
});

/** What is shown of files. Made once: a file is looked at until there is a preview, or a reason why there is none. */
@Injectable()
export class Previews {
  readonly #log = new Logger('Previews');

  constructor(
    private readonly db: DataSource,
    private readonly files: Files,
    private readonly photos: SimilarPhotos,
  ) {}

  async make({ fileId }: Payload<typeof makePreview>): Promise<void> {
    const file = await this.#begin(fileId);
    if (file) {
      // Counted before it is tried, so that what kills the worker has counted too.
      const made = file.previewTries > TRIES_MAX ? failed('not-readable') : await this.#tryToLook(file);
      await this.db.transaction((tx) => this.#keep(tx, file, made));
    }
    // Also when only this was interrupted. Work may have been handed in before its preview was made.
    await this.photos.compare([fileId]);
  }

  /** The file, when it still waits, with one more try. */
  async #begin(fileId: string): Promise<KeptFile | null> {
    const { manager } = this.db;
    await manager.query(
      `UPDATE assignments_file SET preview_tries = preview_tries + 1
       WHERE id = $1 AND preview->>'state' = 'waiting' AND discarded_at IS NULL`,
      [fileId],
    );
    const file = await manager.findOneBy(KeptFile, { id: fileId as never });
    return file?.preview.state === 'waiting' && !file.discardedAt ? file : null;
  }

  async #tryToLook(file: KeptFile): Promise<Made> {
    try {
      return await this.#look(file);
    } catch (error) {
      // The storage did not answer, which is no fault of the file: that is tried for as long as it takes.
      const sql = `UPDATE assignments_file SET preview_tries = preview_tries - 1 WHERE id = $1`;
      await this.db.query(sql, [file.id]);
      throw error;
    }
  }

  async #look({ id, kind, originalId }: KeptFile): Promise<Made> {
    const { bytes } = await this.files.read(originalId);
    const original = await buffer(bytes);
    if (kind === 'image') return this.#lookAtPicture(id, original);
    if (kind === 'audio') return { preview: ready() };
    const read = await readDocument(kind, original);
    if ('refusal' in read) {
      this.#log.warn(`${kind} ${id}: ${read.message}`);
      return failed(read.refusal);
    }
    return 'pages' in read ? { preview: ready(read) } : { preview: ready(), document: read.document };
  }

  async #lookAtPicture(id: string, original: Buffer): Promise<Made> {
    try {
      const { shown, thumbnail, hash } = await picturesOf(original);
      return { preview: ready(shown), pictures: { shown: shown.bytes, thumbnail, hash } };
    } catch (error) {
      this.#log.warn(`image ${id}: ${error instanceof Error ? error.message : String(error)}`);
      return failed(error instanceof PictureTooLarge ? 'too-large' : 'damaged');
    }
  }

  async #keep(tx: EntityManager, { id, originalId, ownerId }: KeptFile, made: Made): Promise<void> {
    // Another worker may have been at it too; what stands there first stays.
    const [held]: { state: string }[] = await tx.query(
      `SELECT preview->>'state' AS state FROM assignments_file WHERE id = $1 AND discarded_at IS NULL FOR UPDATE`,
      [id],
    );
    if (held?.state !== 'waiting') return;
    const { fileName } = await this.files.find(originalId);
    const picture = (bytes: Uint8Array): NewFile => ({
      fileName: `${fileName.replace(/\.\w+$/, '')}.webp`,
      mediaType: 'image/webp',
      bytes,
      createdBy: ownerId,
    });
    const { shown, thumbnail, hash = null } = made.pictures ?? {};
    const [previewFile, thumbnailFile] =
      shown && thumbnail ? await this.files.storeAll(tx, [picture(shown), picture(thumbnail)]) : [];
    await tx.query(
      `UPDATE assignments_file SET preview = $2, preview_id = $3, thumbnail_id = $4, document = $5, photo_hash = $6
       WHERE id = $1`,
      [
        id,
        JSON.stringify(made.preview),
        previewFile?.id ?? null,
        thumbnailFile?.id ?? null,
        made.document ? JSON.stringify(made.document) : null,
        hash === null ? null : String(BigInt.asIntN(64, hash)),
      ],
    );
  }
}

function failed(reason: Extract<FilePreview, { state: 'failed' }>['reason']): Made {
  return { preview: { state: 'failed', reason } };
}
