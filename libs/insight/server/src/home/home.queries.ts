import { ATTEMPT_FACTS } from '@bimtek/assessment-server';
import type { Validity } from '@bimtek/certification-contracts';
import { CURRENT_ENROLLMENT, type CurrentEnrollment } from '@bimtek/delivery-server';
import type { Outcome } from '@bimtek/graduation-contracts';
import { namedStatement } from '@bimtek/platform-server';

export interface HomeRow extends CurrentEnrollment {
  /** `[lessonId, state, share, isEndReached, updatedAt]` for each lesson that was begun. */
  lessons: [string, 'started' | 'completed', number, boolean, string][] | null;
  attempts:
    | {
        test_id: string;
        used: number;
        best: number | null;
        last_finished_at: string | null;
        open_id: string | null;
        open_until: string | null;
      }[]
    | null;
  saved_at: Date | null;
  outcome: Outcome | null;
  final_score: string | null;
  grade: string | null;
  certificate_id: string | null;
  certificate_number: string | null;
  validity: Validity | null;
  is_ready: boolean | null;
}

/**
 * The home page of person `$1` in one round trip: no row for somebody who takes part in nothing. Lessons and tests
 * themselves come from memory. Decision and certificate are looked up only for those who have been decided on.
 */
export const readHome = namedStatement<HomeRow>(
  'insight.home',
  `SELECT cur.*, lesson.lessons, test.attempts,
     greatest(lesson.saved_at, test.finished_at, test.answered_at) AS saved_at,
     decision.*, certificate.*
   FROM (${CURRENT_ENROLLMENT}) AS cur
   CROSS JOIN LATERAL (
     SELECT json_agg(json_build_array(p.lesson_id, p.state, p.share, p.reached_end_at IS NOT NULL, p.updated_at))
         AS lessons,
       max(p.updated_at) AS saved_at
     FROM learning_lesson_progress p WHERE p.enrollment_id = cur."enrollmentId"
   ) AS lesson
   CROSS JOIN LATERAL (
     SELECT json_agg(t) AS attempts, max(t.last_finished_at) AS finished_at,
       max((SELECT max(w.saved_at) FROM assessment_answer w WHERE w.attempt_id = t.open_id)) AS answered_at
     FROM (SELECT a.test_id, ${ATTEMPT_FACTS} FROM assessment_attempt a
           WHERE a.enrollment_id = cur."enrollmentId" GROUP BY a.test_id) AS t
   ) AS test
   LEFT JOIN LATERAL (
     SELECT d.outcome, d.final_score, d.grade FROM graduation_decision d
     WHERE cur.state IN ('passed', 'notPassed') AND d.enrollment_id = cur."enrollmentId" AND d.state = 'approved'
   ) AS decision ON true
   LEFT JOIN LATERAL (
     SELECT c.id AS certificate_id, c.number AS certificate_number, c.validity, c.file_id IS NOT NULL AS is_ready
     FROM certification_certificate c
     WHERE cur.state = 'passed' AND c.enrollment_id = cur."enrollmentId" ORDER BY c.version DESC LIMIT 1
   ) AS certificate ON true`,
);
