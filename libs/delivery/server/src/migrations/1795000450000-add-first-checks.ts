import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the regency found before the province decides (first check). */
export class AddFirstChecks1795000450000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE delivery_first_check (
        enrollment_id uuid PRIMARY KEY REFERENCES delivery_enrollment ON DELETE CASCADE,
        outcome text NOT NULL CHECK (outcome IN ('fine', 'doubtful')),
        note text,
        checked_by uuid NOT NULL,
        checked_at timestamptz NOT NULL,
        CHECK (outcome = 'fine' OR note IS NOT NULL)
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE delivery_first_check`);
  }
}
