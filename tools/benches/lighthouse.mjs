/**
 * What Lighthouse says of the pages a trainee sees most, as a cheap phone on a slow link: the median of three runs of each,
 * at least 95 of 100 in performance, accessibility and best practices. Its effect is checked: each page must end at its
 * own address.
 *
 * The phone and the link are Lighthouse's own for mobile: a processor four times slower than this one (`benchmarkIndex` says
 * how fast that is) and a slow 4G link, both simulated.
 */
import fs from 'node:fs';
import path from 'node:path';
import * as chromeLauncher from 'chrome-launcher';
import lighthouse from 'lighthouse';
import pg from 'pg';
import { runToFile } from '../setup.mjs';

const LEAST = 95;
const CATEGORIES = ['performance', 'accessibility', 'best-practices'];
/** Background requests of the browser itself would be counted as the page's. */
const FLAGS = [
  '--headless=new',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

export default async function lighthouseOfPages({ quick, root, folder, say, run, startApi, postgres }) {
  const portal = await runToFile('nx', ['run', '@bimtek/portal:build'], {
    file: path.join(folder, 'portal.log'),
    env: { ...process.env, CI: 'true', NODE_ENV: 'production' },
  });
  if (portal !== 0) throw new Error('the portal could not be built');
  await run('migrate');
  await run('seed-demo');
  const api = await startApi({ PORTAL_DIR: path.join(root, 'apps/portal/dist/browser') });
  const session = await signIn(api.url, folder);
  const chrome = await chromeLauncher.launch({
    chromePath: process.env.CHROMIUM || '/usr/bin/chromium',
    chromeFlags: FLAGS,
  });
  const began = performance.now();
  const pages = {};
  const indexes = [];
  let below = 0;
  try {
    for (const [name, address, isPrivate] of await addresses(api.url, session, postgres.url)) {
      const runs = [];
      for (let time = 0; time < (quick ? 1 : 3); time++)
        runs.push(await look(`${api.url}${address}`, chrome.port, isPrivate ? session : undefined));
      pages[name] = Object.fromEntries(
        CATEGORIES.map((category) => [category, median(runs.map((scores) => scores[category]))]),
      );
      below += Object.values(pages[name]).filter((score) => score < LEAST).length;
      const weak = [...new Set(runs.flatMap(({ weak }) => weak))];
      indexes.push(...runs.map(({ benchmarkIndex }) => benchmarkIndex));
      const blocked = median(runs.map(({ blockedMs }) => blockedMs));
      say(
        `${name}: ${Object.values(pages[name]).join(' / ')}${weak.length > 0 ? ` (${weak.join(', ')})` : ''}; blocked ${blocked} ms, largest paint ${median(runs.map(({ paintedMs }) => paintedMs))} ms`,
      );
    }
  } finally {
    await chrome.kill();
  }
  const ops = Object.keys(pages).length * (quick ? 1 : 3);
  const seconds = (performance.now() - began) / 1000;
  return {
    ops,
    seconds,
    errors: below,
    verified: ops,
    least: LEAST,
    benchmarkIndex: median(indexes),
    pages,
  };
}

async function signIn(url, folder) {
  const accounts = JSON.parse(fs.readFileSync(path.join(folder, 'demo-accounts.json'), 'utf8'));
  const trainee = accounts.find(({ note }) => note.includes('Rahayu')) ?? accounts[0];
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ name: trainee.signIn, password: trainee.password }),
  });
  if (!answer.ok) throw new Error(`signing in as ${trainee.note}: ${answer.status}`);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

async function addresses(url, cookie, database) {
  const answer = await fetch(`${url}/api/learning/modules/M1`, { headers: { cookie } });
  const { lessons } = await answer.json();
  const db = new pg.Client({ connectionString: database });
  await db.connect();
  const { rows } = await db.query(`SELECT verification_code AS code FROM certification_certificate LIMIT 1`);
  await db.end();
  return [
    ['sign-in', '/masuk', false],
    ['home', '/beranda', true],
    ['module', '/belajar/M1', true],
    ['lesson', `/pelajaran/${lessons[0].id}`, true],
    ['check', rows[0] ? `/s/${rows[0].code}` : '/s', false],
  ];
}

async function look(address, port, cookie) {
  const { lhr } = await lighthouse(address, {
    port,
    onlyCategories: CATEGORIES,
    logLevel: 'error',
    ...(cookie ? { extraHeaders: { Cookie: cookie } } : {}),
  });
  if (lhr.runtimeError) throw new Error(`${address}: ${lhr.runtimeError.message}`);
  if (new URL(lhr.finalDisplayedUrl).pathname !== new URL(address).pathname)
    throw new Error(`${address} led to ${lhr.finalDisplayedUrl}`);
  const scores = Object.fromEntries(
    CATEGORIES.map((category) => [category, Math.round(lhr.categories[category].score * 100)]),
  );
  const weak = Object.values(lhr.audits)
    .filter(({ score, scoreDisplayMode }) => scoreDisplayMode === 'binary' && score === 0)
    .map(({ id }) => id);
  return {
    ...scores,
    weak,
    blockedMs: Math.round(lhr.audits['total-blocking-time'].numericValue),
    paintedMs: Math.round(lhr.audits['largest-contentful-paint'].numericValue),
    benchmarkIndex: Math.round(lhr.environment.benchmarkIndex),
  };
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
