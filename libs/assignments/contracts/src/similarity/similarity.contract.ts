import { ClassGroupId } from '@bimtek/delivery-contracts';
import { endpoint, job } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { AttachedFileId, SubmissionId, VersionId } from '../ids.ts';

/** Compares handed-in work with that of others on the same assignment in the same run. Safe to run twice. */
export const compareWork = job({
  name: 'assignments.compare-work',
  queue: 'heavy',
  bundle: 100,
  payload: z.object({ versionId: VersionId }),
});

/** Work with much the same words. A hint to look, never a verdict: people of one library may well have written together. */
export const SimilarWork = z
  .object({
    submissionId: SubmissionId,
    /** Null when the work lies outside the own classes. */
    name: z.string().nullable(),
    classGroup: z.object({ id: ClassGroupId, name: z.string() }),
    submittedAt: z.iso.datetime(),
    /** Percent of the work looked at that the other one has too, counted by five words in a row. */
    overlap: z.int().min(0).max(100),
    isSameLibrary: z.boolean(),
  })
  .meta({ id: 'SimilarWork' });
export type SimilarWork = z.infer<typeof SimilarWork>;

/** A piece of a text, and whether the other text has it too. */
export const Passage = z.object({ text: z.string(), isCommon: z.boolean() });
export type Passage = z.infer<typeof Passage>;

const at = z.object({ submissionId: SubmissionId });

export const listSimilarWork = endpoint({
  name: 'listSimilarWork',
  summary:
    'Work of others on the same assignment in the run that has much the same words, the most alike first',
  method: 'GET',
  path: 'submissions/:submissionId/similar',
  allow: 'assignment.read',
  params: at,
  result: z.object({ items: z.array(SimilarWork) }),
});

export const compareSimilarWork = endpoint({
  name: 'compareSimilarWork',
  summary: 'Two similar works side by side; of work outside the own classes only what both have',
  method: 'GET',
  path: 'submissions/:submissionId/similar/:otherId',
  allow: 'assignment.read',
  params: at.extend({ otherId: SubmissionId }),
  result: z.object({
    name: z.string(),
    mine: z.array(Passage),
    other: SimilarWork,
    /** Only common passages when the other work lies outside the own classes. */
    theirs: z.array(Passage),
  }),
});

/** A photo of somebody else that looks nearly the same as one of the work. A hint to look, never a verdict. */
export const SimilarPhoto = z
  .object({
    fileId: AttachedFileId,
    otherFileId: AttachedFileId,
    /** The work that the other photo belongs to. */
    submissionId: SubmissionId,
    /** Null when the work lies outside the own classes. */
    name: z.string().nullable(),
    classGroup: z.object({ id: ClassGroupId, name: z.string() }),
    submittedAt: z.iso.datetime(),
    /** Of 64 bits of what can be seen so many differ. */
    distance: z.int().min(0),
    /** Both are the very same bytes. */
    isSameFile: z.boolean(),
    isSameLibrary: z.boolean(),
  })
  .meta({ id: 'SimilarPhoto' });
export type SimilarPhoto = z.infer<typeof SimilarPhoto>;

export const listSimilarPhotos = endpoint({
  name: 'listSimilarPhotos',
  summary:
    'Photos of others on the same assignment in the run that look nearly the same, the most alike first',
  method: 'GET',
  path: 'submissions/:submissionId/similar-photos',
  allow: 'assignment.read',
  params: at,
  result: z.object({ items: z.array(SimilarPhoto) }),
});

export const getSimilarPhoto = endpoint({
  name: 'getSimilarPhoto',
  summary: 'The other one of two such photos, small and without what the camera wrote into it',
  method: 'GET',
  path: 'submissions/:submissionId/similar-photos/:fileId/:otherFileId',
  allow: 'assignment.read',
  params: at.extend({ fileId: AttachedFileId, otherFileId: AttachedFileId }),
  download: 'application/octet-stream',
});
