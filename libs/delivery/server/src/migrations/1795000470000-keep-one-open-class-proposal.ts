import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The same people for the same class wait once, whoever proposes them. */
export class KeepOneOpenClassProposal1795000470000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(
      `CREATE UNIQUE INDEX delivery_class_proposal_open ON delivery_class_proposal (class_group_id, kind, member_ids)
       WHERE state = 'open'`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP INDEX delivery_class_proposal_open`);
  }
}
