import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddSecondFactor1795000120000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE identity_totp (
        account_id uuid PRIMARY KEY REFERENCES identity_account,
        secret text NOT NULL,
        last_step bigint NOT NULL,
        created_at timestamptz NOT NULL,
        confirmed_at timestamptz
      )`);
    await db.query(`
      CREATE TABLE identity_passkey (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES identity_account,
        credential_id text NOT NULL UNIQUE,
        public_key bytea NOT NULL,
        counter bigint NOT NULL,
        transports text[] NOT NULL,
        name text NOT NULL,
        created_at timestamptz NOT NULL,
        last_used_at timestamptz
      )`);
    await db.query(`CREATE INDEX identity_passkey_account ON identity_passkey (account_id)`);
    await db.query(`
      CREATE TABLE identity_recovery_code (
        account_id uuid NOT NULL REFERENCES identity_account,
        code_hash text NOT NULL,
        used_at timestamptz,
        PRIMARY KEY (account_id, code_hash)
      )`);
    await db.query(`
      CREATE TABLE identity_sign_in_step (
        token_hash text PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES identity_account,
        shared_phone boolean NOT NULL,
        user_agent text NOT NULL,
        passkey_challenge text,
        tries int NOT NULL,
        expires_at timestamptz NOT NULL
      )`);
    await db.query(`CREATE INDEX identity_sign_in_step_account ON identity_sign_in_step (account_id)`);
    await db.query(`
      CREATE TABLE identity_passkey_making (
        session_id uuid PRIMARY KEY REFERENCES identity_session ON DELETE CASCADE,
        challenge text NOT NULL,
        expires_at timestamptz NOT NULL
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE identity_passkey_making, identity_sign_in_step, identity_recovery_code,
      identity_passkey, identity_totp`);
  }
}
