import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Certificates are found by words of the name and of the number, and counted without reading what they say (a row takes a
 * tenth of a page, what a count needs of it a hundredth).
 */
export class IndexCertificateWords1795000800300 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE FUNCTION certification_words(snapshot jsonb, number text, serial int) RETURNS tsvector
      LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT to_tsvector('simple'::regconfig,
          translate((snapshot->>'holderName') || ' ' || number, '/-.,''', '     ') || ' ' || serial)
      $$`);
    await db.query(`
      CREATE INDEX certification_certificate_words ON certification_certificate
        USING gin (certification_words(snapshot, number, serial))`);
    await db.query(`
      CREATE INDEX certification_certificate_counts ON certification_certificate
        (class_group_id, validity, file_id, province_code, regency_code)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP INDEX certification_certificate_counts`);
    await db.query(`DROP INDEX certification_certificate_words`);
    await db.query(`DROP FUNCTION certification_words`);
  }
}
