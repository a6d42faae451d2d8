import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The words by which a person is found, kept on each of their enrollments with a mark of its run. A common name then
 * costs as much as the run has people of it, not as much as there have been over the years. The database keeps them the
 * same as the person's, in the transaction that changes either.
 */
export class KeepSearchWordsOfEnrollments1795000430000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE delivery_enrollment ADD COLUMN search tsvector NOT NULL DEFAULT ''`);
    await db.query(`
      CREATE FUNCTION delivery_enrollment_words(run uuid, words tsvector) RETURNS tsvector
      LANGUAGE sql IMMUTABLE RETURN coalesce(words, '') || array_to_tsvector(ARRAY['run:' || run])`);
    await db.query(`
      CREATE FUNCTION delivery_enrollment_is_found() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.search := delivery_enrollment_words(NEW.run_id,
          (SELECT p.search FROM registry_person p WHERE p.id = NEW.person_id));
        RETURN NEW;
      END $$`);
    await db.query(`
      CREATE TRIGGER delivery_enrollment_is_found BEFORE INSERT OR UPDATE OF run_id, person_id ON delivery_enrollment
      FOR EACH ROW EXECUTE FUNCTION delivery_enrollment_is_found()`);
    await db.query(`
      CREATE FUNCTION delivery_enrollment_follows_person() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE delivery_enrollment SET search = delivery_enrollment_words(run_id, NEW.search) WHERE person_id = NEW.id;
        RETURN NULL;
      END $$`);
    await db.query(`
      CREATE TRIGGER delivery_enrollment_follows_person AFTER UPDATE OF search ON registry_person
      FOR EACH ROW WHEN (OLD.search IS DISTINCT FROM NEW.search)
      EXECUTE FUNCTION delivery_enrollment_follows_person()`);
    await db.query(`CREATE INDEX delivery_enrollment_search ON delivery_enrollment USING gin (search)`);
    await db.query(`
      CREATE INDEX delivery_class_group_code_prefix ON delivery_class_group (upper(code) text_pattern_ops)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TRIGGER delivery_enrollment_follows_person ON registry_person`);
    await db.query(`DROP TRIGGER delivery_enrollment_is_found ON delivery_enrollment`);
    await db.query(`DROP FUNCTION delivery_enrollment_follows_person, delivery_enrollment_is_found`);
    await db.query(`DROP INDEX delivery_class_group_code_prefix, delivery_enrollment_search`);
    await db.query(`ALTER TABLE delivery_enrollment DROP COLUMN search`);
    await db.query(`DROP FUNCTION delivery_enrollment_words`);
  }
}
