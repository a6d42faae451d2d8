import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The first guard let a certificate's holder, serial, hash and its end be changed, and rows be deleted. */
export class GuardCertificates1795000800100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE OR REPLACE FUNCTION certification_keep_words() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'an issued certificate is not deleted'; END IF;
        IF (NEW.id, NEW.number, NEW.verification_code, NEW.snapshot, NEW.enrollment_id, NEW.person_id, NEW.class_group_id,
            NEW.version, NEW.series, NEW.serial, NEW.issued_at)
           IS DISTINCT FROM
           (OLD.id, OLD.number, OLD.verification_code, OLD.snapshot, OLD.enrollment_id, OLD.person_id, OLD.class_group_id,
            OLD.version, OLD.series, OLD.serial, OLD.issued_at)
           OR (OLD.file_id IS NOT NULL
               AND (NEW.file_id, NEW.size_bytes, NEW.pdf_sha256)
                   IS DISTINCT FROM (OLD.file_id, OLD.size_bytes, OLD.pdf_sha256))
           OR (OLD.validity <> 'valid'
               AND (NEW.validity, NEW.ended_at, NEW.ended_reason)
                   IS DISTINCT FROM (OLD.validity, OLD.ended_at, OLD.ended_reason))
        THEN RAISE EXCEPTION 'an issued certificate is not changed'; END IF;
        RETURN NEW;
      END $$`);
    await db.query(`DROP TRIGGER certification_certificate_keep_words ON certification_certificate`);
    await db.query(`
      CREATE TRIGGER certification_certificate_keep_words BEFORE UPDATE OR DELETE ON certification_certificate
      FOR EACH ROW EXECUTE FUNCTION certification_keep_words()`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TRIGGER certification_certificate_keep_words ON certification_certificate`);
    await db.query(`
      CREATE OR REPLACE FUNCTION certification_keep_words() RETURNS trigger LANGUAGE plpgsql AS $$
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
}
