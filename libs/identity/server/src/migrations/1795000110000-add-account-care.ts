import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddAccountCare1795000110000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE identity_activation
        ADD kind text NOT NULL DEFAULT 'activation' CHECK (kind IN ('activation', 'renewal'))`);
    await db.query(`ALTER TABLE identity_account ADD contact_changed_at timestamptz`);
    await db.query(`CREATE INDEX identity_account_name ON identity_account (display_name, id)`);
    await db.query(
      `CREATE INDEX identity_account_search ON identity_account USING gin (to_tsvector('simple', display_name))`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP INDEX identity_account_search`);
    await db.query(`DROP INDEX identity_account_name`);
    await db.query(`ALTER TABLE identity_account DROP contact_changed_at`);
    await db.query(`ALTER TABLE identity_activation DROP kind`);
  }
}
