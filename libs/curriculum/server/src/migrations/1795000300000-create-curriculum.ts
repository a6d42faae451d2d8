import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCurriculum1795000300000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE curriculum_version (
        id uuid PRIMARY KEY,
        program_code text NOT NULL,
        program_name text NOT NULL,
        number int NOT NULL CHECK (number > 0),
        title text NOT NULL,
        state text NOT NULL CHECK (state IN ('draft', 'inUse', 'archived')),
        lesson_hour_minutes int NOT NULL,
        total_lesson_hours int NOT NULL,
        pass_rules jsonb NOT NULL,
        tests jsonb NOT NULL,
        content_hash text NOT NULL,
        created_at timestamptz NOT NULL,
        frozen_at timestamptz,
        archived_at timestamptz,
        CHECK ((state = 'inUse') <= (frozen_at IS NOT NULL)),
        CHECK ((state = 'archived') = (archived_at IS NOT NULL)),
        CONSTRAINT curriculum_version_number UNIQUE (program_code, number),
        CONSTRAINT curriculum_version_content UNIQUE (program_code, content_hash)
      )`);
    await db.query(`
      CREATE TABLE curriculum_module (
        id uuid PRIMARY KEY,
        version_id uuid NOT NULL REFERENCES curriculum_version ON DELETE CASCADE,
        position int NOT NULL,
        code text NOT NULL,
        title text NOT NULL,
        subject_group text NOT NULL CHECK (subject_group IN ('basic', 'core', 'application', 'supporting')),
        live_hours int NOT NULL,
        self_study_hours int NOT NULL,
        outcome text,
        indicators jsonb NOT NULL,
        UNIQUE (version_id, code),
        UNIQUE (version_id, position)
      )`);
    await db.query(`
      CREATE TABLE curriculum_lesson (
        id uuid PRIMARY KEY,
        module_id uuid NOT NULL REFERENCES curriculum_module ON DELETE CASCADE,
        version_id uuid NOT NULL REFERENCES curriculum_version ON DELETE CASCADE,
        position int NOT NULL,
        code text NOT NULL,
        title text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('text', 'practice')),
        minutes int NOT NULL,
        summary text NOT NULL,
        indicators jsonb NOT NULL,
        document jsonb NOT NULL,
        size_bytes int NOT NULL,
        UNIQUE (module_id, position),
        UNIQUE (version_id, code)
      )`);
    // A name that is the hash of its bytes can be kept by browsers for ever; the database holds it to its word.
    await db.query(`
      CREATE TABLE curriculum_asset (
        hash text PRIMARY KEY CHECK (hash = encode(sha256(bytes), 'hex')),
        media_type text NOT NULL,
        bytes bytea NOT NULL,
        created_at timestamptz NOT NULL
      )`);
    await this.#freeze(db);
  }

  /** A version that was put in use never changes again, whoever writes: runs, attempts and certificates refer to it. */
  async #freeze(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE FUNCTION curriculum_refuse_frozen_version() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.frozen_at IS NULL THEN RETURN COALESCE(NEW, OLD); END IF;
        IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'curriculum version % is frozen', OLD.number; END IF;
        IF to_jsonb(NEW) - 'state' - 'archived_at' IS DISTINCT FROM to_jsonb(OLD) - 'state' - 'archived_at'
           OR NEW.state = 'draft' OR (OLD.state = 'archived' AND NEW.state <> 'archived') THEN
          RAISE EXCEPTION 'curriculum version % is frozen', OLD.number;
        END IF;
        RETURN NEW;
      END $$`);
    await db.query(`
      CREATE FUNCTION curriculum_refuse_frozen_part() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE frozen int;
      BEGIN
        -- Shared with other writers of a draft, not with the one who freezes it.
        PERFORM 1 FROM curriculum_version
          WHERE (TG_OP <> 'INSERT' AND id = OLD.version_id) OR (TG_OP <> 'DELETE' AND id = NEW.version_id) FOR SHARE;
        SELECT number INTO frozen FROM curriculum_version
          WHERE frozen_at IS NOT NULL
            AND ((TG_OP <> 'INSERT' AND id = OLD.version_id) OR (TG_OP <> 'DELETE' AND id = NEW.version_id));
        IF frozen IS NOT NULL THEN RAISE EXCEPTION 'curriculum version % is frozen', frozen; END IF;
        RETURN COALESCE(NEW, OLD);
      END $$`);
    await db.query(`
      CREATE TRIGGER curriculum_version_frozen BEFORE UPDATE OR DELETE ON curriculum_version
      FOR EACH ROW EXECUTE FUNCTION curriculum_refuse_frozen_version()`);
    for (const table of ['curriculum_module', 'curriculum_lesson']) {
      await db.query(`
        CREATE TRIGGER ${table}_frozen BEFORE INSERT OR UPDATE OR DELETE ON ${table}
        FOR EACH ROW EXECUTE FUNCTION curriculum_refuse_frozen_part()`);
    }
    for (const table of ['curriculum_version', 'curriculum_module', 'curriculum_lesson']) {
      await db.query(`
        CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON ${table}
        FOR EACH STATEMENT EXECUTE FUNCTION platform_refuse_change()`);
    }
    await db.query(`
      CREATE TRIGGER curriculum_asset_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON curriculum_asset
      FOR EACH STATEMENT EXECUTE FUNCTION platform_refuse_change()`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE curriculum_asset, curriculum_lesson, curriculum_module, curriculum_version`);
    await db.query(`DROP FUNCTION curriculum_refuse_frozen_part, curriculum_refuse_frozen_version`);
  }
}
