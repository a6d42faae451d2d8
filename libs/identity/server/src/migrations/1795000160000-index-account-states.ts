import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts in one state by name, and who holds one role, however rare either is. */
export class IndexAccountStates1795000160000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE INDEX identity_account_state ON identity_account (state, display_name, id)`);
    await db.query(`CREATE INDEX identity_role_grant_role ON identity_role_grant (role, person_id)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP INDEX identity_role_grant_role`);
    await db.query(`DROP INDEX identity_account_state`);
  }
}
