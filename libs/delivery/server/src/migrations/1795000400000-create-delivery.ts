import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateDelivery1795000400000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE delivery_run (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        year int NOT NULL,
        mode text NOT NULL CHECK (mode IN ('online', 'inPerson', 'blended')),
        curriculum_version_id uuid NOT NULL,
        decree_id uuid,
        starts_on date NOT NULL,
        ends_on date NOT NULL,
        state text NOT NULL
          CHECK (state IN ('planned', 'registration', 'running', 'grading', 'finished', 'canceled')),
        created_at timestamptz NOT NULL,
        CHECK (starts_on <= ends_on)
      )`);
    await db.query(`CREATE UNIQUE INDEX delivery_run_name ON delivery_run (year, lower(name))`);
    await db.query(`CREATE INDEX delivery_run_newest ON delivery_run (starts_on DESC, id DESC)`);
    await db.query(`
      CREATE TABLE delivery_wave (
        id uuid PRIMARY KEY,
        run_id uuid NOT NULL REFERENCES delivery_run,
        number int NOT NULL CHECK (number BETWEEN 1 AND 99),
        starts_on date NOT NULL,
        ends_on date NOT NULL,
        CONSTRAINT delivery_wave_number UNIQUE (run_id, number),
        CHECK (starts_on <= ends_on)
      )`);
    await db.query(`
      CREATE TABLE delivery_class_group (
        id uuid PRIMARY KEY,
        run_id uuid NOT NULL REFERENCES delivery_run,
        wave_id uuid NOT NULL REFERENCES delivery_wave,
        code text COLLATE "C" NOT NULL,
        name text NOT NULL,
        province_code text NOT NULL,
        time_zone text NOT NULL,
        capacity int NOT NULL CHECK (capacity BETWEEN 1 AND 50),
        organizer_id uuid,
        state text NOT NULL
          CHECK (state IN ('preparing', 'open', 'running', 'grading', 'decision', 'closed')),
        created_at timestamptz NOT NULL,
        closed_at timestamptz,
        CONSTRAINT delivery_class_group_code UNIQUE (run_id, code),
        CHECK ((state = 'closed') = (closed_at IS NOT NULL))
      )`);
    await db.query(`CREATE INDEX delivery_class_group_code_order ON delivery_class_group (code, id)`);
    await db.query(`CREATE INDEX delivery_class_group_wave ON delivery_class_group (wave_id, province_code)`);
    await db.query(`CREATE INDEX delivery_class_group_organizer ON delivery_class_group (organizer_id)`);
    await db.query(`
      CREATE INDEX delivery_class_group_calendar ON delivery_class_group (state) WHERE state IN ('open', 'running')`);
    await db.query(`
      CREATE TABLE delivery_class_trainer (
        class_group_id uuid NOT NULL REFERENCES delivery_class_group,
        person_id uuid NOT NULL,
        position int NOT NULL,
        PRIMARY KEY (class_group_id, person_id)
      )`);
    await db.query(`CREATE INDEX delivery_class_trainer_person ON delivery_class_trainer (person_id)`);
    await db.query(`
      CREATE TABLE delivery_enrollment (
        id uuid PRIMARY KEY,
        run_id uuid NOT NULL REFERENCES delivery_run,
        person_id uuid NOT NULL,
        class_group_id uuid REFERENCES delivery_class_group,
        library_id uuid,
        regency_code text NOT NULL,
        province_code text NOT NULL,
        state text NOT NULL CHECK (state IN (
          'proposed', 'invited', 'registered', 'needsCorrection', 'verified', 'placed', 'active', 'completed',
          'passed', 'notPassed', 'withdrawn', 'replaced', 'noShow')),
        state_reason text,
        state_changed_at timestamptz NOT NULL,
        sort_name text COLLATE "C" NOT NULL,
        confirmed_certificate_name text,
        certificate_name_confirmed_at timestamptz,
        created_at timestamptz NOT NULL,
        CONSTRAINT delivery_enrollment_person UNIQUE (run_id, person_id),
        CHECK (class_group_id IS NOT NULL
          OR state NOT IN ('placed', 'active', 'completed', 'passed', 'notPassed', 'noShow'))
      )`);
    await db.query(`CREATE INDEX delivery_enrollment_of_person ON delivery_enrollment (person_id)`);
    // Lists go by name within a run, a province, a regency or a class; counts need no row of the table.
    await db.query(`CREATE INDEX delivery_enrollment_by_run ON delivery_enrollment (run_id, sort_name, id)`);
    await db.query(
      `CREATE INDEX delivery_enrollment_by_state ON delivery_enrollment (run_id, state, sort_name, id)`,
    );
    await db.query(`
      CREATE INDEX delivery_enrollment_by_province ON delivery_enrollment (run_id, province_code, sort_name, id)`);
    await db.query(`
      CREATE INDEX delivery_enrollment_by_regency ON delivery_enrollment (run_id, regency_code, sort_name, id)`);
    await db.query(
      `CREATE INDEX delivery_enrollment_by_class ON delivery_enrollment (class_group_id, sort_name, id)`,
    );
    await db.query(`
      CREATE INDEX delivery_enrollment_counts
      ON delivery_enrollment (run_id, province_code, regency_code, class_group_id, state)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(
      `DROP TABLE delivery_enrollment, delivery_class_trainer, delivery_class_group, delivery_wave, delivery_run`,
    );
  }
}
