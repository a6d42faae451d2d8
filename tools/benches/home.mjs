/**
 * The trainee's home request with 8,000 enrollments stored, against a built api with its session, rules and contract;
 * then again with 80,000 stored: `sizeRatio` is CPU per request then, of CPU per request before (each in its calmest
 * round), and at most 1.2.
 * The limit is the one SQL statement the request needs, by the same name and text, with the same people on as many
 * connections: PostgreSQL's CPU alone, the client that sends it not counted.
 */
import http from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { fillSeason, trainees } from './data/season.mjs';

const ALLOWED_SIZE_RATIO = 1.2;
/** As many as the api's pool has by default. */
const CONNECTIONS = 10;

export default async function home({ quick, root, say, run, startApi, meter, postgres }) {
  await run('migrate');
  const db = new pg.Client({ connectionString: postgres.url });
  await db.connect();
  await fillSeason(db, 8_000);
  const all = await trainees(db);
  const people = quick ? all.slice(0, 2_000) : all;
  const rounds = quick ? 3 : 5;
  say(`${all.length} trainees with progress, tests, decisions and certificates are stored.`);

  const api = await startApi();
  const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const asked = (list) => askAll(list, (person) => ask(api.url, agent, person));

  // Also what a session costs the first time: afterwards it is in memory, as for everybody who uses the portal.
  const first = await meter(() => asked(people));
  say(
    `First requests: ${perOp(first.cpu, people.length)} ms of CPU each, with the session from the database.`,
  );
  const again = repeated(people, rounds);
  const measured = await meteredByRounds(meter, again, rounds, asked);
  say(`${again.length} requests: ${measured.result.right} answers carried the right person.`);

  const { readHome } = await import(
    pathToFileURL(path.join(root, 'libs/insight/server/dist/home/home.queries.js')).href
  );
  const bare = await bareSql(postgres.url, readHome, again, meter);
  say(
    `The statement alone: ${bare.postgresMs} ms of PostgreSQL's CPU, ${bare.clientMs} ms for a bare client.`,
  );

  await fillSeason(db, 72_000, 8_000);
  const more = (await trainees(db)).filter(({ number }) => Math.floor(number / 40) % 10 === 3);
  const spread = quick ? more.slice(0, 2_000) : more;
  await meter(() => asked(spread));
  const many = repeated(spread, rounds);
  const large = await meteredByRounds(meter, many, rounds, asked);
  agent.destroy();
  await db.end();
  const largeMs = perOp(large.cpu, many.length);
  const sizeRatio = round(large.leastMs / measured.leastMs);
  say(`With 80,000 trainees: ${largeMs} ms of CPU a request, ${sizeRatio} of what it was with 8,000.`);

  const { right, latenciesMs, bytes } = measured.result;
  return {
    ops: again.length,
    seconds: measured.seconds,
    errors:
      again.length - right + many.length - large.result.right + (sizeRatio > ALLOWED_SIZE_RATIO ? 1 : 0),
    verified: right,
    cpu: measured.cpu,
    latenciesMs,
    limit: { name: 'the same prepared statement, PostgreSQL only', cpuMsPerOp: bare.postgresMs },
    peakRssMb: measured.peakRssMb,
    firstRequestCpuMsPerOp: perOp(first.cpu, people.length),
    limitWithClientCpuMsPerOp: round(bare.postgresMs + bare.clientMs),
    cpuMsPerOpAt80000: largeMs,
    sizeRatio,
    allowedSizeRatio: ALLOWED_SIZE_RATIO,
    meanBytes: Math.round(bytes / again.length),
  };
}

/** Round by round, with the CPU a request of the round that was disturbed the least: sizes are compared by those. */
async function meteredByRounds(meter, list, rounds, asked) {
  const all = {
    seconds: 0,
    cpu: { nodeMs: 0, postgresMs: 0 },
    peakRssMb: 0,
    leastMs: Number.POSITIVE_INFINITY,
  };
  const result = { latenciesMs: [], right: 0, bytes: 0 };
  const size = list.length / rounds;
  for (let turn = 0; turn < rounds; turn++) {
    const one = await meter(() => asked(list.slice(turn * size, (turn + 1) * size)));
    all.seconds += one.seconds;
    all.cpu.nodeMs += one.cpu.nodeMs;
    all.cpu.postgresMs += one.cpu.postgresMs;
    all.peakRssMb = Math.max(all.peakRssMb, one.peakRssMb);
    all.leastMs = Math.min(all.leastMs, perOp(one.cpu, size));
    result.latenciesMs.push(...one.result.latenciesMs);
    result.right += one.result.right;
    result.bytes += one.result.bytes;
  }
  return { ...all, result };
}

/** Runs the work for each of the list, `CONNECTIONS` at a time. */
async function askAll(list, one) {
  const latenciesMs = [];
  let right = 0;
  let bytes = 0;
  let place = 0;
  const worker = async () => {
    while (place < list.length) {
      const person = list[place++];
      const began = performance.now();
      const body = await one(person);
      latenciesMs.push(performance.now() - began);
      bytes += body.length;
      const { name, enrollment } = parsed(body);
      if (name === person.name && enrollment?.id === person.enrollmentId) right++;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  return { latenciesMs, right, bytes };
}

function parsed(body) {
  try {
    return JSON.parse(body);
  } catch {
    return {};
  }
}

function ask(url, agent, { token }) {
  return new Promise((resolve, reject) => {
    const headers = { cookie: `bimtek_session=${token}`, accept: 'application/json' };
    const request = http.get(`${url}/api/home`, { agent, headers }, (answer) => {
      let body = '';
      answer.setEncoding('utf8');
      answer.on('data', (part) => (body += part));
      answer.on('end', () => resolve(body));
    });
    request.once('error', reject);
  });
}

async function bareSql(connectionString, statement, list, meter) {
  const pool = new pg.Pool({ connectionString, max: CONNECTIONS });
  const source = { driver: { master: pool } };
  const exits = ['withdrawn', 'replaced', 'noShow'];
  const work = (persons) => askEach(persons, ({ personId }) => statement(source, [personId, exits]));
  await work(list.slice(0, 1_000));
  // The lower of two: what else the machine does must not make the limit easier to keep.
  const turns = [];
  for (let turn = 0; turn < 2; turn++) {
    const before = process.cpuUsage();
    const { cpu } = await meter(() => work(list), []);
    const { user, system } = process.cpuUsage(before);
    turns.push({ postgresMs: cpu.postgresMs, clientMs: (user + system) / 1000 });
  }
  await pool.end();
  const [least] = turns.sort((one, other) => one.postgresMs - other.postgresMs);
  return {
    postgresMs: round(least.postgresMs / list.length),
    clientMs: round(least.clientMs / list.length),
  };
}

async function askEach(list, one) {
  let place = 0;
  const worker = async () => {
    while (place < list.length) await one(list[place++]);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
}

/** Everybody so many times, each round in an order of its own. */
function repeated(people, times) {
  return Array.from({ length: times }, (_, turn) =>
    [...people].sort((one, other) => order(one, turn) - order(other, turn)),
  ).flat();
}
const order = ({ number }, turn) => (number * 7_919 + turn * 104_729) % 8_009;

function perOp({ nodeMs, postgresMs }, ops) {
  return round((nodeMs + postgresMs) / ops);
}

function round(value) {
  return Number(value.toPrecision(4));
}
