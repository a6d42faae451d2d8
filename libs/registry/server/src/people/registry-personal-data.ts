import { HoldsPersonalData, type PersonalDataSource } from '@bimtek/platform-server';
import type { EntityManager } from 'typeorm';

@HoldsPersonalData({ context: 'registry', label: 'Data diri' })
export class RegistryPersonalData implements PersonalDataSource {
  async of(db: EntityManager, personId: string): Promise<Record<string, unknown>> {
    const rows = (sql: string): Promise<Record<string, unknown>[]> => db.query(sql, [personId]);
    return {
      'data diri': await rows(
        `SELECT p.full_name AS "nama lengkap", p.title_before AS "gelar depan", p.title_after AS "gelar belakang",
           p.phone AS "nomor ponsel", p.email AS surel, p.position AS jabatan, p.employment_status AS "status kepegawaian",
           p.civil_servant_id AS nip, p.gender AS "jenis kelamin", l.name AS perpustakaan, v.name AS "desa/kelurahan",
           k.name AS "kabupaten/kota", pr.name AS provinsi, p.certificate_name_confirmed_at AS "nama sertifikat disetujui",
           p.created_at AS dicatat, p.updated_at AS diubah
         FROM registry_person p
         LEFT JOIN registry_library l ON l.id = p.library_id
         LEFT JOIN registry_region v ON v.code = l.village_code
         LEFT JOIN registry_region k ON k.code = p.regency_code
         LEFT JOIN registry_region pr ON pr.code = p.province_code
         WHERE p.id = $1`,
      ),
      'surat keputusan': await rows(
        `SELECT d.number AS nomor, d.decided_on::text AS tanggal, d.title AS tentang, l.name AS perpustakaan
         FROM registry_candidate c JOIN registry_decree d ON d.id = c.decree_id
         JOIN registry_library l ON l.id = c.library_id WHERE c.person_id = $1 ORDER BY d.decided_on, d.number`,
      ),
    };
  }
}
