/** A believable season in the middle of its classes, written straight into the tables. */
import { createHash } from 'node:crypto';

/** Of an account, the number in its code. */
const NUMBER = 'substring(participant_code FROM 6)::int';

const tokenOf = (number) => `bench-session-of-trainee-${number}`;

/**
 * So many trainees in classes of 40: nine subjects, seven of them with six lessons and a quiz; everybody is somewhere
 * between the first lesson and the last. One in ten has passed and holds a certificate, one in twenty waits for the
 * class to open, one in twenty is taking a quiz right now. With `from`, so many more after those.
 */
export async function fillSeason(db, people, from = 0) {
  await db.query('BEGIN');
  if (from === 0) await curriculum(db);
  await classes(db, people, from);
  await learners(db, people, from);
  await work(db, from);
  await db.query('COMMIT');
  await db.query('VACUUM ANALYZE');
}

/** Everybody's name, enrollment and session token. */
export async function trainees(db) {
  const { rows } = await db.query(
    `SELECT e.id AS "enrollmentId", e.person_id AS "personId", a.display_name AS name,
       substring(a.participant_code FROM 6)::int AS number
     FROM delivery_enrollment e JOIN identity_account a ON a.person_id = e.person_id ORDER BY number`,
  );
  return rows.map((row) => ({ ...row, token: tokenOf(row.number) }));
}

async function curriculum(db) {
  await db.query(`
    INSERT INTO curriculum_version (id, program_code, program_name, number, title, state, lesson_hour_minutes,
      total_lesson_hours, pass_rules, tests, content_hash, created_at)
    VALUES (gen_random_uuid(), 'BENCH', 'Bimtek', 1, 'Kurikulum', 'draft', 45, 32, '{}', '[]', 'bench', now())`);
  await db.query(`
    INSERT INTO curriculum_module (id, version_id, position, code, title, subject_group, live_hours, self_study_hours,
      indicators)
    SELECT gen_random_uuid(), v.id, m, 'M' || m, 'Strategi Peningkatan Layanan Informasi bagian ' || m,
      CASE WHEN m IN (0, 8) THEN 'supporting' ELSE 'core' END, 2, CASE WHEN m IN (0, 8) THEN 0 ELSE 2 END, '[]'
    FROM curriculum_version v, generate_series(0, 8) m`);
  await db.query(`
    INSERT INTO curriculum_lesson (id, module_id, version_id, position, code, title, kind, minutes, summary, indicators,
      document, size_bytes)
    SELECT gen_random_uuid(), m.id, m.version_id, l, m.position || '.' || l, 'Menata ruang, koleksi, dan jam buka ' || l,
      'text', 15, 'Ringkasan.', '[]', '{"format": 1, "blocks": []}', 38000
    FROM curriculum_module m, generate_series(1, 6) l WHERE m.self_study_hours > 0`);
  await db.query(`UPDATE curriculum_version SET state = 'inUse', frozen_at = now()`);
  await db.query(`
    INSERT INTO assessment_test (id, curriculum_version_id, kind, module_code, rules)
    SELECT gen_random_uuid(), v.id, t.kind, t.module, jsonb_build_object('kind', t.kind, 'moduleCode', t.module,
      'form', CASE t.kind WHEN 'preTest' THEN 'A' WHEN 'postTest' THEN 'B' END, 'blueprint', '{"M1": 10}'::jsonb,
      'minutes', 20, 'attempts', 3, 'waitMinutes', 30,
      'passMark', CASE t.kind WHEN 'quiz' THEN 70 WHEN 'postTest' THEN 60 END)
    FROM curriculum_version v, (
      SELECT 'quiz' AS kind, 'M' || m AS module FROM generate_series(1, 7) m
      UNION ALL VALUES ('preTest', NULL), ('postTest', NULL)) t`);
}

