import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAllocation1795000660000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE assignments_allocation (
        version_id uuid NOT NULL REFERENCES assignments_version,
        round int NOT NULL CHECK (round IN (1, 2)),
        submission_id uuid NOT NULL REFERENCES assignments_submission,
        class_group_id uuid NOT NULL,
        marker_id uuid,
        reason jsonb NOT NULL,
        since timestamptz NOT NULL,
        allocated_at timestamptz NOT NULL,
        warn_at timestamptz NOT NULL,
        due_at timestamptz NOT NULL,
        warned_at timestamptz,
        overdue_at timestamptz,
        closed_at timestamptz,
        PRIMARY KEY (version_id, round)
      )`);
    await db.query(`
      CREATE UNIQUE INDEX assignments_allocation_open ON assignments_allocation (submission_id) WHERE closed_at IS NULL`);
    await db.query(`
      CREATE INDEX assignments_allocation_of_marker ON assignments_allocation (marker_id, since, submission_id)
      WHERE closed_at IS NULL`);
    // The board reads nothing but this index.
    await db.query(`
      CREATE INDEX assignments_allocation_of_class ON assignments_allocation (class_group_id)
      INCLUDE (marker_id, warn_at, due_at) WHERE closed_at IS NULL`);
    await db.query(`
      CREATE INDEX assignments_allocation_to_warn ON assignments_allocation (warn_at)
      WHERE closed_at IS NULL AND warned_at IS NULL`);
    await db.query(`
      CREATE INDEX assignments_allocation_overdue ON assignments_allocation (due_at)
      WHERE closed_at IS NULL AND overdue_at IS NULL`);
    await db.query(`
      CREATE INDEX assignments_submission_waiting ON assignments_submission (enrollment_id)
      WHERE state IN ('submitted', 'inMarking')`);
    await db.query(`
      CREATE TABLE assignments_marker (
        person_id uuid PRIMARY KEY,
        per_day int NOT NULL CHECK (per_day BETWEEN 1 AND 100),
        most_open int CHECK (most_open BETWEEN 1 AND 1000),
        away_from date,
        away_until date,
        modules text[] NOT NULL,
        set_by uuid NOT NULL,
        set_at timestamptz NOT NULL,
        CHECK ((away_from IS NULL) = (away_until IS NULL) AND (away_from IS NULL OR away_from <= away_until))
      )`);
    await db.query(`
      CREATE TABLE assignments_run_marking (
        run_id uuid PRIMARY KEY,
        second_share numeric(5, 2) NOT NULL CHECK (second_share BETWEEN 0 AND 100),
        second_assignments text[] NOT NULL,
        max_difference numeric(5, 2) NOT NULL CHECK (max_difference BETWEEN 0 AND 100),
        avoids_own_regency boolean NOT NULL,
        seed uuid NOT NULL
      )`);
    await db.query(`CREATE TABLE assignments_holiday (day date PRIMARY KEY, name text NOT NULL)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP INDEX assignments_submission_waiting`);
    await db.query(
      `DROP TABLE assignments_allocation, assignments_marker, assignments_run_marking, assignments_holiday`,
    );
  }
}
