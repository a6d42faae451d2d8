import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Decrees are listed by the day on which they were decided, the newest first. */
export class IndexDecrees1795000220000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE INDEX registry_decree_by_day ON registry_decree (decided_on, id)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP INDEX registry_decree_by_day`);
  }
}
