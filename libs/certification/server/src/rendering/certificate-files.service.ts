import { Files } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Certificate } from '../certificates/certificate.entity.ts';
import { CertificateRenderer } from './certificate-pdf.ts';

@Injectable()
export class CertificateFiles {
  #renderer: CertificateRenderer | undefined;

  constructor(
    private readonly db: DataSource,
    private readonly files: Files,
  ) {}

  /** Makes and keeps the file of a certificate; one that has its file already stays as it is. */
  async renderOnce(certificateId: string): Promise<void> {
    const certificate = await this.db.manager.findOneBy(Certificate, { id: certificateId });
    if (!certificate || certificate.fileId) return;
    this.#renderer ??= new CertificateRenderer();
    const bytes = this.#renderer.render(certificate.snapshot);
    await this.db.transaction(async (tx) => {
      const file = await this.files.store(tx, {
        fileName: `${certificate.number.replaceAll('/', '-')}.pdf`,
        mediaType: 'application/pdf',
        bytes,
        createdBy: null,
      });
      const [, published]: [unknown, number] = await tx.query(
        `UPDATE certification_certificate SET file_id = $2, size_bytes = $3, pdf_sha256 = $4
         WHERE id = $1 AND file_id IS NULL`,
        [certificateId, file.id, file.sizeBytes, file.sha256],
      );
      if (published !== 1) throw new Error('Somebody else published this certificate meanwhile');
    });
  }
}
