import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startPostgres } from './postgres.mjs';

let folder;
let running;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bimtek-postgres-spec-'));
  fs.chmodSync(folder, 0o755);
});

afterEach(async () => {
  await running?.stop();
  running = undefined;
  fs.rmSync(folder, { recursive: true, force: true });
});

async function start(options = {}) {
  running = await startPostgres({ dataDir: path.join(folder, 'postgres'), durable: false, ...options });
  return running;
}

async function query(url, sql) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('the embedded PostgreSQL', () => {
  it('keeps its data between starts', async () => {
    const first = await start();
    await query(first.url, 'create table village as select 1 as id');
    await first.stop();

    const second = await start();
    expect(await query(second.url, 'select id from village')).toEqual([{ id: 1 }]);
  });

  it('flushes to the disk and asks for a password when it holds real data', async () => {
    const { url } = await start({ durable: true });
    expect(await query(url, 'show fsync')).toEqual([{ fsync: 'on' }]);
    const withoutPassword = Object.assign(new URL(url), { password: 'wrong' });
    await expect(query(withoutPassword.href, 'select 1')).rejects.toThrow(/password authentication failed/);
  });

  it('has all it acknowledged after it was killed', async () => {
    const first = await start({ durable: true });
    await query(first.url, 'create table village as select 1 as id');
    const gone = new Promise((resolve) => setInterval(() => !isAlive(first.pid) && resolve(), 50).unref());
    process.kill(first.pid, 'SIGKILL');
    await gone;

    const second = await start({ durable: true });
    expect(await query(second.url, 'select id from village')).toEqual([{ id: 1 }]);
  });

  it('takes over from a server whose starter was killed', async () => {
    const orphan = orphanedServer(path.join(folder, 'postgres'));
    const ours = await start();
    expect(ours.pid).not.toBe(orphan);
    expect(isAlive(orphan)).toBe(false);
  });

  it('does not mind a lock file whose process number belongs to another program by now', async () => {
    await (await start()).stop();
    fs.writeFileSync(path.join(folder, 'postgres', 'postmaster.pid'), `${process.pid}\n`);
    const { url } = await start();
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('refuses a folder that a running start is using', async () => {
    await start();
    await expect(startPostgres({ dataDir: path.join(folder, 'postgres'), durable: false })).rejects.toThrow(
      /already in use by another start/,
    );
  });

  it('says so when the data belongs to another major version', async () => {
    await (await start()).stop();
    fs.writeFileSync(path.join(folder, 'postgres', 'PG_VERSION'), '15\n');
    await expect(start()).rejects.toThrow(/belongs to PostgreSQL 15, .* brings \d+: move that folder away/);
  });

  it('says so when the port it must have is taken', async () => {
    const server = net.createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address();
    await expect(start({ port })).rejects.toThrow(`Port ${port} for PostgreSQL is taken`);
    await new Promise((resolve) => server.close(resolve));
  });

  const asRoot = process.getuid() === 0 ? it : it.skip;
  asRoot('runs from a folder that only root may enter', async () => {
    const closed = path.join(folder, 'closed');
    fs.mkdirSync(closed, { mode: 0o700 });
    const dataDir = path.join(closed, 'postgres');
    const { url, dataDir: home } = await start({ dataDir, durable: true });
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(fs.realpathSync(dataDir)).toBe(home);
    await running.stop();
    fs.rmSync(path.dirname(home), { recursive: true });
  });
});

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return !fs.readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}

/** A server started by a process that was killed at once; returns its process number. */
function orphanedServer(dataDir) {
  const script = `
    import { startPostgres } from ${JSON.stringify(path.resolve('tools/postgres.mjs'))};
    const server = await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, durable: false });
    console.log(server.pid);
    process.kill(process.pid, 'SIGKILL');
  `;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  return Number(stdout);
}
