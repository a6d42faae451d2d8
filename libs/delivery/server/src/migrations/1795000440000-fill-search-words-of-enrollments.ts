import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The search words of everybody who was enrolled before enrollments kept them. */
export class FillSearchWordsOfEnrollments1795000440000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      UPDATE delivery_enrollment e SET search = delivery_enrollment_words(e.run_id, p.search)
      FROM registry_person p WHERE p.id = e.person_id`);
  }

  async down(): Promise<void> {
    // They go with their column.
  }
}
