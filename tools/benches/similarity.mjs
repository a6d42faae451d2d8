/**
 * Work compared by one worker: 4,000 texts of 300 words on one assignment and then 8,000 on another, from the promise in
 * the outbox to the pairs in the database. One text in ten is a copy of another: as it is, with every twentieth word
 * changed, or with its paragraphs in another order; and a hundred are the very same. Twice as many texts must cost about
 * the same for each, as no text is compared with all. The limit is hashing the same texts in a process that stores nothing.
 *
 * Method: w-shingling and resemblance (Broder, 1997), MinHash, and locality-sensitive hashing by bands (Indyk and Motwani,
 * 1998); see libs/assignments/server/src/similarity/similarity.rules.ts.
 */
import { createHash, randomUUID } from 'node:crypto';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { fillSeason } from './data/season.mjs';

const WORDS = 300;
const SAME = 100;

export default async function similarity({ quick, root, say, run, startWorker, meter, postgres }) {
  const sizes = quick ? [500, 1_000] : [4_000, 8_000];
  await run('migrate');
  const db = new pg.Client({ connectionString: postgres.url });
  await db.connect();
  await fillSeason(db, sizes[1]);
  await db.query(`UPDATE delivery_enrollment SET state = 'active'`);
  const { rows: people } = await db.query(
    `SELECT id, person_id AS "personId" FROM delivery_enrollment ORDER BY id`,
  );
  const worker = await startWorker();
  // A worker reads its statements and the curriculum once in its life.
  await promise(db, await handIn(db, people.slice(0, 50), 'T9', someTexts(50, 9)));
  await untilDone(db, 50);
  say('The worker has started and compared 50 texts; it is warm.');

  let done = 50;
  const rounds = [];
  for (const [round, size] of sizes.entries()) {
    const texts = someTexts(size, round + 1);
    const works = await handIn(db, people.slice(0, size), `T${round + 1}`, texts);
    await db.query('VACUUM ANALYZE assignments_version');
    const measured = await meter(async () => {
      await promise(db, works);
      await untilDone(db, (done += size));
    }, [worker]);
    const checked = await check(db, works, texts);
    rounds.push({
      size,
      texts,
      ...measured,
      ...checked,
      each: (measured.cpu.nodeMs + measured.cpu.postgresMs) / size,
    });
    say(
      `${size} texts in ${measured.seconds.toFixed(1)} s, ${(measured.cpu.nodeMs / 1000).toFixed(1)} s of it work of the worker; ` +
        `${checked.found} of ${checked.planted} copies found, ${checked.wrong} pairs that are none, ${checked.pairs} pairs kept.`,
    );
  }
  await worker.stop();
  await db.end();
  const [half, whole] = rounds;
  const bare = await bareHashing(root, whole.texts);
  const growth = whole.each / half.each;
  say(`Each text costs ${growth.toFixed(2)} times as much among twice as many.`);
  const isWhole = whole.printed === whole.size && half.printed === half.size;
  const isFound = rounds.every(({ found, planted }) => found >= planted * 0.97);
  return {
    ops: whole.size,
    seconds: whole.seconds,
    errors: (isWhole ? 0 : 1) + (isFound ? 0 : 1) + rounds.reduce((sum, { wrong }) => sum + wrong, 0),
    verified: whole.printed,
    cpu: whole.cpu,
    limit: { name: 'shingles and signatures of the same texts, nothing stored', cpuMsPerOp: bare },
    peakRssMb: whole.peakRssMb,
    workerSeconds: round(whole.cpu.nodeMs / 1000),
    cpuMsPerOpOfHalf: round(half.each),
    growth: round(growth),
    copies: whole.planted,
    copiesFound: whole.found,
    pairs: whole.pairs,
  };
}

/** Texts with what is planted in them: `copyOf` is the place of the text that one was made from. */
function someTexts(count, seed) {
  const next = numbers(seed * 7_919 + 1);
  const texts = [];
  for (let place = 0; place < count; place++) {
    const isCopy = place >= 20 && place % 10 === 0;
    const from = isCopy ? place - 1 - (next() % 15) : -1;
    // Of those that are no copies themselves, and not the text that many share.
    const copyOf = isCopy && texts[from].copyOf === null && !texts[from].isShared ? from : null;
    const isShared =
      !isCopy &&
      place >= count / 2 &&
      texts.filter((one) => one.isShared).length < Math.min(SAME, count / 10);
    if (isShared) texts.push({ copyOf: null, isShared, text: written(numbers(seed), WORDS) });
    else if (copyOf === null) texts.push({ copyOf, isShared, text: written(next, WORDS) });
    else texts.push({ copyOf, isShared, text: changed(texts[copyOf].text, place / 10) });
  }
  return texts;
}

function changed(text, way) {
  if (way % 3 === 0) return text;
  if (way % 3 === 1) {
    return text
      .split(' ')
      .map((word, place) => (place % 20 === 7 ? `${word}kah` : word))
      .join(' ');
  }
  return text.split('\n').reverse().join('\n');
}

/** Words as a language has them: a few very often, most seldom; paragraphs of 60. */
function written(next, words) {
  const all = [];
  for (let place = 0; place < words; place++) {
    const share = (next() % 1_000_000) / 1_000_000;
    all.push(vocabulary[Math.floor(vocabulary.length ** share) - 1] + (place % 60 === 59 ? '.\n' : ' '));
  }
  return all.join('').trim();
}

