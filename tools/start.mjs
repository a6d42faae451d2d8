/**
 * `npm start`: the whole product on this machine. Also `npm run dev` (--dev: from source, rebuilding on change) and
 * `npm run seed` (--seed: loads the demo and stops; `-- national [--seed N] [--people 8000] [--today 2026-07-06]` makes a
 * national season instead, in the folder .data/national unless DATA_DIR says otherwise).
 *
 * Settings by environment: PORT, HOST, PUBLIC_URL, DATA_DIR, DATABASE_URL, REDIS_URL, and those of
 * libs/platform/server/src/settings/settings.ts. On the embedded database no second factor is required.
 */
import fs from 'node:fs';
import path from 'node:path';
import { portProblem } from './ports.mjs';
import {
  continueOnNode24,
  dataDir,
  install,
  prepareDataDir,
  root,
  runToFile,
  startedBy,
  useWorkspacePrograms,
} from './setup.mjs';
import { giveUp, Trouble } from './trouble.mjs';

const mode = process.argv.includes('--dev') ? 'dev' : process.argv.includes('--seed') ? 'seed' : 'start';
const isNational = mode === 'seed' && process.argv[3] === 'national';
const port = Number(process.env.PORT || 3000);
const address = (process.env.PUBLIC_URL || `http://localhost:${port}`).replace(/\/$/, '');
const INTO_DATABASE_URL = '--into-database-url';
const log = (name) => path.join(dataDir, `${name}.log`);

/** What is running, to be stopped from the end: the database was started first and goes last. */
const running = [];
/** A step that only lasts for a while: an installation, a build, a migration. */
let step;

let interrupted = false;
let stopping;

try {
  await start();
} catch (error) {
  await stopAll();
  // A step that failed because Ctrl+C ended it is not a failure.
  if (!interrupted) giveUp(error);
}

async function start() {
  listenForSignals();
  prepareDataDir();
  if (mode !== 'seed') await refuseTakenPort();
  await install({ started: (child) => (step = child) });
  useWorkspacePrograms();
  await continueOnNode24();
  stopWithStarter();
  refuseSecondStart();

  if (mode !== 'dev') await build();
  const environment = await openDatabase();
  await migrate(environment);
  if (isNational) {
    await loadNational(environment);
    return stopAll();
  }
  await loadDemo(environment);
  if (mode === 'seed') {
    console.log('The demo is loaded; `npm start` shows it.');
    return stopAll();
  }
  await startProduct(environment);
  greet(environment);
}

async function refuseTakenPort() {
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Trouble(`PORT=${process.env.PORT} is not a port number.`);
  const problem = await portProblem(port, process.env.HOST || '0.0.0.0');
  if (problem === 'EADDRINUSE') {
    throw new Trouble(
      `Port ${port} is taken by another program: stop that one, or choose another, as in PORT=${port + 1} npm start.`,
    );
  }
  if (problem === 'EACCES') {
    throw new Trouble(
      `This user may not listen on port ${port}: choose one above 1024, as in PORT=3000 npm start.`,
    );
  }
  if (problem) throw new Trouble(`The api cannot listen on port ${port} (${problem}): check PORT and HOST.`);
}

/** Two starts would share one data folder; the second one is told who has it. */
function refuseSecondStart() {
  const file = path.join(dataDir, 'start.pid');
  const pid = fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8')) : 0;
  if (pid && pid !== process.pid && commandOf(pid).includes('tools/start.mjs')) {
    throw new Trouble(
      `Ruang Bimtek is already running from ${dataDir} (process ${pid}): stop it first, or set DATA_DIR.`,
    );
  }
  fs.writeFileSync(file, String(process.pid));
  running.push({ stop: () => fs.rmSync(file, { force: true }) });
}

