import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateIdentity1795000100000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE identity_account (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL UNIQUE,
        participant_code text NOT NULL UNIQUE,
        display_name text NOT NULL,
        phone text,
        email text UNIQUE,
        password_hash text,
        state text NOT NULL CHECK (state IN ('invited', 'active', 'locked')),
        activated_at timestamptz,
        created_at timestamptz NOT NULL,
        CHECK (state <> 'active' OR password_hash IS NOT NULL)
      )`);
    await db.query(`CREATE INDEX identity_account_phone ON identity_account (phone) WHERE phone IS NOT NULL`);
    await db.query(`
      CREATE TABLE identity_role_grant (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL,
        role text NOT NULL,
        level text NOT NULL CHECK (level IN ('own', 'class', 'regency', 'province', 'national')),
        scope_id text NOT NULL,
        valid_from timestamptz NOT NULL,
        valid_to timestamptz,
        UNIQUE (person_id, role, level, scope_id)
      )`);
    await db.query(`
      CREATE TABLE identity_session (
        id uuid PRIMARY KEY,
        token_hash text NOT NULL UNIQUE,
        account_id uuid NOT NULL REFERENCES identity_account,
        role text,
        shared_phone boolean NOT NULL,
        user_agent text NOT NULL,
        created_at timestamptz NOT NULL,
        last_seen_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL
      )`);
    await db.query(`CREATE INDEX identity_session_account ON identity_session (account_id)`);
    await db.query(`CREATE INDEX identity_session_expiry ON identity_session (expires_at)`);
    await db.query(`
      CREATE TABLE identity_activation (
        account_id uuid PRIMARY KEY REFERENCES identity_account,
        token_hash text NOT NULL UNIQUE,
        code_hash text NOT NULL UNIQUE,
        issued_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        used_at timestamptz
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE identity_activation, identity_session, identity_role_grant, identity_account`);
  }
}
