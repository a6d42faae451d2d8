import { DraftContent, VersionId } from '@bimtek/assignments-contracts';
import * as z from 'zod';
import { KeptWork } from '../autosave/kept-work.ts';

/** A draft that the server may not have; with `handIn` it is to be handed in under that id as soon as there is signal. */
export const KeptDraft = z.object({
  content: DraftContent,
  revision: z.int(),
  handIn: VersionId.nullable(),
});
export type KeptDraft = z.infer<typeof KeptDraft>;

export const keptDrafts = () => new KeptWork('tugas:', KeptDraft);
