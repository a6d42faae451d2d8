import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAppeals1795000654000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE assignments_appeal (
        id uuid PRIMARY KEY,
        submission_id uuid NOT NULL REFERENCES assignments_submission,
        mark_id uuid NOT NULL REFERENCES assignments_mark,
        state text NOT NULL CHECK (state IN ('open', 'decided', 'withdrawn')),
        reason text NOT NULL,
        made_at timestamptz NOT NULL,
        score_before numeric(5, 2) NOT NULL,
        withdrawn_at timestamptz,
        outcome text CHECK (outcome IN ('kept', 'changed')),
        decision_reason text,
        decided_by uuid,
        decided_at timestamptz,
        score_after numeric(5, 2),
        new_mark_id uuid REFERENCES assignments_mark,
        CHECK ((state = 'withdrawn') = (withdrawn_at IS NOT NULL)),
        CHECK ((state = 'decided') = (outcome IS NOT NULL) AND (outcome IS NULL) = (decision_reason IS NULL)
          AND (outcome IS NULL) = (decided_by IS NULL) AND (outcome IS NULL) = (decided_at IS NULL)
          AND (outcome IS NULL) = (score_after IS NULL)),
        CHECK ((outcome IS NOT DISTINCT FROM 'changed') = (new_mark_id IS NOT NULL))
      )`);
    // What is withdrawn does not count: until the deadline the trainee may ask again.
    await db.query(`
      CREATE UNIQUE INDEX assignments_appeal_once ON assignments_appeal (submission_id) WHERE state <> 'withdrawn'`);
    await db.query(`CREATE INDEX assignments_appeal_of_work ON assignments_appeal (submission_id, made_at)`);
    await db.query(`CREATE INDEX assignments_appeal_queue ON assignments_appeal (state, made_at, id)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE assignments_appeal`);
  }
}
