import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCertification1795000800000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE certification_series (key text PRIMARY KEY, last_number int NOT NULL CHECK (last_number > 0))`);
    await db.query(`
      CREATE TABLE certification_issuer (
        is_current boolean PRIMARY KEY CHECK (is_current),
        issuer jsonb NOT NULL,
        updated_at timestamptz NOT NULL
      )`);
    await db.query(`
      CREATE TABLE certification_certificate (
        id uuid PRIMARY KEY,
        enrollment_id uuid NOT NULL,
        person_id uuid NOT NULL,
        class_group_id uuid NOT NULL,
        regency_code text NOT NULL,
        province_code text NOT NULL,
        version int NOT NULL CHECK (version > 0),
        series text NOT NULL,
        serial int NOT NULL,
        number text NOT NULL UNIQUE,
        verification_code text NOT NULL UNIQUE,
        validity text NOT NULL CHECK (validity IN ('valid', 'revoked', 'replaced')),
        snapshot jsonb NOT NULL,
        issued_at timestamptz NOT NULL,
        file_id uuid UNIQUE REFERENCES platform_file,
        size_bytes int,
        pdf_sha256 text,
        ended_at timestamptz,
        ended_reason text,
        UNIQUE (enrollment_id, version),
        UNIQUE (series, serial, version),
        CHECK ((validity = 'valid') = (ended_at IS NULL))
      )`);
    await db.query(`
      CREATE UNIQUE INDEX certification_certificate_one_valid ON certification_certificate (enrollment_id)
      WHERE validity = 'valid'`);
    await db.query(`CREATE INDEX certification_certificate_person ON certification_certificate (person_id)`);
    await db.query(
      `CREATE INDEX certification_certificate_class ON certification_certificate (class_group_id, id)`,
    );
    await db.query(
      `CREATE INDEX certification_certificate_province ON certification_certificate (province_code, id)`,
    );
    // What a certificate says is never changed, only whether it is still valid and where its file is.
    await db.query(`
      CREATE FUNCTION certification_keep_words() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF (NEW.number, NEW.verification_code, NEW.snapshot, NEW.enrollment_id, NEW.version)
           IS DISTINCT FROM (OLD.number, OLD.verification_code, OLD.snapshot, OLD.enrollment_id, OLD.version)
           OR (OLD.file_id IS NOT NULL AND NEW.file_id IS DISTINCT FROM OLD.file_id)
        THEN RAISE EXCEPTION 'an issued certificate is not changed'; END IF;
        RETURN NEW;
      END $$`);
    await db.query(`
      CREATE TRIGGER certification_certificate_keep_words BEFORE UPDATE ON certification_certificate
      FOR EACH ROW EXECUTE FUNCTION certification_keep_words()`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE certification_certificate, certification_issuer, certification_series`);
    await db.query(`DROP FUNCTION certification_keep_words`);
  }
}
