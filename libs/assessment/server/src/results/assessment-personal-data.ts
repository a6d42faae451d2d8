import { HoldsPersonalData, type PersonalDataSource } from '@bimtek/platform-server';
import type { EntityManager } from 'typeorm';

@HoldsPersonalData({ context: 'assessment', label: 'Tes dan kuis' })
export class AssessmentPersonalData implements PersonalDataSource {
  async of(db: EntityManager, personId: string): Promise<Record<string, unknown>> {
    const rows = (sql: string): Promise<Record<string, unknown>[]> => db.query(sql, [personId]);
    return {
      percobaan: await rows(
        `SELECT t.kind AS jenis, t.module_code AS modul, a.ordinal AS "percobaan ke", a.state AS keadaan,
           a.started_at AS mulai, a.finished_at AS selesai, a.answered_count AS dijawab, a.right_count AS benar,
           a.score AS nilai,
           (SELECT json_agg(json_build_object('soal', q.code, 'jawaban', w.answer, 'disimpan', w.saved_at) ORDER BY q.code)
            FROM assessment_answer w JOIN assessment_question q ON q.id = w.question_id
            WHERE w.attempt_id = a.id) AS jawaban
         FROM assessment_attempt a JOIN assessment_test t ON t.id = a.test_id
         WHERE a.person_id = $1 ORDER BY a.started_at`,
      ),
    };
  }
}
