import { printFonts } from '@bimtek/platform-server';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { fileURLToPath } from 'node:url';
import type { PrintedDailyList } from './printed-daily-list.ts';

const template = fileURLToPath(new URL('./template/', import.meta.url));

/** Sets attendance lists on A4, as many sheets as people need. A process keeps one, with a warm compiler. */
export class DailyListPrinter {
  readonly #compiler = NodeCompiler.create({
    workspace: template,
    fontArgs: [{ fontBlobs: printFonts('Regular', 'SemiBold', 'Bold') }],
  });

  render(list: PrintedDailyList): Uint8Array {
    this.#compiler.mapShadow(`${template}list.json`, Buffer.from(JSON.stringify(list)));
    try {
      return this.#compiler.pdf({ mainFilePath: `${template}daily-list.typ` }, { pdfStandard: 'a-3a' });
    } finally {
      this.#compiler.evictCache(3);
    }
  }
}
