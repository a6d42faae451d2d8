/** A Redis of our own for tests and benches, in memory only. */
import { spawn, spawnSync } from 'node:child_process';
import net from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from './ports.mjs';

/** Null where `redis-server` is not installed. */
export async function startRedis({ port } = {}) {
  if (spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status !== 0) return null;
  const at = port ?? (await freePort());
  const args = ['--port', String(at), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  // What BullMQ asks for: a queue must not lose keys when memory is short.
  args.push('--maxmemory-policy', 'noeviction', '--dir', '/tmp');
  const child = spawn('redis-server', args, { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  for (let tries = 0; !(await answers(at)); tries += 1) {
    if (child.exitCode !== null || tries > 200) throw new Error('redis-server does not answer');
    await wait(25);
  }
  return {
    url: `redis://127.0.0.1:${at}`,
    port: at,
    pid: child.pid,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.setTimeout(500, () => socket.destroy());
    socket.once('connect', () => socket.write('PING\r\n'));
    socket.once('data', (data) => {
      resolve(String(data).startsWith('+PONG'));
      socket.destroy();
    });
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
  });
}
