/**
 * `npm test`: everything CI checks, in its order. `npm run check` (--check) leaves out what needs services or a browser.
 *
 * Runs on a bare Node 20. What this machine cannot run is named in the last lines; with CI set it is a failure. The
 * last line is the sum of all specs and journeys: `N passed, N failed`.
 */
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { continueOnNode24, dataDir, install, prepareDataDir, root, useWorkspacePrograms } from './setup.mjs';
import { giveUp } from './trouble.mjs';

const onlyCheck = process.argv.includes('--check');
const reports = path.join(root, '.cache', 'test');
/** Specs on Node are ES modules, which Jest still calls an experiment. */
const esModules = { NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning' };
const outcomes = [];
const notRun = [];

try {
  prepareDataDir();
  await install();
  useWorkspacePrograms();
  await continueOnNode24();
  fs.rmSync(reports, { recursive: true, force: true });
  fs.mkdirSync(reports, { recursive: true });
  await main();
} catch (error) {
  giveUp(error);
}

async function main() {
  const began = Date.now();
  if (!onlyCheck) installSystemPrograms();

  // Lint asks it which library may import which; where it is missing, that rule says nothing.
  await run(phase('project graph', 'nx show projects'));
  const phases = [
    ...(onlyCheck ? [] : [phase('build', 'nx run-many -t build', { NODE_ENV: 'production', CI: 'true' })]),
    // The cache knows files, not the types they import: good while working, not for the last word.
    phase('lint', onlyCheck ? 'eslint . --cache --cache-location .cache/eslint/' : 'eslint .'),
    phase('types', 'node tools/types.mjs'),
    phase('format', 'prettier --check --log-level warn --cache --cache-location .cache/prettier .'),
    phase('imports without circles', 'node tools/circles.mjs'),
    phase('dependencies', 'node tools/dependencies.mjs'),
    specs('unit specs', 'unit', { env: esModules }),
  ];
  // Journeys wait half of their time, so something else always runs beside them.
  if (onlyCheck) phases.push(specs('portal specs', 'portal'));
  else {
    phases.push(
      databaseSpecs('1/3'),
      phase('images, without an engine', 'node tools/docker.mjs'),
      specs('portal specs', 'portal'),
      ...journeys(),
      databaseSpecs('2/3'),
      databaseSpecs('3/3'),
    );
    if (!installed('redis-server'))
      notRun.push('specs of the queue on Redis (redis-server is not installed)');
  }
  await sideBySide(phases);
  report(began);
}

function phase(name, command, env = {}) {
  return { name, command, env };
}

/** A Jest project or a `shard` of it: its counts are read from the report it leaves. */
function specs(name, project, { env = {}, shard } = {}) {
  const file = path.join(reports, `${project}${shard ? `-${shard[0]}` : ''}.json`);
  const count = () => {
    const result = JSON.parse(fs.readFileSync(file, 'utf8'));
    return {
      passed: result.numPassedTests,
      failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
      skipped: result.numPendingTests + result.numTodoTests,
    };
  };
  // One worker a lane; with a limit it is a process of its own, begun anew before its memory is spent.
  const command =
    `jest --selectProjects ${project} --maxWorkers=1 --workerIdleMemoryLimit=1500MB --passWithNoTests` +
    `${shard ? ` --shard=${shard}` : ''} --json --outputFile=${file}`;
  return { name, command, env, count };
}

function databaseSpecs(shard) {
  return specs(`specs with PostgreSQL and the queue, ${shard}`, 'db', { env: esModules, shard });
}

/** Journeys in a browser; none, and a note of it, where there is no browser. */
function journeys() {
  const chromium = process.env.CHROMIUM || firstOnPath('chromium', 'chromium-browser', 'google-chrome');
  if (!chromium) {
    notRun.push('journeys in a browser (chromium is not installed; CHROMIUM can name one)');
    return [];
  }
  const file = path.join(reports, 'e2e.json');
  const count = () => {
    const { stats, errors } = JSON.parse(fs.readFileSync(file, 'utf8'));
    const failed = stats.unexpected + errors.length;
    return { passed: stats.expected + stats.flaky, failed, skipped: stats.skipped };
  };
  const env = { CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: file };
  return [
    { name: 'journeys', command: 'playwright test -c apps/portal-e2e --reporter=list,json', env, count },
  ];
}

/** In order, two at a time: the machine this is measured on has two cores. The build is over long before what needs it. */
async function sideBySide(phases) {
  const waiting = [...phases];
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await run(next);
  };
  await Promise.all([lane(), lane()]);
}

async function run({ name, command, env, count }) {
  const began = Date.now();
  const child = spawn(command, {
    cwd: root,
    shell: true,
    env: { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (output += data));
  const code = await new Promise((resolve) => child.once('close', resolve));
  const counts = countOf(count, code);
  outcomes.push({ name, ok: code === 0, ...counts });

  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  const numbers = count
    ? `  ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`
    : '';
  console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)${numbers}`);
  if (code !== 0) console.log(output.trimEnd().replace(/^/gm, '    '));
  else for (const [note] of output.matchAll(/^Note: .*$/gm)) console.log(`    ${note}`);
}

function countOf(count, code) {
  if (!count) return { passed: 0, failed: 0, skipped: 0 };
  try {
    return count();
  } catch {
    // It ended before it could report: with a failure, that is one.
    return { passed: 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  }
}

function installSystemPrograms() {
  const programs = { 'redis-server': 'redis-server', chromium: 'chromium', pdftotext: 'poppler-utils' };
  const missing = Object.keys(programs).filter((name) => !installed(name));
  if (process.env.CHROMIUM) remove(missing, 'chromium');
  const system = fs.existsSync('/etc/os-release') ? fs.readFileSync('/etc/os-release', 'utf8') : '';
  if (missing.length === 0 || process.getuid?.() !== 0 || !/^ID=debian$/m.test(system)) return;

  console.log(`Installing ${missing.join(', ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const log = fs.openSync(path.join(dataDir, 'apt.log'), 'w');
  const apt = (...args) => spawnSync('apt-get', args, { env, stdio: ['ignore', log, log] });
  apt('update', '-q');
  apt('install', '-q', '-y', '--no-install-recommends', ...missing.map((name) => programs[name]));
}

function remove(list, item) {
  const at = list.indexOf(item);
  if (at >= 0) list.splice(at, 1);
}

function installed(name) {
  return firstOnPath(name) !== undefined;
}

function firstOnPath(...names) {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  for (const name of names) {
    for (const folder of folders) {
      const file = path.join(folder, name);
      if (folder && fs.existsSync(file)) return file;
    }
  }
  return undefined;
}

function report(began) {
  const total = (key) => outcomes.reduce((sum, outcome) => sum + outcome[key], 0);
  const broken = outcomes.filter((outcome) => !outcome.ok).map((outcome) => outcome.name);
  console.log(`\nTook ${((Date.now() - began) / 1000).toFixed(0)} s.`);
  if (total('skipped') > 0) console.log(`Skipped: ${total('skipped')}.`);
  if (broken.length > 0) console.log(`Failed: ${broken.join(', ')}.`);
  for (const what of notRun) console.log(`Could not run: ${what}.`);
  if (notRun.length > 0 && process.env.CI) console.log('With CI set, what could not run is a failure.');
  console.log(`\n${total('passed')} passed, ${total('failed')} failed`);
  process.exitCode = broken.length > 0 || (notRun.length > 0 && process.env.CI) ? 1 : 0;
}
