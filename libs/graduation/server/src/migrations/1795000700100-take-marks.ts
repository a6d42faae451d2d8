import type { MigrationInterface, QueryRunner } from 'typeorm';

export class TakeMarks1795000700100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE graduation_component_score
        DROP CONSTRAINT graduation_component_score_source_check,
        ADD CONSTRAINT graduation_component_score_source_check
          CHECK (source IN ('assessment', 'assignments', 'import'))`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE graduation_component_score
        DROP CONSTRAINT graduation_component_score_source_check,
        ADD CONSTRAINT graduation_component_score_source_check CHECK (source IN ('assessment', 'import'))`);
  }
}
