import {
  type AttachedFile,
  type AttachedFileId,
  type FileKind,
  type FilePreview,
  handInProblem,
  type UploadId,
  type VersionId,
} from '@bimtek/assignments-contracts';
import { peopleWithinScope } from '@bimtek/delivery-server';
import { type Actor, found } from '@bimtek/platform-contracts';
import { Conditions } from '@bimtek/platform-server';
import type { EntityManager } from 'typeorm';
import { TAKING_PART } from '../marking/pieces.queries.ts';
import { WAITS_FOR_DECISION } from '../second-marking/waiting.ts';

/** The work that files belong to. */
export interface OfWork {
  enrollmentId: string;
  assignmentCode: string;
}

export interface FileRow {
  id: AttachedFileId;
  originalId: string;
  previewId: string | null;
  thumbnailId: string | null;
  kind: FileKind;
  preview: FilePreview;
  name: string;
  mediaType: string;
  sizeBytes: number;
  sha256: string;
}

/** A file `f` with what is known of its bytes, `o`. */
const FILE = `f.id, f.original_id AS "originalId", f.preview_id AS "previewId", f.thumbnail_id AS "thumbnailId", f.kind,
  f.preview, o.file_name AS name, o.media_type AS "mediaType", o.size_bytes AS "sizeBytes", o.sha256
  FROM assignments_file f JOIN platform_file o ON o.id = f.original_id`;

export function fileView({ id, name, mediaType, kind, sizeBytes, sha256, preview }: FileRow): AttachedFile {
  return { id, name, mediaType, kind, sizeBytes, sha256, preview };
}

/** Those of these files that belong to the work, by id. */
export async function filesOfWork(
  tx: EntityManager,
  { enrollmentId, assignmentCode }: OfWork,
  ids: readonly string[],
): Promise<Map<string, AttachedFile>> {
  if (ids.length === 0) return new Map();
  const rows: FileRow[] = await tx.query(
    `SELECT ${FILE} WHERE f.id = ANY($1::uuid[]) AND f.enrollment_id = $2 AND f.assignment_code = $3
       AND f.discarded_at IS NULL`,
    [ids, enrollmentId, assignmentCode],
  );
  return new Map(rows.map((row) => [row.id, fileView(row)]));
}

/** An own file, for whoever attached it and as long as nothing removes it. */
export async function myFile(
  tx: EntityManager,
  { userId }: Actor,
  { assignmentCode, fileId }: { assignmentCode: string; fileId: string },
): Promise<FileRow> {
  const [row]: FileRow[] = await tx.query(
    `SELECT ${FILE} WHERE f.id = $1 AND f.owner_id = $2 AND f.assignment_code = $3 AND f.discarded_at IS NULL`,
    [fileId, userId, assignmentCode],
  );
  return found(row);
}

interface AtSubmittedFile {
  submissionId: string;
  fileId: string;
}

/** A file of handed-in work within the actor's scope, or the photo that followed with a plan's acknowledgement. */
export async function submittedFile(
  tx: EntityManager,
  me: Actor,
  { submissionId, fileId }: AtSubmittedFile,
  only?: string,
): Promise<FileRow> {
  const where = new Conditions()
    .and('f.id = ?', fileId)
    .and('s.id = ?', submissionId)
    .within((first) => peopleWithinScope(me, first));
  if (only) where.and(only);
  const [row]: FileRow[] = await tx.query(
    `SELECT ${FILE}
     WHERE f.id IN (
       SELECT n.file_id FROM assignments_version_file n JOIN assignments_version v ON v.id = n.version_id
       JOIN assignments_submission s ON s.id = v.submission_id JOIN delivery_enrollment e ON e.id = s.enrollment_id
       JOIN assignments_file f ON f.id = n.file_id
       WHERE ${where.sql} AND ${TAKING_PART})${
         only
           ? ''
           : ` OR f.id IN (
       SELECT k.file_id FROM assignments_plan_acknowledgement k
       JOIN assignments_submission s ON s.id = k.submission_id JOIN delivery_enrollment e ON e.id = s.enrollment_id
       JOIN assignments_file f ON f.id = k.file_id
       WHERE ${where.sql} AND ${TAKING_PART})`
       }`,
    where.parameters,
  );
  return found(row);
}

/** Work (`s`) about which somebody decides: appealed against and not withdrawn, or with two marks that are too far apart. */
const IN_DISPUTE = `(EXISTS (SELECT FROM assignments_appeal p WHERE p.submission_id = s.id AND p.state <> 'withdrawn')
  OR s.state = 'secondMarking' AND EXISTS (SELECT FROM assignments_second_marking w
    WHERE w.submission_id = s.id AND w.version_id = v.id AND v.number = s.versions AND ${WAITS_FOR_DECISION}))`;

/** A file of handed-in work within the actor's scope, as long as there is something to decide or to read about it. */
export function disputedFile(tx: EntityManager, me: Actor, at: AtSubmittedFile): Promise<FileRow> {
  return submittedFile(tx, me, at, IN_DISPUTE);
}

/**
 * Keeps files for ever, because something that is handed in names them; refuses when one is not there, is another's, or
 * is of a kind that is not taken. In the order given.
 */
export async function keepFiles(
  tx: EntityManager,
  { enrollmentId, assignmentCode }: OfWork,
  ids: readonly string[],
  kinds: readonly FileKind[],
  now: Date,
): Promise<void> {
  if (ids.length === 0) return;
  const [rows]: [{ kind: FileKind }[]] = await tx.query(
    `UPDATE assignments_file SET kept_at = coalesce(kept_at, $4)
     WHERE id = ANY($1::uuid[]) AND enrollment_id = $2 AND assignment_code = $3 AND discarded_at IS NULL
     RETURNING kind`,
    [ids, enrollmentId, assignmentCode, now],
  );
  if (rows.length < new Set(ids).size) throw handInProblem('file-missing');
  if (rows.some(({ kind }) => !kinds.includes(kind))) throw handInProblem('file-not-taken');
}

/** Names the files of a version, in their order. */
export async function nameFiles(
  tx: EntityManager,
  versionId: VersionId,
  ids: readonly AttachedFileId[],
): Promise<void> {
  if (ids.length === 0) return;
  await tx.query(
    `INSERT INTO assignments_version_file (version_id, position, file_id)
     SELECT $1, named.position, named.id FROM unnest($2::uuid[]) WITH ORDINALITY AS named (id, position)`,
    [versionId, ids],
  );
}

export interface OwnUpload extends OfWork {
  id: UploadId;
  fileName: string;
  sizeBytes: number;
  expiresAt: Date;
  isAttached: boolean;
}

export async function ownUpload(tx: EntityManager, { userId }: Actor, uploadId: string): Promise<OwnUpload> {
  const [row]: OwnUpload[] = await tx.query(
    `SELECT u.id, u.enrollment_id AS "enrollmentId", u.assignment_code AS "assignmentCode", u.file_name AS "fileName",
       u.size_bytes AS "sizeBytes", u.expires_at AS "expiresAt",
       EXISTS (SELECT FROM assignments_file f WHERE f.id = u.id) AS "isAttached"
     FROM assignments_upload u WHERE u.id = $1 AND u.owner_id = $2`,
    [uploadId, userId],
  );
  return found(row);
}
