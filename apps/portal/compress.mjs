/** Writes `x.br` and `x.gz` beside every text file of the built portal, so that the server need not compress at all. */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const root = fileURLToPath(new URL('dist/browser/', import.meta.url));
const texts = /\.(m?js|css|html|svg|txt|webmanifest)$/;
const [toBrotli, toGzip] = [promisify(brotliCompress), promisify(gzip)];

// The one script that is copied as it is: its remarks are for us.
const beforePaint = path.join(root, 'before-paint.js');
await writeFile(beforePaint, (await readFile(beforePaint, 'utf8')).replace(/^\s*(\/\/.*)?\n/gm, ''));

const entries = await readdir(root, { recursive: true, withFileTypes: true });
await Promise.all(
  entries
    .filter((entry) => entry.isFile() && texts.test(entry.name))
    .map(async (entry) => {
      const file = path.join(entry.parentPath, entry.name);
      const bytes = await readFile(file);
      const brotli = {
        params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
      };
      await writeFile(`${file}.br`, await toBrotli(bytes, brotli));
      await writeFile(`${file}.gz`, await toGzip(bytes, { level: 9 }));
    }),
);
