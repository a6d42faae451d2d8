import { HoldsPersonalData, type PersonalDataSource } from '@bimtek/platform-server';
import type { EntityManager } from 'typeorm';

@HoldsPersonalData({ context: 'graduation', label: 'Nilai dan kelulusan' })
export class GraduationPersonalData implements PersonalDataSource {
  async of(db: EntityManager, personId: string): Promise<Record<string, unknown>> {
    const rows = (sql: string): Promise<Record<string, unknown>[]> => db.query(sql, [personId]);
    return {
      nilai: await rows(
        `SELECT c.component AS komponen, c.value AS nilai, c.out_of AS dari, c.source AS sumber, c.recorded_at AS dicatat
         FROM graduation_component_score c JOIN delivery_enrollment e ON e.id = c.enrollment_id
         WHERE e.person_id = $1 ORDER BY c.recorded_at, c.component`,
      ),
      kelulusan: await rows(
        `SELECT d.outcome AS hasil, d.final_score AS "nilai akhir", d.grade AS predikat,
           d.attendance_rate AS "persen kehadiran", d.state AS keadaan, d.decided_at AS ditetapkan
         FROM graduation_decision d JOIN delivery_enrollment e ON e.id = d.enrollment_id
         WHERE e.person_id = $1 AND d.state = 'approved'`,
      ),
    };
  }
}
