import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables that are written for every message and vote have no foreign keys: each row would look its session up again. */
export class CreateRooms1795000672000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE live_room (
        session_id uuid PRIMARY KEY REFERENCES live_session,
        chat_open boolean NOT NULL DEFAULT true,
        slow_seconds int NOT NULL DEFAULT 0 CHECK (slow_seconds BETWEEN 0 AND 300),
        questions_open boolean NOT NULL DEFAULT true,
        stage jsonb NOT NULL DEFAULT '{"deckId": null, "page": null, "pauseUntil": null, "soundOnly": false}',
        group_work_id uuid
      )`);
    // The counter of a channel, without gaps: it is locked by whoever writes the next event.
    await db.query(`
      CREATE TABLE live_channel (
        session_id uuid NOT NULL,
        channel text NOT NULL,
        seq int NOT NULL DEFAULT 0,
        PRIMARY KEY (session_id, channel)
      )`);
    await db.query(`
      CREATE TABLE live_event (
        session_id uuid NOT NULL,
        channel text NOT NULL,
        seq int NOT NULL,
        kind text NOT NULL,
        payload jsonb NOT NULL,
        at timestamptz NOT NULL,
        person_id uuid,
        key uuid,
        hidden_text text,
        PRIMARY KEY (session_id, channel, seq)
      )`);
    // What is sent again has one effect.
    await db.query(`
      CREATE UNIQUE INDEX live_event_key ON live_event (session_id, channel, key) WHERE key IS NOT NULL`);
    await db.query(`
      CREATE INDEX live_event_said ON live_event (session_id, person_id, at) WHERE kind = 'said'`);
    await db.query(`
      CREATE INDEX live_event_messages ON live_event (session_id, channel, seq) WHERE kind = 'said'`);
    await db.query(`
      CREATE TABLE live_restriction (
        session_id uuid NOT NULL REFERENCES live_session,
        person_id uuid NOT NULL,
        muted boolean NOT NULL,
        removed boolean NOT NULL,
        name text NOT NULL,
        reason text,
        by_id uuid NOT NULL,
        at timestamptz NOT NULL,
        PRIMARY KEY (session_id, person_id)
      )`);
    await db.query(`
      CREATE TABLE live_poll (
        id uuid PRIMARY KEY,
        session_id uuid NOT NULL REFERENCES live_session,
        position int NOT NULL,
        kind text NOT NULL CHECK (kind IN ('single', 'multiple', 'scale', 'words', 'quiz')),
        question text NOT NULL,
        options jsonb NOT NULL,
        scale_to int NOT NULL,
        right_option int,
        changeable boolean NOT NULL,
        live_results boolean NOT NULL,
        seconds int,
        state text NOT NULL CHECK (state IN ('draft', 'open', 'closed')),
        shown boolean NOT NULL DEFAULT false,
        opened_at timestamptz,
        closes_at timestamptz,
        closed_at timestamptz,
        created_by uuid NOT NULL,
        created_at timestamptz NOT NULL,
        CHECK ((state = 'draft') = (opened_at IS NULL))
      )`);
    await db.query(`CREATE INDEX live_poll_of_session ON live_poll (session_id, position, id)`);
    await db.query(`CREATE INDEX live_poll_open ON live_poll (session_id) WHERE state = 'open'`);
    await db.query(`
      CREATE TABLE live_vote (
        poll_id uuid NOT NULL,
        person_id uuid NOT NULL,
        name text NOT NULL,
        choice jsonb NOT NULL,
        revision int NOT NULL,
        final boolean NOT NULL,
        at timestamptz NOT NULL,
        PRIMARY KEY (poll_id, person_id)
      )`);
    await db.query(`
      CREATE TABLE live_question (
        id uuid PRIMARY KEY,
        session_id uuid NOT NULL REFERENCES live_session,
        class_group_id uuid,
        person_id uuid NOT NULL,
        name text NOT NULL,
        place text,
        role text NOT NULL,
        text text NOT NULL,
        state text NOT NULL CHECK (state IN ('open', 'promoted', 'answered', 'hidden')),
        votes int NOT NULL DEFAULT 0,
        at timestamptz NOT NULL
      )`);
    await db.query(
      `CREATE INDEX live_question_of_session ON live_question (session_id, class_group_id, at, id)`,
    );
    await db.query(`
      CREATE TABLE live_question_vote (
        question_id uuid NOT NULL REFERENCES live_question,
        person_id uuid NOT NULL,
        PRIMARY KEY (question_id, person_id)
      )`);
    await db.query(`
      CREATE TABLE live_hand (
        session_id uuid NOT NULL REFERENCES live_session,
        person_id uuid NOT NULL,
        name text NOT NULL,
        place text,
        at timestamptz NOT NULL,
        called boolean NOT NULL DEFAULT false,
        PRIMARY KEY (session_id, person_id)
      )`);
    await db.query(`
      CREATE TABLE live_reaction (
        session_id uuid NOT NULL,
        kind text NOT NULL,
        total int NOT NULL,
        PRIMARY KEY (session_id, kind)
      )`);
    // A process that no longer renews its lease is dead, and nobody is present by it.
    await db.query(`
      CREATE UNLOGGED TABLE live_process (id uuid PRIMARY KEY, lease_until timestamptz NOT NULL)`);
    await db.query(`
      CREATE TABLE live_presence (
        session_id uuid NOT NULL,
        person_id uuid NOT NULL,
        process_id uuid NOT NULL,
        role text NOT NULL,
        class_group_id uuid,
        first_joined_at timestamptz NOT NULL,
        joined_at timestamptz NOT NULL,
        left_at timestamptz,
        seconds int NOT NULL DEFAULT 0,
        drops int NOT NULL DEFAULT 0,
        round_trip_ms int,
        mode text,
        PRIMARY KEY (session_id, person_id, process_id)
      )`);
    await db.query(`CREATE INDEX live_presence_inside ON live_presence (process_id) WHERE left_at IS NULL`);
    await db.query(`
      CREATE TABLE live_group_work (
        id uuid PRIMARY KEY,
        session_id uuid NOT NULL REFERENCES live_session,
        title text NOT NULL,
        task text NOT NULL,
        split_by text NOT NULL,
        started_at timestamptz NOT NULL,
        ends_at timestamptz,
        ended_at timestamptz
      )`);
    await db.query(`CREATE INDEX live_group_work_of_session ON live_group_work (session_id, started_at)`);
    await db.query(`
      CREATE TABLE live_group (
        id uuid PRIMARY KEY,
        work_id uuid NOT NULL REFERENCES live_group_work,
        number int NOT NULL,
        CONSTRAINT live_group_number UNIQUE (work_id, number)
      )`);
    await db.query(`
      CREATE TABLE live_group_member (
        work_id uuid NOT NULL REFERENCES live_group_work,
        person_id uuid NOT NULL,
        group_id uuid NOT NULL REFERENCES live_group,
        name text NOT NULL,
        PRIMARY KEY (work_id, person_id)
      )`);
    await db.query(`CREATE INDEX live_group_member_of_group ON live_group_member (group_id)`);
    await db.query(`
      CREATE TABLE live_sheet_line (
        group_id uuid NOT NULL REFERENCES live_group,
        line int NOT NULL CHECK (line BETWEEN 1 AND 60),
        text text NOT NULL,
        version int NOT NULL,
        person_id uuid NOT NULL,
        at timestamptz NOT NULL,
        PRIMARY KEY (group_id, line)
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE live_sheet_line, live_group_member, live_group, live_group_work, live_presence, live_process,
        live_reaction, live_hand, live_question_vote, live_question, live_vote, live_poll, live_restriction,
        live_event, live_channel, live_room`);
  }
}
