import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateLearning1795000600000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // Written every few seconds by everybody who reads: room in each page keeps those updates on it (HOT).
    await db.query(`
      CREATE TABLE learning_lesson_progress (
        enrollment_id uuid NOT NULL,
        lesson_id uuid NOT NULL,
        state text NOT NULL CHECK (state IN ('started', 'completed')),
        block_index int NOT NULL CHECK (block_index >= 0),
        fraction real NOT NULL CHECK (fraction BETWEEN 0 AND 1),
        share numeric(3, 2) NOT NULL CHECK (share BETWEEN 0 AND 1),
        read_at timestamptz NOT NULL,
        reached_end_at timestamptz,
        completed_at timestamptz,
        updated_at timestamptz NOT NULL,
        PRIMARY KEY (enrollment_id, lesson_id),
        CHECK ((state = 'completed') = (completed_at IS NOT NULL)),
        CHECK (completed_at IS NULL OR reached_end_at IS NOT NULL)
      ) WITH (fillfactor = 80)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE learning_lesson_progress`);
  }
}
