import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePlatform1795000000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE platform_outbox (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        queue text NOT NULL,
        payload jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        sent_at timestamptz,
        sent_count int NOT NULL DEFAULT 0,
        handled_at timestamptz,
        last_error text
      )`);
    await db.query(
      `CREATE INDEX platform_outbox_open ON platform_outbox (created_at) WHERE handled_at IS NULL`,
    );
    await db.query(`
      CREATE TABLE platform_audit_entry (
        id uuid PRIMARY KEY,
        at timestamptz NOT NULL,
        actor_id uuid,
        actor_name text NOT NULL,
        role text NOT NULL,
        action text NOT NULL,
        subject_type text NOT NULL,
        subject_id text NOT NULL,
        before jsonb,
        after jsonb,
        reason text
      )`);
    await db.query(
      `CREATE INDEX platform_audit_entry_subject ON platform_audit_entry (subject_type, subject_id, at)`,
    );
    await db.query(`
      CREATE FUNCTION platform_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$`);
    await db.query(`
      CREATE TRIGGER platform_audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE
      ON platform_audit_entry FOR EACH STATEMENT EXECUTE FUNCTION platform_refuse_change()`);
    await db.query(`
      CREATE TABLE platform_file (
        id uuid PRIMARY KEY,
        storage_key text NOT NULL UNIQUE,
        file_name text NOT NULL,
        media_type text NOT NULL,
        size_bytes int NOT NULL,
        sha256 text NOT NULL,
        created_by uuid,
        created_at timestamptz NOT NULL
      )`);
    // The shape that rate-limiter-flexible reads and writes.
    await db.query(`
      CREATE TABLE platform_throttle (key varchar(255) PRIMARY KEY, points int NOT NULL DEFAULT 0, expire bigint)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE platform_throttle, platform_file, platform_audit_entry, platform_outbox`);
    await db.query(`DROP FUNCTION platform_refuse_change`);
  }
}
