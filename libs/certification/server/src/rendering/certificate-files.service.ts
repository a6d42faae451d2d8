import { Files, type NewFile } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CertificateRenderer } from './certificate-pdf.ts';
import type { CertificateSnapshot } from './certificate-snapshot.ts';

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
   * Makes and keeps the files of certificates in one transaction; one that has its file stays as it is. It waits for a
   * worker that is just making one of them: should that one be killed, this one makes it. Throws when one of them cannot
   * be rendered; then none is kept.
   */
  async renderOnce(certificateIds: string[]): Promise<void> {
    await this.db.transaction(async (tx) => {
      const waiting: Waiting[] = await tx.query(
        `SELECT id, number, snapshot FROM certification_certificate WHERE id = ANY($1) AND file_id IS NULL
         ORDER BY id FOR UPDATE`,
        [certificateIds],
      );
      const files = await this.files.storeAll(tx, this.#rendered(waiting));
      await tx.query(
        `UPDATE certification_certificate c SET file_id = m.file_id, size_bytes = m.size_bytes, pdf_sha256 = m.sha256
         FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[]) AS m(id, file_id, size_bytes, sha256)
         WHERE c.id = m.id`,
        [
          waiting.map(({ id }) => id),
          files.map(({ id }) => id),
          files.map(({ sizeBytes }) => sizeBytes),
          files.map(({ sha256 }) => sha256),
        ],
      );
    });
  }

  /** One after the other as they are stored: the memory of a rendering is given back while its bytes are written. */
  *#rendered(waiting: Waiting[]): Generator<NewFile> {
    this.#renderer ??= new CertificateRenderer();
    for (const { number, snapshot } of waiting) {
      yield {
        fileName: `${number.replaceAll('/', '-')}.pdf`,
        mediaType: 'application/pdf',
        bytes: this.#renderer.render(snapshot),
        createdBy: null,
      };
    }
  }
}
