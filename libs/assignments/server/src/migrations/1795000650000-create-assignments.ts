import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAssignments1795000650000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE assignments_terms (
        class_group_id uuid NOT NULL,
        assignment_code text NOT NULL,
        due_at timestamptz,
        releases_at_once boolean NOT NULL,
        set_by uuid NOT NULL,
        set_at timestamptz NOT NULL,
        PRIMARY KEY (class_group_id, assignment_code)
      )`);
    await db.query(`
      CREATE TABLE assignments_due_override (
        enrollment_id uuid NOT NULL,
        assignment_code text NOT NULL,
        due_at timestamptz,
        accepted_until timestamptz,
        reason text NOT NULL,
        set_by uuid NOT NULL,
        set_at timestamptz NOT NULL,
        PRIMARY KEY (enrollment_id, assignment_code),
        CHECK (due_at IS NOT NULL OR accepted_until IS NOT NULL)
      )`);
    await db.query(`
      CREATE TABLE assignments_submission (
        id uuid PRIMARY KEY,
        enrollment_id uuid NOT NULL,
        assignment_code text NOT NULL,
        module_code text NOT NULL,
        state text NOT NULL
          CHECK (state IN ('draft', 'submitted', 'inMarking', 'needsRevision', 'marked', 'released')),
        versions int NOT NULL CHECK (versions BETWEEN 0 AND 3),
        draft jsonb,
        draft_revision int NOT NULL,
        draft_saved_at timestamptz,
        first_submitted_at timestamptz,
        submitted_at timestamptz,
        claimed_by uuid,
        claimed_until timestamptz,
        mark_id uuid,
        released_at timestamptz,
        CONSTRAINT assignments_submission_once UNIQUE (enrollment_id, assignment_code),
        CHECK ((state = 'draft') = (versions = 0)),
        CHECK ((versions > 0) = (submitted_at IS NOT NULL) AND (versions > 0) = (first_submitted_at IS NOT NULL)),
        CHECK ((draft IS NULL) = (draft_saved_at IS NULL)),
        CHECK (draft IS NULL OR state IN ('draft', 'needsRevision')),
        CHECK ((state = 'inMarking') = (claimed_by IS NOT NULL) AND (claimed_by IS NULL) = (claimed_until IS NULL)),
        CHECK ((state IN ('marked', 'released')) = (mark_id IS NOT NULL)),
        CHECK ((state = 'released') = (released_at IS NOT NULL))
      )`);
    // What waits longest first, for those who see all classes; a class is read by its people.
    await db.query(`
      CREATE INDEX assignments_submission_queue ON assignments_submission (submitted_at, id) WHERE state <> 'draft'`);
    await db.query(`
      CREATE TABLE assignments_version (
        id uuid PRIMARY KEY,
        submission_id uuid NOT NULL REFERENCES assignments_submission,
        number int NOT NULL CHECK (number BETWEEN 1 AND 3),
        content jsonb NOT NULL,
        submitted_by uuid NOT NULL,
        submitted_at timestamptz NOT NULL,
        late_days int NOT NULL CHECK (late_days >= 0),
        receipt_code text NOT NULL CHECK (receipt_code ~ '^K-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$'),
        CONSTRAINT assignments_version_number UNIQUE (submission_id, number),
        CONSTRAINT assignments_version_receipt UNIQUE (receipt_code)
      )`);
    await db.query(`
      CREATE FUNCTION assignments_version_stays() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'what has been handed in never changes' USING ERRCODE = 'restrict_violation';
      END $$`);
    await db.query(`
      CREATE TRIGGER assignments_version_stays BEFORE UPDATE OR DELETE ON assignments_version
      FOR EACH ROW EXECUTE FUNCTION assignments_version_stays()`);
    // One row for each marker, so that a second one can mark without seeing the first.
    await db.query(`
      CREATE TABLE assignments_mark (
        id uuid PRIMARY KEY,
        version_id uuid NOT NULL REFERENCES assignments_version,
        marker_id uuid NOT NULL,
        state text NOT NULL CHECK (state IN ('draft', 'finished', 'revisionAsked')),
        content jsonb NOT NULL,
        revision int NOT NULL,
        saved_at timestamptz NOT NULL,
        points numeric(5, 2),
        late_points numeric(5, 2),
        score numeric(5, 2) CHECK (score BETWEEN 0 AND 100),
        finished_at timestamptz,
        read_at timestamptz,
        CONSTRAINT assignments_mark_once UNIQUE (version_id, marker_id),
        CHECK ((state = 'finished') = (score IS NOT NULL)),
        CHECK ((score IS NULL) = (points IS NULL) AND (score IS NULL) = (late_points IS NULL)),
        CHECK ((state = 'draft') = (finished_at IS NULL))
      )`);
    await db.query(`CREATE INDEX assignments_mark_of_marker ON assignments_mark (marker_id)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE assignments_mark, assignments_version, assignments_submission, assignments_due_override,
        assignments_terms`);
    await db.query(`DROP FUNCTION assignments_version_stays`);
  }
}
