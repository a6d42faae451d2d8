import type {
  AssignmentCode,
  MarkingRound,
  SubmissionId,
  SubmissionState,
  VersionId,
} from '@bimtek/assignments-contracts';
import type { Rubric } from '@bimtek/curriculum-contracts';
import type { ClassGroupId, ClassGroupState, EnrollmentId } from '@bimtek/delivery-contracts';
import { peopleWithinScope } from '@bimtek/delivery-server';
import { type Actor, found } from '@bimtek/platform-contracts';
import { Conditions, Keyset } from '@bimtek/platform-server';
import { ownWork, type WorkOf } from '@bimtek/registry-server';
import type { EntityManager } from 'typeorm';
import { newestCorrection } from '../rubrics/rubric.queries.ts';

/** Enrollments (`e`) whose work concerns a trainer: not of those who wait for the class, nor of those who have left. */
export const TAKING_PART = `e.state IN ('active', 'completed', 'passed', 'notPassed')`;

export interface Piece {
  id: SubmissionId;
  enrollmentId: EnrollmentId;
  assignmentCode: AssignmentCode;
  moduleCode: string;
  state: SubmissionState;
  versions: number;
  versionId: VersionId;
  lateDays: number;
  firstSubmittedAt: Date;
  hasDraft: boolean;
  claimedBy: string | null;
  claimedUntil: Date | null;
  markId: string | null;
  classGroupId: ClassGroupId;
  classState: ClassGroupState;
  curriculumVersionId: string;
  personId: string;
  libraryId: string | null;
  classDueAt: Date | null;
  ownDueAt: Date | null;
  ownAcceptedUntil: Date | null;
  reason: string | null;
  releasesAtOnce: boolean;
  runId: string;
  firstMarkerId: string | null;
  isDisputed: boolean;
  /** Null when the rubric holds as the brief has it. */
  correctedRubric: Rubric | null;
}

/**
 * Handed-in work within the actor's scope, locked until the end of the transaction together with its class, which cannot
 * be closed meanwhile; 404 otherwise. Everything that is written about a piece begins here.
 */
export async function lockPiece(tx: EntityManager, me: Actor, submissionId: string): Promise<Piece> {
  const where = new Conditions()
    .and('s.id = ?', submissionId)
    .within((first) => peopleWithinScope(me, first));
  const locked: unknown[] = await tx.query(
    `SELECT s.id FROM assignments_submission s
     JOIN delivery_enrollment e ON e.id = s.enrollment_id JOIN delivery_class_group g ON g.id = e.class_group_id
     WHERE ${where.sql} AND s.state <> 'draft' AND ${TAKING_PART}
     FOR UPDATE OF s FOR SHARE OF g`,
    where.parameters,
  );
  found(locked[0]);
  return readPiece(tx, me, submissionId);
}

export async function readPiece(tx: EntityManager, me: Actor, submissionId: string): Promise<Piece> {
  const where = new Conditions()
    .and('s.id = ?', submissionId)
    .within((first) => peopleWithinScope(me, first));
  const [piece]: Piece[] = await tx.query(
    `SELECT s.id, s.enrollment_id AS "enrollmentId", s.assignment_code AS "assignmentCode",
       s.module_code AS "moduleCode", s.state, s.versions, v.id AS "versionId", v.late_days AS "lateDays",
       s.first_submitted_at AS "firstSubmittedAt", s.draft IS NOT NULL AS "hasDraft", s.claimed_by AS "claimedBy",
       s.claimed_until AS "claimedUntil", s.mark_id AS "markId", g.id AS "classGroupId", g.state AS "classState",
       r.curriculum_version_id AS "curriculumVersionId", e.person_id AS "personId", e.library_id AS "libraryId",
       t.due_at AS "classDueAt", o.due_at AS "ownDueAt", o.accepted_until AS "ownAcceptedUntil", o.reason,
       coalesce(t.releases_at_once, false) AS "releasesAtOnce", g.run_id AS "runId",
       w.first_marker_id AS "firstMarkerId", coalesce(w.state = 'disputed', false) AS "isDisputed",
       ${newestCorrection('r.id', 's.assignment_code')} AS "correctedRubric"
     FROM assignments_submission s
     JOIN assignments_version v ON v.submission_id = s.id AND v.number = s.versions
     JOIN delivery_enrollment e ON e.id = s.enrollment_id
     JOIN delivery_class_group g ON g.id = e.class_group_id
     JOIN delivery_run r ON r.id = g.run_id
     LEFT JOIN assignments_second_marking w ON w.version_id = v.id
     LEFT JOIN assignments_terms t ON t.class_group_id = g.id AND t.assignment_code = s.assignment_code
     LEFT JOIN assignments_due_override o ON o.enrollment_id = e.id AND o.assignment_code = s.assignment_code
     WHERE ${where.sql} AND ${TAKING_PART}`,
    where.parameters,
  );
  return found(piece);
}

export interface QueueFilter {
  submissionId?: string;
  classGroupId?: string | undefined;
  assignmentCode?: string | undefined;
  state?: SubmissionState | undefined;
  whose?: 'mine' | 'all' | undefined;
}

