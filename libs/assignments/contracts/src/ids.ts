import { AssignmentBrief } from '@bimtek/curriculum-contracts';
import { id } from '@bimtek/platform-contracts';
import * as z from 'zod';

/** `T1` to `T7`: the assignment of a module, as its brief names it. */
export const AssignmentCode = AssignmentBrief.shape.code;
export type AssignmentCode = z.infer<typeof AssignmentCode>;

export const SubmissionId = id('Submission');
export type SubmissionId = z.infer<typeof SubmissionId>;
/** One hand-in. Chosen by whoever sends it, so that sending it again has one effect. */
export const VersionId = id('Version');
export type VersionId = z.infer<typeof VersionId>;
export const MarkId = id('Mark');
export type MarkId = z.infer<typeof MarkId>;
/** A file on its way; once whole and attached it has the same id as a file. */
export const UploadId = id('Upload');
export type UploadId = z.infer<typeof UploadId>;
export const AttachedFileId = id('AttachedFile');
export type AttachedFileId = z.infer<typeof AttachedFileId>;

/** What a trainee keeps as proof of a hand-in: `K-7QM4-2XPA`, without signs that are mistaken for one another. */
export const ReceiptCode = z.string().regex(/^K-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/);
export type ReceiptCode = z.infer<typeof ReceiptCode>;
