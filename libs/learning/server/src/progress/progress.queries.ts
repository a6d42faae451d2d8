import { namedStatement } from '@bimtek/platform-server';
import type { EntityManager } from 'typeorm';

export interface ProgressRow {
  lessonId: string;
  state: 'started' | 'completed';
  blockIndex: number;
  fraction: number;
  share: string;
  reachedEndAt: Date | null;
  completedAt: Date | null;
  updatedAt: Date;
}

const COLUMNS = `p.lesson_id AS "lessonId", p.state, p.block_index AS "blockIndex", p.fraction, p.share,
  p.reached_end_at AS "reachedEndAt", p.completed_at AS "completedAt", p.updated_at AS "updatedAt"`;

/** The person's enrollment that progress in a curriculum version counts for: `$1` person, `$2` version. */
const COUNTING_ENROLLMENT = `
  SELECT e.id FROM delivery_enrollment e
  JOIN delivery_run r ON r.id = e.run_id
  JOIN delivery_class_group c ON c.id = e.class_group_id
  WHERE e.person_id = $1 AND r.curriculum_version_id = $2 AND e.state = 'active' AND c.state <> 'closed'
  ORDER BY e.created_at DESC, e.id DESC LIMIT 1`;

/**
 * Keeps a position, in one statement: it finds the person's own enrollment, holds it and its class open while it writes
 * (FOR SHARE), and merges. Of two positions the one read later stays; share, end and completion never go back. No row
 * comes back when nothing may be written.
 * Parameters: person, version, lesson, block, fraction, share, whether the end was reached, read at, now.
 */
export const putProgress = namedStatement<ProgressRow>(
  'learning.put-progress',
  `INSERT INTO learning_lesson_progress AS p
     (enrollment_id, lesson_id, state, block_index, fraction, share, read_at, reached_end_at, updated_at)
   SELECT own.id, $3::uuid, 'started', $4::int, $5::real, $6::numeric, $8::timestamptz,
          CASE WHEN $7::boolean THEN $9::timestamptz END, $9::timestamptz
   FROM (${COUNTING_ENROLLMENT} FOR SHARE OF e, c) AS own
   ON CONFLICT (enrollment_id, lesson_id) DO UPDATE SET
     block_index = CASE WHEN excluded.read_at >= p.read_at THEN excluded.block_index ELSE p.block_index END,
     fraction = CASE WHEN excluded.read_at >= p.read_at THEN excluded.fraction ELSE p.fraction END,
     read_at = greatest(p.read_at, excluded.read_at),
     share = greatest(p.share, excluded.share),
     reached_end_at = coalesce(p.reached_end_at, excluded.reached_end_at),
     updated_at = excluded.updated_at
   RETURNING ${COLUMNS}`,
);

/** All progress of an enrollment. */
export const progressOf = namedStatement<ProgressRow>(
  'learning.progress-of',
  `SELECT ${COLUMNS} FROM learning_lesson_progress p WHERE p.enrollment_id = $1`,
);

/** The enrollment that counts, held so that completions of one person come one after another. */
export async function lockCountingEnrollment(
  tx: EntityManager,
  personId: string,
  versionId: string,
): Promise<string | null> {
  const rows: { id: string }[] = await tx.query(
    `${COUNTING_ENROLLMENT} FOR NO KEY UPDATE OF e FOR SHARE OF c`,
    [personId, versionId],
  );
  return rows[0]?.id ?? null;
}

/** Marks a lesson completed when its end was reached and it was not yet; null when that changes nothing. */
export async function markCompleted(
  tx: EntityManager,
  enrollmentId: string,
  lessonId: string,
  now: Date,
): Promise<ProgressRow | null> {
  const [rows]: [ProgressRow[], number] = await tx.query(
    `UPDATE learning_lesson_progress p SET state = 'completed', completed_at = $3, updated_at = $3
     WHERE p.enrollment_id = $1 AND p.lesson_id = $2 AND p.completed_at IS NULL AND p.reached_end_at IS NOT NULL
     RETURNING ${COLUMNS}`,
    [enrollmentId, lessonId, now],
  );
  return rows[0] ?? null;
}

export async function countCompleted(
  tx: EntityManager,
  enrollmentId: string,
  lessonIds: string[],
): Promise<number> {
  const rows: { n: number }[] = await tx.query(
    `SELECT count(*)::int AS n FROM learning_lesson_progress
     WHERE enrollment_id = $1 AND lesson_id = ANY($2::uuid[]) AND completed_at IS NOT NULL`,
    [enrollmentId, lessonIds],
  );
  return rows[0]?.n ?? 0;
}
