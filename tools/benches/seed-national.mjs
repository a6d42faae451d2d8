/**
 * Makes the national season on an empty database with its regions loaded: `npm run seed -- national` without the build.
 *
 * Effect: rows counted by table in the database, and what must hold between them. The time counts, not the CPU: at most
 * 60 seconds, regions included (`secondsAllowed`); the bench fails above.
 */
import pg from 'pg';

const SECONDS_ALLOWED = 60;

export default async function seedNational({ quick, run, say, meter, postgres }) {
  const people = quick ? 2_000 : 8_000;
  const made = await meter(async () => {
    await run('migrate');
    await run('seed-national', {}, ['--seed', '1', '--people', String(people)]);
  }, []);
  const db = new pg.Client({ connectionString: postgres.url });
  await db.connect();
  const { rows: tables } = await db.query(
    `SELECT relname AS name FROM pg_stat_user_tables WHERE schemaname = 'public' ORDER BY relname`,
  );
  const counted = {};
  for (const { name } of tables) {
    const { rows } = await db.query(`SELECT count(*)::int AS rows FROM ${name}`);
    if (rows[0].rows > 0) counted[name] = rows[0].rows;
  }
  const faults = await faultsOf(db, people);
  await db.end();
  for (const fault of faults) say(`Not as it should be: ${fault}`);
  const total = Object.values(counted).reduce((sum, rows) => sum + rows, 0);
  say(`${total} rows in ${made.seconds.toFixed(1)} s, of ${Object.keys(counted).length} tables.`);
  const isLate = made.seconds > SECONDS_ALLOWED;
  if (isLate) say(`That is more than ${SECONDS_ALLOWED} s.`);
  return {
    ops: total,
    seconds: made.seconds,
    errors: faults.length + (isLate ? 1 : 0),
    verified: faults.length === 0 ? total : 0,
    cpu: { nodeMs: null, postgresMs: made.cpu.postgresMs },
    secondsAllowed: SECONDS_ALLOWED,
    people,
    rows: counted,
  };
}

/** What must hold between the rows, each as a count of what breaks it. */
async function faultsOf(db, people) {
  const checks = {
    'people without an enrollment': `SELECT ${people} - count(*) FROM delivery_enrollment`,
    'provinces without a class': `SELECT 38 - count(DISTINCT province_code) FROM delivery_class_group`,
    'classes without two trainers': `SELECT count(*) FROM delivery_class_group g
      WHERE (SELECT count(*) FROM delivery_class_trainer t WHERE t.class_group_id = g.id) <> 2`,
    'answers that fit no question of their attempt': `SELECT count(*) FROM assessment_answer w
      JOIN assessment_attempt a ON a.id = w.attempt_id
      WHERE NOT a.layout @> jsonb_build_array(jsonb_build_object('questionId', w.question_id))`,
    'passes without a certificate': `SELECT count(*) FROM delivery_enrollment e WHERE e.state = 'passed'
      AND NOT EXISTS (SELECT 1 FROM certification_certificate c WHERE c.enrollment_id = e.id)`,
    'gaps in the numbers': `SELECT (SELECT sum(last_number) FROM certification_series) - count(*)
      FROM certification_certificate`,
  };
  const faults = [];
  for (const [what, sql] of Object.entries(checks)) {
    const { rows } = await db.query(sql);
    const found = Number(Object.values(rows[0])[0]);
    if (found !== 0) faults.push(`${what}: ${found}`);
  }
  return faults;
}
