/**
 * Writes `first-load.json` beside the built page: by address, the scripts its lazily loaded parts stand in and what they
 * ask. The server names them in the page it sends, so that a phone fetches them side by side instead of one after the
 * other as each script finds the next.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { firstLoads } from './first-load.routes.mjs';

const dist = fileURLToPath(new URL('dist/', import.meta.url));
const { outputs } = JSON.parse(await readFile(`${dist}browser-stats.json`, 'utf8'));
const files = new Map(Object.entries(outputs).map(([file, { entryPoint }]) => [entryPoint, file]));

/** Adds the file of a part and all that it imports. */
function need(file, scripts) {
  if (scripts.has(file)) return scripts;
  scripts.add(file);
  for (const { path, kind } of outputs[file].imports ?? [])
    if (kind === 'import-statement' && outputs[path]) need(path, scripts);
  return scripts;
}

function fileOf(part) {
  const file = files.get(part);
  if (!file) throw new Error(`${part} is not a part of the portal that is loaded by itself`);
  return file;
}

const first = need(fileOf('apps/portal/src/main.ts'), new Set());
const pages = firstLoads.map(({ path, parts, asks }) => {
  const all = parts.reduce((scripts, part) => need(fileOf(part), scripts), new Set());
  return { path, scripts: [...all].filter((file) => !first.has(file)), asks };
});

// The still picture needs the styles and the font first; the scripts come after them.
const index = `${dist}browser/index.html`;
const page = await readFile(index, 'utf8');
await writeFile(
  index,
  page.replace(
    /<(link rel="modulepreload"|script(?= src="main-))(?! fetchpriority)/g,
    '<$1 fetchpriority="low"',
  ),
);

await writeFile(`${dist}browser/first-load.json`, JSON.stringify(pages));
