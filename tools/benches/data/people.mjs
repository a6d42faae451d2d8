/** Who works with lists: a national admin and an organizer of four classes, with sessions, over people made by `manyPeople`. */
import { createHash } from 'node:crypto';

const hashOf = (token) => createHash('sha256').update(token).digest('hex');
export const STAFF = {
  nationalAdmin: 'bench-session-of-national-admin',
  organizer: 'bench-session-of-organizer',
};

/** Runs of 8,000 people each, so that there are so many in all. */
export async function fillPeople(db, { manyPeople, manyEnrollments }, people, from = 0) {
  await manyPeople(db, people, from);
  await manyEnrollments(db, people, from);
}

export async function fillStaff(db) {
  for (const [role, token] of Object.entries(STAFF)) {
    const { rows } = await db.query(
      `INSERT INTO identity_account (id, person_id, participant_code, display_name, password_hash, state, activated_at, created_at)
       VALUES (gen_random_uuid(), gen_random_uuid(), $1, $1, 'x', 'active', now(), now()) RETURNING id, person_id AS "personId"`,
      [role],
    );
    const [{ id, personId }] = rows;
    await db.query(
      `INSERT INTO identity_role_grant (id, person_id, role, level, scope_id, valid_from)
       SELECT gen_random_uuid(), $1, $2, $3, scope, now() - interval '1 day' FROM unnest($4::text[]) AS scope`,
      role === 'organizer'
        ? [personId, role, 'class', (await classes(db, 4)).map((one) => one.id)]
        : [personId, role, 'national', ['']],
    );
    await db.query(
      `INSERT INTO identity_session (id, token_hash, account_id, role, shared_phone, user_agent, created_at, last_seen_at, expires_at)
       VALUES (gen_random_uuid(), $1, $2, $3, false, 'bench', now(), now(), now() + interval '30 days')`,
      [hashOf(token), id, role],
    );
  }
}

/** Classes of the first run. */
export async function classes(db, count) {
  const { rows } = await db.query(
    `SELECT id, run_id AS "runId" FROM delivery_class_group WHERE run_id = (SELECT id FROM delivery_run WHERE name = 'Bimtek 1') ORDER BY code LIMIT $1`,
    [count],
  );
  return rows;
}
