import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who else has a number is asked for every page of people to verify. */
export class IndexPhones1795000210000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE INDEX registry_person_phone ON registry_person (phone) WHERE phone IS NOT NULL`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP INDEX registry_person_phone`);
  }
}
