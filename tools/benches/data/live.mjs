/** Sessions that are on now, for the benches of live rooms. */
import { createHash, randomUUID } from 'node:crypto';

/** One session for the whole run. */
export async function aPlenary(db) {
  const { rows } = await db.query(
    `INSERT INTO live_session (id, run_id, class_group_id, kind, title, lesson_hours, starts_at, ends_at, state, stage,
       created_at, changed_at)
     SELECT gen_random_uuid(), r.id, NULL, 'plenary', 'Pembukaan', 1, now() - interval '5 minutes',
       now() + interval '85 minutes', 'planned', '{"provider": "hall"}', now(), now() FROM delivery_run r LIMIT 1
     RETURNING id`,
  );
  return rows[0].id;
}

/** One session of each class; gives the sessions by class. */
export async function classSessions(db) {
  const { rows } = await db.query(
    `INSERT INTO live_session (id, run_id, class_group_id, kind, title, lesson_hours, starts_at, ends_at, state, stage,
       created_at, changed_at)
     SELECT gen_random_uuid(), g.run_id, g.id, 'class', 'Modul 4', 2, now() - interval '5 minutes',
       now() + interval '85 minutes', 'planned', '{"provider": "hall"}', now(), now() FROM delivery_class_group g
     RETURNING id, class_group_id`,
  );
  return new Map(rows.map((row) => [row.class_group_id, row.id]));
}

/** Somebody who leads everything. */
export async function aHost(db) {
  const [token, personId, accountId] = ['bench-session-of-the-host', randomUUID(), randomUUID()];
  await db.query(
    `INSERT INTO identity_account (id, person_id, participant_code, display_name, password_hash, state, activated_at, created_at)
     VALUES ($1, $2, 'BT26-HOST', 'Ratna Kartika', 'x', 'active', now(), now())`,
    [accountId, personId],
  );
  await db.query(
    `INSERT INTO identity_role_grant (id, person_id, role, level, scope_id, valid_from)
     VALUES (gen_random_uuid(), $1, 'nationalAdmin', 'national', '', now() - interval '1 day')`,
    [personId],
  );
  await db.query(
    `INSERT INTO identity_session (id, token_hash, account_id, shared_phone, user_agent, created_at, last_seen_at, expires_at)
     VALUES (gen_random_uuid(), $1, $2, false, 'bench', now(), now(), now() + interval '30 days')`,
    [createHash('sha256').update(token).digest('hex'), accountId],
  );
  return { token, personId };
}

/** A poll with three options that is open. */
export async function anOpenPoll(db, sessionId, { liveResults = true } = {}) {
  const id = randomUUID();
  await db.query(
    `INSERT INTO live_poll (id, session_id, position, kind, question, options, scale_to, changeable, live_results, state,
       opened_at, created_by, created_at)
     VALUES ($1, $2, 1, 'single', 'Siapa yang paling sulit diajak?', '["Petani", "Remaja", "Lansia"]', 5, true, $3, 'open',
       now(), $1, now())`,
    [id, sessionId, liveResults],
  );
  return id;
}

/** Everybody's token, with the class they sit in. */
export async function seated(db, most) {
  const { rows } = await db.query(
    `SELECT e.person_id AS "personId", e.class_group_id AS "classGroupId", substring(a.participant_code FROM 6)::int AS number
     FROM delivery_enrollment e JOIN identity_account a ON a.person_id = e.person_id ORDER BY e.class_group_id, number LIMIT $1`,
    [most],
  );
  return rows.map((row) => ({ ...row, token: `bench-session-of-trainee-${row.number}` }));
}
