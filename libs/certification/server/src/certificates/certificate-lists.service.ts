import {
  certificateProblem,
  type CertificateRow,
  type listCertificates,
  type MyCertificate,
} from '@bimtek/certification-contracts';
import { type Actor, found, type Page, type QueryOf } from '@bimtek/platform-contracts';
import { beginningsOf, fewOf, Files } from '@bimtek/platform-server';
import { Injectable, type StreamableFile } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { Certificate } from './certificate.entity.ts';
import { certificatesWithinScope } from './certificate-scope.ts';
import { readCode } from './certificate.rules.ts';
import { myCertificateOf, rowFrom } from './certificate-views.ts';

/** Words of a certificate's name and number, as they are indexed. */
const WORDS = 'certification_words(c.snapshot, c.number, c.serial)';
const NAMED = `SELECT c.id FROM certification_certificate c WHERE ${WORDS} @@ to_tsquery('simple', $1)`;

@Injectable()
export class CertificateLists {
  constructor(
    private readonly db: DataSource,
    private readonly files: Files,
  ) {}

  async mine(me: Actor): Promise<{ certificates: MyCertificate[] }> {
    const rows = await this.db.manager.find(Certificate, {
      where: { personId: me.userId },
      order: { issuedAt: 'DESC', version: 'DESC' },
    });
    return { certificates: rows.map(myCertificateOf) };
  }

  async downloadMine(me: Actor, certificateId: string): Promise<StreamableFile> {
    return this.#file(
      await this.db.manager.findOneBy(Certificate, { id: certificateId, personId: me.userId }),
    );
  }

  async download(me: Actor, certificateId: string): Promise<StreamableFile> {
    const scope = certificatesWithinScope(me, 2);
    const rows: { id: string }[] = await this.db.query(
      `SELECT c.id FROM certification_certificate c WHERE c.id = $1 AND (${scope.sql})`,
      [certificateId, ...scope.parameters],
    );
    return this.#file(await this.db.manager.findOneBy(Certificate, { id: found(rows[0]).id }));
  }

  /** Newest first, with counts of all that match by validity and of files still being made. */
  async list(
    me: Actor,
    { after, limit, q, classGroupId, validity }: QueryOf<typeof listCertificates>,
  ): Promise<Page<CertificateRow> & { counts: Record<string, number>; rendering: number }> {
    const scope = certificatesWithinScope(me, 1);
    const parameters = [...scope.parameters];
    const conditions = [`(${scope.sql})`];
    const and = (condition: (place: string) => string, value: unknown) => {
      parameters.push(value);
      conditions.push(condition(`$${parameters.length}`));
    };
    if (classGroupId) and((place) => `c.class_group_id = ${place}`, classGroupId);
    if (q) {
      const code = readCode(q);
      if (code) and((place) => `c.verification_code = ${place}`, code);
      else {
        const beginnings = beginningsOf(q);
        const few = beginnings && (await fewOf(this.db, NAMED, [beginnings]));
        if (!beginnings) conditions.push('false');
        else if (few) and((place) => `c.id = ANY(${place}::uuid[])`, few);
        else and((place) => `${WORDS} @@ to_tsquery('simple', ${place})`, beginnings);
      }
    }
    const counts: { validity: string; count: number; rendering: number }[] = await this.db.query(
      `SELECT c.validity, count(*)::int AS count, count(*) FILTER (WHERE c.file_id IS NULL)::int AS rendering
       FROM certification_certificate c WHERE ${conditions.join(' AND ')} GROUP BY c.validity`,
      parameters,
    );
    if (validity) and((place) => `c.validity = ${place}`, validity);
    if (after) and((place) => `c.id < ${place}::uuid`, after);
    const page: { id: string }[] = await this.db.query(
      `SELECT c.id FROM certification_certificate c WHERE ${conditions.join(' AND ')}
       ORDER BY c.id DESC LIMIT ${limit + 1}`,
      parameters,
    );
    const shown = page.slice(0, limit).map((row) => row.id);
    const rows = await this.db.manager.find(Certificate, { where: { id: In(shown) }, order: { id: 'DESC' } });
    const matching = counts.filter((row) => !validity || row.validity === validity);
    return {
      items: rows.map(rowFrom),
      next: page.length > limit ? (shown.at(-1) ?? null) : null,
      total: matching.reduce((sum, row) => sum + row.count, 0),
      counts: Object.fromEntries(counts.map((row) => [row.validity, row.count])),
      rendering: counts.reduce((sum, row) => sum + row.rendering, 0),
    };
  }

  async #file(certificate: Certificate | null): Promise<StreamableFile> {
    const { fileId, number, snapshot } = found(certificate);
    if (!fileId) throw certificateProblem('not-rendered-yet');
    return this.files.asDownload(
      fileId,
      `Sertifikat ${number.replaceAll('/', '-')} ${snapshot.holderName}.pdf`,
    );
  }
}
