import { HoldsPersonalData, type PersonalDataSource } from '@bimtek/platform-server';
import type { EntityManager } from 'typeorm';

@HoldsPersonalData({ context: 'delivery', label: 'Pelatihan' })
export class DeliveryPersonalData implements PersonalDataSource {
  async of(db: EntityManager, personId: string): Promise<Record<string, unknown>> {
    const rows = (sql: string): Promise<Record<string, unknown>[]> => db.query(sql, [personId]);
    return {
      kepesertaan: await rows(
        `SELECT r.name AS pelatihan, r.year AS tahun, g.code AS kelas, g.name AS "nama kelas", l.name AS perpustakaan,
           e.state AS keadaan, e.state_reason AS alasan, e.state_changed_at AS "keadaan sejak",
           e.confirmed_certificate_name AS "nama di sertifikat", e.certificate_name_confirmed_at AS "nama disetujui",
           e.created_at AS dicatat
         FROM delivery_enrollment e JOIN delivery_run r ON r.id = e.run_id
         LEFT JOIN delivery_class_group g ON g.id = e.class_group_id
         LEFT JOIN registry_library l ON l.id = e.library_id
         WHERE e.person_id = $1 ORDER BY e.created_at`,
      ),
      'usulan tempat dan pelatih': await rows(
        `SELECT p.kind AS jenis, g.code AS kelas, p.state AS keadaan, p.reason AS alasan, p.answer AS jawaban,
           p.proposed_at AS diusulkan, p.decided_at AS diputuskan
         FROM delivery_class_proposal p JOIN delivery_class_group g ON g.id = p.class_group_id
         WHERE p.member_ids && (SELECT array_agg(e.id) || $1::uuid FROM delivery_enrollment e WHERE e.person_id = $1)
         ORDER BY p.proposed_at`,
      ),
      'mengajar di kelas': await rows(
        `SELECT g.code AS kelas, g.name AS "nama kelas" FROM delivery_class_trainer t
         JOIN delivery_class_group g ON g.id = t.class_group_id WHERE t.person_id = $1 ORDER BY g.code`,
      ),
      'panitia kelas': await rows(
        `SELECT code AS kelas, name AS "nama kelas" FROM delivery_class_group WHERE organizer_id = $1 ORDER BY code`,
      ),
    };
  }
}
