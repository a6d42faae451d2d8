import { SLIDES_MAX } from '@bimtek/live-contracts';
import { Worker } from 'node:worker_threads';

/** A page takes a third of a second; what takes this long, or this much, is made to hurt. */
const DRAW_MS = 240_000;
const MEMORY_MB = 512;

export interface DrawnPage {
  bytes: Uint8Array;
  width: number;
  height: number;
}

export type DrawnSlides =
  { pages: DrawnPage[] } | { refusal: 'damaged' | 'encrypted' | 'too-heavy'; message: string };

export type FromThread =
  { page: DrawnPage } | { done: true } | { refusal: 'damaged' | 'encrypted'; message: string };

/** Draws the pages of a PDF that a stranger made, in a thread that is stopped when it takes too long or too much memory. */
export function drawnPages(pdf: Uint8Array, drawMs = DRAW_MS): Promise<DrawnSlides> {
  const script = import.meta.url.endsWith('.ts') ? './drawing-thread.ts' : './drawing-thread.js';
  return new Promise((resolve) => {
    const pages: DrawnPage[] = [];
    const thread = new Worker(new URL(script, import.meta.url), {
      workerData: { pdf, most: SLIDES_MAX },
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
      stdout: true,
      stderr: true,
    });
    const tooLong = setTimeout(() => {
      resolve({ refusal: 'too-heavy', message: 'It takes too long' });
      void thread.terminate();
    }, drawMs);
    thread.on('message', (said: FromThread) => {
      if ('page' in said) pages.push(said.page);
      else resolve('done' in said ? { pages } : said);
    });
    thread.once('error', (error: Error & { code?: string }) =>
      resolve({
        refusal: error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'too-heavy' : 'damaged',
        message: error.message,
      }),
    );
    thread.once('exit', () => {
      clearTimeout(tooLong);
      resolve({ refusal: 'damaged', message: 'It ended without an answer' });
    });
  });
}
