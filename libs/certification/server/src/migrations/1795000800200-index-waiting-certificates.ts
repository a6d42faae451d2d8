import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which certificates still wait for their file is asked once a rendering, and almost all have theirs. */
export class IndexWaitingCertificates1795000800200 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE INDEX certification_certificate_waiting ON certification_certificate (id) WHERE file_id IS NULL`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP INDEX certification_certificate_waiting`);
  }
}
