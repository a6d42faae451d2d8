/** Strict types of everything: what runs on Node, the portal with its templates, the journeys. Specs included. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { root, useWorkspacePrograms } from './setup.mjs';

useWorkspacePrograms();
fs.mkdirSync(path.join(root, '.cache/types'), { recursive: true });

const checks = [
  ['tsc', '--pretty', '-p', 'tools/typecheck/node.json'],
  ['ngc', '-p', 'tools/typecheck/portal.json'],
  ['tsc', '--pretty', '-p', 'tools/typecheck/portal-specs.json'],
  ['tsc', '--pretty', '-p', 'tools/typecheck/e2e.json'],
];
const results = await Promise.all(checks.map(([program, ...args]) => run(program, args)));
for (const { output } of results) process.stdout.write(output);
process.exitCode = results.some(({ code }) => code !== 0) ? 1 : 0;

function run(program, args) {
  const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (output += data));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })));
}
