import { job } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { AttachedFileId } from './ids.ts';

/** Makes what is shown of a file before it is opened. Once made, or given up, it is left as it is. */
export const makePreview = job({
  name: 'assignments.make-preview',
  queue: 'heavy',
  payload: z.object({ fileId: AttachedFileId }),
});

/** Removes uploads that nobody went on with, and files that no work came to name. Interrupted, it goes on the next time. */
export const removeUnusedFiles = job({
  name: 'assignments.remove-unused-files',
  payload: z.object({}),
  everyMs: 60 * 60_000,
});
