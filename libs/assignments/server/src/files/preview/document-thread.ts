import { parentPort, workerData } from 'node:worker_threads';
import { pagesOf } from './pdf-pages.ts';
import { DocumentTooLarge, lessonOf } from './word-document.ts';

const { kind, bytes } = workerData as { kind: 'pdf' | 'docx'; bytes: Uint8Array };

/** Reads one document in a thread of its own, which may be stopped whatever it does, and then ends. */
async function read() {
  return kind === 'pdf' ? { pages: await pagesOf(bytes) } : { document: await lessonOf(Buffer.from(bytes)) };
}

read().then(
  (made) => parentPort?.postMessage(made),
  (error: unknown) => {
    const isTooLarge = error instanceof DocumentTooLarge;
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    parentPort?.postMessage({ refusal: isTooLarge ? 'too-large' : 'not-readable', message });
  },
);
