import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who works in the program is found among the many who learn in it. */
export class IndexWorkRoles1795000150000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(
      `CREATE INDEX identity_role_grant_work ON identity_role_grant (person_id) WHERE role NOT IN ('trainee', 'classLeader')`,
    );
    await db.query(
      `CREATE INDEX identity_role_grant_place ON identity_role_grant (left(scope_id, 2), person_id) WHERE level IN ('province', 'regency')`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP INDEX identity_role_grant_place`);
    await db.query(`DROP INDEX identity_role_grant_work`);
  }
}
