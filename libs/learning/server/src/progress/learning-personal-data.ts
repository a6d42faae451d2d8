import { HoldsPersonalData, type PersonalDataSource } from '@bimtek/platform-server';
import type { EntityManager } from 'typeorm';

@HoldsPersonalData({ context: 'learning', label: 'Kemajuan belajar' })
export class LearningPersonalData implements PersonalDataSource {
  async of(db: EntityManager, personId: string): Promise<Record<string, unknown>> {
    const rows = (sql: string): Promise<Record<string, unknown>[]> => db.query(sql, [personId]);
    return {
      pelajaran: await rows(
        `SELECT m.code AS modul, l.title AS pelajaran, p.state AS keadaan, p.share AS "bagian terbaca",
           p.read_at AS "terakhir dibaca", p.reached_end_at AS "sampai akhir", p.completed_at AS selesai
         FROM learning_lesson_progress p JOIN delivery_enrollment e ON e.id = p.enrollment_id
         LEFT JOIN curriculum_lesson l ON l.id = p.lesson_id LEFT JOIN curriculum_module m ON m.id = l.module_id
         WHERE e.person_id = $1 ORDER BY p.read_at`,
      ),
    };
  }
}
