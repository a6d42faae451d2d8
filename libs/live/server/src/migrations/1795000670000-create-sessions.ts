import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSessions1795000670000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE live_session (
        id uuid PRIMARY KEY,
        run_id uuid NOT NULL,
        class_group_id uuid,
        kind text NOT NULL CHECK (kind IN ('class', 'plenary', 'rehearsal')),
        module_code text,
        title text NOT NULL,
        lesson_hours numeric(4, 1) NOT NULL CHECK (lesson_hours >= 0),
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        state text NOT NULL CHECK (state IN ('planned', 'cancelled', 'closed')),
        stage jsonb NOT NULL,
        series_id uuid,
        recording_url text,
        summary text,
        version int NOT NULL DEFAULT 0,
        moved_from timestamptz,
        change_reason text,
        created_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL,
        CHECK (starts_at < ends_at),
        CHECK (kind = 'rehearsal' OR (kind = 'plenary') = (class_group_id IS NULL)),
        CHECK (kind <> 'rehearsal' OR lesson_hours = 0)
      )`);
    await db.query(`CREATE INDEX live_session_of_class ON live_session (class_group_id, starts_at)`);
    await db.query(`
      CREATE INDEX live_session_of_run ON live_session (run_id, starts_at) WHERE class_group_id IS NULL`);
    // The agenda of those who see all classes is read in this order.
    await db.query(`CREATE INDEX live_session_by_time ON live_session (starts_at, id)`);
    await db.query(`
      CREATE INDEX live_session_of_series ON live_session (series_id, starts_at) WHERE series_id IS NOT NULL`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE live_session`);
  }
}
