import type { MigrationInterface, QueryRunner } from 'typeorm';

export class TakeAttendance1795000700200 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE graduation_component_score
        DROP CONSTRAINT graduation_component_score_source_check,
        ADD CONSTRAINT graduation_component_score_source_check
          CHECK (source IN ('assessment', 'assignments', 'live', 'import'))`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE graduation_component_score
        DROP CONSTRAINT graduation_component_score_source_check,
        ADD CONSTRAINT graduation_component_score_source_check
          CHECK (source IN ('assessment', 'assignments', 'import'))`);
  }
}
