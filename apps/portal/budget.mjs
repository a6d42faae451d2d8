/**
 * Adds up what a phone fetches before the trainee's home page stands: the page, its styles and font, the scripts the
 * entry imports, and those of the routes on the way there, as the server sends them (gzip: browsers ask for Brotli over HTTPS only). Fails above the budget.
 */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('dist/', import.meta.url));
const most = { script: 150 * 1024, all: 250 * 1024 };

/** The lazily loaded parts that home needs, by their source: its frame, its context's routes, every page of its folder. */
const onTheWay =
  /^(apps\/portal\/src\/areas\/trainee-frame|libs\/insight\/portal\/src\/(index|home\/[\w-]+-page))\.ts$/;

const { outputs } = JSON.parse(await readFile(path.join(dist, 'browser-stats.json'), 'utf8'));
const scripts = new Set();

function need(file) {
  if (scripts.has(file)) return;
  scripts.add(file);
  for (const { path: imported, kind } of outputs[file]?.imports ?? []) {
    if (kind === 'import-statement' && outputs[imported]) need(imported);
  }
}

const entries = Object.keys(outputs).filter((file) => outputs[file].entryPoint);
need(entries.find((file) => outputs[file].entryPoint === 'apps/portal/src/main.ts'));
for (const file of entries) if (onTheWay.test(outputs[file].entryPoint)) need(file);

const index = await readFile(path.join(dist, 'browser/index.html'), 'utf8');
const linked = [...index.matchAll(/(?:src|href)="\/?([^"?]+\.(?:css|js|woff2|svg|webmanifest))"/g)].map(
  ([, file]) => file,
);
const files = new Set(['index.html', ...linked, ...scripts]);

const sizes = await Promise.all(
  [...files].map(async (file) => {
    const sent = await stat(path.join(dist, 'browser', `${file}.gz`)).catch(() =>
      stat(path.join(dist, 'browser', file)),
    );
    return { file, size: sent.size };
  }),
);
const sum = (chosen) => chosen.reduce((total, { size }) => total + size, 0);
const script = sum(sizes.filter(({ file }) => file.endsWith('.js')));
const all = sum(sizes);
const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;

for (const { file, size } of sizes.sort((a, b) => b.size - a.size))
  console.log(kilobytes(size).padStart(9), file);
console.log(`First load of the trainee area: script ${kilobytes(script)} of ${kilobytes(most.script)},`);
console.log(`everything ${kilobytes(all)} of ${kilobytes(most.all)}`);
if (script > most.script || all > most.all) {
  console.error('The first load is over its budget.');
  process.exit(1);
}
