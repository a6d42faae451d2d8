import type {
  AssignmentCode,
  MarkContent,
  MarkId,
  SubmissionId,
  VersionId,
} from '@bimtek/assignments-contracts';
import type { AssignmentBrief, Rubric } from '@bimtek/curriculum-contracts';
import type { EnrollmentId } from '@bimtek/delivery-contracts';
import { classGroupsWithinScope, runsWithinScope } from '@bimtek/delivery-server';
import { type Actor, found } from '@bimtek/platform-contracts';
import { Conditions } from '@bimtek/platform-server';
import type { EntityManager } from 'typeorm';

/** The rubric as it was last corrected for a run (SQL for its id) and an assignment (likewise); null where it was not. */
export function newestCorrection(runId: string, assignmentCode: string): string {
  return `(SELECT c.rubric FROM assignments_rubric_correction c
    WHERE c.run_id = ${runId} AND c.assignment_code = ${assignmentCode} ORDER BY c.number DESC LIMIT 1)`;
}

export function withRubric(brief: AssignmentBrief, rubric: Rubric | null): AssignmentBrief {
  return rubric ? { ...brief, rubric } : brief;
}

/** The rubric as it was corrected for the run of an enrollment. */
export async function correctedFor(
  tx: EntityManager,
  enrollmentId: string,
  assignmentCode: string,
): Promise<Rubric | null> {
  const [row]: { rubric: Rubric | null }[] = await tx.query(
    `SELECT ${newestCorrection('e.run_id', '$2')} AS rubric FROM delivery_enrollment e WHERE e.id = $1`,
    [enrollmentId, assignmentCode],
  );
  return row?.rubric ?? null;
}

export interface RunRow {
  id: string;
  name: string;
  curriculumVersionId: string;
  /** The actor works with all classes of the run. */
  isWhole: boolean;
}

export async function readRun(tx: EntityManager, me: Actor, runId: string): Promise<RunRow> {
  const where = new Conditions().and('r.id = ?', runId).within((first) => runsWithinScope(me, first));
  const conditions = where.sql;
  const own = new Conditions();
  own.parameters.push(...where.parameters);
  own.within((first) => classGroupsWithinScope(me, first));
  const [row]: RunRow[] = await tx.query(
    `SELECT r.id, r.name, r.curriculum_version_id AS "curriculumVersionId",
       NOT EXISTS (SELECT FROM delivery_class_group g WHERE g.run_id = r.id AND NOT ${own.sql}) AS "isWhole"
     FROM delivery_run r WHERE ${conditions}`,
    own.parameters,
  );
  return found(row);
}

export interface CorrectionRow {
  number: number;
  by: string | null;
  at: Date;
  reason: string;
  changed: number;
  rubric: Rubric;
  token: string;
  correctedBy: string;
}

export async function readCorrections(
  tx: EntityManager,
  runId: string,
  assignmentCode: string,
): Promise<CorrectionRow[]> {
  return tx.query(
    `SELECT c.number, a.display_name AS by, c.corrected_at AS at, c.reason, c.changed, c.rubric, c.token,
       c.corrected_by AS "correctedBy"
     FROM assignments_rubric_correction c LEFT JOIN identity_account a ON a.person_id = c.corrected_by
     WHERE c.run_id = $1 AND c.assignment_code = $2 ORDER BY c.number DESC`,
    [runId, assignmentCode],
  );
}

/** Nobody closes a class of the run or writes about the work on this assignment until the end of the transaction. */
export async function holdWork(tx: EntityManager, runId: string, assignmentCode: string): Promise<void> {
  await tx.query(`SELECT id FROM delivery_class_group WHERE run_id = $1 ORDER BY id FOR SHARE`, [runId]);
  await tx.query(
    `SELECT s.id FROM assignments_submission s JOIN delivery_enrollment e ON e.id = s.enrollment_id
     WHERE e.run_id = $1 AND s.assignment_code = $2 ORDER BY s.id FOR UPDATE OF s`,
    [runId, assignmentCode],
  );
}

