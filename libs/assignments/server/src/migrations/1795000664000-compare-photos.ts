import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ComparePhotos1795000664000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE assignments_file ADD COLUMN photo_hash bigint`);
    await db.query(`
      CREATE TABLE assignments_photo_band (
        run_id uuid NOT NULL,
        assignment_code text NOT NULL,
        band int NOT NULL,
        file_id uuid NOT NULL REFERENCES assignments_file,
        PRIMARY KEY (run_id, assignment_code, band, file_id)
      )`);
    await db.query(`CREATE INDEX assignments_photo_band_of_file ON assignments_photo_band (file_id)`);
    // Kept from both sides, so that each photo finds those like it by its own id.
    await db.query(`
      CREATE TABLE assignments_photo_pair (
        file_id uuid NOT NULL REFERENCES assignments_file,
        other_id uuid NOT NULL REFERENCES assignments_file,
        distance int NOT NULL CHECK (distance >= 0),
        PRIMARY KEY (file_id, other_id),
        CHECK (file_id <> other_id)
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE assignments_photo_pair, assignments_photo_band`);
    await db.query(`ALTER TABLE assignments_file DROP COLUMN photo_hash`);
  }
}
