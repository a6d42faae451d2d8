/**
 * Builds one library or app: `node tools/build-ts.mjs libs/<context>/server`.
 * Each `src/x.ts` becomes `dist/x.js` with a source map; every other file of `src` is copied beside it.
 */
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { transformFile } from '@swc/core';
import { swcOptions } from './swc.mjs';

const project = process.argv[2];
if (!project) {
  console.error('Usage: node tools/build-ts.mjs <project folder>');
  process.exit(1);
}
const source = path.resolve(project, 'src');
const target = path.resolve(project, 'dist');

await rm(target, { recursive: true, force: true });
const files = (await readdir(source, { recursive: true, withFileTypes: true })).filter((entry) =>
  entry.isFile(),
);

await Promise.all(
  files.map(async (entry) => {
    const from = path.join(entry.parentPath, entry.name);
    const to = path.join(target, path.relative(source, from));
    if (from.endsWith('.spec.ts') || from.endsWith('.d.ts')) return;
    await mkdir(path.dirname(to), { recursive: true });
    if (!from.endsWith('.ts')) return cp(from, to);

    const { code, map } = await transformFile(from, {
      ...swcOptions({ rewriteImports: true }),
      sourceMaps: true,
      sourceFileName: path.relative(path.dirname(to), from),
    });
    const script = to.replace(/\.ts$/, '.js');
    const mapName = `${path.basename(script)}.map`;
    await writeFile(script, `${code}\n//# sourceMappingURL=${mapName}\n`);
    await writeFile(path.join(path.dirname(script), mapName), map ?? '');
  }),
);
