import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who does not act nationally sees the own imports, which may be few among many. */
export class IndexOwnImports1795000060000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(
      `CREATE INDEX platform_import_own ON platform_import (kind, created_by, created_at DESC, id DESC)`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP INDEX platform_import_own`);
  }
}
