/**
 * 56,000 pieces of work given to 189 trainers of 200 classes (two a class) with capacities and conflicts of interest: a
 * national admin asks for the plan and applies it, over HTTP. Then nine trainers fall ill and what they have goes to
 * others. Each at most 10 seconds (`secondsAllowed`); the bench fails above.
 *
 * Effect, all read from the database: every piece lies with a trainer of its class who may mark it, and nobody has more
 * than one piece above the optimum. The optimum is found here by another way than in the product: the shortest time in
 * days, by halving, in which the markers can do all of it, each day's possibility proven by a maximum flow.
 * The limit is the statement that writes the same rows into an equal table.
 */
import http from 'node:http';
import pg from 'pg';
import { ADMIN, fillSubmissions, fillTrainers } from './data/marking.mjs';
import { fillSeason } from './data/season.mjs';

const SECONDS_ALLOWED = 10;
const ILL = 9;

export default async function allocate({ quick, say, run, startApi, meter, postgres }) {
  await run('migrate');
  const db = new pg.Client({ connectionString: postgres.url });
  db.on('error', () => undefined); // said by whatever failed before
  await db.connect();
  await fillSeason(db, quick ? 2_000 : 8_000);
  await fillTrainers(db);
  await fillSubmissions(db, { text: 200 });
  const { rows: found } = await db.query(`SELECT id FROM delivery_run`);
  const runId = found[0].id;
  const pieces = await count(db, `SELECT count(*) FROM assignments_submission`);
  const api = await startApi({ REQUIRE_SECOND_FACTOR: 'false' });
  const plan = () => post(`${api.url}/api/runs/${runId}/marking-rebalance/plan`, {});
  const apply = (token) => post(`${api.url}/api/runs/${runId}/marking-rebalance`, { token });

  const first = await meter(async () => {
    const planned = await timed(plan);
    return { planned, applied: await timed(() => apply(planned.answer.token)) };
  });
  const { planned, applied } = first.result;
  const at = async (when) => faultsOf(db, when, say);
  const faults = await at('At first');
  say(`${pieces} pieces: planned in ${planned.seconds} s, applied in ${applied.seconds} s.`);

  await db.query(`
    UPDATE assignments_marker SET away_from = current_date - 1, away_until = current_date + 7 WHERE person_id IN (
      SELECT person_id FROM identity_account WHERE participant_code LIKE 'PELATIH-%' ORDER BY participant_code LIMIT ${ILL})`);
  const again = await timed(async () => apply((await plan()).token));
  const faultsAfter = await at(`With ${ILL} ill`);
  say(`${again.answer.moved} pieces moved in ${again.seconds} s when ${ILL} fell ill.`);
  const limit = await bareSql(db, meter);
  await db.end();

  const slowest = Math.max(planned.seconds, applied.seconds, again.seconds);
  return {
    ops: pieces,
    seconds: first.seconds,
    errors:
      faults.length +
      faultsAfter.length +
      Math.abs(pieces - applied.answer.moved) +
      (slowest > SECONDS_ALLOWED ? 1 : 0),
    verified: faults.length + faultsAfter.length === 0 ? applied.answer.moved : 0,
    cpu: first.cpu,
    limit: { name: 'one statement that writes the same rows', cpuMsPerOp: limit / pieces },
    peakRssMb: first.peakRssMb,
    planSeconds: planned.seconds,
    applySeconds: applied.seconds,
    moveSeconds: again.seconds,
    moved: again.answer.moved,
    secondsAllowed: SECONDS_ALLOWED,
  };
}

async function count(db, sql) {
  const { rows } = await db.query(sql);
  return Number(Object.values(rows[0])[0]);
}

async function timed(work) {
  const began = performance.now();
  const answer = await work();
  return { answer, seconds: Number(((performance.now() - began) / 1000).toFixed(3)) };
}

function post(url, body) {
  return new Promise((resolve, reject) => {
    const headers = {
      cookie: `bimtek_session=${ADMIN}`,
      'content-type': 'application/json',
      origin: new URL(url).origin,
    };
    const request = http.request(url, { method: 'POST', headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part) => (text += part));
      answer.on('end', () =>
        answer.statusCode < 300
          ? resolve(JSON.parse(text))
          : reject(new Error(`${answer.statusCode}: ${text}`)),
      );
    });
    request.once('error', reject);
    request.end(JSON.stringify(body));
  });
}

