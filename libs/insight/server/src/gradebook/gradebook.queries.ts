import type { AssignmentCode, SubmissionId, SubmissionState } from '@bimtek/assignments-contracts';
import { peopleWithinScope } from '@bimtek/delivery-server';
import type { Actor } from '@bimtek/platform-contracts';
import { Conditions } from '@bimtek/platform-server';
import type { EntityManager } from 'typeorm';

export interface WorkRow {
  enrollmentId: string;
  submissionId: SubmissionId;
  assignmentCode: AssignmentCode;
  moduleCode: string;
  state: SubmissionState;
  hasFeedback: boolean;
  feedbackReadAt: Date | null;
}

/** What a trainer said last to the work `s`, as far as its trainee may read it. */
const LAST_SAID = `SELECT true AS given, m.read_at FROM assignments_version v JOIN assignments_mark m ON m.version_id = v.id
  WHERE v.submission_id = s.id AND (m.state = 'revisionAsked' OR (s.state = 'released' AND m.id = s.mark_id))
  ORDER BY v.number DESC, m.finished_at DESC LIMIT 1`;

/** Work of these people, by what they have begun. */
export async function readWork(tx: EntityManager, enrollmentIds: string[]): Promise<WorkRow[]> {
  return tx.query(
    `SELECT s.enrollment_id AS "enrollmentId", s.id AS "submissionId", s.assignment_code AS "assignmentCode",
       s.module_code AS "moduleCode", s.state, said.given IS NOT NULL AS "hasFeedback", said.read_at AS "feedbackReadAt"
     FROM assignments_submission s LEFT JOIN LATERAL (${LAST_SAID}) said ON true
     WHERE s.enrollment_id = ANY($1::uuid[])`,
    [enrollmentIds],
  );
}

export interface ModuleCounts {
  moduleCode: string;
  assignmentCode: AssignmentCode;
  waiting: number;
  unread: number;
}

/** How much of a class's work waits for its trainers, and how much of what they said was not read. */
export async function countWork(tx: EntityManager, me: Actor, classGroupId: string): Promise<ModuleCounts[]> {
  const where = new Conditions()
    .and('e.class_group_id = ?', classGroupId)
    .within((first) => peopleWithinScope(me, first));
  return tx.query(
    `SELECT s.module_code AS "moduleCode", min(s.assignment_code) AS "assignmentCode",
       (count(*) FILTER (WHERE s.state IN ('submitted', 'inMarking', 'secondMarking')))::int AS waiting,
       (count(*) FILTER (WHERE said.given AND said.read_at IS NULL))::int AS unread
     FROM delivery_enrollment e JOIN assignments_submission s ON s.enrollment_id = e.id
     LEFT JOIN LATERAL (${LAST_SAID}) said ON true
     WHERE ${where.sql} GROUP BY s.module_code`,
    where.parameters,
  );
}
