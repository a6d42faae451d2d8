import { fileURLToPath } from 'node:url';
import { printFonts } from '@bimtek/platform-server';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { PrintedPlan } from './printed-plan.ts';

const template = fileURLToPath(new URL('./template/', import.meta.url));

/** Sets plans on A4 landscape, on as few pages as their words need. A process keeps one, with a warm compiler. */
export class PlanPrinter {
  readonly #compiler = NodeCompiler.create({
    workspace: template,
    fontArgs: [{ fontBlobs: printFonts('Regular', 'SemiBold', 'Bold') }],
  });

  render(plan: PrintedPlan): Uint8Array {
    this.#compiler.mapShadow(`${template}plan.json`, Buffer.from(JSON.stringify(plan)));
    try {
      return this.#compiler.pdf({ mainFilePath: `${template}plan.typ` }, { pdfStandard: 'a-3a' });
    } finally {
      this.#compiler.evictCache(3);
    }
  }
}
