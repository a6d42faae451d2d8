import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSnippets1795000657000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE assignments_snippet (
        id uuid PRIMARY KEY,
        owner_id uuid NOT NULL,
        class_group_id uuid,
        text text NOT NULL CHECK (length(text) BETWEEN 3 AND 1000),
        uses int NOT NULL CHECK (uses >= 0),
        saved_at timestamptz NOT NULL
      )`);
    await db.query(`CREATE INDEX assignments_snippet_of_owner ON assignments_snippet (owner_id)`);
    await db.query(`
      CREATE INDEX assignments_snippet_of_class ON assignments_snippet (class_group_id)
      WHERE class_group_id IS NOT NULL`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE assignments_snippet`);
  }
}
