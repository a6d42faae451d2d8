/**
 * `npm run bench -- <name> [--quick]`: one benchmark of tools/benches on its own data; the result is the last line.
 *
 * A bench is a module whose default export gets a `Bench` (below) and returns
 * `{ ops, seconds, errors, verified, cpu: { nodeMs, postgresMs }, latenciesMs?, limit?: { name, cpuMsPerOp }, peakRssMb?, … }`.
 * Further keys are printed as they are. The load generator runs in this process, whose CPU is never counted.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  continueOnNode24,
  dataDir,
  install,
  prepareDataDir,
  root,
  runToFile,
  useWorkspacePrograms,
} from './setup.mjs';
import { giveUp, Trouble } from './trouble.mjs';

const [name] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const quick = process.argv.includes('--quick');
const benches = path.join(root, 'tools', 'benches');

let bench;
try {
  const file = path.join(benches, `${name}.mjs`);
  if (!name || !fs.existsSync(file))
    throw new Trouble(`Which bench? One of: ${names().join(', ') || 'none yet'}.`);
  prepareDataDir();
  await install();
  useWorkspacePrograms();
  await continueOnNode24();
  await build();
  const { default: measure } = await import(pathToFileURL(file).href);
  bench = await open();
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => void bench.close().then(() => process.exit(130)));
  const result = await measure(bench);
  await bench.close();
  console.log(JSON.stringify(summary(result, bench)));
  process.exit(result.errors ? 1 : 0);
} catch (error) {
  await bench?.close();
  giveUp(error);
}

function names() {
  if (!fs.existsSync(benches)) return [];
  return fs.readdirSync(benches).flatMap((file) => (file.endsWith('.mjs') ? [file.slice(0, -4)] : []));
}

async function build() {
  const file = path.join(dataDir, 'build.log');
  const args = ['run-many', '-t', 'build', '--projects=@bimtek/api,@bimtek/worker'];
  const code = await runToFile('nx', args, { file, env: { ...process.env, CI: 'true' } });
  if (code !== 0) throw new Trouble(`The build failed; see ${file}.`);
}

/** Everything a bench is given. All of it ends with the bench. */
async function open() {
  const { startPostgres } = await import('./postgres.mjs');
  const { heapOf, lastWords, startProcess, waitForHealth } = await import('./processes.mjs');
  const { freePort } = await import('./ports.mjs');
  const { cpuMs, peakRssMb } = await import('./cpu.mjs');

  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `ruang-bimtek-bench-`));
  fs.chmodSync(folder, 0o755);
  const postgres = await startPostgres({ dataDir: path.join(folder, 'postgres') });
  const apps = [];
  const environment = {
    NODE_ENV: 'production',
    LOG_LEVEL: 'warn',
    DATABASE_URL: postgres.url,
    REDIS_URL: '',
    DATA_DIR: folder,
    PORTAL_DIR: '',
  };

  async function start(app, env) {
    const number = apps.length;
    const logFile = path.join(folder, `${app}-${number}.log`);
    const args = [...heapOf[app], `apps/${app}/dist/main.js`];
    const started = startProcess({ name: app, args, env: { ...environment, ...env }, logFile });
    apps.push(started);
    return started;
  }

  return {
    quick,
    root,
    folder,
    postgres,
    environment,
    say: (text) => console.log(text),
    /** Runs one entry of the api to its end: `migrate`, `seed-demo`. */
    async run(entry, env = {}, args = []) {
      const file = path.join(folder, `${entry}.log`);
      const all = { ...process.env, ...environment, ...env };
      const code = await runToFile(process.execPath, [`apps/api/dist/${entry}.js`, ...args], {
        file,
        env: all,
      });
      if (code !== 0) throw new Error(`${entry}: ${lastWords(file)}`);
    },
    /** Starts the api on a free port and waits until it is healthy; gives `{ url, pid, stop }`. */
    async startApi(env = {}) {
      const port = await freePort();
      const url = `http://127.0.0.1:${port}`;
      const api = await start('api', { PORT: String(port), PUBLIC_URL: url, ...env });
      await waitForHealth(url, { process: api });
      return Object.assign(api, { url });
    },
    startWorker: (env = {}) => start('worker', env),
    /** CPU of Node processes and of PostgreSQL while `work` runs; what `work` resolves to is `result`. */
    async meter(work, nodes = apps.filter((app) => !app.hasEnded())) {
      const pids = nodes.map((node) => node.pid);
      const before = { node: cpuMs(...pids), postgres: cpuMs(postgres.pid), at: performance.now() };
      const result = await work();
      const seconds = (performance.now() - before.at) / 1000;
      const cpu = { nodeMs: cpuMs(...pids) - before.node, postgresMs: cpuMs(postgres.pid) - before.postgres };
      return { result, seconds, cpu, peakRssMb: peakRssMb(...pids) };
    },
    percentile,
    async close() {
      await Promise.all(apps.map((app) => app.stop()));
      await postgres.stop();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The value that `share` (0 to 1) of the values do not exceed; null for none. */
function percentile(values, share) {
  if (!values?.length) return null;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}

function summary(result, { percentile: at }) {
  const {
    ops,
    seconds,
    errors = 0,
    verified,
    cpu,
    latenciesMs,
    limit = null,
    peakRssMb = null,
    ...more
  } = result;
  const each = (ms) => (ms === null || ms === undefined ? null : round(ms / ops));
  const cpuMsPerOp = cpu ? each((cpu.nodeMs ?? 0) + (cpu.postgresMs ?? 0)) : null;
  return {
    bench: name,
    ops,
    seconds: round(seconds),
    errors,
    verified,
    cpuMsPerOp,
    nodeCpuMsPerOp: each(cpu?.nodeMs),
    postgresCpuMsPerOp: each(cpu?.postgresMs),
    p50Ms: round(at(latenciesMs, 0.5)),
    p95Ms: round(at(latenciesMs, 0.95)),
    p99Ms: round(at(latenciesMs, 0.99)),
    limit: limit && { ...limit, cpuMsPerOp: round(limit.cpuMsPerOp) },
    ratioToLimit: limit && cpuMsPerOp !== null ? round(cpuMsPerOp / limit.cpuMsPerOp) : null,
    peakRssMb,
    ...more,
  };
}

function round(value) {
  return value === null || value === undefined ? null : Number(value.toPrecision(4));
}
