import type {
  AssignmentCode,
  AttachedFile,
  Feedback,
  HandInContent,
  MarkContent,
  ReceiptCode,
  SubmissionId,
  SubmissionState,
  VersionId,
} from '@bimtek/assignments-contracts';
import type { ClassGroupState, EnrollmentState } from '@bimtek/delivery-contracts';
import { found } from '@bimtek/platform-contracts';
import type { EntityManager } from 'typeorm';

/**
 * A mark `m` on a version of the submission `s` that the trainee may read: it sent the work back, or it counts and is
 * released.
 */
export const SHOWN_MARK = `(m.state = 'revisionAsked' OR (s.state = 'released' AND m.id = s.mark_id))`;

export interface MyAssignmentFacts {
  assignmentCode: AssignmentCode;
  classDueAt: Date | null;
  ownDueAt: Date | null;
  ownAcceptedUntil: Date | null;
  reason: string | null;
  submissionId: SubmissionId | null;
  state: SubmissionState | null;
  versions: number | null;
  receiptCode: ReceiptCode | null;
  submittedAt: Date | null;
  lateDays: number | null;
  score: number | null;
  hasUnreadFeedback: boolean;
}

/** What is set and done for these assignments of one enrollment, in the order asked. */
export async function myAssignmentFacts(
  tx: EntityManager,
  { enrollmentId, classGroupId }: { enrollmentId: string; classGroupId: string | null },
  codes: string[],
): Promise<MyAssignmentFacts[]> {
  return tx.query(
    `SELECT a.code AS "assignmentCode", t.due_at AS "classDueAt", o.due_at AS "ownDueAt",
       o.accepted_until AS "ownAcceptedUntil", o.reason, s.id AS "submissionId", s.state, s.versions,
       v.receipt_code AS "receiptCode", v.submitted_at AS "submittedAt", v.late_days AS "lateDays",
       CASE WHEN s.state = 'released' THEN (SELECT coalesce(s.agreed_score, m.score)::float8
         FROM assignments_mark m WHERE m.id = s.mark_id) END
         AS score,
       EXISTS (SELECT FROM assignments_version w JOIN assignments_mark m ON m.version_id = w.id
               WHERE w.submission_id = s.id AND ${SHOWN_MARK} AND m.read_at IS NULL) AS "hasUnreadFeedback"
     FROM unnest($3::text[]) WITH ORDINALITY AS a (code, position)
     LEFT JOIN assignments_terms t ON t.class_group_id = $2 AND t.assignment_code = a.code
     LEFT JOIN assignments_due_override o ON o.enrollment_id = $1 AND o.assignment_code = a.code
     LEFT JOIN assignments_submission s ON s.enrollment_id = $1 AND s.assignment_code = a.code
     LEFT JOIN assignments_version v ON v.submission_id = s.id AND v.number = s.versions
     ORDER BY a.position`,
    [enrollmentId, classGroupId, codes],
  );
}

export interface ClassOfWriter {
  enrollmentState: EnrollmentState;
  classState: ClassGroupState | null;
  classGroupId: string | null;
}

/** The own enrollment with its class, which cannot be closed until the end of the transaction. */
export async function holdClassOf(
  tx: EntityManager,
  enrollmentId: string,
  personId: string,
): Promise<ClassOfWriter> {
  await tx.query(
    `SELECT FROM delivery_class_group g
     WHERE g.id = (SELECT e.class_group_id FROM delivery_enrollment e WHERE e.id = $1 AND e.person_id = $2)
     FOR SHARE OF g`,
    [enrollmentId, personId],
  );
  const [row]: ClassOfWriter[] = await tx.query(
    `SELECT e.state AS "enrollmentState", g.state AS "classState", g.id AS "classGroupId"
     FROM delivery_enrollment e LEFT JOIN delivery_class_group g ON g.id = e.class_group_id
     WHERE e.id = $1 AND e.person_id = $2`,
    [enrollmentId, personId],
  );
  return found(row);
}

