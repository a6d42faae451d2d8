import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists can also begin with who changed state last, in a run and from a library. */
export class IndexNewestChanges1795000410000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(
      `CREATE INDEX delivery_enrollment_changed ON delivery_enrollment (run_id, state_changed_at, id)`,
    );
    await db.query(
      `CREATE INDEX delivery_enrollment_by_library ON delivery_enrollment (library_id, sort_name, id)`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP INDEX delivery_enrollment_changed, delivery_enrollment_by_library`);
  }
}
