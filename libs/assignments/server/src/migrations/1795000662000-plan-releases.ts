import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PlanReleases1795000662000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE assignments_release_plan (
        id uuid PRIMARY KEY,
        class_group_id uuid NOT NULL,
        assignment_code text NOT NULL,
        release_at timestamptz NOT NULL,
        submission_ids uuid[] CHECK (cardinality(submission_ids) > 0),
        state text NOT NULL CHECK (state IN ('waiting', 'done', 'cancelled', 'refused')),
        set_by uuid NOT NULL,
        set_by_name text NOT NULL,
        set_at timestamptz NOT NULL,
        ended_at timestamptz,
        released int CHECK (released >= 0),
        CHECK ((state = 'waiting') = (ended_at IS NULL)),
        CHECK ((state = 'done') = (released IS NOT NULL))
      )`);
    await db.query(`
      CREATE INDEX assignments_release_plan_due ON assignments_release_plan (release_at) WHERE state = 'waiting'`);
    await db.query(`
      CREATE INDEX assignments_release_plan_of_class
      ON assignments_release_plan (class_group_id, assignment_code, release_at)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE assignments_release_plan`);
  }
}
