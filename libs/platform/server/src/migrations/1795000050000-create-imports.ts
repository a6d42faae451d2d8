import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateImports1795000050000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE platform_import (
        id uuid PRIMARY KEY,
        kind text NOT NULL,
        file_id uuid NOT NULL REFERENCES platform_file,
        file_name text NOT NULL,
        size_bytes int NOT NULL,
        options jsonb NOT NULL,
        state text NOT NULL CHECK (state IN ('checking', 'checked', 'applying', 'applied', 'failed')),
        rows_total int NOT NULL DEFAULT 0,
        rows_done int NOT NULL DEFAULT 0,
        applied_row int NOT NULL DEFAULT 0,
        rows_ready int NOT NULL DEFAULT 0,
        rows_warned int NOT NULL DEFAULT 0,
        rows_rejected int NOT NULL DEFAULT 0,
        columns jsonb NOT NULL DEFAULT '[]',
        effects jsonb NOT NULL DEFAULT '{}',
        problem_counts jsonb NOT NULL DEFAULT '{}',
        groups jsonb NOT NULL DEFAULT '{}',
        samples jsonb NOT NULL DEFAULT '[]',
        failure text,
        failure_facts jsonb NOT NULL DEFAULT '{}',
        created_by uuid NOT NULL,
        created_by_name text NOT NULL,
        applied_by uuid,
        created_at timestamptz NOT NULL,
        started_at timestamptz,
        finished_at timestamptz
      )`);
    await db.query(`CREATE INDEX platform_import_newest ON platform_import (kind, created_at DESC, id DESC)`);
    await db.query(`
      CREATE TABLE platform_import_problem (
        import_id uuid NOT NULL REFERENCES platform_import ON DELETE CASCADE,
        "row" int NOT NULL,
        ordinal smallint NOT NULL,
        "column" text NOT NULL,
        field text NOT NULL,
        code text NOT NULL,
        severity text NOT NULL CHECK (severity IN ('error', 'warning')),
        value text NOT NULL,
        facts jsonb NOT NULL,
        cells jsonb NOT NULL,
        PRIMARY KEY (import_id, "row", ordinal)
      )`);
    await db.query(
      `CREATE INDEX platform_import_problem_by_code ON platform_import_problem (import_id, code, "row", ordinal)`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE platform_import_problem, platform_import`);
  }
}