export interface FinishedMark {
  markId: MarkId;
  versionId: VersionId;
  levels: MarkContent['levels'];
  points: number;
  latePoints: number;
  score: number;
  submissionId: SubmissionId;
  enrollmentId: EnrollmentId;
  assignmentCode: AssignmentCode;
  moduleCode: string;
  name: string;
  className: string;
  isClosed: boolean;
  isReleased: boolean;
  /** It is the mark whose score counts, or would once released. */
  counts: boolean;
  /** What counts instead, when two marks agree, and the points of the other mark. */
  agreedScore: number | null;
  agreedWith: MarkId | null;
}

/** All finished marks of an assignment in a run. */
export async function readFinished(
  tx: EntityManager,
  runId: string,
  assignmentCode: string,
): Promise<FinishedMark[]> {
  return tx.query(
    `SELECT m.id AS "markId", m.version_id AS "versionId", m.content->'levels' AS levels, m.points::float8 AS points,
       m.late_points::float8 AS "latePoints", m.score::float8 AS score, s.id AS "submissionId",
       s.enrollment_id AS "enrollmentId", s.assignment_code AS "assignmentCode", s.module_code AS "moduleCode",
       coalesce(p.full_name, e.sort_name) AS name, g.name AS "className", g.state = 'closed' AS "isClosed",
       s.state = 'released' AS "isReleased", m.id = s.mark_id AS counts, s.agreed_score::float8 AS "agreedScore",
       CASE WHEN s.agreed_score IS NOT NULL AND m.id = s.mark_id THEN w.second_mark_id END AS "agreedWith"
     FROM assignments_submission s
     JOIN delivery_enrollment e ON e.id = s.enrollment_id JOIN delivery_class_group g ON g.id = e.class_group_id
     JOIN assignments_version v ON v.submission_id = s.id
     JOIN assignments_mark m ON m.version_id = v.id AND m.state = 'finished'
     LEFT JOIN assignments_second_marking w ON w.version_id = v.id
     LEFT JOIN registry_person p ON p.id = e.person_id
     WHERE e.run_id = $1 AND s.assignment_code = $2
     ORDER BY m.id`,
    [runId, assignmentCode],
  );
}

export async function putScores(
  tx: EntityManager,
  marks: readonly { markId: string; points: number; score: number }[],
): Promise<void> {
  await tx.query(
    `UPDATE assignments_mark m SET points = c.points, score = c.score
     FROM jsonb_to_recordset($1::jsonb) AS c("markId" uuid, points numeric, score numeric) WHERE m.id = c."markId"`,
    [JSON.stringify(marks)],
  );
  // A second mark still to come is compared with what the first comes to now.
  await tx.query(
    `WITH given AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS c("markId" uuid, points float8))
     UPDATE assignments_second_marking w
     SET first_points = coalesce((SELECT c.points FROM given c WHERE c."markId" = w.first_mark_id), w.first_points),
       second_points = coalesce((SELECT c.points FROM given c WHERE c."markId" = w.second_mark_id), w.second_points)
     WHERE w.state IN ('open', 'disputed')
       AND (w.first_mark_id IN (SELECT "markId" FROM given) OR w.second_mark_id IN (SELECT "markId" FROM given))`,
    [JSON.stringify(marks)],
  );
}

export async function putAgreed(
  tx: EntityManager,
  agreed: readonly { submissionId: string; points: number; score: number }[],
): Promise<void> {
  if (agreed.length === 0) return;
  await tx.query(
    `UPDATE assignments_submission s SET agreed_points = c.points, agreed_score = c.score
     FROM jsonb_to_recordset($1::jsonb) AS c("submissionId" uuid, points numeric, score numeric)
     WHERE s.id = c."submissionId"`,
    [JSON.stringify(agreed)],
  );
}
