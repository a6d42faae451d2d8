import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateRegistry1795000200000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE registry_region (
        code text PRIMARY KEY,
        name text NOT NULL,
        name_key text NOT NULL,
        level text NOT NULL CHECK (level IN ('province', 'regency', 'district', 'village')),
        kind text NOT NULL,
        parent_code text REFERENCES registry_region,
        time_zone text,
        valid_from date NOT NULL,
        valid_to date,
        CHECK ((level = 'province') = (time_zone IS NOT NULL)),
        CHECK ((level = 'province') = (parent_code IS NULL))
      )`);
    await db.query(`CREATE INDEX registry_region_below ON registry_region (parent_code, name)`);
    await db.query(
      `CREATE INDEX registry_region_by_name ON registry_region (name_key) WHERE level = 'village'`,
    );
    await db.query(`
      CREATE TABLE registry_region_code_change (
        old_prefix text PRIMARY KEY,
        new_prefix text NOT NULL,
        name text NOT NULL,
        changed_on date NOT NULL
      )`);
    await db.query(`
      CREATE TABLE registry_region_source (
        package text PRIMARY KEY,
        version text NOT NULL,
        source text NOT NULL,
        licence text NOT NULL,
        regions int NOT NULL,
        loaded_at timestamptz NOT NULL
      )`);
    await db.query(`
      CREATE TABLE registry_library (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        name_key text NOT NULL,
        type text NOT NULL CHECK (type IN ('village', 'communityReading', 'regency', 'province')),
        support_kind text CHECK (support_kind IN ('fullSupport', 'bookAid', 'replication', 'proposed')),
        village_code text NOT NULL REFERENCES registry_region,
        district_code text NOT NULL,
        regency_code text NOT NULL,
        province_code text NOT NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT registry_library_once UNIQUE (village_code, name_key)
      )`);
    await db.query(`
      CREATE TABLE registry_person (
        id uuid PRIMARY KEY,
        full_name text NOT NULL,
        title_before text,
        title_after text,
        name_key text NOT NULL,
        phone text,
        email text,
        position text,
        employment_status text,
        civil_servant_id text,
        gender text CHECK (gender IN ('female', 'male')),
        library_id uuid REFERENCES registry_library,
        regency_code text,
        province_code text,
        search tsvector NOT NULL,
        certificate_name_confirmed_at timestamptz,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT registry_person_once UNIQUE (library_id, name_key)
      )`);
    await db.query(`CREATE INDEX registry_person_by_name ON registry_person (name_key, id)`);
    await db.query(
      `CREATE INDEX registry_person_by_province ON registry_person (province_code, name_key, id)`,
    );
    await db.query(`CREATE INDEX registry_person_by_regency ON registry_person (regency_code, name_key, id)`);
    await db.query(`CREATE INDEX registry_person_search ON registry_person USING gin (search)`);
    await db.query(`
      CREATE UNIQUE INDEX registry_person_civil_servant ON registry_person (civil_servant_id)
      WHERE civil_servant_id IS NOT NULL`);
    await db.query(`
      CREATE TABLE registry_decree (
        id uuid PRIMARY KEY,
        number text NOT NULL UNIQUE,
        decided_on date NOT NULL,
        title text NOT NULL,
        created_at timestamptz NOT NULL
      )`);
    await db.query(`
      CREATE TABLE registry_candidate (
        decree_id uuid NOT NULL REFERENCES registry_decree,
        library_id uuid NOT NULL REFERENCES registry_library,
        person_id uuid NOT NULL REFERENCES registry_person,
        quota int NOT NULL CHECK (quota BETWEEN 1 AND 5),
        created_at timestamptz NOT NULL,
        PRIMARY KEY (decree_id, library_id, person_id)
      )`);
    await db.query(`CREATE INDEX registry_candidate_by_person ON registry_candidate (person_id)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE registry_candidate, registry_decree, registry_person, registry_library`);
    await db.query(`DROP TABLE registry_region_source, registry_region_code_change, registry_region`);
  }
}
