import type { AssignmentCode, HandInContent, SubmissionId } from '@bimtek/assignments-contracts';
import type { ClassGroupId } from '@bimtek/delivery-contracts';
import { peopleWithinScope } from '@bimtek/delivery-server';
import type { Actor } from '@bimtek/platform-contracts';
import { Conditions } from '@bimtek/platform-server';
import type { EntityManager } from 'typeorm';
import { SIMILAR_MAX } from './similarity.rules.ts';

/**
 * How many works of a bucket are looked at. However many hand in the very same text, each is compared with so many of them
 * and no more.
 */
const LOOKED_AT_MAX = 20;

export interface WorkToCompare {
  versionId: string;
  submissionId: string;
  content: Pick<HandInContent, 'text'>;
  runId: string;
  assignmentCode: AssignmentCode;
  curriculumVersionId: string;
}

/** Those of these works that have not been compared yet. Two workers do not compare work of one assignment at once. */
export async function holdUncompared(tx: EntityManager, versionIds: string[]): Promise<WorkToCompare[]> {
  await tx.query(
    `SELECT pg_advisory_xact_lock(hashtextextended('assignments.compare-work:' || scope, 0)) FROM (
       SELECT DISTINCT e.run_id || s.assignment_code AS scope
       FROM assignments_version v JOIN assignments_submission s ON s.id = v.submission_id
       JOIN delivery_enrollment e ON e.id = s.enrollment_id
       WHERE v.id = ANY($1::uuid[]) ORDER BY 1) scopes`,
    [versionIds],
  );
  return tx.query(
    `SELECT v.id AS "versionId", s.id AS "submissionId", v.content, e.run_id AS "runId",
       s.assignment_code AS "assignmentCode", r.curriculum_version_id AS "curriculumVersionId"
     FROM assignments_version v JOIN assignments_submission s ON s.id = v.submission_id
     JOIN delivery_enrollment e ON e.id = s.enrollment_id JOIN delivery_run r ON r.id = e.run_id
     WHERE v.id = ANY($1::uuid[])
       AND NOT EXISTS (SELECT FROM assignments_text_print p WHERE p.version_id = v.id)`,
    [versionIds],
  );
}

export interface Print {
  versionId: string;
  submissionId: string;
  shingles: Uint32Array;
}

export async function putPrints(
  tx: EntityManager,
  prints: readonly (Print & { buckets: bigint[] })[],
): Promise<void> {
  await tx.query(
    `INSERT INTO assignments_text_print (version_id, submission_id, shingles)
     SELECT p.version_id, p.submission_id, decode(p.shingles, 'base64')
     FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS p(version_id, submission_id, shingles)`,
    [
      prints.map(({ versionId }) => versionId),
      prints.map(({ submissionId }) => submissionId),
      prints.map(({ shingles: { buffer, byteOffset, byteLength } }) =>
        Buffer.from(buffer, byteOffset, byteLength).toString('base64'),
      ),
    ],
  );
  const rows = prints.flatMap(({ versionId, buckets }) => buckets.map((bucket) => [bucket, versionId]));
  await tx.query(
    `INSERT INTO assignments_text_bucket (bucket, version_id)
     SELECT b.bucket, b.version_id FROM unnest($1::bigint[], $2::uuid[]) AS b(bucket, version_id)
     ON CONFLICT DO NOTHING`,
    [rows.map(([bucket]) => String(bucket)), rows.map(([, versionId]) => versionId)],
  );
}

/** Pairs of works that share a bucket, the given ones first. */
export async function meetingPairs(
  tx: EntityManager,
  prints: readonly { versionId: string; buckets: bigint[] }[],
): Promise<{ versionId: string; otherId: string }[]> {
  const rows = prints.flatMap(({ versionId, buckets }) => buckets.map((bucket) => [bucket, versionId]));
  return tx.query(
    `SELECT DISTINCT n.version_id AS "versionId", held.version_id AS "otherId"
     FROM unnest($1::bigint[], $2::uuid[]) AS n(bucket, version_id)
     CROSS JOIN LATERAL (
       SELECT b.version_id FROM assignments_text_bucket b WHERE b.bucket = n.bucket
       ORDER BY b.version_id LIMIT ${LOOKED_AT_MAX}) held
     WHERE held.version_id <> n.version_id`,
    [rows.map(([bucket]) => String(bucket)), rows.map(([, versionId]) => versionId)],
  );
}

