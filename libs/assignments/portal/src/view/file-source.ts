import {
  type AssignmentCode,
  type AttachedFile,
  type DocumentPreview,
  type FileVariant,
  getDecidedDocument,
  getDecidedFile,
  getMyDocument,
  getMyFile,
  getSubmittedDocument,
  getSubmittedFile,
  type SubmissionId,
} from '@bimtek/assignments-contracts';
import type { ApiClient } from '@bimtek/platform-portal';

/** Where the bytes of a file come from: the own work, or a piece on the desk. */
export interface FileSource {
  /** With `save` the browser puts it among the downloads instead of showing it. */
  url(file: AttachedFile, variant: FileVariant, save?: boolean): string;
  document(file: AttachedFile): Promise<DocumentPreview>;
}

export function myFiles(api: ApiClient, assignmentCode: AssignmentCode): FileSource {
  return {
    url: ({ id }, variant, save = false) =>
      api.urlOf(getMyFile, { params: { assignmentCode, fileId: id }, query: queryOf(variant, save) }),
    document: ({ id }) => api.call(getMyDocument, { params: { assignmentCode, fileId: id } }),
  };
}

export function submittedFiles(api: ApiClient, submissionId: SubmissionId): FileSource {
  return {
    url: ({ id }, variant, save = false) =>
      api.urlOf(getSubmittedFile, { params: { submissionId, fileId: id }, query: queryOf(variant, save) }),
    document: ({ id }) => api.call(getSubmittedDocument, { params: { submissionId, fileId: id } }),
  };
}

/** For whoever decides on a piece, who need not be of its class. */
export function disputedFiles(api: ApiClient, submissionId: SubmissionId): FileSource {
  return {
    url: ({ id }, variant, save = false) =>
      api.urlOf(getDecidedFile, { params: { submissionId, fileId: id }, query: queryOf(variant, save) }),
    document: ({ id }) => api.call(getDecidedDocument, { params: { submissionId, fileId: id } }),
  };
}

const queryOf = (variant: FileVariant, save: boolean) => ({
  variant,
  ...(save ? { save: 'true' as const } : {}),
});
