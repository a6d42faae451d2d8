import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddAssignment1795000300100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE curriculum_module ADD COLUMN assignment jsonb`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE curriculum_module DROP COLUMN assignment`);
  }
}
