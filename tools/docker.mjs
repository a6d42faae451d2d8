/**
 * The images without an engine: builds in an empty folder what docker/Dockerfile says, from the files that would
 * travel, then runs the commands of api and worker on a database of their own, as nobody, with nothing but what the images
 * hold. One thing is not done for real: `npm ci` is a copy of what is installed here.
 */
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parse } from 'yaml';
import { commandOf, containerOf, copyOf, ignores, stagesOf } from './docker/dockerfile.mjs';
import { freePort } from './ports.mjs';
import { startPostgres } from './postgres.mjs';
import { startRedis } from './redis.mjs';
import { root } from './setup.mjs';

const STOPS_WITHIN_MS = 10_000;
const STARTS_WITHIN_MS = 60_000;

const stages = stagesOf(fs.readFileSync(path.join(root, 'docker/Dockerfile'), 'utf8'));
const compose = parse(fs.readFileSync(path.join(root, 'docker/compose.yaml'), 'utf8'), { merge: true });
const room = fs.mkdtempSync(path.join(os.tmpdir(), 'bimtek-images-'));
// The images are read by another user than the one who builds them.
fs.chmodSync(room, 0o755);
const nobody = process.getuid() === 0 ? { uid: 65534, gid: 65534 } : {};
const node = path.join(room, 'node');
const running = [];
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => void cleanUp().then(() => process.exit(130)));

try {
  fs.copyFileSync(process.execPath, node);
  fs.chmodSync(node, 0o755);
  const context = travel();
  build(context);
  const api = image('api');
  const worker = image('worker');
  await run(api, worker);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await cleanUp();
}

async function cleanUp() {
  for (const { stop } of running.splice(0).reverse()) await stop();
  fs.rmSync(room, { recursive: true, force: true });
}

/** Copies what an engine would be sent: what git knows or would add, without what the ignore file names. */
function travel() {
  const isIgnored = ignores(fs.readFileSync(path.join(root, 'docker/Dockerfile.dockerignore'), 'utf8'));
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const listed = spawnSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (listed.status !== 0) throw new Error(`git could not list the files: ${listed.stderr}`);
  const context = path.join(room, 'context');
  for (const file of listed.stdout.split('\0').filter(Boolean)) {
    if (isIgnored(file) || !fs.existsSync(path.join(root, file))) continue;
    fs.mkdirSync(path.dirname(path.join(context, file)), { recursive: true });
    fs.copyFileSync(path.join(root, file), path.join(context, file));
  }
  return context;
}

