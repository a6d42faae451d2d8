import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many people of a run stand where, as lists and counts of the whole run ask: ten pages for 8,000 people. */
export class IndexStatesOfRuns1795000420000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE INDEX delivery_enrollment_states ON delivery_enrollment (run_id, state)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP INDEX delivery_enrollment_states`);
  }
}
