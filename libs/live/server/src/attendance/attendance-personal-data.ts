import type { EntityManager } from 'typeorm';

/** What is recorded about somebody's attendance, and what they recorded about others'. */
export async function attendanceDataOf(
  db: EntityManager,
  personId: string,
): Promise<Record<string, unknown>> {
  const rows = (sql: string): Promise<Record<string, unknown>[]> => db.query(sql, [personId]);
  return {
    'kehadiran saya': await rows(
      `SELECT s.title AS sesi, s.starts_at AS mulai, a.state AS keadaan, a.hours AS jp, a.substitute_hours AS "jp pengganti",
           a.late_minutes AS "menit terlambat", a.checked_in_at AS masuk, a.checked_out_at AS keluar
         FROM live_attendance a JOIN live_session s ON s.id = a.session_id
         JOIN delivery_enrollment e ON e.id = a.enrollment_id WHERE e.person_id = $1 ORDER BY s.starts_at`,
    ),
    'bukti kehadiran saya': await rows(
      `SELECT s.title AS sesi, v.kind AS jenis, v.happened_at AS waktu, v.device_at AS "waktu ponsel", v.detail AS rincian,
           f.file_name AS berkas
         FROM live_attendance_evidence v JOIN live_session s ON s.id = v.session_id
         JOIN delivery_enrollment e ON e.id = v.enrollment_id LEFT JOIN platform_file f ON f.id = v.file_id
         WHERE e.person_id = $1 ORDER BY v.serial`,
    ),
    'koreksi kehadiran saya': await rows(
      `SELECT s.title AS sesi, c.reason AS alasan, c.asked_at AS diajukan, c.state AS keadaan,
           c.decision_reason AS "alasan keputusan", c.decided_at AS diputuskan
         FROM live_attendance_correction c JOIN live_session s ON s.id = c.session_id
         JOIN delivery_enrollment e ON e.id = c.enrollment_id WHERE e.person_id = $1 ORDER BY c.asked_at`,
    ),
    'izin dan sakit saya': await rows(
      `SELECT s.title AS sesi, x.kind AS jenis, x.note AS keterangan, f.file_name AS dokumen, x.asked_at AS diajukan,
           x.state AS keadaan, x.decision_reason AS "alasan keputusan", x.substitute_scores AS "nilai tugas pengganti",
           x.substitute_text AS "tulisan tugas pengganti", x.substitute_passed_at AS "tugas pengganti lulus"
         FROM live_attendance_excuse x JOIN live_session s ON s.id = x.session_id
         JOIN delivery_enrollment e ON e.id = x.enrollment_id LEFT JOIN platform_file f ON f.id = x.document_id
         WHERE e.person_id = $1 ORDER BY x.asked_at`,
    ),
    'kehadiran yang saya catat': await rows(
      `SELECT s.title AS sesi, v.kind AS jenis, count(*)::int AS orang, min(v.recorded_at) AS "sejak"
         FROM live_attendance_evidence v JOIN live_session s ON s.id = v.session_id
         JOIN delivery_enrollment e ON e.id = v.enrollment_id
         WHERE v.recorded_by = $1 AND e.person_id <> $1 GROUP BY s.id, s.title, v.kind ORDER BY min(v.recorded_at)`,
    ),
  };
}
