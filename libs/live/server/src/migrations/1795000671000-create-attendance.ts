import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAttendance1795000671000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // The codes are derived from it; it is made when they are first shown.
    await db.query(`
      CREATE TABLE live_attendance_secret (
        session_id uuid PRIMARY KEY REFERENCES live_session,
        secret text NOT NULL,
        made_at timestamptz NOT NULL
      )`);
    await db.query(`
      CREATE TABLE live_attendance (
        session_id uuid NOT NULL REFERENCES live_session,
        enrollment_id uuid NOT NULL,
        state text NOT NULL
          CHECK (state IN ('present', 'partial', 'absent', 'excused', 'sick', 'unsettled')),
        hours numeric(5, 2) NOT NULL CHECK (hours >= 0),
        substitute_hours numeric(5, 2) NOT NULL CHECK (substitute_hours >= 0),
        strength text CHECK (strength IN ('decision', 'code', 'trainer', 'venue', 'offline')),
        late_minutes int NOT NULL CHECK (late_minutes >= 0),
        checked_in_at timestamptz,
        checked_out_at timestamptz,
        flags text[] NOT NULL,
        changed_at timestamptz NOT NULL,
        PRIMARY KEY (session_id, enrollment_id),
        CHECK (hours = 0 OR strength IS NOT NULL)
      )`);
    await db.query(`CREATE INDEX live_attendance_of_person ON live_attendance (enrollment_id, session_id)`);
    await db.query(`
      CREATE TABLE live_attendance_venue_list (
        id uuid PRIMARY KEY,
        session_id uuid NOT NULL REFERENCES live_session,
        venue text NOT NULL,
        made_by uuid NOT NULL,
        made_at timestamptz NOT NULL,
        photo_id uuid,
        photo_at timestamptz,
        CHECK ((photo_id IS NULL) = (photo_at IS NULL))
      )`);
    await db.query(`
      CREATE INDEX live_attendance_venue_list_of ON live_attendance_venue_list (session_id, made_by, made_at)`);
    await db.query(`
      CREATE TABLE live_attendance_evidence (
        id uuid PRIMARY KEY,
        session_id uuid NOT NULL REFERENCES live_session,
        enrollment_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN (
          'code', 'offline', 'mark', 'report', 'venue', 'correction', 'excuse', 'substitute')),
        happened_at timestamptz NOT NULL,
        device_at timestamptz,
        recorded_at timestamptz NOT NULL,
        -- Order among what is recorded at one moment.
        serial bigint GENERATED ALWAYS AS IDENTITY,
        recorded_by uuid NOT NULL,
        session_version int NOT NULL,
        venue_list_id uuid REFERENCES live_attendance_venue_list,
        detail jsonb NOT NULL,
        file_id uuid
      )`);
    await db.query(`
      CREATE INDEX live_attendance_evidence_of
      ON live_attendance_evidence (session_id, enrollment_id, serial)`);
    await db.query(`
      CREATE INDEX live_attendance_evidence_of_list ON live_attendance_evidence (venue_list_id)
      WHERE venue_list_id IS NOT NULL`);
    await db.query(`
      CREATE FUNCTION live_attendance_evidence_stays() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'what was recorded about attendance never changes' USING ERRCODE = 'restrict_violation';
      END $$`);
    await db.query(`
      CREATE TRIGGER live_attendance_evidence_stays BEFORE UPDATE OR DELETE ON live_attendance_evidence
      FOR EACH ROW EXECUTE FUNCTION live_attendance_evidence_stays()`);
    await db.query(`
      CREATE TABLE live_attendance_correction (
        id uuid PRIMARY KEY,
        session_id uuid NOT NULL REFERENCES live_session,
        enrollment_id uuid NOT NULL,
        reason text NOT NULL,
        asked_at timestamptz NOT NULL,
        state text NOT NULL CHECK (state IN ('open', 'granted', 'refused')),
        decided_by uuid,
        decided_at timestamptz,
        decision_reason text,
        CONSTRAINT live_attendance_correction_once UNIQUE (enrollment_id, session_id),
        CHECK ((state = 'open') = (decided_at IS NULL) AND (decided_at IS NULL) = (decided_by IS NULL)
          AND (decided_at IS NULL) = (decision_reason IS NULL))
      )`);
    await db.query(`
      CREATE TABLE live_attendance_excuse (
        id uuid PRIMARY KEY,
        session_id uuid NOT NULL REFERENCES live_session,
        enrollment_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('permitted', 'sick')),
        note text NOT NULL,
        document_id uuid NOT NULL,
        asked_at timestamptz NOT NULL,
        state text NOT NULL CHECK (state IN ('open', 'granted', 'refused')),
        decided_by uuid,
        decided_at timestamptz,
        decision_reason text,
        substitute_kind text CHECK (substitute_kind IN ('questions', 'text')),
        -- Results of the attempts at the questions, in order; how often is bounded by the rules.
        substitute_scores numeric(5, 2)[] NOT NULL DEFAULT '{}',
        substitute_text text,
        substitute_text_at timestamptz,
        substitute_passed_at timestamptz,
        substitute_reason text,
        CONSTRAINT live_attendance_excuse_once UNIQUE (enrollment_id, session_id),
        CHECK ((state = 'open') = (decided_at IS NULL) AND (decided_at IS NULL) = (decided_by IS NULL)
          AND (decided_at IS NULL) = (decision_reason IS NULL)),
        CHECK ((state = 'granted') = (substitute_kind IS NOT NULL))
      )`);
    await db.query(`
      CREATE TABLE live_attendance_report (
        id uuid PRIMARY KEY,
        session_id uuid NOT NULL REFERENCES live_session,
        file_id uuid NOT NULL,
        file_name text NOT NULL,
        sha256 text NOT NULL,
        provider text NOT NULL CHECK (provider IN ('zoom', 'bigbluebutton')),
        -- People of the report with their connections, as they were read.
        people jsonb NOT NULL,
        -- Whose row is whose, by key: what was last confirmed.
        matches jsonb NOT NULL DEFAULT '{}',
        uploaded_by uuid NOT NULL,
        uploaded_at timestamptz NOT NULL,
        confirmed_at timestamptz,
        CONSTRAINT live_attendance_report_once UNIQUE (session_id, sha256)
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE live_attendance_report, live_attendance_excuse, live_attendance_correction, live_attendance_evidence,
        live_attendance_venue_list, live_attendance, live_attendance_secret`);
    await db.query(`DROP FUNCTION live_attendance_evidence_stays`);
  }
}
