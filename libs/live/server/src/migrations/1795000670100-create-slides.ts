import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSlides1795000670100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE live_slide_deck (
        id uuid PRIMARY KEY,
        session_id uuid NOT NULL REFERENCES live_session,
        original_id uuid NOT NULL,
        file_name text NOT NULL,
        state text NOT NULL CHECK (state IN ('waiting', 'ready', 'failed')),
        reason text,
        pages jsonb NOT NULL DEFAULT '[]',
        tries int NOT NULL DEFAULT 0,
        created_by uuid NOT NULL,
        created_at timestamptz NOT NULL,
        CHECK ((state = 'failed') = (reason IS NOT NULL)),
        CONSTRAINT live_slide_deck_of_session UNIQUE (session_id)
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE live_slide_deck`);
  }
}