function commandOf(pid) {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

async function build() {
  await phase('Building', async () => {
    const args = [path.join(root, 'node_modules/nx/dist/bin/nx.js'), 'run-many', '-t', 'build'];
    const env = { ...process.env, NODE_ENV: 'production', CI: 'true' };
    const code = await runToFile(process.execPath, args, {
      file: log('build'),
      env,
      started: (child) => (step = child),
    });
    if (code !== 0) throw new Trouble(`The build failed; see ${log('build')}.`);
  });
}

async function openDatabase() {
  if (isNational && process.env.DATABASE_URL && !process.argv.includes(INTO_DATABASE_URL)) {
    throw new Trouble(
      `The season is only made in the database of DATABASE_URL with ${INTO_DATABASE_URL}, and only if it is empty.`,
    );
  }
  const shared = {
    NODE_ENV: mode === 'dev' ? 'development' : 'production',
    PORT: String(port),
    PUBLIC_URL: address,
    DATA_DIR: dataDir,
    PORTAL_DIR: path.join(root, 'apps/portal/dist/browser'),
  };
  if (process.env.DATABASE_URL) return { ...shared, DATABASE_URL: process.env.DATABASE_URL };
  const { startPostgres } = await import('./postgres.mjs');
  const postgres = await phase('Starting PostgreSQL', () =>
    startPostgres({
      dataDir: path.join(dataDir, 'postgres'),
      onExit: (file) => void stopAll(new Trouble(`The database ended unexpectedly; see ${file}.`)),
    }),
  );
  running.push(postgres);
  return {
    ...shared,
    DATABASE_URL: postgres.url,
    // The demo is looked at without an authenticator app at hand.
    REQUIRE_SECOND_FACTOR: process.env.REQUIRE_SECOND_FACTOR || 'false',
    embedded: postgres.dataDir,
  };
}

async function migrate(environment) {
  await phase('Preparing the database', () => runApp('api', 'migrate', environment));
}

/** Once per embedded database: the mark lies in its folder and goes with it. Never into a database of someone else's. */
async function loadDemo(environment) {
  if (!environment.embedded) {
    if (mode === 'seed')
      throw new Trouble('The demo is never loaded into the database of DATABASE_URL: unset it.');
    return;
  }
  const mark = path.join(environment.embedded, 'demo-is-loaded');
  if (fs.existsSync(mark)) return;
  await phase('Loading the demo program', () => runApp('api', 'seed-demo', environment));
  fs.writeFileSync(mark, '');
}

/** Makes the national season; it refuses a database with other people, and finds itself when it is there already. */
async function loadNational(environment) {
  const wishes = process.argv.slice(4).filter((argument) => argument !== INTO_DATABASE_URL);
  await phase('Making the national season', () => runApp('api', 'seed-national', environment, wishes));
  console.log(fs.readFileSync(log('seed-national'), 'utf8').trimEnd());
  // The demo would be strangers among them.
  if (environment.embedded) fs.writeFileSync(path.join(environment.embedded, 'demo-is-loaded'), '');
  const folder = path.relative(root, dataDir) || '.';
  console.log(`The season is there; \`DATA_DIR=${folder} npm start\` shows it.`);
}

/** Arguments that run one entry of an app: built, or straight from its source. */
function entry(app, name, { watch = false } = {}) {
  if (mode !== 'dev') return ['--enable-source-maps', `apps/${app}/dist/${name}.js`];
  return [...(watch ? ['--watch'] : []), '--import', './tools/dev-loader.mjs', `apps/${app}/src/${name}.ts`];
}

async function runApp(app, name, environment, more = []) {
  const env = { ...process.env, ...processEnvironment(environment) };
  const file = log(name);
  const code = await runToFile(process.execPath, [...entry(app, name), ...more], {
    file,
    env,
    started: (child) => (step = child),
  });
  if (code !== 0) {
    const { lastWords } = await import('./processes.mjs');
    throw new Trouble(lastWords(file) || `${name} failed; see ${file}.`);
  }
}

function processEnvironment(environment) {
  const { embedded: _embedded, ...variables } = environment;
  return variables;
}

async function startProduct(environment) {
  const { heapOf, lastWords, startProcess, waitForHealth } = await import('./processes.mjs');
  const env = processEnvironment(environment);
  const launch = (app) =>
    startProcess({
      name: app,
      args: [...heapOf[app], ...entry(app, 'main', { watch: true })],
      env,
      logFile: log(app),
      onExit: (how) => {
        const words = lastWords(log(app)) || how;
        void stopAll(new Trouble(`The ${app} ended unexpectedly: ${words} (more in ${log(app)})`));
      },
    });
  if (mode === 'dev') running.push(watchPortal(startProcess));
  await phase(
    mode === 'dev' ? 'Starting api, worker and portal from source' : 'Starting api and worker',
    async () => {
      const worker = launch('worker');
      running.push(worker);
      const api = launch('api');
      running.push(api);
      await waitForHealth(`http://127.0.0.1:${port}`, { process: api });
    },
  );
}

function watchPortal(startProcess) {
  const nx = path.join(root, 'node_modules/nx/dist/bin/nx.js');
  return startProcess({
    name: 'portal',
    args: [nx, 'run', '@bimtek/portal:build', '--watch', '--skip-nx-cache'],
    env: { NODE_ENV: 'development' },
    logFile: log('portal'),
    onExit: () => void stopAll(new Trouble(`The portal's build ended; see ${log('portal')}.`)),
  });
}

function greet(environment) {
  const lines = ['', `Ruang Bimtek is running at ${address}`];
  const file = path.join(dataDir, 'demo-accounts.json');
  if (environment.embedded && fs.existsSync(file)) {
    const rows = JSON.parse(fs.readFileSync(file, 'utf8')).map((account) => [
      account.role,
      account.signIn,
      account.password,
      account.note ?? '',
    ]);
    lines.push('', 'Demo accounts', ...table([['role', 'sign in with', 'password', ''], ...rows]));
  }
  lines.push('', `Logs are in ${dataDir}. Ctrl+C stops everything.`);
  console.log(lines.join('\n'));
}

function table(rows) {
  const widths = rows[0].map((_cell, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  return rows.map((row) =>
    `  ${row.map((cell, column) => String(cell).padEnd(widths[column])).join('  ')}`.trimEnd(),
  );
}

/** One line per phase, with its time when it is done. */
async function phase(title, work) {
  const began = Date.now();
  process.stdout.write(`${title} …`);
  try {
    const result = await work();
    process.stdout.write(` done (${((Date.now() - began) / 1000).toFixed(1)} s)\n`);
    return result;
  } catch (error) {
    process.stdout.write('\n');
    throw error;
  } finally {
    step = undefined;
  }
}

/** Stops what is running, the latest first, and ends the process: well, or with the sentence of what went wrong. */
async function stopAll(trouble) {
  if (stopping) return stopping;
  stopping = (async () => {
    step?.kill('SIGTERM');
    const apps = running.filter((one) => one.name);
    await Promise.all(apps.map((one) => one.stop()));
    for (const one of running.filter((other) => !other.name).reverse()) await one.stop();
    if (trouble) giveUp(trouble);
  })();
  return stopping;
}

function listenForSignals() {
  let firstAt = 0;
  const onSignal = () => {
    // A terminal, npm and our own older Node may each pass on the same key press.
    if (interrupted && Date.now() - firstAt < 700) return;
    if (interrupted) {
      console.log('Stopping at once.');
      for (const one of running) one.kill?.();
      process.exit(1);
    }
    interrupted = true;
    firstAt = Date.now();
    console.log('\nStopping …');
    void stopAll().then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal);
}

/** When the older Node that handed over is killed, nobody would pass on Ctrl+C any more. */
function stopWithStarter() {
  if (!startedBy) return;
  setInterval(() => {
    if (process.ppid !== startedBy) void stopAll().then(() => process.exit(0));
  }, 1_000).unref();
}
