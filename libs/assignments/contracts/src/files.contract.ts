import { LessonBlock } from '@bimtek/curriculum-contracts';
import { endpoint } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { AttachedFile, FILE_MAX_BYTES, FileVariant } from './files.ts';
import { AssignmentCode, AttachedFileId, SubmissionId, UploadId } from './ids.ts';
import { attachProblem, uploadProblem } from './problems.ts';

/*
 * A file arrives in pieces by tus 1.0 (creation, termination), and is attached when it is whole:
 *
 *   POST   /api/uploads       Upload-Length: 183000, Upload-Metadata: name …,assignmentCode …    → 201, Location
 *   HEAD   /api/uploads/:id   → Upload-Offset
 *   PATCH  /api/uploads/:id   Upload-Offset: 0, the next bytes                                  → 204, Upload-Offset
 *   POST   /api/my/assignments/T1/files   { uploadId }                                          → the attached file
 *
 * Only the last one looks at the bytes. It may be called as often as it takes, also after a refusal of the storage: nothing
 * that was sent is sent again. The id of the file is that of its upload.
 */

/** The values of `Upload-Metadata` when an upload begins; `name` as the person knows the file. */
export const UploadMetadata = z.object({
  assignmentCode: AssignmentCode,
  name: z.string().trim().min(1).max(200),
});
export type UploadMetadata = z.infer<typeof UploadMetadata>;

const atUpload = z.object({ uploadId: UploadId });
/** What one PATCH carries: any part of the file. */
const piece = { maxBytes: FILE_MAX_BYTES, accepts: ['application/offset+octet-stream'] };

export const beginUpload = endpoint({
  name: 'beginUpload',
  summary: 'Begin to send a file for an own assignment (tus creation); its address is in Location',
  method: 'POST',
  path: 'uploads',
  allow: 'assignment.hand-in',
  problems: uploadProblem,
});

export const getUploadOffset = endpoint({
  name: 'getUploadOffset',
  summary: 'How much of an own upload has arrived (tus), in Upload-Offset',
  method: 'HEAD',
  path: 'uploads/:uploadId',
  allow: 'assignment.hand-in',
  params: atUpload,
  problems: uploadProblem,
});

export const sendPiece = endpoint({
  name: 'sendPiece',
  summary:
    'Send the next bytes of an own upload (tus); bytes that do not begin where the last ended change nothing',
  method: 'PATCH',
  path: 'uploads/:uploadId',
  allow: 'assignment.hand-in',
  params: atUpload,
  upload: piece,
  problems: uploadProblem,
});

export const dropUpload = endpoint({
  name: 'dropUpload',
  summary: 'Forget an own upload that has not been attached (tus termination)',
  method: 'DELETE',
  path: 'uploads/:uploadId',
  allow: 'assignment.hand-in',
  params: atUpload,
  problems: uploadProblem,
});

const atMine = z.object({ assignmentCode: AssignmentCode });
const atMyFile = atMine.extend({ fileId: AttachedFileId });
const atSubmittedFile = z.object({ submissionId: SubmissionId, fileId: AttachedFileId });

/** `save`: to be kept by the reader's device instead of shown. */
const asked = z.object({
  variant: FileVariant.default('original'),
  // A word instead of a truth value: every page of the portal would carry what reading one takes.
  save: z.literal('true').optional(),
});

export const attachFile = endpoint({
  name: 'attachFile',
  summary:
    'Check a file that has arrived by its content and keep it for the work; again it gives the same file',
  method: 'POST',
  path: 'my/assignments/:assignmentCode/files',
  allow: 'assignment.hand-in',
  params: atMine,
  body: z.object({ uploadId: UploadId }),
  result: AttachedFile,
  problems: attachProblem,
});

export const getMyFile = endpoint({
  name: 'getMyFile',
  summary: 'The bytes of an own file, whole or a range of them',
  method: 'GET',
  path: 'my/assignments/:assignmentCode/files/:fileId',
  allow: 'assignment.hand-in',
  params: atMyFile,
  query: asked,
  download: 'application/octet-stream',
});

/** A document as the blocks of a lesson, once its preview is ready. */
export const DocumentPreview = z
  .object({ blocks: z.array(LessonBlock), isShortened: z.boolean(), hasPictures: z.boolean() })
  .meta({ id: 'DocumentPreview' });
export type DocumentPreview = z.infer<typeof DocumentPreview>;

export const getMyDocument = endpoint({
  name: 'getMyDocument',
  summary: 'An own DOCX as safe lesson blocks',
  method: 'GET',
  path: 'my/assignments/:assignmentCode/files/:fileId/document',
  allow: 'assignment.hand-in',
  params: atMyFile,
  result: DocumentPreview,
});

export const getSubmittedFile = endpoint({
  name: 'getSubmittedFile',
  summary: 'The bytes of a file of handed-in work, whole or a range of them',
  method: 'GET',
  path: 'submissions/:submissionId/files/:fileId',
  allow: 'assignment.read',
  params: atSubmittedFile,
  query: asked,
  download: 'application/octet-stream',
});

export const getSubmittedDocument = endpoint({
  name: 'getSubmittedDocument',
  summary: 'A DOCX of handed-in work as safe lesson blocks',
  method: 'GET',
  path: 'submissions/:submissionId/files/:fileId/document',
  allow: 'assignment.read',
  params: atSubmittedFile,
  result: DocumentPreview,
});

export const getDecidedFile = endpoint({
  name: 'getDecidedFile',
  summary:
    'The bytes of a file of work whose marks are disputed or appealed against, whole or a range of them',
  method: 'GET',
  path: 'disputed-work/:submissionId/files/:fileId',
  allow: 'appeal.read',
  params: atSubmittedFile,
  query: asked,
  download: 'application/octet-stream',
});

export const getDecidedDocument = endpoint({
  name: 'getDecidedDocument',
  summary: 'A DOCX of work whose marks are disputed or appealed against, as safe lesson blocks',
  method: 'GET',
  path: 'disputed-work/:submissionId/files/:fileId/document',
  allow: 'appeal.read',
  params: atSubmittedFile,
  result: DocumentPreview,
});
