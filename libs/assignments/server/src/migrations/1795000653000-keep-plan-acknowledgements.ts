import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepPlanAcknowledgements1795000653000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE assignments_plan_acknowledgement (
        submission_id uuid PRIMARY KEY REFERENCES assignments_submission,
        name text NOT NULL,
        given_on date NOT NULL,
        evidence text NOT NULL,
        file_id uuid,
        recorded_by uuid NOT NULL,
        recorded_at timestamptz NOT NULL
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE assignments_plan_acknowledgement`);
  }
}
