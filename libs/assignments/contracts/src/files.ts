import type { HandInKind } from '@bimtek/curriculum-contracts';
import * as z from 'zod';
import { AttachedFileId } from './ids.ts';

/** Files of one hand-in. */
export const FILES_MAX = 3;
/** 2 MB, whether a phone counts in thousands or in 1,024s. Photos are made smaller before they are sent. */
export const FILE_MAX_BYTES = 2 * 1024 * 1024;
/** How long an upload that is not whole waits for its next piece. */
export const UPLOAD_HOURS = 72;
/** How long a file waits for a draft or a hand-in that names it. */
export const UNUSED_FILE_DAYS = 7;

/** By content: JPEG, PNG or WebP; PDF; DOCX; sound in WebM, MP4, Ogg or MP3. */
export const FileKind = z.enum(['image', 'pdf', 'docx', 'audio']);
export type FileKind = z.infer<typeof FileKind>;

/** `preview` (longest side 1600) and `thumbnail` (320): WebP of images, once their preview is ready. */
export const FileVariant = z.enum(['original', 'preview', 'thumbnail']);
export type FileVariant = z.infer<typeof FileVariant>;

/**
 * What can be shown without the original. Ready at once for sound; for a PDF it says how many pages it has, for an image
 * its size as it is shown, for a DOCX that its blocks can be read.
 */
export const FilePreview = z.discriminatedUnion('state', [
  z.object({ state: z.literal('waiting') }),
  z.object({
    state: z.literal('ready'),
    pages: z.int().nullable(),
    width: z.int().nullable(),
    height: z.int().nullable(),
  }),
  z.object({
    state: z.literal('failed'),
    /** `too-large`: it would unpack to more than anything handed in should. */
    reason: z.enum(['damaged', 'too-large', 'not-readable']),
  }),
]);
export type FilePreview = z.infer<typeof FilePreview>;

export const AttachedFile = z
  .object({
    id: AttachedFileId,
    /** As the person named it. */
    name: z.string(),
    /** By content. */
    mediaType: z.string(),
    kind: FileKind,
    sizeBytes: z.int(),
    sha256: z.string(),
    preview: FilePreview,
  })
  .meta({ id: 'AttachedFile' });
export type AttachedFile = z.infer<typeof AttachedFile>;

const KINDS: Record<HandInKind, readonly FileKind[]> = {
  form: ['image', 'pdf'],
  text: [],
  link: [],
  photo: ['image'],
  document: ['pdf', 'docx', 'image'],
  audio: ['audio'],
};

/** The files an assignment takes; a document may also be photos of its pages, a form has them as evidence. */
export function fileKindsOf(kinds: readonly HandInKind[]): FileKind[] {
  return FileKind.options.filter((kind) => kinds.some((one) => KINDS[one].includes(kind)));
}
