import type { MigrationInterface, QueryRunner } from 'typeorm';

/** For the copy of everything that is kept of a person, which is found by the person alone. */
export class IndexOwnWords1795000672100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE INDEX live_event_of_person ON live_event (person_id, at) WHERE kind = 'said'`);
    await db.query(`CREATE INDEX live_vote_of_person ON live_vote (person_id)`);
    await db.query(`CREATE INDEX live_question_of_person ON live_question (person_id)`);
    await db.query(`CREATE INDEX live_presence_of_person ON live_presence (person_id)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(
      `DROP INDEX live_event_of_person, live_vote_of_person, live_question_of_person, live_presence_of_person`,
    );
  }
}
