import type { EntityManager } from 'typeorm';

/** What rooms keep of a person: what they said, asked and voted, where they were, and what was decided about them. */
export async function roomDataOf(db: EntityManager, personId: string): Promise<Record<string, unknown>> {
  const rows = (sql: string): Promise<Record<string, unknown>[]> => db.query(sql, [personId]);
  const session = 'JOIN live_session s ON s.id = t.session_id';
  return {
    obrolan: await rows(
      `SELECT s.title AS sesi, t.at AS waktu, coalesce(t.hidden_text, t.payload->'message'->>'text') AS isi,
         t.hidden_text IS NOT NULL AS disembunyikan
       FROM live_session s JOIN live_event t ON t.session_id = s.id AND t.person_id = $1 AND t.kind = 'said'
       ORDER BY t.at, t.seq`,
    ),
    pertanyaan: await rows(
      `SELECT s.title AS sesi, t.at AS waktu, t.text AS isi, t.state AS keadaan, t.votes AS suara
       FROM live_question t ${session} WHERE t.person_id = $1 ORDER BY t.at, t.id`,
    ),
    'jajak pendapat': await rows(
      `SELECT s.title AS sesi, t.question AS pertanyaan, t.options AS pilihan, v.choice AS jawaban, v.at AS waktu
       FROM live_vote v JOIN live_poll t ON t.id = v.poll_id ${session} WHERE v.person_id = $1 ORDER BY v.at, t.id`,
    ),
    'lembar kelompok': await rows(
      `SELECT w.title AS kerja, t.line AS baris, t.text AS isi, t.at AS waktu
       FROM live_sheet_line t JOIN live_group g ON g.id = t.group_id JOIN live_group_work w ON w.id = g.work_id
       WHERE t.person_id = $1 ORDER BY t.at, t.line`,
    ),
    'di dalam ruang': await rows(
      `SELECT s.title AS sesi, min(t.first_joined_at) AS masuk, max(t.left_at) AS keluar, sum(t.seconds)::int AS detik,
         sum(t.drops)::int AS terputus
       FROM live_presence t ${session} WHERE t.person_id = $1 GROUP BY s.id, s.title ORDER BY 2`,
    ),
    'tindakan moderator': await rows(
      `SELECT s.title AS sesi, t.at AS waktu, t.muted AS dibisukan, t.removed AS dikeluarkan, t.reason AS alasan
       FROM live_restriction t ${session} WHERE t.person_id = $1 ORDER BY t.at`,
    ),
  };
}