/** Follows the first stage line by line. */
function build(context) {
  const folder = path.join(room, 'build');
  fs.mkdirSync(folder);
  for (const { keyword, text } of stages[0].steps) {
    if (keyword === 'COPY') copy(context, folder, copyOf(text));
    if (keyword !== 'RUN') continue;
    const command = commandOf(text);
    const began = Date.now();
    if (/^npm ci\b/.test(command)) copyInstalled(folder);
    else shell(command, folder);
    console.log(`${command.slice(0, 60)} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  }
}

function copy(from, to, { sources, target }) {
  for (const source of sources) {
    const place = target.endsWith('/') ? path.join(to, target, path.basename(source)) : path.join(to, target);
    fs.mkdirSync(path.dirname(place), { recursive: true });
    const { status, stderr } = spawnSync('cp', ['-a', '-T', path.join(from, source), place], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`COPY ${source}: ${stderr}`);
  }
}

/** Links instead of copies; npm's own note of what is installed is written to, so that one is a copy. */
function copyInstalled(folder) {
  const from = path.join(root, 'node_modules');
  const to = path.join(folder, 'node_modules');
  const linked = spawnSync('cp', ['-a', '-l', from, to], { encoding: 'utf8' });
  if (linked.status !== 0) {
    fs.rmSync(to, { recursive: true, force: true });
    const copied = spawnSync('cp', ['-a', from, to], { encoding: 'utf8' });
    if (copied.status !== 0) throw new Error(`The installed packages could not be copied: ${copied.stderr}`);
  }
  const note = path.join(to, '.package-lock.json');
  const text = fs.readFileSync(note);
  fs.rmSync(note);
  fs.writeFileSync(note, text);
  fs.rmSync(path.join(to, '.cache'), { recursive: true, force: true });
}

function shell(command, folder) {
  const env = { PATH: `${path.dirname(process.execPath)}:${process.env.PATH}`, HOME: room, CI: 'true' };
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], {
    cwd: folder,
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (status !== 0) throw new Error(`RUN ${command} failed:\n${stdout}\n${stderr}`);
}

/** The files of one image, and what its container starts with; `/app` and `/data` are folders of the room. */
function image(name) {
  const container = containerOf(stages, name);
  const app = path.join(room, name);
  for (const one of container.copies) {
    if (one.from !== 'build') throw new Error(`${name} copies from ${one.from}`);
    const sources = one.sources.map((source) => source.replace(/^\/app\//, ''));
    copy(path.join(room, 'build'), app, { sources, target: one.target });
  }
  const inRoom = (value) =>
    value.replace(/^\/(app|data|tmp)\b/, (_, place) => path.join(room, place === 'app' ? name : place));
  const env = Object.fromEntries(Object.entries(container.env).map(([key, value]) => [key, inRoom(value)]));
  return { name, app, env, command: container.command, check: container.check };
}

async function run(api, worker) {
  const postgres = await startPostgres({ dataDir: path.join(room, 'postgres'), durable: false });
  running.push(postgres);
  const redis = await startRedis();
  if (redis) running.push(redis);
  for (const folder of ['data', 'tmp']) {
    fs.mkdirSync(path.join(room, folder));
    if (nobody.uid) fs.chownSync(path.join(room, folder), nobody.uid, nobody.gid);
  }
  const secret = path.join(room, 'database_url');
  fs.writeFileSync(secret, `${postgres.url}\n`, { mode: 0o444 });
  const port = String(await freePort());
  const settings = {
    DATABASE_URL_FILE: secret,
    ...(redis ? { REDIS_URL: redis.url } : {}),
    PUBLIC_URL: 'https://ruang.example',
    PORT: port,
  };

  const migrated = start({ ...api, name: 'migrate', command: compose.services.migrate.command }, settings);
  await ends(migrated, STARTS_WITHIN_MS, 'migrate did not end');
  if (migrated.child.exitCode !== 0) throw new Error(`migrate failed:\n${migrated.said()}`);

  const processes = [start(worker, settings), start(api, settings)];
  for (const one of processes) await untilWell(one);
  await showsItsPages(`http://127.0.0.1:${port}`);
  for (const one of processes) {
    const began = Date.now();
    one.child.kill('SIGTERM');
    await ends(one, STOPS_WITHIN_MS, `${one.name} did not stop within ${STOPS_WITHIN_MS / 1000} s`);
    console.log(`${one.name} stopped after ${Date.now() - began} ms`);
    if (isWell(one)) throw new Error(`${one.name} has stopped, and its health check has not noticed`);
  }
}

/** Starts a container's command with its own variables and the settings, and nothing of ours. */
function start({ name, app, env, command }, settings) {
  let output = '';
  const all = { PATH: room, ...env, ...settings };
  const child = spawn(path.join(room, command[0]), command.slice(1), { cwd: app, env: all, ...nobody });
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (output += data));
  const ended = new Promise((resolve) => child.once('close', resolve));
  running.push({ stop: () => (child.kill('SIGKILL'), ended) });
  return { name, app, env: all, child, ended, said: () => output };
}

async function ends(one, ms, sentence) {
  const late = wait(ms, 'late', { ref: false });
  if ((await Promise.race([one.ended, late])) === 'late') throw new Error(`${sentence}:\n${one.said()}`);
}

/** Asks what the image's own health check asks. */
function isWell({ name, app, env }) {
  const { check } = containerOf(stages, name);
  const asked = spawnSync(path.join(room, check[0]), check.slice(1), {
    cwd: app,
    env,
    ...nobody,
    timeout: 10_000,
  });
  return asked.status === 0;
}

async function untilWell(one) {
  const began = Date.now();
  while (!isWell(one)) {
    if (one.child.exitCode !== null) throw new Error(`${one.name} could not start:\n${one.said()}`);
    if (Date.now() - began > STARTS_WITHIN_MS)
      throw new Error(`${one.name} does not get well:\n${one.said()}`);
    await wait(200);
  }
  console.log(`${one.name} is well after ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

async function showsItsPages(url) {
  const page = await (await fetch(url)).text();
  const script = /src="([^"]*main-[\w-]+\.js)"/.exec(page)?.[1];
  if (!script) throw new Error(`The api does not serve the portal: ${page.slice(0, 200)}`);
  const answers = [new URL(script, `${url}/`).href, `${url}/api/openapi.json`, `${url}/cek`];
  for (const address of answers) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
  }
}
