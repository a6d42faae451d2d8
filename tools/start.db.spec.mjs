import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

let dataDir;

beforeEach(() => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'bimtek-start-spec-'));
});

afterEach(() => fs.rmSync(dataDir, { recursive: true, force: true }));

/** Runs `npm start` until it gives up. */
function start(env, options = {}) {
  const { status, stderr } = spawnSync(process.execPath, ['tools/start.mjs'], {
    encoding: 'utf8',
    timeout: 50_000,
    env: { ...process.env, NODE_OPTIONS: '', DATA_DIR: dataDir, ...env },
    ...options,
  });
  return { status, sentence: stderr.trim() };
}

describe('npm start', () => {
  it('says in one sentence that the port is taken, and what to do', async () => {
    const server = net.createServer().listen(0, '0.0.0.0');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address();

    const { status, sentence } = start({ PORT: String(port) });

    expect(status).not.toBe(0);
    expect(sentence).toMatch(
      new RegExp(`^Port ${port} is taken by another program: .*PORT=${port + 1} npm start\\.$`),
    );
    await new Promise((resolve) => server.close(resolve));
  });

  it('refuses a port that is no number', () => {
    const { status, sentence } = start({ PORT: 'three' });
    expect(status).not.toBe(0);
    expect(sentence).toBe('PORT=three is not a port number.');
  });

  it('says in one sentence that it may not write its data', () => {
    // Root may write anywhere, so as root the start is made by nobody.
    fs.chmodSync(dataDir, 0o500);
    const nobody = process.getuid() === 0 ? { uid: 65534, gid: 65534 } : {};
    const { status, sentence } = start({ DATA_DIR: path.join(dataDir, 'closed') }, nobody);
    expect(status).not.toBe(0);
    expect(sentence).toMatch(
      /^No permission to write to .*: give yourself that right, or set DATA_DIR to a folder of yours\.$/,
    );
  });
});