const vocabulary = (() => {
  const first = ['per', 'ber', 'ke', 'pem', 'me', 'ter', 'se', 'di', '', 'pen'];
  const middle = [
    'pus',
    'desa',
    'baca',
    'war',
    'giat',
    'buku',
    'ajar',
    'tani',
    'ibu',
    'anak',
    'latih',
    'pasar',
    'sing',
    'kong',
    'rumah',
    'kerja',
    'tulis',
    'data',
    'cerita',
    'usaha',
  ];
  const last = ['taka', 'an', 'nya', 'ga', 'i', 'kan', 'lah', 'ku', 'mu', 'at'];
  return first.flatMap((a) => middle.flatMap((b) => middle.flatMap((c) => last.map((d) => a + b + c + d))));
})();

function numbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return (value ^ (value >>> 14)) >>> 0;
  };
}

/** Handed-in work as the portal leaves it. */
async function handIn(db, people, code, texts) {
  const works = people.map(({ id, personId }, place) => ({
    enrollmentId: id,
    personId,
    submissionId: randomUUID(),
    versionId: randomUUID(),
    text: texts[place].text,
    receipt: receiptOf(`${code}-${place}`),
  }));
  for (let from = 0; from < works.length; from += 500) {
    const rows = JSON.stringify(works.slice(from, from + 500));
    await db.query(
      `INSERT INTO assignments_submission (id, enrollment_id, assignment_code, module_code, state, versions, draft_revision,
         first_submitted_at, submitted_at)
       SELECT (w->>'submissionId')::uuid, (w->>'enrollmentId')::uuid, $2, 'M' || substring($2, 2), 'submitted', 1, 1, now(), now()
       FROM jsonb_array_elements($1::jsonb) w`,
      [rows, code],
    );
    await db.query(
      `INSERT INTO assignments_version (id, submission_id, number, content, submitted_by, submitted_at, late_days, receipt_code)
       SELECT (w->>'versionId')::uuid, (w->>'submissionId')::uuid, 1,
         jsonb_build_object('text', w->>'text', 'link', null, 'checked', '[]'::jsonb), (w->>'personId')::uuid, now(), 0,
         w->>'receipt'
       FROM jsonb_array_elements($1::jsonb) w`,
      [rows],
    );
  }
  return works;
}

async function promise(db, works) {
  await db.query(
    `INSERT INTO platform_outbox (id, name, queue, payload, created_at)
     SELECT gen_random_uuid(), 'assignments.compare-work', 'heavy', jsonb_build_object('versionId', id), clock_timestamp()
     FROM unnest($1::uuid[]) AS id`,
    [works.map(({ versionId }) => versionId)],
  );
}

async function untilDone(db, count) {
  for (;;) {
    const { rows } = await db.query(
      `SELECT count(*)::int AS n FROM platform_outbox
       WHERE name = 'assignments.compare-work' AND handled_at IS NOT NULL`,
    );
    if (rows[0].n >= count) return;
    await wait(200);
  }
}

/** What of the planted copies was found, and what was found that is none. */
async function check(db, works, texts) {
  const ids = works.map(({ versionId }) => versionId);
  const { rows } = await db.query(
    `SELECT version_id AS a, other_id AS b FROM assignments_similar_pair WHERE version_id = ANY($1::uuid[])`,
    [ids],
  );
  const { rows: prints } = await db.query(
    `SELECT count(*)::int AS n FROM assignments_text_print WHERE version_id = ANY($1::uuid[])`,
    [ids],
  );
  const placeOf = new Map(ids.map((id, place) => [id, place]));
  const source = (place) => (texts[place].isShared ? 'shared' : (texts[place].copyOf ?? place));
  const kept = new Set(rows.map(({ a, b }) => `${placeOf.get(a)} ${placeOf.get(b)}`));
  const copies = texts.flatMap(({ copyOf }, place) => (copyOf === null ? [] : [`${place} ${copyOf}`]));
  return {
    printed: prints[0].n,
    pairs: rows.length,
    planted: copies.length,
    found: copies.filter((pair) => kept.has(pair)).length,
    wrong: rows.filter(({ a, b }) => source(placeOf.get(a)) !== source(placeOf.get(b))).length,
  };
}

/** CPU in ms for one text, in this process. */
async function bareHashing(root, texts) {
  const file = path.join(root, 'libs/assignments/server/dist/similarity/similarity.rules.js');
  const { bucketsOf, shinglesOf } = await import(pathToFileURL(file).href);
  for (const { text } of texts.slice(0, 50)) bucketsOf(shinglesOf(text), 'bench');
  const before = process.cpuUsage();
  for (const { text } of texts) bucketsOf(shinglesOf(text), 'bench');
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / texts.length;
}

function receiptOf(text) {
  const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
  const bytes = createHash('sha256').update(text).digest();
  const code = Array.from(bytes.subarray(0, 8), (byte) => alphabet[byte % alphabet.length]).join('');
  return `K-${code.slice(0, 4)}-${code.slice(4)}`;
}

function round(value) {
  return Number(value.toPrecision(4));
}
