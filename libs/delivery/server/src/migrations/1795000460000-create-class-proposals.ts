import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateClassProposals1795000460000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE delivery_class_proposal (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('placement', 'trainers')),
        class_group_id uuid NOT NULL REFERENCES delivery_class_group,
        province_code text NOT NULL,
        member_ids uuid[] NOT NULL CHECK (cardinality(member_ids) BETWEEN 1 AND 50),
        trainers_before uuid[],
        reason text NOT NULL,
        state text NOT NULL CHECK (state IN ('open', 'accepted', 'declined', 'withdrawn')),
        proposed_by uuid NOT NULL,
        proposed_at timestamptz NOT NULL,
        decided_by uuid,
        decided_at timestamptz,
        answer text,
        CHECK ((kind = 'trainers') = (trainers_before IS NOT NULL)),
        CHECK ((state = 'open') = (decided_at IS NULL)),
        CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
        CHECK ((state = 'declined') = (answer IS NOT NULL))
      )`);
    const newest = 'proposed_at, id';
    await db.query(
      `CREATE INDEX delivery_class_proposal_class ON delivery_class_proposal (class_group_id, state, ${newest})`,
    );
    await db.query(
      `CREATE INDEX delivery_class_proposal_province ON delivery_class_proposal (province_code, kind, state, ${newest})`,
    );
    await db.query(
      `CREATE INDEX delivery_class_proposal_kind ON delivery_class_proposal (kind, state, ${newest})`,
    );
    await db.query(
      `CREATE INDEX delivery_class_proposal_state ON delivery_class_proposal (state, ${newest})`,
    );
    await db.query(
      `CREATE INDEX delivery_class_proposal_members ON delivery_class_proposal USING gin (member_ids)`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE delivery_class_proposal`);
  }
}