async function classes(db, people, from) {
  if (from === 0) await season(db);
  await db.query(
    `INSERT INTO delivery_class_group (id, run_id, wave_id, code, name, province_code, time_zone, capacity, state, created_at)
     SELECT gen_random_uuid(), w.run_id, w.id, 'JATENG-01-' || lpad(c::text, 4, '0'), 'Kelas Jateng ' || c, '33',
       'Asia/Jakarta', 40, 'running', now()
     FROM delivery_wave w, generate_series($1::int, $2::int) c`,
    [from / 40 + 1, Math.ceil((from + people) / 40)],
  );
}

async function season(db) {
  await db.query(`
    INSERT INTO delivery_run (id, name, year, mode, curriculum_version_id, starts_on, ends_on, state, created_at)
    SELECT gen_random_uuid(), 'Bimtek SPP-TIK', 2026, 'online', id, current_date - 3, current_date + 3, 'running', now()
    FROM curriculum_version`);
  await db.query(`
    INSERT INTO delivery_wave (id, run_id, number, starts_on, ends_on)
    SELECT gen_random_uuid(), id, 1, current_date - 2, current_date + 2 FROM delivery_run`);
}

async function learners(db, people, from) {
  await db.query(
    `INSERT INTO identity_account (id, person_id, participant_code, display_name, password_hash, state, activated_at, created_at)
     SELECT gen_random_uuid(), gen_random_uuid(), 'BT26-' || lpad(n::text, 6, '0'), 'Rahayu Wulandari ' || n, 'x',
       'active', now(), now()
     FROM generate_series($1::int + 1, $1::int + $2::int) n`,
    [from, people],
  );
  await db.query(
    `INSERT INTO identity_role_grant (id, person_id, role, level, scope_id, valid_from)
     SELECT gen_random_uuid(), person_id, 'trainee', 'own', person_id::text, now() - interval '1 day'
     FROM identity_account WHERE ${NUMBER} > $1`,
    [from],
  );
  const hashes = Array.from({ length: people }, (_, place) =>
    createHash('sha256')
      .update(tokenOf(from + place + 1))
      .digest('hex'),
  );
  await db.query(
    `INSERT INTO identity_session (id, token_hash, account_id, shared_phone, user_agent, created_at, last_seen_at, expires_at)
     SELECT gen_random_uuid(), h.hash, a.id, false, 'bench', now(), now(), now() + interval '30 days'
     FROM unnest($1::text[]) WITH ORDINALITY AS h(hash, n)
     JOIN identity_account a ON a.participant_code = 'BT26-' || lpad((h.n + $2::int)::text, 6, '0')`,
    [hashes, from],
  );
  await db.query(
    `WITH seat AS (SELECT id, run_id, row_number() OVER (ORDER BY code) - 1 AS place FROM delivery_class_group),
    person AS (SELECT person_id, display_name, ${NUMBER} AS n FROM identity_account WHERE ${NUMBER} > $1)
    INSERT INTO delivery_enrollment (id, run_id, person_id, class_group_id, regency_code, province_code, state,
      state_changed_at, sort_name, created_at)
    SELECT gen_random_uuid(), s.run_id, p.person_id, s.id, '33.73', '33',
      CASE WHEN p.n % 20 = 0 THEN 'placed' WHEN p.n % 10 = 1 THEN 'passed' ELSE 'active' END,
      now(), lower(p.display_name), now()
    FROM person p JOIN seat s ON s.place = p.n / 40 % (SELECT count(*) FROM seat)`,
    [from],
  );
}