export interface QueueItem {
  id: SubmissionId;
  assignmentCode: AssignmentCode;
  classGroupId: ClassGroupId;
  classCode: string;
  className: string;
  name: string;
  place: string | null;
  state: SubmissionState;
  versionNumber: number;
  submittedAt: Date;
  lateDays: number;
  claimedBy: string | null;
  claimedByName: string | null;
  claimedUntil: Date | null;
  myLevels: number | null;
  score: number | null;
  isOwnWork: boolean;
  round: MarkingRound | null;
  markerId: string | null;
  markerName: string | null;
  warnAt: Date | null;
  dueAt: Date | null;
}

function narrowed(me: Actor, { submissionId, classGroupId, assignmentCode, whose }: QueueFilter): Conditions {
  const where = new Conditions().within((first) => peopleWithinScope(me, first));
  where.and(TAKING_PART).and(`s.state <> 'draft'`);
  if (submissionId) where.and('s.id = ?', submissionId);
  if (classGroupId) where.and('e.class_group_id = ?', classGroupId);
  if (assignmentCode) where.and('s.assignment_code = ?', assignmentCode);
  if (whose === 'mine') where.and('a.marker_id = ?', me.userId);
  return where;
}

/** Handed-in work within scope, what waits longest first: the statement and its place in the list. */
export function queueStatement(
  me: Actor,
  decider: WorkOf,
  filter: QueueFilter,
  asked: { after?: string | undefined; before?: string | undefined; limit: number },
) {
  const where = narrowed(me, filter);
  if (filter.state) where.and('s.state = ?', filter.state);
  else if (!filter.submissionId) {
    where.and(
      `(s.state IN ('submitted', 'inMarking')
        OR s.state = 'secondMarking' AND w.state = 'open' AND w.first_marker_id <> ?)`,
      me.userId,
    );
  }
  const keyset = new Keyset(
    [
      { sql: 's.submitted_at', type: 'timestamptz' },
      { sql: 's.id', type: 'uuid' },
    ],
    asked,
  );
  keyset.narrow(where);
  const conditions = where.sql;
  const me$ = where.value(me.userId);
  const own = ownWork(
    { person: 'e.person_id', library: 'e.library_id' },
    decider,
    where.parameters.length + 1,
  );
  where.parameters.push(...own.parameters);
  const sql = `
    SELECT s.id, s.assignment_code AS "assignmentCode", g.id AS "classGroupId", g.code AS "classCode",
      g.name AS "className", coalesce(p.full_name, e.sort_name) AS name, place.name AS place, s.state,
      s.versions AS "versionNumber", s.submitted_at AS "submittedAt", v.late_days AS "lateDays",
      s.claimed_by AS "claimedBy", holder.display_name AS "claimedByName", s.claimed_until AS "claimedUntil",
      CASE WHEN mine.id IS NOT NULL THEN (SELECT count(*)::int FROM jsonb_object_keys(mine.content->'levels')) END
        AS "myLevels",
      coalesce(s.agreed_score, counted.score)::float8 AS score, ${own.sql} AS "isOwnWork", a.round,
      a.marker_id AS "markerId", marker.display_name AS "markerName", a.warn_at AS "warnAt", a.due_at AS "dueAt"
    FROM assignments_submission s
    JOIN assignments_version v ON v.submission_id = s.id AND v.number = s.versions
    JOIN delivery_enrollment e ON e.id = s.enrollment_id
    JOIN delivery_class_group g ON g.id = e.class_group_id
    LEFT JOIN assignments_allocation a ON a.submission_id = s.id AND a.closed_at IS NULL
    LEFT JOIN assignments_second_marking w ON w.version_id = v.id
    LEFT JOIN assignments_mark mine ON mine.version_id = v.id AND mine.marker_id = ${me$}
    LEFT JOIN assignments_mark counted ON counted.id = s.mark_id
    LEFT JOIN identity_account marker ON marker.person_id = a.marker_id
    LEFT JOIN identity_account holder ON holder.person_id = s.claimed_by
    LEFT JOIN registry_person p ON p.id = e.person_id
    LEFT JOIN registry_library l ON l.id = e.library_id
    LEFT JOIN registry_region place ON place.code = l.village_code
    WHERE ${conditions}
    ORDER BY ${keyset.order} LIMIT ${keyset.limit}`;
  return { sql, parameters: where.parameters, keyset };
}

export interface PieceCount {
  state: SubmissionState;
  n: number;
  claimedByMe: number;
  mine: number;
  mineLate: number;
}

export async function countPieces(
  tx: EntityManager,
  me: Actor,
  filter: QueueFilter,
  now: Date,
): Promise<PieceCount[]> {
  const where = narrowed(me, filter);
  const conditions = where.sql;
  const [me$, now$] = [where.value(me.userId), where.value(now)];
  return tx.query(
    `SELECT s.state, count(*)::int AS n,
       (count(*) FILTER (WHERE s.claimed_by = ${me$} AND s.claimed_until >= ${now$}))::int AS "claimedByMe",
       (count(*) FILTER (WHERE a.marker_id = ${me$}))::int AS mine,
       (count(*) FILTER (WHERE a.marker_id = ${me$} AND a.due_at < ${now$}))::int AS "mineLate"
     FROM assignments_submission s JOIN delivery_enrollment e ON e.id = s.enrollment_id
     LEFT JOIN assignments_allocation a ON a.submission_id = s.id AND a.closed_at IS NULL
     WHERE ${conditions} AND e.class_group_id IS NOT NULL GROUP BY s.state`,
    where.parameters,
  );
}
