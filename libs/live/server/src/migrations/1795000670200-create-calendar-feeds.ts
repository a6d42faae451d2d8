import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCalendarFeeds1795000670200 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE live_calendar_feed (
        person_id uuid PRIMARY KEY,
        token_hash text NOT NULL,
        created_at timestamptz NOT NULL,
        last_read_at timestamptz,
        CONSTRAINT live_calendar_feed_token UNIQUE (token_hash)
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE live_calendar_feed`);
  }
}
