import type {
  AssignmentCode,
  MarkingRound,
  ReceiptCode,
  SubmissionId,
  SubmissionState,
  VersionId,
} from '@bimtek/assignments-contracts';
import type { Rubric } from '@bimtek/curriculum-contracts';
import type { ClassGroupId, ClassGroupState, EnrollmentId } from '@bimtek/delivery-contracts';
import { peopleWithinScope } from '@bimtek/delivery-server';
import { type Actor, found } from '@bimtek/platform-contracts';
import { Conditions, Keyset, namedStatement } from '@bimtek/platform-server';
import { ownWork, type WorkOf } from '@bimtek/registry-server';
import { createHash } from 'node:crypto';
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
  const [piece] = await prepared<Piece>(
    tx,
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

/**
 * Sends a statement that is planned once a connection: with so many joins planning takes longer than running. Its text
 * differs by scope and filter only, so there are few of it; the name is made of the text.
 */
async function prepared<Row>(tx: EntityManager, sql: string, parameters: unknown[]): Promise<Row[]> {
  const name = `assignments.piece-${createHash('sha256').update(sql).digest('hex').slice(0, 16)}`;
  if (!tx.queryRunner) return namedStatement<Row>(name, sql)(tx.connection, parameters);
  const client = (await tx.queryRunner.connect()) as PreparingClient;
  return (await client.query<Row>({ name, text: sql, values: parameters })).rows;
}

interface PreparingClient {
  query<Row>(query: { name: string; text: string; values: unknown[] }): Promise<{ rows: Row[] }>;
}

export interface QueueFilter {
  submissionId?: string;
  classGroupId?: string | undefined;
  assignmentCode?: string | undefined;
  state?: SubmissionState | undefined;
  whose?: 'mine' | 'all' | undefined;
  /** Without a level of mine for it. */
  criterion?: string | undefined;
}

export interface QueueItem {
  id: SubmissionId;
  assignmentCode: AssignmentCode;
  classGroupId: ClassGroupId;
  classCode: string;
  className: string;
  name: string;
  place: string | null;
  receiptCode: ReceiptCode;
  state: SubmissionState;
  versionNumber: number;
  submittedAt: Date;
  /** What the list is sorted by. */
  since: Date;
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

/**
 * Submissions (`s`) with their enrollments (`e`), from where few are read: from what is mine to mark, from the people of
 * classes (one look-up each, whatever the planner thinks of it), or, for all classes, in the order of the queue.
 */
function sourceOf(me: Actor, { submissionId, classGroupId, whose }: QueueFilter): string {
  if (whose === 'mine') {
    return `assignments_allocation mine CROSS JOIN LATERAL (
      SELECT * FROM assignments_submission o WHERE o.id = mine.submission_id OFFSET 0) s
      JOIN delivery_enrollment e ON e.id = s.enrollment_id`;
  }
  if (!submissionId && (classGroupId || me.scope.level === 'class')) {
    return `delivery_enrollment e CROSS JOIN LATERAL (
      SELECT * FROM assignments_submission o WHERE o.enrollment_id = e.id OFFSET 0) s`;
  }
  return `assignments_submission s JOIN delivery_enrollment e ON e.id = s.enrollment_id`;
}

function narrowed(me: Actor, { submissionId, classGroupId, assignmentCode, whose }: QueueFilter): Conditions {
  const where = new Conditions().within((first) => peopleWithinScope(me, first));
  where.and(TAKING_PART).and(`s.state <> 'draft'`);
  if (submissionId) where.and('s.id = ?', submissionId);
  if (classGroupId) where.and('e.class_group_id = ?', classGroupId);
  if (assignmentCode) where.and('s.assignment_code = ?', assignmentCode);
  if (whose === 'mine') where.and('mine.marker_id = ? AND mine.closed_at IS NULL', me.userId);
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
      `s.state IN ('submitted', 'inMarking') OR s.state = 'secondMarking' AND EXISTS (
         SELECT FROM assignments_second_marking w
         WHERE w.submission_id = s.id AND w.state = 'open' AND w.first_marker_id <> ?)`,
      me.userId,
    );
  }
  if (filter.criterion) {
    where.and(
      `NOT EXISTS (SELECT FROM assignments_mark m JOIN assignments_version v ON v.id = m.version_id
         WHERE v.submission_id = s.id AND v.number = s.versions AND m.marker_id = ?
           AND m.content->'levels'->>?::text IS NOT NULL)`,
      me.userId,
      filter.criterion,
    );
  }
  // What is mine lies in this order in an index of what is each marker's.
  const since = filter.whose === 'mine' ? 'mine.since' : 's.submitted_at';
  const keyset = new Keyset(
    [
      { sql: since, type: 'timestamptz' },
      { sql: filter.whose === 'mine' ? 'mine.submission_id' : 's.id', type: 'uuid' },
    ],
    asked,
  );
  keyset.narrow(where);
  const conditions = where.sql;
  const me$ = where.value(me.userId);
  const own = ownWork(
    { person: 's.person_id', library: 's.library_id' },
    decider,
    where.parameters.length + 1,
  );
  where.parameters.push(...own.parameters);
  // The page is found first, then what is shown of it: a join of everything would take longer to plan than to run.
  const sql = `
    WITH page AS MATERIALIZED (
      SELECT s.id, s.assignment_code, s.state, s.versions, s.submitted_at, s.claimed_by, s.claimed_until, s.mark_id,
        s.agreed_score, e.person_id, e.library_id, e.sort_name, e.class_group_id,
        ${since} AS since
      FROM ${sourceOf(me, filter)}
      WHERE ${conditions} AND e.class_group_id IS NOT NULL
      ORDER BY ${keyset.order} LIMIT ${keyset.limit}
    )
    SELECT s.id, s.assignment_code AS "assignmentCode", g.id AS "classGroupId", g.code AS "classCode",
      g.name AS "className",
      coalesce((SELECT p.full_name FROM registry_person p WHERE p.id = s.person_id), s.sort_name) AS name,
      place.name AS place, v.receipt_code AS "receiptCode", s.state, s.versions AS "versionNumber", s.submitted_at AS "submittedAt", v.late_days AS "lateDays",
      s.claimed_by AS "claimedBy", ${nameOf('s.claimed_by')} AS "claimedByName", s.claimed_until AS "claimedUntil",
      (SELECT (SELECT count(*)::int FROM jsonb_object_keys(m.content->'levels')) FROM assignments_mark m
       WHERE m.version_id = v.id AND m.marker_id = ${me$}) AS "myLevels",
      coalesce(s.agreed_score, (SELECT m.score FROM assignments_mark m WHERE m.id = s.mark_id))::float8 AS score,
      ${own.sql} AS "isOwnWork", a.round, a.marker_id AS "markerId", ${nameOf('a.marker_id')} AS "markerName",
      a.warn_at AS "warnAt", a.due_at AS "dueAt", s.since
    FROM page s
    JOIN assignments_version v ON v.submission_id = s.id AND v.number = s.versions
    JOIN delivery_class_group g ON g.id = s.class_group_id
    LEFT JOIN assignments_allocation a ON a.submission_id = s.id AND a.closed_at IS NULL
    LEFT JOIN registry_library l ON l.id = s.library_id
    LEFT JOIN registry_region place ON place.code = l.village_code
    ORDER BY ${keyset.order.replace(since, 's.since').replace('mine.submission_id', 's.id')}`;
  return { sql, parameters: where.parameters, keyset };
}

function nameOf(personId: string): string {
  return `(SELECT i.display_name FROM identity_account i WHERE i.person_id = ${personId})`;
}

/** Sends such a statement. */
export function readQueue(
  tx: EntityManager,
  { sql, parameters }: { sql: string; parameters: unknown[] },
): Promise<QueueItem[]> {
  return prepared<QueueItem>(tx, sql, parameters);
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
  return prepared<PieceCount>(
    tx,
    `SELECT s.state, count(*)::int AS n,
       (count(*) FILTER (WHERE s.claimed_by = ${me$} AND s.claimed_until >= ${now$}))::int AS "claimedByMe",
       count(a.submission_id)::int AS mine, (count(*) FILTER (WHERE a.due_at < ${now$}))::int AS "mineLate"
     FROM ${sourceOf(me, filter)}
     LEFT JOIN assignments_allocation a ON a.submission_id = s.id AND a.closed_at IS NULL AND a.marker_id = ${me$}
     WHERE ${conditions} AND e.class_group_id IS NOT NULL GROUP BY s.state`,
    where.parameters,
  );
}