export async function readPrints(tx: EntityManager, versionIds: string[]): Promise<Print[]> {
  const rows: (Omit<Print, 'shingles'> & { shingles: Buffer })[] = await tx.query(
    `SELECT version_id AS "versionId", submission_id AS "submissionId", shingles
     FROM assignments_text_print WHERE version_id = ANY($1::uuid[])`,
    [versionIds],
  );
  // Copied, as a number of 32 bits must begin at a multiple of four.
  return rows.map((row) => ({ ...row, shingles: new Uint32Array(new Uint8Array(row.shingles).buffer) }));
}

export interface Pair {
  versionId: string;
  otherId: string;
  resemblance: number;
  overlap: number;
}

export async function putPairs(tx: EntityManager, pairs: readonly Pair[]): Promise<void> {
  if (pairs.length === 0) return;
  await tx.query(
    `INSERT INTO assignments_similar_pair (version_id, other_id, resemblance, overlap)
     SELECT p."versionId", p."otherId", p.resemblance, p.overlap
     FROM jsonb_to_recordset($1::jsonb) AS p("versionId" uuid, "otherId" uuid, resemblance real, overlap int)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(pairs)],
  );
}

export interface SimilarRow {
  versionId: string;
  submissionId: SubmissionId;
  name: string;
  classGroupId: ClassGroupId;
  className: string;
  submittedAt: Date;
  overlap: number;
  isWithinScope: boolean;
  isSameLibrary: boolean;
  content: Pick<HandInContent, 'text'>;
}

/** Works like this version, each once, the most alike first; of others, what lies within scope is told. */
export async function readSimilar(
  tx: EntityManager,
  me: Actor,
  { versionId, libraryId }: { versionId: string; libraryId: string | null },
  otherId: string | null = null,
): Promise<SimilarRow[]> {
  const { sql, parameters } = similarStatement(me, { versionId, libraryId }, otherId);
  return tx.query(sql, parameters);
}

export function similarStatement(
  me: Actor,
  { versionId, libraryId }: { versionId: string; libraryId: string | null },
  otherId: string | null,
) {
  const where = new Conditions();
  const [version$, library$, other$] = [where.value(versionId), where.value(libraryId), where.value(otherId)];
  const scope = new Conditions();
  scope.parameters.push(...where.parameters);
  scope.within((first) => peopleWithinScope(me, first));
  const sql = `
    SELECT * FROM (
      SELECT DISTINCT ON (s.id) v.id AS "versionId", s.id AS "submissionId", coalesce(p.full_name, e.sort_name) AS name,
        g.id AS "classGroupId", g.name AS "className", v.submitted_at AS "submittedAt", pair.overlap, pair.resemblance,
        ${scope.sql} AS "isWithinScope", coalesce(e.library_id = ${library$}::uuid, false) AS "isSameLibrary",
        CASE WHEN ${other$}::uuid IS NOT NULL THEN v.content END AS content
      FROM assignments_similar_pair pair
      JOIN assignments_version v ON v.id = pair.other_id
      JOIN assignments_submission s ON s.id = v.submission_id
      JOIN delivery_enrollment e ON e.id = s.enrollment_id
      JOIN delivery_class_group g ON g.id = e.class_group_id
      LEFT JOIN registry_person p ON p.id = e.person_id
      WHERE pair.version_id = ${version$} AND (${other$}::uuid IS NULL OR s.id = ${other$}::uuid)
      ORDER BY s.id, pair.resemblance DESC
    ) alike ORDER BY resemblance DESC, "submissionId" LIMIT ${SIMILAR_MAX}`;
  return { sql, parameters: scope.parameters };
}
