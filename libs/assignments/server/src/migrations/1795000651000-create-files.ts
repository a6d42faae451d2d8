import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateFiles1795000651000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE assignments_upload (
        id uuid PRIMARY KEY,
        owner_id uuid NOT NULL,
        enrollment_id uuid NOT NULL,
        assignment_code text NOT NULL,
        file_name text NOT NULL,
        size_bytes int NOT NULL CHECK (size_bytes > 0),
        expires_at timestamptz NOT NULL
      )`);
    await db.query(`CREATE INDEX assignments_upload_expired ON assignments_upload (expires_at)`);
    await db.query(`
      CREATE TABLE assignments_file (
        id uuid PRIMARY KEY,
        original_id uuid NOT NULL,
        owner_id uuid NOT NULL,
        enrollment_id uuid NOT NULL,
        assignment_code text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('image', 'pdf', 'docx', 'audio')),
        attached_at timestamptz NOT NULL,
        preview jsonb NOT NULL,
        preview_tries int NOT NULL,
        preview_id uuid,
        thumbnail_id uuid,
        document jsonb,
        kept_at timestamptz,
        discarded_at timestamptz,
        CHECK (kept_at IS NULL OR discarded_at IS NULL)
      )`);
    await db.query(
      `CREATE INDEX assignments_file_of_work ON assignments_file (enrollment_id, assignment_code)`,
    );
    await db.query(`
      CREATE INDEX assignments_file_not_kept ON assignments_file (attached_at) WHERE kept_at IS NULL`);
    await db.query(`
      CREATE TABLE assignments_version_file (
        version_id uuid NOT NULL REFERENCES assignments_version,
        position int NOT NULL,
        file_id uuid NOT NULL REFERENCES assignments_file,
        PRIMARY KEY (version_id, position)
      )`);
    await db.query(`CREATE INDEX assignments_version_file_named ON assignments_version_file (file_id)`);
    await db.query(`
      CREATE TRIGGER assignments_version_file_stays BEFORE UPDATE OR DELETE ON assignments_version_file
      FOR EACH ROW EXECUTE FUNCTION assignments_version_stays()`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE assignments_version_file, assignments_file, assignments_upload`);
  }
}
