import { Files } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CertificateRenderer } from './certificate-pdf.ts';
import type { CertificateSnapshot } from './certificate-snapshot.ts';

/** So many are made in one transaction: a class at once waits for few commits, and a killed worker loses little. */
const AT_ONCE = 16;

interface Waiting {
  id: string;
  number: string;
  snapshot: CertificateSnapshot;
}

@Injectable()
export class CertificateFiles {
  #renderer: CertificateRenderer | undefined;

  constructor(
    private readonly db: DataSource,
    private readonly files: Files,
  ) {}

  /**
   * Makes and keeps the file of a certificate, and in the same go those of others that wait; one that has its file stays
   * as it is. It waits for a worker that is just making this one: should that one be killed, this one makes it.
   */
  async renderOnce(certificateId: string): Promise<void> {
    const waits: unknown[] = await this.db.query(
      `SELECT 1 FROM certification_certificate WHERE id = $1 AND file_id IS NULL`,
      [certificateId],
    );
    if (waits.length === 0) return;
    await this.db.transaction(async (tx) => {
      const [own]: Waiting[] = await tx.query(
        `SELECT id, number, snapshot FROM certification_certificate WHERE id = $1 AND file_id IS NULL FOR UPDATE`,
        [certificateId],
      );
      if (!own) return;
      const others: Waiting[] = await tx.query(
        `SELECT id, number, snapshot FROM certification_certificate WHERE file_id IS NULL AND id <> $1
         ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED`,
        [certificateId, AT_ONCE - 1],
      );
      const made = [await this.#make(tx, own, this.#render(own))];
      for (const other of others) {
        const bytes = this.#renderOther(other);
        if (bytes) made.push(await this.#make(tx, other, bytes));
      }
      await tx.query(
        `UPDATE certification_certificate c SET file_id = m.file_id, size_bytes = m.size_bytes, pdf_sha256 = m.sha256
         FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[]) AS m(id, file_id, size_bytes, sha256)
         WHERE c.id = m.id`,
        [
          made.map(({ id }) => id),
          made.map(({ file }) => file.id),
          made.map(({ file }) => file.sizeBytes),
          made.map(({ file }) => file.sha256),
        ],
      );
    });
  }

  /** What cannot be rendered is left to its own job, which says why. */
  #renderOther(waiting: Waiting): Uint8Array | undefined {
    try {
      return this.#render(waiting);
    } catch {
      return undefined;
    }
  }

  #render({ snapshot }: Waiting): Uint8Array {
    this.#renderer ??= new CertificateRenderer();
    return this.#renderer.render(snapshot);
  }

  async #make(tx: EntityManager, { id, number }: Waiting, bytes: Uint8Array) {
    const file = await this.files.store(tx, {
      fileName: `${number.replaceAll('/', '-')}.pdf`,
      mediaType: 'application/pdf',
      bytes,
      createdBy: null,
    });
    return { id, file };
  }
}
