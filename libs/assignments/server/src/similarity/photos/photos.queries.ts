import type { AttachedFileId, SubmissionId } from '@bimtek/assignments-contracts';
import type { ClassGroupId } from '@bimtek/delivery-contracts';
import { peopleWithinScope } from '@bimtek/delivery-server';
import type { Actor } from '@bimtek/platform-contracts';
import { Conditions } from '@bimtek/platform-server';
import type { EntityManager } from 'typeorm';

/** How many photos under one key are looked at: of a picture that thousands hand in, some are enough. */
const LOOKED_AT_MAX = 50;
/** Shown beside one piece of work. */
const SHOWN_MAX = 20;

export interface FreshPhoto {
  id: string;
  /** 64 bits, signed. */
  hash: string;
  runId: string;
  assignmentCode: string;
  enrollmentId: string;
}

/** Those of these files that are photos of handed-in work and have not been compared. One worker at a time for an assignment. */
export async function holdFreshPhotos(tx: EntityManager, fileIds: readonly string[]): Promise<FreshPhoto[]> {
  const ofFiles = `FROM assignments_file f JOIN delivery_enrollment e ON e.id = f.enrollment_id
    WHERE f.id = ANY($1::uuid[]) AND f.photo_hash IS NOT NULL AND f.kept_at IS NOT NULL`;
  await tx.query(
    `SELECT pg_advisory_xact_lock(hashtextextended('assignments.compare-photos:' || scope, 0)) FROM (
       SELECT DISTINCT e.run_id || f.assignment_code AS scope ${ofFiles} ORDER BY 1) scopes`,
    [fileIds],
  );
  return tx.query(
    `SELECT f.id, f.photo_hash::text AS hash, e.run_id AS "runId", f.assignment_code AS "assignmentCode",
       f.enrollment_id AS "enrollmentId"
     ${ofFiles} AND NOT EXISTS (SELECT FROM assignments_photo_band b WHERE b.file_id = f.id)
     ORDER BY f.id`,
    [fileIds],
  );
}

export async function putBands(
  tx: EntityManager,
  rows: readonly (FreshPhoto & { bands: number[] })[],
): Promise<void> {
  await tx.query(
    `INSERT INTO assignments_photo_band (run_id, assignment_code, band, file_id)
     SELECT b."runId", b."assignmentCode", b.band, b.id
     FROM jsonb_to_recordset($1::jsonb) AS b("runId" uuid, "assignmentCode" text, band int, id uuid)`,
    [
      JSON.stringify(
        rows.flatMap(({ bands, id, runId, assignmentCode }) =>
          bands.map((band) => ({ id, runId, assignmentCode, band })),
        ),
      ),
    ],
  );
}

/** Photos of others under these keys of a run and assignment. */
export const metStatement = `
  SELECT DISTINCT f.id, f.photo_hash::text AS hash
  FROM unnest($3::int[]) AS probe(band)
  CROSS JOIN LATERAL (
    SELECT b.file_id FROM assignments_photo_band b
    WHERE b.run_id = $1 AND b.assignment_code = $2 AND b.band = probe.band
    ORDER BY b.file_id LIMIT ${LOOKED_AT_MAX}) met
  JOIN assignments_file f ON f.id = met.file_id
  WHERE f.enrollment_id <> $4`;

export async function putPhotoPairs(
  tx: EntityManager,
  pairs: readonly { fileId: string; otherId: string; distance: number }[],
): Promise<void> {
  if (pairs.length === 0) return;
  await tx.query(
    `INSERT INTO assignments_photo_pair (file_id, other_id, distance)
     SELECT p."fileId", p."otherId", p.distance
     FROM jsonb_to_recordset($1::jsonb) AS p("fileId" uuid, "otherId" uuid, distance int)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(pairs)],
  );
}

export interface SimilarPhotoRow {
  fileId: AttachedFileId;
  otherFileId: AttachedFileId;
  submissionId: SubmissionId;
  previewId: string | null;
  name: string;
  classGroupId: ClassGroupId;
  className: string;
  submittedAt: Date;
  distance: number;
  isSameFile: boolean;
  isWithinScope: boolean;
  isSameLibrary: boolean;
}

/** Photos like those of this version, the most alike first; of other people what lies within scope is told. */
export function similarPhotosStatement(
  me: Actor,
  { versionId, libraryId }: { versionId: string; libraryId: string | null },
): { sql: string; parameters: unknown[] } {
  const where = new Conditions();
  const [version$, library$] = [where.value(versionId), where.value(libraryId)];
  const scope = new Conditions();
  scope.parameters.push(...where.parameters);
  scope.within((first) => peopleWithinScope(me, first));
  const sql = `
    SELECT n.file_id AS "fileId", o.id AS "otherFileId", s.id AS "submissionId", o.preview_id AS "previewId",
      coalesce(p.full_name, e.sort_name) AS name, g.id AS "classGroupId", g.name AS "className",
      s.submitted_at AS "submittedAt", pair.distance, theirs.sha256 = ours.sha256 AS "isSameFile",
      ${scope.sql} AS "isWithinScope", coalesce(e.library_id = ${library$}::uuid, false) AS "isSameLibrary"
    FROM assignments_version_file n
    JOIN assignments_photo_pair pair ON pair.file_id = n.file_id
    JOIN assignments_file f ON f.id = n.file_id JOIN platform_file ours ON ours.id = f.original_id
    JOIN assignments_file o ON o.id = pair.other_id JOIN platform_file theirs ON theirs.id = o.original_id
    JOIN assignments_submission s ON s.enrollment_id = o.enrollment_id AND s.assignment_code = o.assignment_code
    JOIN delivery_enrollment e ON e.id = s.enrollment_id
    JOIN delivery_class_group g ON g.id = e.class_group_id
    LEFT JOIN registry_person p ON p.id = e.person_id
    WHERE n.version_id = ${version$}
    ORDER BY n.position, pair.distance, o.id LIMIT ${SHOWN_MAX}`;
  return { sql, parameters: scope.parameters };
}
