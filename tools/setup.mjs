/**
 * Brings a bare checkout to where the workspace's own tools can run: dependencies installed, Node 24 in charge.
 * Runs on Node 20 and imports nothing that has to be installed.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Trouble } from './trouble.mjs';

export const root = path.resolve(fileURLToPath(new URL('..', import.meta.url)));
/** What `npm run seed -- national` fills is no place for anything else, so it has a folder of its own. */
const ownFolder = process.argv[2] === '--seed' && process.argv[3] === 'national' ? '.data/national' : '.data';
export const dataDir = path.resolve(root, process.env.DATA_DIR || ownFolder);
const bin = path.join(root, 'node_modules', '.bin');

/** The older Node that handed over to this process, if one did. Ours alone: what we start has another parent. */
export const startedBy = Number(process.env.BIMTEK_STARTED_BY) || undefined;
delete process.env.BIMTEK_STARTED_BY;

/** Our own Node and tools first, for this process and everything it starts. */
export function useWorkspacePrograms() {
  const others = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== bin);
  process.env.PATH = [bin, ...others].join(path.delimiter);
}

/** Makes the folder for data and logs, or says that it cannot. */
export function prepareDataDir() {
  try {
    fs.mkdirSync(dataDir, { recursive: true });
    fs.accessSync(dataDir, fs.constants.W_OK);
  } catch {
    throw new Trouble(
      `No permission to write to ${dataDir}: give yourself that right, or set DATA_DIR to a folder of yours.`,
    );
  }
}

/** Compares what is installed with package-lock.json, entry by entry: dates say little after a clone or a copy. */
export function isInstalled() {
  const wanted = readJson('package-lock.json')?.packages;
  const found = readJson('node_modules/.package-lock.json')?.packages;
  if (!wanted || !found) return false;
  return Object.entries(wanted).every(([name, entry]) => {
    if (!name.startsWith('node_modules/')) return true;
    if (entry.link) return fs.existsSync(path.join(root, name));
    return found[name] ? found[name].version === entry.version : Boolean(entry.optional || entry.peer);
  });
}

function readJson(name) {
  try {
    return JSON.parse(fs.readFileSync(path.join(root, name), 'utf8'));
  } catch {
    return undefined;
  }
}

/** Runs a program with its output in a file; resolves with the exit code. `started` is told the child. */
export function runToFile(command, args, { file, env = process.env, started } = {}) {
  const log = fs.openSync(file, 'w');
  const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', log, log] });
  fs.closeSync(log);
  started?.(child);
  return new Promise((resolve) => {
    child.once('error', () => resolve(127));
    child.once('exit', (code, signal) => resolve(code ?? (signal ? 130 : 1)));
  });
}

/** Installs with npm when something is missing. Returns whether it had to. */
export async function install({ started, say = console.log } = {}) {
  if (isInstalled()) return false;
  try {
    fs.accessSync(root, fs.constants.W_OK);
  } catch {
    throw new Trouble(`No permission to write to ${root}: the dependencies cannot be installed there.`);
  }
  say('Installing what is missing (about three minutes the first time) …');
  const file = path.join(dataDir, 'install.log');
  const args = ['ci', '--loglevel=error', '--no-audit', '--no-fund'];
  const code = await runToFile('npm', args, { file, started });
  if (code === 130) throw new Trouble('The installation was interrupted; the next start begins it again.');
  if (code !== 0) {
    const reason = /npm (?:error|ERR!) (.*)/.exec(fs.readFileSync(file, 'utf8'))?.[1] ?? `exit code ${code}`;
    throw new Trouble(`npm could not install the dependencies (${reason}); see ${file}.`);
  }
  return true;
}

/**
 * Continues this same script under the workspace's Node 24 when the one running is older. Resolves, with false, only
 * when the present one will do; otherwise the process ends with the exit code of the newer one.
 */
export async function continueOnNode24() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return false;
  const node = path.join(bin, 'node');
  if (!fs.existsSync(node)) {
    throw new Trouble(
      'Node 24 was not installed with the dependencies, as it is for Linux on x64 only: start with Node 24.',
    );
  }
  const child = spawn(node, process.argv.slice(1), {
    stdio: 'inherit',
    env: { ...process.env, BIMTEK_STARTED_BY: String(process.pid) },
  });
  // In a terminal the child hears of Ctrl+C by itself too; it takes two signals close together for one.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.removeAllListeners(signal);
    process.on(signal, () => child.kill(signal));
  }
  return new Promise((_resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => process.exit(code ?? (signal ? 130 : 1)));
  });
}
