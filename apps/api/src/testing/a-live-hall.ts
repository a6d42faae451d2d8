import type { SessionId } from '@bimtek/live-contracts';
import { aClassGroup, anEnrollment, aRun } from '@bimtek/delivery-server/testing';
import { aPerson } from '@bimtek/registry-server/testing';
import { createHash, randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';

export interface HallPerson {
  personId: string;
  cookie: string;
}

export interface LiveHall {
  sessionId: SessionId;
  trainer: HallPerson;
  trainees: HallPerson[];
}

/** A class in a session that is on now, with people who are signed in; for processes with the machine's own clock. */
export async function aLiveHall(db: DataSource, trainees: number): Promise<LiveHall> {
  const run = await aRun(db);
  const classGroup = await aClassGroup(db, { run, capacity: 50 });
  const signedIn = async (role: string, level: string, scopeId: string): Promise<HallPerson> => {
    const personId = await aPerson(db);
    const [accountId, token] = [randomUUID(), randomUUID()];
    await db.query(
      `INSERT INTO identity_account (id, person_id, participant_code, display_name, password_hash, state, activated_at, created_at)
       SELECT $1::uuid, $2::uuid, 'BT26-' || right($1::uuid::text, 8), p.full_name, 'none', 'active', now(), now()
       FROM registry_person p WHERE p.id = $2::uuid`,
      [accountId, personId],
    );
    await db.query(
      `INSERT INTO identity_role_grant (id, person_id, role, level, scope_id, valid_from)
       VALUES ($1, $2, $3, $4, $5, now() - interval '1 day')`,
      [randomUUID(), personId, role, level, scopeId],
    );
    await db.query(
      `INSERT INTO identity_session (id, token_hash, account_id, shared_phone, user_agent, created_at, last_seen_at, expires_at)
       VALUES ($1, $2, $3, false, 'spec', now(), now(), now() + interval '1 day')`,
      [randomUUID(), createHash('sha256').update(token).digest('hex'), accountId],
    );
    return { personId, cookie: `bimtek_session=${token}` };
  };
  const trainer = await signedIn('expertTrainer', 'class', classGroup.id);
  await db.query(
    `INSERT INTO delivery_class_trainer (class_group_id, person_id, position) VALUES ($1, $2, 0)`,
    [classGroup.id, trainer.personId],
  );
  const people: HallPerson[] = [];
  for (let number = 0; number < trainees; number++) {
    const trainee = await signedIn('trainee', 'own', '');
    await anEnrollment(db, { classGroup, personId: trainee.personId });
    people.push(trainee);
  }
  const sessionId = randomUUID() as SessionId;
  await db.query(
    `INSERT INTO live_session (id, run_id, class_group_id, kind, title, lesson_hours, starts_at, ends_at, state, stage,
       created_at, changed_at)
     VALUES ($1, $2, $3, 'class', 'Modul 4', 2, now() - interval '10 minutes', now() + interval '80 minutes', 'planned',
       '{"provider": "hall"}', now(), now())`,
    [sessionId, run.id, classGroup.id],
  );
  return { sessionId, trainer, trainees: people };
}