async function work(db, from) {
  await db.query(`
    CREATE TEMP TABLE learner ON COMMIT DROP AS
    SELECT e.*, CASE WHEN e.state = 'passed' THEN 42 ELSE hashtext(e.id::text) & 2147483647 END % 43 AS lessons
    FROM delivery_enrollment e JOIN identity_account a ON a.person_id = e.person_id
    WHERE e.state <> 'placed' AND ${NUMBER} > ${Number(from)}`);
  await db.query(`
    WITH lesson AS (SELECT l.id, row_number() OVER (ORDER BY m.position, l.position) AS n
      FROM curriculum_lesson l JOIN curriculum_module m ON m.id = l.module_id)
    INSERT INTO learning_lesson_progress (enrollment_id, lesson_id, state, block_index, fraction, share, read_at,
      reached_end_at, completed_at, updated_at)
    SELECT e.id, l.id, CASE WHEN l.n <= e.lessons THEN 'completed' ELSE 'started' END, 12, 0.4,
      CASE WHEN l.n <= e.lessons THEN 1 ELSE 0.76 END, t.at, done.at, done.at, t.at
    FROM learner e JOIN lesson l ON l.n <= e.lessons + 1
    CROSS JOIN LATERAL (SELECT now() - (50 - l.n) * interval '1 hour' AS at) t
    CROSS JOIN LATERAL (SELECT CASE WHEN l.n <= e.lessons THEN t.at END AS at) done`);
  await db.query(`
    INSERT INTO assessment_attempt (id, test_id, enrollment_id, person_id, curriculum_version_id, ordinal, state, layout,
      rules, started_at, closes_at, finished_at, right_count, answered_count, score)
    SELECT gen_random_uuid(), t.id, e.id, e.person_id, t.curriculum_version_id, o, 'submitted',
      (SELECT jsonb_agg(jsonb_build_object('questionId', gen_random_uuid(), 'kind', 'single',
        'optionIds', '["0a1b2c3d4e", "1a1b2c3d4e", "2a1b2c3d4e", "3a1b2c3d4e"]'::jsonb)) FROM generate_series(1, 10)),
      t.rules, now() - interval '20 hours', now() - interval '19 hours', now() - interval '19 hours', 7, 10,
      CASE WHEN o = 1 AND hashtext(e.id::text) % 3 = 0 THEN 60 ELSE 80 END
    FROM learner e JOIN assessment_test t
      ON t.kind = 'preTest' OR (t.kind = 'quiz' AND substring(t.module_code FROM 2)::int * 6 <= e.lessons)
    CROSS JOIN generate_series(1, CASE WHEN t.kind = 'quiz' AND hashtext(e.id::text) % 3 = 0 THEN 2 ELSE 1 END) o`);
  await db.query(`
    INSERT INTO assessment_attempt (id, test_id, enrollment_id, person_id, curriculum_version_id, ordinal, state, layout,
      rules, started_at, closes_at)
    SELECT gen_random_uuid(), t.id, e.id, e.person_id, t.curriculum_version_id, 1, 'open', '[]', t.rules, now(),
      now() + interval '1 hour'
    FROM learner e JOIN assessment_test t ON t.kind = 'postTest'
    WHERE e.state = 'active' AND hashtext(e.id::text) % 20 = 0`);
  await db.query(`
    INSERT INTO assessment_answer (attempt_id, question_id, answer, revision, saved_at)
    SELECT a.id, gen_random_uuid(), '{"kind": "single", "optionId": "0a1b2c3d4e"}', 1, now()
    FROM assessment_attempt a JOIN learner e ON e.id = a.enrollment_id, generate_series(1, 6) WHERE a.state = 'open'`);
  await db.query(`
    INSERT INTO graduation_decision (enrollment_id, class_group_id, outcome, final_score, grade, attendance_rate, facts,
      result, state, sort_name, decided_at)
    SELECT e.id, e.class_group_id, 'passed', 84.5, 'Memuaskan', 94.11, '{}', '{}', 'approved', e.sort_name, now()
    FROM learner e WHERE e.state = 'passed'`);
  await db.query(`
    INSERT INTO certification_certificate (id, enrollment_id, person_id, class_group_id, regency_code, province_code,
      version, series, serial, number, verification_code, validity, snapshot, issued_at)
    SELECT gen_random_uuid(), e.id, e.person_id, e.class_group_id, e.regency_code, e.province_code, 1, 'BENCH', n,
      lpad(n::text, 5, '0') || '/SPP-TIK/2026', lpad(n::text, 12, '0'), 'valid', '{}', now()
    FROM (SELECT *, row_number() OVER (ORDER BY id) + ${Number(from)} AS n FROM learner WHERE state = 'passed') e`);
}
