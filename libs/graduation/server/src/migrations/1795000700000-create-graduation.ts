import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateGraduation1795000700000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE graduation_component_score (
        enrollment_id uuid NOT NULL,
        component text NOT NULL CHECK (
          component ~ '^(attendance|plan|planApproved|preTest|postTest|(quiz|assignment):M[0-9]{1,2})$'),
        value numeric(6, 2) NOT NULL CHECK (value >= 0),
        out_of numeric(6, 2),
        source text NOT NULL CHECK (source IN ('assessment', 'import')),
        recorded_by uuid,
        recorded_at timestamptz NOT NULL,
        evidence jsonb NOT NULL,
        PRIMARY KEY (enrollment_id, component),
        CHECK ((source = 'import') = (recorded_by IS NOT NULL)),
        CHECK (CASE component
          WHEN 'attendance' THEN out_of IS NOT NULL AND value <= out_of
          WHEN 'planApproved' THEN out_of IS NULL AND value IN (0, 1)
          ELSE out_of IS NULL AND value <= 100 END)
      )`);
    // Facts are the scores a result follows from; result is what the rules said about them.
    await db.query(`
      CREATE TABLE graduation_decision (
        enrollment_id uuid PRIMARY KEY,
        class_group_id uuid NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('passed', 'notPassed')),
        final_score numeric(5, 2) NOT NULL,
        grade text,
        attendance_rate numeric(5, 2),
        facts jsonb NOT NULL,
        result jsonb NOT NULL,
        state text NOT NULL CHECK (state IN ('prepared', 'approved')),
        sort_name text COLLATE "C" NOT NULL,
        decided_at timestamptz,
        CHECK ((state = 'approved') = (decided_at IS NOT NULL))
      )`);
    await db.query(`
      CREATE INDEX graduation_decision_by_class ON graduation_decision (class_group_id, sort_name, enrollment_id)`);
    await db.query(`
      CREATE TABLE graduation_class_decision (
        class_group_id uuid PRIMARY KEY,
        state text NOT NULL CHECK (state IN ('prepared', 'approved')),
        people int NOT NULL,
        passed int NOT NULL,
        prepared_at timestamptz NOT NULL,
        prepared_by uuid NOT NULL,
        prepared_by_name text NOT NULL,
        approved_at timestamptz,
        approved_by uuid,
        approved_by_name text,
        CHECK ((state = 'approved') = (approved_at IS NOT NULL)),
        CHECK (passed <= people)
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE graduation_class_decision, graduation_decision, graduation_component_score`);
  }
}
