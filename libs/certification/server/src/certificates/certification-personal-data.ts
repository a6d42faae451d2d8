import { HoldsPersonalData, type PersonalDataSource } from '@bimtek/platform-server';
import type { EntityManager } from 'typeorm';

@HoldsPersonalData({ context: 'certification', label: 'Sertifikat' })
export class CertificationPersonalData implements PersonalDataSource {
  async of(db: EntityManager, personId: string): Promise<Record<string, unknown>> {
    const rows = (sql: string): Promise<Record<string, unknown>[]> => db.query(sql, [personId]);
    return {
      sertifikat: await rows(
        `SELECT number AS nomor, verification_code AS "kode pemeriksaan", version AS versi, validity AS keabsahan,
           issued_at AS terbit, ended_at AS berakhir, ended_reason AS alasan, snapshot AS "isi sertifikat"
         FROM certification_certificate WHERE person_id = $1 ORDER BY issued_at, version`,
      ),
    };
  }
}
