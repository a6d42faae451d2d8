/** Work to be marked: assignments, trainers of classes with sessions, and what trainees have handed in. */
import { createHash } from 'node:crypto';

const hashOf = (token) => createHash('sha256').update(token).digest('hex');
const tokenOf = (number) => `bench-session-of-trainer-${number}`;
export const ADMIN = 'bench-session-of-national-admin';
export const TRAINERS = 189;

/** A rubric of four criteria with four levels each, as the briefs of the program have. */
const brief = (number) => ({
  code: `T${number}`,
  title: `Tugas modul ${number}`,
  minutes: 60,
  kinds: ['text', 'photo'],
  summary: 'Ceritakan keadaan perpustakaan Anda dan satu hal yang akan Anda ubah.',
  instructions: {
    format: 1,
    blocks: Array.from({ length: 12 }, (_, n) => ({
      type: 'paragraph',
      text: [
        {
          text: `Langkah ${n + 1}: amati layanan, tanyai pemustaka, lalu catat apa yang Anda lihat dan dengar.`,
        },
      ],
    })),
  },
  checklist: ['Ada contoh dari desa sendiri', 'Ada satu langkah berikutnya'],
  rubric: {
    code: `R-T${number}`,
    criteria: ['need', 'people', 'plan', 'result'].map((code) => ({
      code,
      title: `Kriteria ${code}`,
      weight: 25,
      levels: [4, 3, 2, 1].map((level) => ({
        level,
        text: `Tampak pada tingkat ${level}: alasan dan contoh jelas.`,
      })),
      mustReviseAt: null,
    })),
  },
});
export const CRITERIA = brief(1).rubric.criteria.map(({ code }) => code);

/**
 * To the season of `fillSeason`: everybody active, seven assignments, 189 trainers of whom each class has two, and a
 * session for each of them and for a national admin. Trainers mark 6 to 15 pieces a day; some may not mark work of their
 * own library, and nobody that of the own regency.
 */
export async function fillTrainers(db) {
  await db.query(`SET session_replication_role = replica`);
  await db.query(`UPDATE delivery_enrollment SET state = 'active', library_id = gen_random_uuid(),
    regency_code = '33.' || lpad((1 + abs(hashtext(id::text)) % 35)::text, 2, '0')`);
  for (let number = 1; number <= 7; number++) {
    await db.query(`UPDATE curriculum_module SET assignment = $2 WHERE code = $1`, [
      `M${number}`,
      JSON.stringify(brief(number)),
    ]);
  }
  const accounts = [...Array.from({ length: TRAINERS }, (_, n) => `PELATIH-${n + 1}`), 'ADMIN'];
  await db.query(
    `INSERT INTO identity_account (id, person_id, participant_code, display_name, password_hash, state, activated_at, created_at)
     SELECT gen_random_uuid(), gen_random_uuid(), code, 'Pelatih ' || code, 'x', 'active', now(), now()
     FROM unnest($1::text[]) code`,
    [accounts],
  );
  await db.query(`
    INSERT INTO registry_person (id, full_name, name_key, library_id, regency_code, province_code, search, created_at, updated_at)
    SELECT a.person_id, a.display_name, lower(a.display_name),
      CASE WHEN substring(a.participant_code FROM 9)::int % 3 = 0 THEN (SELECT e.library_id FROM delivery_enrollment e
        WHERE e.class_group_id = (SELECT g.id FROM delivery_class_group g ORDER BY g.code
          OFFSET substring(a.participant_code FROM 9)::int - 1 LIMIT 1) ORDER BY e.id LIMIT 1) END,
      '33.' || lpad((1 + substring(a.participant_code FROM 9)::int % 35)::text, 2, '0'), '33', '', now(), now()
    FROM identity_account a WHERE a.participant_code LIKE 'PELATIH-%'`);
  // The second trainer of a class is another one for each, so that work can go from hand to hand all over the country.
  await db.query(`
    WITH class AS (SELECT id, row_number() OVER (ORDER BY code)::int - 1 AS n FROM delivery_class_group),
    trainer AS (SELECT person_id, substring(participant_code FROM 9)::int - 1 AS n FROM identity_account
      WHERE participant_code LIKE 'PELATIH-%')
    INSERT INTO delivery_class_trainer (class_group_id, person_id, position)
    SELECT c.id, t.person_id, p.position FROM class c
    CROSS JOIN LATERAL (VALUES (0, c.n % ${TRAINERS}), (1, (c.n * 7 + 3 + c.n / ${TRAINERS}) % ${TRAINERS})) p(position, n)
    JOIN trainer t ON t.n = p.n ON CONFLICT DO NOTHING`);
  await db.query(`
    INSERT INTO assignments_marker (person_id, per_day, modules, set_by, set_at)
    SELECT person_id, 6 + substring(participant_code FROM 9)::int % 10, '{}', person_id, now()
    FROM identity_account WHERE participant_code LIKE 'PELATIH-%'`);
  await db.query(`
    INSERT INTO assignments_run_marking (run_id, second_share, second_assignments, max_difference, avoids_own_regency, seed)
    SELECT id, 0, '{}', 15, true, gen_random_uuid() FROM delivery_run`);
  await db.query(`
    INSERT INTO identity_role_grant (id, person_id, role, level, scope_id, valid_from)
    SELECT gen_random_uuid(), person_id, 'expertTrainer', 'class', class_group_id::text, now() - interval '1 day'
    FROM delivery_class_trainer
    UNION ALL SELECT gen_random_uuid(), person_id, 'nationalAdmin', 'national', '', now() - interval '1 day'
    FROM identity_account WHERE participant_code = 'ADMIN'`);
  const hashes = [...Array.from({ length: TRAINERS }, (_, n) => hashOf(tokenOf(n + 1))), hashOf(ADMIN)];
  await db.query(
    `INSERT INTO identity_session (id, token_hash, account_id, role, shared_phone, user_agent, created_at, last_seen_at, expires_at)
     SELECT gen_random_uuid(), h.hash, a.id, CASE h.code WHEN 'ADMIN' THEN 'nationalAdmin' ELSE 'expertTrainer' END, false,
       'bench', now(), now(), now() + interval '30 days'
     FROM unnest($1::text[], $2::text[]) h(hash, code) JOIN identity_account a ON a.participant_code = h.code`,
    [hashes, accounts],
  );
  await db.query(`SET session_replication_role = DEFAULT`);
}

