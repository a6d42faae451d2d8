import type { DocumentPreview } from '@bimtek/assignments-contracts';
import { Worker } from 'node:worker_threads';

/** Reading a document takes a second; what takes this long, or this much, is made to hurt. */
const READ_MS = 30_000;
const MEMORY_MB = 384;

export type ReadDocument =
  | { pages: number }
  | { document: DocumentPreview }
  | { refusal: 'too-large' | 'not-readable'; message: string };

/** Reads a PDF or DOCX that a stranger made, in a thread that is stopped when it takes too long or too much memory. */
export function readDocument(
  kind: 'pdf' | 'docx',
  bytes: Uint8Array,
  readMs = READ_MS,
): Promise<ReadDocument> {
  const script = import.meta.url.endsWith('.ts') ? './document-thread.ts' : './document-thread.js';
  return new Promise((resolve) => {
    const thread = new Worker(new URL(script, import.meta.url), {
      workerData: { kind, bytes },
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
      stdout: true,
      stderr: true,
    });
    const refuse = (refusal: 'too-large' | 'not-readable', message: string) => resolve({ refusal, message });
    const tooLong = setTimeout(() => {
      refuse('too-large', 'It takes too long');
      void thread.terminate();
    }, readMs);
    thread.once('message', (made: ReadDocument) => resolve(made));
    thread.once('error', (error: Error & { code?: string }) =>
      refuse(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'too-large' : 'not-readable', error.message),
    );
    thread.once('exit', () => {
      clearTimeout(tooLong);
      refuse('not-readable', 'It ended without an answer');
    });
  });
}
