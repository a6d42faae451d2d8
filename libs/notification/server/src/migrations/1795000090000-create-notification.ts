import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateNotification1795000090000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE notification_message (
        id uuid PRIMARY KEY,
        recipient_id uuid NOT NULL,
        template text NOT NULL,
        params jsonb NOT NULL,
        link text CHECK (link ~ '^/[A-Za-z0-9]'),
        dedupe_key text NOT NULL,
        created_at timestamptz NOT NULL,
        read_at timestamptz,
        CONSTRAINT notification_message_once UNIQUE (recipient_id, dedupe_key)
      )`);
    await db.query(`
      CREATE INDEX notification_message_inbox ON notification_message (recipient_id, created_at DESC, id DESC)`);
    // Few are unread, so counting them touches few pages however long the inbox is.
    await db.query(`
      CREATE INDEX notification_message_unread ON notification_message (recipient_id, created_at DESC, id DESC)
      WHERE read_at IS NULL`);
    await db.query(`
      CREATE TABLE notification_delivery (
        message_id uuid NOT NULL REFERENCES notification_message,
        channel text NOT NULL CHECK (channel IN ('inbox')),
        state text NOT NULL CHECK (state IN ('waiting', 'delivered', 'failed')),
        at timestamptz NOT NULL,
        problem text,
        PRIMARY KEY (message_id, channel),
        CHECK ((state = 'failed') = (problem IS NOT NULL))
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE notification_delivery, notification_message`);
  }
}
