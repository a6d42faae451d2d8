/**
 * The list of people in the work area and its counts, at 8,000 people and at 80,000 (ten runs of 8,000, as years bring
 * them): the first page, a state, a search, a class, by a national admin and by an organizer of four classes.
 *
 * Effect: every page must hold as many people as fit of those whom the database counts for that question, and say rightly
 * whether more follow; every count must be that number. The limit is the same at 8,000 people: CPU per request may grow by
 * a fifth (`allowedRatio`); the bench fails above. `questions` has each by itself.
 */
import http from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { classes, fillPeople, fillStaff, STAFF } from './data/people.mjs';

const ALLOWED_RATIO = 1.2;
const AT_ONCE = 4;
const LIMIT = 50;

export default async function peopleList({ quick, root, say, run, startApi, meter, postgres }) {
  await run('migrate');
  const fill = async (name) => import(pathToFileURL(path.join(root, name)).href);
  const { manyPeople } = await fill('libs/registry/server/dist/testing/many-people.js');
  const { manyEnrollments } = await fill('libs/delivery/server/dist/testing/many-enrollments.js');
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  const db = { query: async (sql, values) => (await client.query(sql, values)).rows };
  await fillPeople(db, { manyPeople, manyEnrollments }, 8_000);
  await fillStaff(client);
  const questions = await questionsOf(client);
  // Who works here would be asked for a second factor first; the list is the same with one.
  const api = await startApi({ REQUIRE_SECOND_FACTOR: 'false' });
  const agent = new http.Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const times = quick ? 40 : 150;
  const measure = async (people) => {
    await client.query('VACUUM ANALYZE');
    const measured = [];
    for (const question of questions) {
      await askAll(api.url, agent, question, 10);
      const { result, cpu, seconds, peakRssMb } = await meter(() => askAll(api.url, agent, question, times));
      const cpuMs = (cpu.nodeMs + cpu.postgresMs) / times;
      say(`${people} people, ${question.name}: ${cpuMs.toFixed(2)} ms of CPU, ${result.wrong} wrong.`);
      measured.push({ name: question.name, cpuMs, cpu, seconds, peakRssMb, ...result });
    }
    return measured;
  };
  const small = await measure(8_000);
  await fillPeople(db, { manyPeople, manyEnrollments }, 72_000, 8_000);
  const large = await measure(80_000);
  agent.destroy();
  await client.end();
  const sum = (list, of) => list.reduce((total, one) => total + of(one), 0);
  const ratio = sum(large, ({ cpuMs }) => cpuMs) / sum(small, ({ cpuMs }) => cpuMs);
  const ops = large.length * times;
  const wrong = sum(large, (one) => one.wrong);
  return {
    ops,
    seconds: sum(large, ({ seconds }) => seconds),
    errors: wrong + sum(small, (one) => one.wrong) + (ratio > ALLOWED_RATIO ? 1 : 0),
    verified: ops - wrong,
    cpu: {
      nodeMs: sum(large, ({ cpu }) => cpu.nodeMs),
      postgresMs: sum(large, ({ cpu }) => cpu.postgresMs),
    },
    latenciesMs: large.flatMap(({ latenciesMs }) => latenciesMs),
    limit: { name: 'the same at 8,000 people', cpuMsPerOp: sum(small, ({ cpuMs }) => cpuMs) / small.length },
    peakRssMb: Math.max(...large.map(({ peakRssMb }) => peakRssMb)),
    allowedRatio: ALLOWED_RATIO,
    questions: large.map(({ name, cpuMs }, place) => ({
      name,
      at8000: Number(small[place].cpuMs.toPrecision(3)),
      at80000: Number(cpuMs.toPrecision(3)),
    })),
  };
}

/** Each asked as a page and as a count, with how many people there are for it. */
async function questionsOf(client) {
  const [one] = await classes(client, 4);
  const run = `runId=${one.runId}`;
  const group = `classGroupId=${one.id}`;
  const inRun = `e.run_id = '${one.runId}'`;
  const inClass = `e.class_group_id = '${one.id}'`;
  const named = (name) => `p.full_name ILIKE '%${name}%'`;
  const asked = [
    ['a run', 'nationalAdmin', run, inRun],
    ['a state', 'nationalAdmin', `${run}&state=verified`, `${inRun} AND e.state = 'verified'`],
    ['one name', 'nationalAdmin', `${run}&q=c4ca4238`, `${inRun} AND ${named('c4ca4238')}`],
    ['a common name', 'nationalAdmin', `${run}&q=rahayu`, `${inRun} AND ${named('rahayu')}`],
    ['a class', 'nationalAdmin', group, inClass],
    ['own class', 'organizer', group, inClass],
    ['a name in own class', 'organizer', `${group}&q=rahayu`, `${inClass} AND ${named('rahayu')}`],
  ];
  const questions = [];
  for (const [name, role, query, where] of asked) {
    const { rows } = await client.query(
      `SELECT count(*)::int AS total FROM delivery_enrollment e JOIN registry_person p ON p.id = e.person_id WHERE ${where}`,
    );
    const [{ total }] = rows;
    questions.push({ name, role, path: `enrollments?${query}&limit=${LIMIT}`, isRight: isPageOf(total) });
    const isRight = (answer) => answer.total === total;
    questions.push({ name: `${name}, counted`, role, path: `enrollments/count?${query}`, isRight });
  }
  return questions;
}

const isPageOf =
  (total) =>
  ({ items, next }) =>
    items?.length === Math.min(total, LIMIT) && (next !== null) === total > LIMIT;

async function askAll(url, agent, question, times) {
  const latenciesMs = [];
  let [wrong, waiting] = [0, times];
  const worker = async () => {
    while (waiting-- > 0) {
      const began = performance.now();
      const answer = await ask(url, agent, question);
      latenciesMs.push(performance.now() - began);
      if (!question.isRight(answer)) wrong++;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return { latenciesMs, wrong };
}

function ask(url, agent, { role, path }) {
  return new Promise((resolve, reject) => {
    const headers = { cookie: `bimtek_session=${STAFF[role]}`, accept: 'application/json' };
    const request = http.get(`${url}/api/${path}`, { agent, headers }, (answer) => {
      let body = '';
      answer.setEncoding('utf8');
      answer.on('data', (part) => (body += part));
      answer.on('end', () => resolve(answer.statusCode === 200 ? JSON.parse(body) : {}));
    });
    request.once('error', reject);
  });
}
