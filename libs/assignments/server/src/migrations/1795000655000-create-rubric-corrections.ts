import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateRubricCorrections1795000655000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE assignments_rubric_correction (
        id uuid PRIMARY KEY,
        run_id uuid NOT NULL,
        assignment_code text NOT NULL,
        number int NOT NULL,
        rubric jsonb NOT NULL,
        token text NOT NULL,
        reason text NOT NULL,
        corrected_by uuid NOT NULL,
        corrected_at timestamptz NOT NULL,
        changed int NOT NULL,
        CONSTRAINT assignments_rubric_correction_number UNIQUE (run_id, assignment_code, number)
      )`);
    // What a correction has done to each mark, for whoever asks later.
    await db.query(`
      CREATE TABLE assignments_rubric_effect (
        correction_id uuid NOT NULL REFERENCES assignments_rubric_correction,
        mark_id uuid NOT NULL REFERENCES assignments_mark,
        score_before numeric(5, 2) NOT NULL,
        score_after numeric(5, 2) NOT NULL,
        PRIMARY KEY (correction_id, mark_id)
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE assignments_rubric_effect, assignments_rubric_correction`);
  }
}