export interface HandedInRow {
  id: VersionId;
  number: number;
  content: HandInContent;
  submittedAt: Date;
  lateDays: number;
  receiptCode: ReceiptCode;
  files: AttachedFile[];
}

/** All that was handed in, the newest first. */
export async function readVersions(tx: EntityManager, submissionId: string): Promise<HandedInRow[]> {
  return tx.query(
    `SELECT v.id, v.number, v.content, v.submitted_at AS "submittedAt", v.late_days AS "lateDays",
       v.receipt_code AS "receiptCode",
       coalesce((
         SELECT jsonb_agg(jsonb_build_object('id', f.id, 'name', o.file_name, 'mediaType', o.media_type,
           'kind', f.kind, 'sizeBytes', o.size_bytes, 'sha256', o.sha256, 'preview', f.preview) ORDER BY n.position)
         FROM assignments_version_file n JOIN assignments_file f ON f.id = n.file_id
         JOIN platform_file o ON o.id = f.original_id WHERE n.version_id = v.id), '[]') AS files
     FROM assignments_version v WHERE v.submission_id = $1 ORDER BY v.number DESC`,
    [submissionId],
  );
}

interface FeedbackRow {
  versionNumber: number;
  kind: Feedback['kind'];
  markerName: string | null;
  content: MarkContent;
  points: number | null;
  latePoints: number | null;
  score: number | null;
  givenAt: Date;
  readAt: Date | null;
}

/** What trainers said and the trainee may read, the newest first; for a trainer also what is finished but not released. */
export async function readFeedbackOf(
  tx: EntityManager,
  submissionId: string,
  reader: 'trainee' | 'trainer',
): Promise<Feedback[]> {
  const shown = reader === 'trainee' ? SHOWN_MARK : `(m.state = 'revisionAsked' OR m.id = s.mark_id)`;
  const rows: FeedbackRow[] = await tx.query(
    `SELECT v.number AS "versionNumber", CASE m.state WHEN 'finished' THEN 'mark' ELSE 'revision' END AS kind,
       a.display_name AS "markerName", m.content, CASE WHEN m.id = s.mark_id THEN coalesce(s.agreed_points, m.points)
         ELSE m.points END::float8 AS points, m.late_points::float8 AS "latePoints",
       CASE WHEN m.id = s.mark_id THEN coalesce(s.agreed_score, m.score) ELSE m.score END::float8 AS score,
       CASE m.state WHEN 'finished' THEN coalesce(s.released_at, m.finished_at)
         ELSE m.finished_at END AS "givenAt", m.read_at AS "readAt"
     FROM assignments_submission s JOIN assignments_version v ON v.submission_id = s.id
     JOIN assignments_mark m ON m.version_id = v.id
     LEFT JOIN identity_account a ON a.person_id = m.marker_id
     WHERE s.id = $1 AND ${shown}
     ORDER BY v.number DESC, m.finished_at DESC`,
    [submissionId],
  );
  return rows.map(({ markerName, points, latePoints, score, givenAt, readAt, ...row }) => ({
    ...row,
    markerName: markerName ?? '–',
    score: points === null || latePoints === null || score === null ? null : { points, latePoints, score },
    givenAt: givenAt.toISOString(),
    readAt: readAt?.toISOString() ?? null,
  }));
}

/** Notes that what the trainee may read has been read. */
export async function noteFeedbackRead(
  tx: EntityManager,
  { enrollmentId, assignmentCode }: { enrollmentId: string; assignmentCode: string },
  now: Date,
): Promise<void> {
  await tx.query(
    `UPDATE assignments_mark m SET read_at = $3
     FROM assignments_version v JOIN assignments_submission s ON s.id = v.submission_id
     WHERE s.enrollment_id = $1 AND s.assignment_code = $2 AND v.id = m.version_id AND ${SHOWN_MARK}
       AND m.read_at IS NULL`,
    [enrollmentId, assignmentCode, now],
  );
}
