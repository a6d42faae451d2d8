import type { MigrationInterface, QueryRunner } from 'typeorm';

export class MarkTwice1795000661000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE assignments_second_marking (
        version_id uuid PRIMARY KEY REFERENCES assignments_version,
        submission_id uuid NOT NULL REFERENCES assignments_submission,
        state text NOT NULL CHECK (state IN ('open', 'agreed', 'disputed', 'decided')),
        lot float8 NOT NULL CHECK (lot >= 0 AND lot < 1),
        share float8 NOT NULL,
        first_mark_id uuid NOT NULL REFERENCES assignments_mark,
        first_marker_id uuid NOT NULL,
        first_points float8 NOT NULL,
        second_mark_id uuid REFERENCES assignments_mark,
        second_points float8,
        max_difference float8 NOT NULL,
        opened_at timestamptz NOT NULL,
        compared_at timestamptz,
        decided_by uuid,
        choice text CHECK (choice IN ('first', 'second', 'own')),
        reason text,
        decided_at timestamptz,
        CHECK ((second_mark_id IS NULL) = (second_points IS NULL) AND (second_mark_id IS NULL) = (compared_at IS NULL)),
        CHECK (state NOT IN ('agreed', 'disputed') OR second_mark_id IS NOT NULL),
        CHECK ((state = 'decided') = (decided_at IS NOT NULL) AND (decided_at IS NULL) = (decided_by IS NULL)
          AND (decided_at IS NULL) = (choice IS NULL) AND (decided_at IS NULL) = (reason IS NULL))
      )`);
    await db.query(`
      CREATE INDEX assignments_second_marking_waiting ON assignments_second_marking (opened_at)
      WHERE state IN ('open', 'disputed')`);
    await db.query(
      `CREATE INDEX assignments_second_marking_piece ON assignments_second_marking (submission_id)`,
    );
    // Checks that know the states, by what they say: they were given no names.
    const checks = (await db.query(`
      SELECT conname AS name FROM pg_constraint
      WHERE conrelid = 'assignments_submission'::regclass AND contype = 'c'
        AND (pg_get_constraintdef(oid) LIKE '%needsRevision%released%' OR pg_get_constraintdef(oid) LIKE '%claimed_by%')
        AND pg_get_constraintdef(oid) NOT LIKE '%draft IS NULL%'`)) as { name: string }[];
    for (const { name } of checks)
      await db.query(`ALTER TABLE assignments_submission DROP CONSTRAINT "${name}"`);
    await db.query(`
      ALTER TABLE assignments_submission
        ADD COLUMN agreed_points numeric(6, 3),
        ADD COLUMN agreed_score numeric(5, 2) CHECK (agreed_score BETWEEN 0 AND 100),
        ADD CONSTRAINT assignments_submission_states CHECK (state IN
          ('draft', 'submitted', 'inMarking', 'secondMarking', 'needsRevision', 'marked', 'released')),
        ADD CONSTRAINT assignments_submission_claim CHECK (
          (claimed_by IS NULL) = (claimed_until IS NULL)
          AND (state = 'secondMarking' OR (state = 'inMarking') = (claimed_by IS NOT NULL))),
        ADD CONSTRAINT assignments_submission_agreed CHECK (
          (agreed_points IS NULL) = (agreed_score IS NULL)
          AND (agreed_score IS NULL OR state IN ('marked', 'released')))`);
    await db.query(`DROP INDEX assignments_submission_waiting`);
    await db.query(`
      CREATE INDEX assignments_submission_waiting ON assignments_submission (enrollment_id)
      WHERE state IN ('submitted', 'inMarking', 'secondMarking')`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE assignments_second_marking`);
    await db.query(`
      ALTER TABLE assignments_submission DROP CONSTRAINT assignments_submission_states,
        DROP CONSTRAINT assignments_submission_claim, DROP COLUMN agreed_points, DROP COLUMN agreed_score,
        ADD CHECK (state IN ('draft', 'submitted', 'inMarking', 'needsRevision', 'marked', 'released')),
        ADD CHECK ((state = 'inMarking') = (claimed_by IS NOT NULL) AND (claimed_by IS NULL) = (claimed_until IS NULL))`);
  }
}
