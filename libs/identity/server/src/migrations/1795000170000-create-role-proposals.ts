import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateRoleProposals1795000170000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE identity_role_proposal (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL,
        role text NOT NULL,
        level text NOT NULL,
        scope_id text NOT NULL,
        reason text NOT NULL,
        state text NOT NULL CHECK (state IN ('open', 'accepted', 'declined', 'withdrawn')),
        proposed_by uuid NOT NULL,
        proposed_at timestamptz NOT NULL,
        decided_by uuid,
        decided_at timestamptz,
        answer text,
        CHECK ((state = 'open') = (decided_at IS NULL)),
        CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
        CHECK ((state = 'declined') = (answer IS NOT NULL))
      )`);
    await db.query(
      `CREATE UNIQUE INDEX identity_role_proposal_open ON identity_role_proposal (person_id, role, scope_id) WHERE state = 'open'`,
    );
    await db.query(
      `CREATE INDEX identity_role_proposal_state ON identity_role_proposal (state, proposed_at, id)`,
    );
    await db.query(
      `CREATE INDEX identity_role_proposal_place ON identity_role_proposal (state, left(scope_id, 2), proposed_at, id)
       WHERE level IN ('province', 'regency')`,
    );
    await db.query(`CREATE INDEX identity_role_proposal_person ON identity_role_proposal (person_id)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE identity_role_proposal`);
  }
}
