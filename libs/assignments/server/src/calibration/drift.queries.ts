import { OTHERS_MIN } from '@bimtek/assignments-contracts';
import type { EntityManager } from 'typeorm';

export interface WeekFacts {
  /** The Monday of a week in the west of the country, YYYY-MM-DD. */
  week: string;
  pieces: number;
  sum: number;
  squares: number;
}

/** Differences of somebody's marks from the mean of everybody else's on the same assignment of the same run, by week. */
export async function readDrift(tx: EntityManager, personId: string, since: Date): Promise<WeekFacts[]> {
  return tx.query(
    `WITH own AS (
       SELECT e.run_id, s.assignment_code, m.points, m.finished_at
       FROM assignments_mark m JOIN assignments_version v ON v.id = m.version_id
       JOIN assignments_submission s ON s.id = v.submission_id
       JOIN delivery_enrollment e ON e.id = s.enrollment_id
       WHERE m.marker_id = $1 AND m.state = 'finished' AND m.finished_at >= $2
     ), others AS (
       SELECT e.run_id, s.assignment_code, avg(m.points) AS points
       FROM assignments_mark m JOIN assignments_version v ON v.id = m.version_id
       JOIN assignments_submission s ON s.id = v.submission_id
       JOIN delivery_enrollment e ON e.id = s.enrollment_id
       WHERE m.state = 'finished' AND m.marker_id <> $1
         AND (e.run_id, s.assignment_code) IN (SELECT run_id, assignment_code FROM own)
       GROUP BY 1, 2 HAVING count(*) >= ${OTHERS_MIN}
     ), differences AS (
       SELECT date_trunc('week', own.finished_at AT TIME ZONE 'Asia/Jakarta')::date AS week,
         (own.points - others.points)::float8 AS difference
       FROM own JOIN others USING (run_id, assignment_code)
     )
     SELECT week::text AS week, count(*)::int AS pieces, sum(difference) AS sum, sum(difference * difference) AS squares
     FROM differences GROUP BY 1 ORDER BY 1`,
    [personId, since],
  );
}
