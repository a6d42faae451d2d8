import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAssessment1795000500000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE assessment_question (
        id uuid PRIMARY KEY,
        curriculum_version_id uuid NOT NULL,
        code text NOT NULL,
        module_code text NOT NULL,
        type text NOT NULL CHECK (type IN ('single', 'multiple', 'trueFalse')),
        use text NOT NULL CHECK (use IN ('quiz', 'formA', 'formB')),
        indicator text NOT NULL,
        difficulty text NOT NULL CHECK (difficulty IN ('easy', 'medium', 'hard')),
        stem text NOT NULL,
        options jsonb NOT NULL,
        explanation text NOT NULL,
        UNIQUE (curriculum_version_id, code)
      )`);
    await db.query(`
      CREATE TRIGGER assessment_question_append_only BEFORE UPDATE OR DELETE OR TRUNCATE
      ON assessment_question FOR EACH STATEMENT EXECUTE FUNCTION platform_refuse_change()`);
    await db.query(`
      CREATE TABLE assessment_test (
        id uuid PRIMARY KEY,
        curriculum_version_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('quiz', 'preTest', 'postTest')),
        module_code text,
        rules jsonb NOT NULL,
        UNIQUE NULLS NOT DISTINCT (curriculum_version_id, kind, module_code)
      )`);
    // An attempt is written at its start and at its end; between them only its answers change.
    await db.query(`
      CREATE TABLE assessment_attempt (
        id uuid PRIMARY KEY,
        test_id uuid NOT NULL REFERENCES assessment_test,
        enrollment_id uuid NOT NULL,
        person_id uuid NOT NULL,
        curriculum_version_id uuid NOT NULL,
        ordinal smallint NOT NULL CHECK (ordinal >= 1),
        state text NOT NULL CHECK (state IN ('open', 'submitted', 'expired')),
        layout jsonb NOT NULL,
        rules jsonb NOT NULL,
        started_at timestamptz NOT NULL,
        closes_at timestamptz NOT NULL,
        finished_at timestamptz,
        right_count smallint,
        answered_count smallint,
        score numeric(5, 2) CHECK (score BETWEEN 0 AND 100),
        CONSTRAINT assessment_attempt_ordinal UNIQUE (enrollment_id, test_id, ordinal),
        CHECK ((state = 'open') = (finished_at IS NULL)),
        CHECK ((state = 'open') = (score IS NULL)),
        CHECK (closes_at > started_at)
      ) WITH (fillfactor = 80)`);
    await db.query(`
      CREATE UNIQUE INDEX assessment_attempt_one_open ON assessment_attempt (enrollment_id, test_id)
      WHERE state = 'open'`);
    await db.query(
      `CREATE INDEX assessment_attempt_due ON assessment_attempt (closes_at) WHERE state = 'open'`,
    );
    // Room on each page keeps updates of an answer on it; no index has a changing column.
    await db.query(`
      CREATE TABLE assessment_answer (
        attempt_id uuid NOT NULL REFERENCES assessment_attempt,
        question_id uuid NOT NULL,
        answer jsonb NOT NULL,
        revision int NOT NULL CHECK (revision >= 1),
        saved_at timestamptz NOT NULL,
        PRIMARY KEY (attempt_id, question_id)
      ) WITH (fillfactor = 80)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE assessment_answer, assessment_attempt, assessment_test, assessment_question`);
  }
}
