import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddConsents1795000130000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE identity_consent (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL,
        purpose text NOT NULL,
        version int NOT NULL,
        given_at timestamptz NOT NULL,
        withdrawn_at timestamptz,
        CHECK (withdrawn_at >= given_at)
      )`);
    await db.query(
      `CREATE UNIQUE INDEX identity_consent_standing ON identity_consent (person_id, purpose) WHERE withdrawn_at IS NULL`,
    );
    await db.query(`CREATE INDEX identity_consent_person ON identity_consent (person_id)`);
    await db.query(`
      CREATE TABLE identity_data_export (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL,
        requested_at timestamptz NOT NULL,
        file_id uuid,
        ready_at timestamptz,
        expires_at timestamptz
      )`);
    await db.query(
      `CREATE INDEX identity_data_export_person ON identity_data_export (person_id, requested_at)`,
    );
    await db.query(
      `CREATE UNIQUE INDEX identity_data_export_preparing ON identity_data_export (person_id) WHERE ready_at IS NULL`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE identity_data_export, identity_consent`);
  }
}