/** Seven pieces of everybody, handed in over the last two days; `text` characters each. */
export async function fillSubmissions(db, { text = 1_500 } = {}) {
  await db.query(`
    INSERT INTO assignments_submission (id, enrollment_id, assignment_code, module_code, state, versions, draft_revision,
      first_submitted_at, submitted_at)
    SELECT gen_random_uuid(), e.id, 'T' || m, 'M' || m, 'submitted', 1, 1, t.at, t.at
    FROM delivery_enrollment e CROSS JOIN generate_series(1, 7) m
    CROSS JOIN LATERAL (SELECT date_trunc('second', now()) - abs(hashtext(e.id::text || m)) % 172800 * interval '1 second' AS at) t`);
  await db.query(
    `INSERT INTO assignments_version (id, submission_id, number, content, submitted_by, submitted_at, late_days, receipt_code)
     SELECT gen_random_uuid(), s.id, 1,
       jsonb_build_object('text', left(repeat('Perpustakaan kami buka tiga hari seminggu dan warga mulai datang. ', 40), $1::int),
         'link', null, 'checked', '[]'::jsonb, 'plan', null, 'files', '[]'::jsonb),
       e.person_id, s.submitted_at, 0, 'K-' || translate(upper(substring(md5(s.id::text), 1, 4)), '01', 'XY') || '-'
         || translate(upper(lpad(to_hex(row_number() OVER ()), 4, '0')), '01', 'XY')
     FROM assignments_submission s JOIN delivery_enrollment e ON e.id = s.enrollment_id`,
    [text],
  );
  await db.query('VACUUM ANALYZE');
}

/** Everybody who marks, with the token of their session. */
export async function trainers(db) {
  const { rows } = await db.query(
    `SELECT person_id AS id, substring(participant_code FROM 9)::int AS number FROM identity_account
     WHERE participant_code LIKE 'PELATIH-%' ORDER BY number`,
  );
  return rows.map((row) => ({ ...row, token: tokenOf(row.number) }));
}
