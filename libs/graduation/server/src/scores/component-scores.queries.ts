import type { Component, ScoreSource } from '@bimtek/graduation-contracts';
import type { EntityManager } from 'typeorm';

export interface ScoreToRecord {
  enrollmentId: string;
  component: Component;
  value: number;
  outOf: number | null;
  evidence: Record<string, string | number>;
}

export interface ScoreChange {
  enrollmentId: string;
  component: Component;
  value: number;
  outOf: number | null;
  /** Null when nothing was recorded before. */
  before: { value: number; outOf: number | null; source: ScoreSource } | null;
}

/**
 * Locks the classes of these enrollments against being closed while scores are written, and gives the enrollments whose
 * scores may still change. Writers side by side do not wait for each other.
 */
export async function enrollmentsOpenForScores(
  tx: EntityManager,
  enrollmentIds: string[],
): Promise<Set<string>> {
  await tx.query(
    `SELECT g.id FROM delivery_class_group g
     WHERE g.id IN (SELECT e.class_group_id FROM delivery_enrollment e WHERE e.id = ANY($1::uuid[]))
     ORDER BY g.id FOR SHARE OF g`,
    [enrollmentIds],
  );
  const open: { id: string }[] = await tx.query(
    `SELECT e.id FROM delivery_enrollment e
     LEFT JOIN delivery_class_group g ON g.id = e.class_group_id
     WHERE e.id = ANY($1::uuid[]) AND g.state IS DISTINCT FROM 'closed' AND e.state NOT IN ('passed', 'notPassed')`,
    [enrollmentIds],
  );
  return new Set(open.map(({ id }) => id));
}

/** Where the attendance of these people was taken from, of those who have any. */
export async function attendanceSources(
  tx: EntityManager,
  enrollmentIds: readonly string[],
): Promise<Map<string, ScoreSource>> {
  const rows: { id: string; source: ScoreSource }[] = await tx.query(
    `SELECT enrollment_id AS id, source FROM graduation_component_score
     WHERE component = 'attendance' AND enrollment_id = ANY($1::uuid[])`,
    [enrollmentIds],
  );
  return new Map(rows.map(({ id, source }) => [id, source]));
}

/** Lets one transaction after the other take over attendance of the same classes. */
export async function takeTurnsAtAttendance(
  tx: EntityManager,
  enrollmentIds: readonly string[],
): Promise<void> {
  await tx.query(
    `SELECT pg_advisory_xact_lock(key) FROM (
       SELECT DISTINCT hashtextextended('graduation.attendance ' || class_group_id, 0) AS key
       FROM delivery_enrollment WHERE id = ANY($1::uuid[]) AND class_group_id IS NOT NULL ORDER BY 1
     ) AS keys`,
    [enrollmentIds],
  );
}

/** The curriculum version that an enrollment learns by; null when nobody has that enrollment. */
export async function curriculumOf(tx: EntityManager, enrollmentId: string): Promise<string | null> {
  const [row]: { id: string }[] = await tx.query(
    `SELECT r.curriculum_version_id AS id FROM delivery_enrollment e JOIN delivery_run r ON r.id = e.run_id
     WHERE e.id = $1`,
    [enrollmentId],
  );
  return row?.id ?? null;
}

/**
 * Writes scores and gives back those that changed. A test's score only ever rises, whatever order attempts arrive in and
 * wherever the higher one came from; an import replaces what was imported or marked, and of a test's score too only raises
 * it. A mark replaces what was recorded before it was released: an event that comes late or again changes nothing. Attendance
 * that was taken here replaces what was taken here, and an import only when it changed after that.
 */
export async function putScores(
  tx: EntityManager,
  scores: ScoreToRecord[],
  by: { source: ScoreSource; recordedBy: string | null; recordedAt: Date },
): Promise<ScoreChange[]> {
  if (scores.length === 0) return [];
  return tx.query(
    `WITH given AS (
       SELECT * FROM jsonb_to_recordset($1::jsonb)
         AS g("enrollmentId" uuid, component text, value numeric, "outOf" numeric, evidence jsonb)
     ), before AS (
       SELECT s.enrollment_id, s.component, s.value, s.out_of, s.source
       FROM graduation_component_score s
       JOIN given g ON g."enrollmentId" = s.enrollment_id AND g.component = s.component
       ORDER BY s.enrollment_id, s.component FOR UPDATE OF s
     ), written AS (
       INSERT INTO graduation_component_score AS old
         (enrollment_id, component, value, out_of, source, recorded_by, recorded_at, evidence)
       SELECT "enrollmentId", component, value, "outOf", $2, $3, $4, evidence FROM given
       -- Reads what was before, before anything is written.
       WHERE (SELECT count(*) FROM before) >= 0
       ORDER BY "enrollmentId", component
       ON CONFLICT (enrollment_id, component) DO UPDATE SET
         value = excluded.value, out_of = excluded.out_of, source = excluded.source,
         recorded_by = excluded.recorded_by, evidence = excluded.evidence,
         recorded_at = CASE WHEN excluded.source = 'live' AND old.source = 'live'
           THEN greatest(excluded.recorded_at, old.recorded_at) ELSE excluded.recorded_at END
       WHERE CASE
         WHEN excluded.source = 'assignments' THEN excluded.recorded_at > old.recorded_at
         WHEN excluded.source = 'live' AND old.source = 'live'
           THEN (excluded.value, excluded.out_of) IS DISTINCT FROM (old.value, old.out_of)
         WHEN excluded.source = 'live' THEN excluded.recorded_at > old.recorded_at
         WHEN excluded.source = 'import' AND old.source IN ('import', 'assignments', 'live')
           THEN (excluded.value, excluded.out_of) IS DISTINCT FROM (old.value, old.out_of)
         ELSE excluded.value > old.value END
       RETURNING enrollment_id, component, value, out_of
     )
     SELECT w.enrollment_id AS "enrollmentId", w.component, w.value::float8 AS value, w.out_of::float8 AS "outOf",
       CASE WHEN b.enrollment_id IS NOT NULL THEN
         jsonb_build_object('value', b.value, 'outOf', b.out_of, 'source', b.source) END AS before
     FROM written w LEFT JOIN before b USING (enrollment_id, component)
     ORDER BY w.enrollment_id, w.component`,
    [JSON.stringify(scores), by.source, by.recordedBy, by.recordedAt],
  );
}
