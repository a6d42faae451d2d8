import { HoldsPersonalData, type PersonalDataSource } from '@bimtek/platform-server';
import type { EntityManager } from 'typeorm';

@HoldsPersonalData({ context: 'identity', label: 'Akun' })
export class IdentityPersonalData implements PersonalDataSource {
  async of(db: EntityManager, personId: string): Promise<Record<string, unknown>> {
    const rows = (sql: string): Promise<Record<string, unknown>[]> => db.query(sql, [personId]);
    const [account] = await rows(
      `SELECT participant_code AS "kode peserta", display_name AS "nama tampilan", phone AS "nomor ponsel",
         email AS surel, state AS keadaan, activated_at AS diaktifkan, contact_changed_at AS "kontak diubah",
         created_at AS dibuat
       FROM identity_account WHERE person_id = $1`,
    );
    return {
      akun: account ?? null,
      peran: await rows(
        `SELECT role AS peran, level AS cakupan, scope_id AS wilayah_atau_kelas, valid_from AS sejak, valid_to AS sampai
         FROM identity_role_grant WHERE person_id = $1 ORDER BY valid_from, role`,
      ),
      'usulan peran': await rows(
        `SELECT role AS peran, level AS cakupan, scope_id AS wilayah, state AS keadaan, reason AS alasan,
           answer AS jawaban, proposed_at AS diusulkan, decided_at AS diputuskan
         FROM identity_role_proposal WHERE person_id = $1 ORDER BY proposed_at`,
      ),
      'sesi terbuka': await rows(
        `SELECT s.user_agent AS peramban, s.shared_phone AS "ponsel bersama", s.created_at AS masuk,
           s.last_seen_at AS "terakhir dipakai"
         FROM identity_session s JOIN identity_account a ON a.id = s.account_id WHERE a.person_id = $1
         ORDER BY s.created_at`,
      ),
      'kunci sandi (passkey)': await rows(
        `SELECT k.name AS nama, k.created_at AS ditambahkan, k.last_used_at AS "terakhir dipakai"
         FROM identity_passkey k JOIN identity_account a ON a.id = k.account_id WHERE a.person_id = $1
         ORDER BY k.created_at`,
      ),
      'aplikasi autentikator': await rows(
        `SELECT t.confirmed_at AS ditambahkan FROM identity_totp t JOIN identity_account a ON a.id = t.account_id
         WHERE a.person_id = $1 AND t.confirmed_at IS NOT NULL`,
      ),
      persetujuan: await rows(
        `SELECT purpose AS tujuan, version AS versi, given_at AS diberikan, withdrawn_at AS ditarik
         FROM identity_consent WHERE person_id = $1 ORDER BY given_at`,
      ),
      'permintaan salinan data': await rows(
        `SELECT requested_at AS diminta, ready_at AS selesai FROM identity_data_export WHERE person_id = $1
         ORDER BY requested_at`,
      ),
      'catatan tentang akun Anda': await rows(
        `SELECT e.at AS waktu, e.action AS kegiatan, e.role AS "oleh peran", e.reason AS alasan
         FROM platform_audit_entry e JOIN identity_account a ON a.id::text = e.subject_id
         WHERE e.subject_type = 'account' AND a.person_id = $1 ORDER BY e.at`,
      ),
      'catatan kegiatan Anda': await rows(
        `SELECT at AS waktu, action AS kegiatan, subject_type AS mengenai, reason AS alasan
         FROM platform_audit_entry WHERE actor_id = $1 ORDER BY at`,
      ),
    };
  }
}
