import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSamples1795000663000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE assignments_sample (
        id uuid PRIMARY KEY,
        run_id uuid NOT NULL,
        assignment_code text NOT NULL,
        number int NOT NULL CHECK (number > 0),
        text text NOT NULL,
        source_id uuid REFERENCES assignments_submission,
        made_by uuid NOT NULL,
        made_at timestamptz NOT NULL,
        retired_at timestamptz,
        UNIQUE (run_id, assignment_code, number)
      )`);
    await db.query(`
      CREATE TABLE assignments_sample_mark (
        sample_id uuid NOT NULL REFERENCES assignments_sample,
        marker_id uuid NOT NULL,
        content jsonb NOT NULL,
        revision int NOT NULL CHECK (revision > 0),
        saved_at timestamptz NOT NULL,
        points float8 CHECK (points BETWEEN 0 AND 100),
        finished_at timestamptz,
        PRIMARY KEY (sample_id, marker_id),
        CHECK ((points IS NULL) = (finished_at IS NULL))
      )`);
    await db.query(`CREATE INDEX assignments_sample_mark_of_marker ON assignments_sample_mark (marker_id)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE assignments_sample_mark`);
    await db.query(`DROP TABLE assignments_sample`);
  }
}
