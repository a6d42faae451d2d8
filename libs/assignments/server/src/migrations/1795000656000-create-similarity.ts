import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSimilarity1795000656000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE assignments_text_print (
        version_id uuid PRIMARY KEY REFERENCES assignments_version,
        submission_id uuid NOT NULL,
        shingles bytea NOT NULL
      )`);
    await db.query(`
      CREATE TABLE assignments_text_bucket (
        bucket bigint NOT NULL,
        version_id uuid NOT NULL,
        PRIMARY KEY (bucket, version_id)
      )`);
    // Kept from both sides, so that each work finds those like it by its own id.
    await db.query(`
      CREATE TABLE assignments_similar_pair (
        version_id uuid NOT NULL REFERENCES assignments_version,
        other_id uuid NOT NULL REFERENCES assignments_version,
        resemblance real NOT NULL CHECK (resemblance BETWEEN 0 AND 1),
        overlap int NOT NULL CHECK (overlap BETWEEN 0 AND 100),
        PRIMARY KEY (version_id, other_id),
        CHECK (version_id <> other_id)
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE assignments_similar_pair, assignments_text_bucket, assignments_text_print`);
  }
}
