/** Starting and stopping the api and the worker: by `npm start`, by the journeys and by the benches. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { root } from './setup.mjs';
import { Trouble } from './trouble.mjs';

/** How long a process may take to finish what it holds. A worker that has lost its Redis never ends by itself. */
const graceMs = 8_000;

/**
 * How much memory an app lets lie about before it tidies up, in MB; docker/Dockerfile says the same. The api lives on less
 * than 100, and answers hundreds of phones at once in less than 400 (bench `upload`): with Node's own bounds, which suit a
 * machine of its own, it would hold half as much again for nothing.
 */
export const heapOf = {
  api: ['--max-old-space-size=640', '--max-semi-space-size=16'],
  worker: [],
};

/**
 * Starts one Node process in its own process group with its output in `logFile`.
 * `onExit(how)` is called when it ends without having been asked to; `how` is its signal or its exit code.
 */
export function startProcess({ name, args, env, logFile, onExit }) {
  const log = fs.openSync(logFile, 'w');
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', log, log],
    detached: true,
  });
  fs.closeSync(log);
  const ended = new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
    child.once('error', (error) => resolve(error.message));
  });
  const self = {
    name,
    pid: child.pid,
    logFile,
    stopping: false,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    kill: (signal = 'SIGKILL') => {
      try {
        process.kill(-child.pid, signal);
      } catch {
        // It is gone already.
      }
    },
    async stop() {
      self.stopping = true;
      if (self.hasEnded()) return;
      child.kill('SIGTERM');
      const late = setTimeout(() => self.kill(), graceMs);
      await ended;
      clearTimeout(late);
    },
  };
  void ended.then((how) => {
    if (!self.stopping) onExit?.(how);
  });
  return self;
}

/** What a process said last that a person can read: plain text, else its last logged error, else nothing. */
export function lastWords(logFile) {
  const lines = fs.readFileSync(logFile, 'utf8').trim().split('\n').filter(Boolean);
  // Not the log's own entries, nor what Node prints around the message of an error.
  const plain = lines.findLast(
    (line) => !/^[\s{}^]|^Node\.js v|^node:|^file:|^\(node:|^\(Use `node/.test(line),
  );
  if (plain) return plain;
  for (const line of lines.reverse()) {
    try {
      const entry = JSON.parse(line);
      if (entry.level >= 50) return (entry.err?.message ?? entry.msg ?? '').split('\n')[0];
    } catch {
      // Not an entry of the log.
    }
  }
  return '';
}

/** Waits until the api answers for itself, its database and its queue. */
export async function waitForHealth(url, { process: api, timeoutMs = 60_000 } = {}) {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    if (api?.hasEnded())
      throw new Trouble(`The api could not start: ${lastWords(api.logFile)} (more in ${api.logFile})`);
    try {
      const answer = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(2_000) });
      if (answer.ok) return;
    } catch {
      // Not listening yet.
    }
    if (Date.now() > deadline) {
      throw new Trouble(
        `The api does not report good health at ${url}/api/health; see ${api?.logFile ?? 'its log'}.`,
      );
    }
    await wait(100);
  }
}