/** What is not as it should be: who has what, against rules and optimum that are read from the tables alone. */
async function faultsOf(db, when, say) {
  const { rows: pieces } = await db.query(`
    SELECT s.id, a.marker_id AS marker, coalesce(array_agg(t.person_id) FILTER (WHERE
        p.library_id IS DISTINCT FROM e.library_id AND p.regency_code <> e.regency_code
        AND NOT coalesce(now()::date BETWEEN m.away_from AND m.away_until, false)), '{}') AS able
    FROM assignments_submission s JOIN delivery_enrollment e ON e.id = s.enrollment_id
    JOIN delivery_class_trainer t ON t.class_group_id = e.class_group_id
    JOIN registry_person p ON p.id = t.person_id JOIN assignments_marker m ON m.person_id = t.person_id
    LEFT JOIN assignments_allocation a ON a.submission_id = s.id AND a.closed_at IS NULL
    GROUP BY s.id, a.marker_id`);
  const { rows: settings } = await db.query(
    `SELECT person_id AS id, per_day AS "perDay" FROM assignments_marker`,
  );
  const perDay = new Map(settings.map((row) => [row.id, row.perDay]));
  const loads = new Map(settings.map(({ id }) => [id, 0]));
  const kinds = new Map();
  const faults = [];
  for (const { id, marker, able } of pieces) {
    if (able.length > 0 !== (marker !== null)) faults.push(`${id} lies with ${marker} of ${able}`);
    else if (marker !== null && !able.includes(marker))
      faults.push(`${id} lies with somebody who may not mark it`);
    if (marker !== null) loads.set(marker, (loads.get(marker) ?? 0) + 1);
    if (able.length === 0) continue;
    const key = able.sort().join();
    kinds.set(key, { able, pieces: (kinds.get(key)?.pieces ?? 0) + 1 });
  }
  const days = shortest([...kinds.values()], perDay, loads);
  let above = 0;
  for (const [id, load] of loads) above = Math.max(above, load - Math.floor(days * perDay.get(id) + 1e-9));
  if (above > 1) faults.push(`somebody has ${above} pieces more than in the optimum`);
  const longest = Math.max(...[...loads].map(([id, load]) => load / perDay.get(id)));
  say(
    `${when}: the longest queue is ${longest.toFixed(3)} days, the optimum ${days.toFixed(3)}; ${above} pieces above it.`,
  );
  for (const fault of faults.slice(0, 5)) say(`Not as it should be: ${fault}`);
  return faults;
}

/** The fewest days in which all can be marked. */
function shortest(kinds, perDay, loads) {
  const markers = [...loads.keys()];
  // Only at these lengths does anybody finish one more piece.
  const total = kinds.reduce((sum, kind) => sum + kind.pieces, 0);
  let [low, high] = [0, total];
  for (let turn = 0; turn < 40; turn++) {
    const days = (low + high) / 2;
    const room = new Map(markers.map((id) => [id, Math.floor(days * perDay.get(id) + 1e-9)]));
    if (flowOf(kinds, room) === total) high = days;
    else low = days;
  }
  return high;
}

/** The most pieces that can be given within the room of each marker: Dinic's algorithm on kinds and markers. */
function flowOf(kinds, room) {
  const ids = [...room.keys()];
  const place = new Map(ids.map((id, n) => [id, 1 + kinds.length + n]));
  const sink = 1 + kinds.length + ids.length;
  const edges = [];
  const from = Array.from({ length: sink + 1 }, () => []);
  const link = (a, b, capacity) => {
    from[a].push(edges.length);
    edges.push({ to: b, left: capacity });
    from[b].push(edges.length);
    edges.push({ to: a, left: 0 });
  };
  kinds.forEach(({ able, pieces }, n) => {
    link(0, 1 + n, pieces);
    for (const id of able) link(1 + n, place.get(id), Infinity);
  });
  for (const id of ids) link(place.get(id), sink, room.get(id));
  let flow = 0;
  for (;;) {
    const level = new Array(sink + 1).fill(-1);
    level[0] = 0;
    const queue = [0];
    for (const node of queue)
      for (const edge of from[node])
        if (edges[edge].left > 0 && level[edges[edge].to] < 0) {
          level[edges[edge].to] = level[node] + 1;
          queue.push(edges[edge].to);
        }
    if (level[sink] < 0) return flow;
    const next = new Array(sink + 1).fill(0);
    const push = (node, most) => {
      if (node === sink) return most;
      for (; next[node] < from[node].length; next[node]++) {
        const number = from[node][next[node]];
        const edge = edges[number];
        if (edge.left <= 0 || level[edge.to] !== level[node] + 1) continue;
        const pushed = push(edge.to, Math.min(most, edge.left));
        if (pushed > 0) {
          edge.left -= pushed;
          edges[number ^ 1].left += pushed;
          return pushed;
        }
      }
      return 0;
    };
    for (let pushed = push(0, Infinity); pushed > 0; pushed = push(0, Infinity)) flow += pushed;
  }
}

async function bareSql(db, meter) {
  await db.query(`CREATE TABLE bench_allocation (LIKE assignments_allocation INCLUDING ALL)`);
  const { cpu } = await meter(
    () => db.query(`INSERT INTO bench_allocation SELECT * FROM assignments_allocation`),
    [],
  );
  return cpu.postgresMs;
}
