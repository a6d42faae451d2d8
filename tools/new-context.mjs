/**
 * Writes the libraries of a context: `npm run new:context -- feedback "evaluation form, response"`.
 * The words are the context's own, separated by commas. Files that exist are left as they are.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

const holds = {
  contracts: 'endpoints, messages, events and jobs as zod schemas; runs on both sides',
  server: 'rules, use cases, tables, handlers',
  portal: 'pages and stores',
  ui: 'components with inputs and outputs only, tokens, styles',
};

/** package.json of one library; the portal side is always compiled from source by the app that uses it. */
function packageJson(context, kind) {
  const fromSource = kind === 'portal' || kind === 'ui';
  const exports = fromSource
    ? '{ ".": "./src/index.ts" }'
    : '{\n    ".": { "@bimtek/source": "./src/index.ts", "types": "./src/index.ts", "default": "./dist/index.js" }\n  }';
  const targets = fromSource ? '' : ', "targets": { "build": {} }';
  // Lets the browser leave out the files of a library that a page does not use.
  const pure = kind === 'server' ? '' : '\n  "sideEffects": false,';
  return `{
  "name": "@bimtek/${context}-${kind}",
  "private": true,
  "type": "module",${pure}
  "exports": ${exports},
  "nx": { "tags": ["context:${context}", "kind:${kind}"]${targets} }
}
`;
}

function tsconfigJson(kind) {
  const base = kind === 'portal' || kind === 'ui' ? 'tools/tsconfig.portal.json' : 'tsconfig.base.json';
  return `{ "extends": "../../../${base}", "include": ["src"] }\n`;
}

function readme(context, kinds, words) {
  const title = context[0].toUpperCase() + context.slice(1);
  const wordList = words.length ? `Its words: ${words.join(', ')}.\n\n` : '';
  const libraries = kinds.map((kind) => `| \`${kind}\` | ${holds[kind]} |`).join('\n');
  return `# ${title}\n\n${wordList}| library | holds |\n|---|---|\n${libraries}\n`;
}

/** Writes what is missing and returns the paths written, relative to the workspace. */
export async function writeContext(context, words = []) {
  const kinds = ['contracts', 'server', 'portal', ...(context === 'platform' ? ['ui'] : [])];
  const files = { 'README.md': readme(context, kinds, words) };
  for (const kind of kinds) {
    files[`${kind}/package.json`] = packageJson(context, kind);
    files[`${kind}/tsconfig.json`] = tsconfigJson(kind);
    files[`${kind}/src/index.ts`] = 'export {};\n';
  }
  const written = [];
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(root, 'libs', context, name);
    if (existsSync(file)) continue;
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
    written.push(path.relative(root, file));
  }
  return written;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [context, words = ''] = process.argv.slice(2);
  if (!context || !/^[a-z]+(-[a-z]+)*$/.test(context)) {
    console.error('Usage: npm run new:context -- <name in kebab-case> "first word, second word"');
    process.exit(1);
  }
  const list = words
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);
  const written = await writeContext(context, list);
  console.log(written.length ? written.join('\n') : 'Everything is there already.');
  const table = await readFile(path.join(root, 'tools/boundaries.mjs'), 'utf8');
  if (!new RegExp(`\\b${context}\\b`).test(table)) {
    console.log(`Next: give ${context} its place in tools/boundaries.mjs, and run npm install to link it.`);
  } else {
    console.log('Next: run npm install to link it.');
  }
}
