import { HoldsPersonalData, type PersonalDataSource } from '@bimtek/platform-server';
import type { EntityManager } from 'typeorm';
import { SHOWN_MARK } from './my-assignments.queries.ts';

@HoldsPersonalData({ context: 'assignments', label: 'Tugas' })
export class AssignmentsPersonalData implements PersonalDataSource {
  async of(db: EntityManager, personId: string): Promise<Record<string, unknown>> {
    const rows = (sql: string): Promise<Record<string, unknown>[]> => db.query(sql, [personId]);
    return {
      'tugas saya': await rows(
        `SELECT s.assignment_code AS tugas, s.state AS keadaan, s.draft AS draf, s.draft_saved_at AS "draf disimpan",
           (SELECT json_agg(json_build_object('nomor', v.number, 'isi', v.content, 'dikirim', v.submitted_at,
              'hari terlambat', v.late_days, 'tanda terima', v.receipt_code) ORDER BY v.number)
            FROM assignments_version v WHERE v.submission_id = s.id) AS kiriman,
           (SELECT json_agg(json_build_object('nomor', v.number, 'keadaan', m.state, 'isi', m.content,
              'nilai', m.score, 'diberikan', m.finished_at, 'dibaca', m.read_at) ORDER BY v.number)
            FROM assignments_version v JOIN assignments_mark m ON m.version_id = v.id
            WHERE v.submission_id = s.id AND ${SHOWN_MARK}) AS penilaian
         FROM assignments_submission s JOIN delivery_enrollment e ON e.id = s.enrollment_id
         WHERE e.person_id = $1 ORDER BY s.assignment_code`,
      ),
      'berkas tugas saya': await rows(
        `SELECT f.assignment_code AS tugas, o.file_name AS nama, o.media_type AS jenis, o.size_bytes AS "ukuran (bita)",
           f.attached_at AS dilampirkan, f.kept_at AS dikirim
         FROM assignments_file f JOIN platform_file o ON o.id = f.original_id
         WHERE f.owner_id = $1 AND f.discarded_at IS NULL ORDER BY f.attached_at`,
      ),
      'kelonggaran waktu': await rows(
        `SELECT o.assignment_code AS tugas, o.due_at AS "batas waktu", o.accepted_until AS "diterima sampai",
           o.reason AS alasan, o.set_at AS diberikan
         FROM assignments_due_override o JOIN delivery_enrollment e ON e.id = o.enrollment_id
         WHERE e.person_id = $1 ORDER BY o.assignment_code`,
      ),
      'banding saya': await rows(
        `SELECT s.assignment_code AS tugas, b.state AS keadaan, b.reason AS alasan, b.made_at AS diajukan,
           b.score_before AS "nilai semula", b.outcome AS keputusan, b.decision_reason AS "alasan keputusan",
           b.score_after AS "nilai sesudahnya", b.decided_at AS diputuskan
         FROM assignments_appeal b JOIN assignments_submission s ON s.id = b.submission_id
         JOIN delivery_enrollment e ON e.id = s.enrollment_id WHERE e.person_id = $1 ORDER BY b.made_at`,
      ),
      'kumpulan komentar saya': await rows(
        `SELECT text AS komentar, class_group_id AS "dibagikan di kelas", saved_at AS disimpan
         FROM assignments_snippet WHERE owner_id = $1 ORDER BY saved_at`,
      ),
      'pengetahuan kepala desa': await rows(
        `SELECT s.assignment_code AS tugas, a.name AS nama, a.given_on AS tanggal, a.evidence AS bukti,
           a.recorded_at AS dicatat
         FROM assignments_plan_acknowledgement a JOIN assignments_submission s ON s.id = a.submission_id
         JOIN delivery_enrollment e ON e.id = s.enrollment_id WHERE e.person_id = $1`,
      ),
      'kesediaan menilai': await rows(
        `SELECT k.per_day AS "karya sehari", k.most_open AS "paling banyak", k.away_from AS "berhalangan dari",
           k.away_until AS "berhalangan sampai", k.modules AS modul, k.set_at AS diatur
         FROM assignments_marker k WHERE k.person_id = $1`,
      ),
      'karya yang dibagikan kepada saya': await rows(
        `SELECT s.assignment_code AS tugas, a.round AS putaran, a.allocated_at AS dibagikan, a.due_at AS "batas waktu",
           a.closed_at AS selesai
         FROM assignments_allocation a JOIN assignments_submission s ON s.id = a.submission_id
         WHERE a.marker_id = $1 ORDER BY a.allocated_at`,
      ),
      'penilaian yang saya beri': await rows(
        `SELECT s.assignment_code AS tugas, v.number AS "kiriman ke", m.state AS keadaan, m.content AS isi,
           m.score AS nilai, m.saved_at AS disimpan, m.finished_at AS selesai
         FROM assignments_mark m JOIN assignments_version v ON v.id = m.version_id
         JOIN assignments_submission s ON s.id = v.submission_id
         WHERE m.marker_id = $1 ORDER BY m.saved_at`,
      ),
    };
  }
}
