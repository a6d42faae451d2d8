import type { AssignmentCode, MarkingRound, SubmissionId, VersionId } from '@bimtek/assignments-contracts';
import { PIECES_PER_DAY } from '@bimtek/assignments-contracts';
import type { ClassGroupId } from '@bimtek/delivery-contracts';
import type { EntityManager } from 'typeorm';
import { TAKING_PART } from '../marking/pieces.queries.ts';
import type { KeptReason } from './allocation.entity.ts';
import type { Candidate } from './eligible.rules.ts';

/** States in which somebody has to mark a piece (`s`). */
export const TO_BE_MARKED = `s.state IN ('submitted', 'inMarking', 'secondMarking')`;

/** Everything that gives work to markers waits for everything else that does, so that each sees the queues as they are. */
export async function holdAllocation(tx: EntityManager): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('assignments.allocation', 0))`);
}

export interface ClassesAsked {
  runId: string | null;
  classGroupIds: readonly string[] | null;
}

export interface TrainerOfClass extends Candidate {
  classGroupId: ClassGroupId;
  name: string;
  perDay: number;
  mostOpen: number | null;
}

/** The trainers of these classes, of whom one person may be several. Closed classes and those to come have no work. */
export async function readTrainers(
  tx: EntityManager,
  { runId, classGroupIds }: ClassesAsked,
  now: Date,
): Promise<TrainerOfClass[]> {
  return tx.query(
    `SELECT t.class_group_id AS "classGroupId", t.person_id AS "personId", a.display_name AS name,
       p.library_id AS "libraryId", p.regency_code AS "regencyCode", coalesce(m.modules, '{}') AS modules,
       coalesce(m.per_day, ${PIECES_PER_DAY}) AS "perDay", m.most_open AS "mostOpen",
       coalesce(($3::timestamptz AT TIME ZONE g.time_zone)::date BETWEEN m.away_from AND m.away_until, false) AS "isAway"
     FROM delivery_class_group g
     JOIN delivery_class_trainer t ON t.class_group_id = g.id
     LEFT JOIN assignments_marker m ON m.person_id = t.person_id
     LEFT JOIN registry_person p ON p.id = t.person_id
     LEFT JOIN identity_account a ON a.person_id = t.person_id
     WHERE ($1::uuid IS NULL OR g.run_id = $1) AND ($2::uuid[] IS NULL OR g.id = ANY($2::uuid[]))
       AND g.state NOT IN ('preparing', 'closed')
     ORDER BY t.class_group_id, t.person_id`,
    [runId, classGroupIds, now],
  );
}

export interface WaitingPiece {
  submissionId: SubmissionId;
  versionId: VersionId;
  round: MarkingRound;
  assignmentCode: AssignmentCode;
  moduleCode: string;
  since: Date;
  classGroupId: ClassGroupId;
  timeZone: string;
  avoidsOwnRegency: boolean;
  personId: string;
  libraryId: string | null;
  regencyCode: string | null;
  /** Who has it now; null also when it has not been allocated. */
  markerId: string | null;
  isAllocated: boolean;
  /** Its marker is still a trainer of the class. */
  isOfClass: boolean;
  /** Who is at work on it. */
  claimedBy: string | null;
  /** Somebody is at work on it, or its marker has begun a mark. */
  isBegun: boolean;
  /** Who asked for this revision. */
  askedById: string | null;
  firstMarkerId: string | null;
}

/**
 * Work of these classes that has to be marked: all of it, or only that which lies with nobody, or with somebody who has left
 * the class or is away.
 */
export async function readWaiting(
  tx: EntityManager,
  { runId, classGroupIds }: ClassesAsked,
  reach: 'waiting' | 'all',
  now: Date,
): Promise<WaitingPiece[]> {
  return tx.query(
    `SELECT s.id AS "submissionId", v.id AS "versionId",
       CASE s.state WHEN 'secondMarking' THEN 2 ELSE 1 END AS round, s.assignment_code AS "assignmentCode",
       s.module_code AS "moduleCode", coalesce(w.opened_at, s.submitted_at) AS since, g.id AS "classGroupId", g.time_zone AS "timeZone",
       coalesce(r.avoids_own_regency, false) AS "avoidsOwnRegency", e.person_id AS "personId",
       e.library_id AS "libraryId", e.regency_code AS "regencyCode", a.marker_id AS "markerId",
       a.version_id IS NOT NULL AS "isAllocated", t.person_id IS NOT NULL AS "isOfClass",
       CASE WHEN s.claimed_until >= $3 THEN s.claimed_by END AS "claimedBy",
       coalesce(s.claimed_until >= $3, false) OR EXISTS (SELECT FROM assignments_mark m
         WHERE m.version_id = v.id AND m.marker_id = a.marker_id AND m.state = 'draft') AS "isBegun",
       CASE WHEN s.versions > 1 AND s.state <> 'secondMarking' THEN (SELECT m.marker_id FROM assignments_version w
         JOIN assignments_mark m ON m.version_id = w.id AND m.state = 'revisionAsked'
         WHERE w.submission_id = s.id AND w.number = s.versions - 1
         ORDER BY m.finished_at DESC LIMIT 1) END AS "askedById",
       w.first_marker_id AS "firstMarkerId"
     FROM delivery_class_group g
     JOIN delivery_enrollment e ON e.class_group_id = g.id
     JOIN assignments_submission s ON s.enrollment_id = e.id
     JOIN assignments_version v ON v.submission_id = s.id AND v.number = s.versions
     LEFT JOIN assignments_allocation a ON a.submission_id = s.id AND a.closed_at IS NULL
     LEFT JOIN assignments_second_marking w ON w.version_id = v.id AND s.state = 'secondMarking'
     LEFT JOIN assignments_run_marking r ON r.run_id = g.run_id
     LEFT JOIN delivery_class_trainer t ON t.class_group_id = g.id AND t.person_id = a.marker_id
     LEFT JOIN assignments_marker k ON k.person_id = a.marker_id
     WHERE ($1::uuid IS NULL OR g.run_id = $1) AND ($2::uuid[] IS NULL OR g.id = ANY($2::uuid[]))
       AND g.state NOT IN ('preparing', 'closed') AND ${TAKING_PART} AND ${TO_BE_MARKED}
       AND (w.version_id IS NULL OR w.state = 'open')
       ${
         reach === 'all'
           ? ''
           : `AND (t.person_id IS NULL
                OR ($3::timestamptz AT TIME ZONE g.time_zone)::date BETWEEN k.away_from AND k.away_until)`
       }`,
    [runId, classGroupIds, now],
  );
}

/** How much lies open with each of these people, in all classes. */
export async function openOf(tx: EntityManager, personIds: readonly string[]): Promise<Map<string, number>> {
  const rows: { id: string; n: number }[] = await tx.query(
    `SELECT marker_id AS id, count(*)::int AS n FROM assignments_allocation
     WHERE closed_at IS NULL AND marker_id = ANY($1::uuid[]) GROUP BY 1`,
    [personIds],
  );
  return new Map(rows.map(({ id, n }) => [id, n]));
}

/** What is the same for many pieces: sent once, however many they are. */
export interface AllocationTerms {
  round: MarkingRound;
  classGroupId: ClassGroupId;
  markerId: string | null;
  reason: KeptReason;
  warnAt: Date;
  dueAt: Date;
}

export interface NewAllocation {
  versionId: VersionId;
  terms: AllocationTerms;
}

/**
 * Writes who marks what. A clock that runs goes on, whoever has the piece. Gives how many pieces have another marker, or
 * none any more, or are allocated for the first time.
 */
export async function putAllocations(
  tx: EntityManager,
  rows: readonly NewAllocation[],
  now: Date,
): Promise<number> {
  if (rows.length === 0) return 0;
  const numbers = new Map<AllocationTerms, number>();
  for (const { terms } of rows) if (!numbers.has(terms)) numbers.set(terms, numbers.size);
  const all = [...numbers.keys()];
  const [written]: { n: number }[] = await tx.query(
    `WITH terms AS (
       SELECT * FROM unnest($3::int[], $4::uuid[], $5::uuid[], $6::jsonb[], $7::timestamptz[], $8::timestamptz[])
         WITH ORDINALITY AS t (round, class_group_id, marker_id, reason, warn_at, due_at, number)
     ), written AS (
       INSERT INTO assignments_allocation AS a
         (version_id, round, submission_id, class_group_id, marker_id, reason, since, allocated_at, warn_at, due_at)
       SELECT v.id, t.round, v.submission_id, t.class_group_id, t.marker_id, t.reason,
         coalesce(w.opened_at, v.submitted_at), $9, t.warn_at, t.due_at
       FROM unnest($1::uuid[], $2::int[]) AS sent (version_id, number)
       JOIN terms t ON t.number = sent.number + 1
       JOIN assignments_version v ON v.id = sent.version_id
       LEFT JOIN assignments_second_marking w ON w.version_id = v.id AND t.round = 2
       ORDER BY v.id
       ON CONFLICT (version_id, round) DO UPDATE SET marker_id = excluded.marker_id, reason = excluded.reason,
         class_group_id = excluded.class_group_id, allocated_at = excluded.allocated_at, closed_at = NULL
       WHERE a.marker_id IS DISTINCT FROM excluded.marker_id OR a.closed_at IS NOT NULL
       RETURNING 1
     ) SELECT count(*)::int AS n FROM written`,
    [
      rows.map(({ versionId }) => versionId),
      rows.map(({ terms }) => numbers.get(terms)),
      all.map(({ round }) => round),
      all.map(({ classGroupId }) => classGroupId),
      all.map(({ markerId }) => markerId),
      all.map(({ reason }) => JSON.stringify(reason)),
      all.map(({ warnAt }) => warnAt),
      all.map(({ dueAt }) => dueAt),
      now,
    ],
  );
  return written?.n ?? 0;
}

/** Nobody has to mark a piece now: it is marked or has gone back. */
export async function closeAllocation(tx: EntityManager, submissionId: string, now: Date): Promise<void> {
  await tx.query(
    `UPDATE assignments_allocation SET closed_at = $2 WHERE submission_id = $1 AND closed_at IS NULL`,
    [submissionId, now],
  );
}

/** A mark was taken back: whoever took it back has the piece again, on the clock that ran before. */
export async function reopenAllocation(
  tx: EntityManager,
  at: { versionId: string; round: MarkingRound; markerId: string },
): Promise<void> {
  await tx.query(
    `UPDATE assignments_allocation SET closed_at = NULL, marker_id = $3 WHERE version_id = $1 AND round = $2`,
    [at.versionId, at.round, at.markerId],
  );
}

/** Days on which nobody has to mark, from a month ago on. */
export async function readHolidays(tx: EntityManager, now: Date): Promise<Set<string>> {
  const rows: { day: string }[] = await tx.query(
    `SELECT day::text AS day FROM assignments_holiday WHERE day >= $1::timestamptz::date - 31`,
    [now],
  );
  return new Set(rows.map(({ day }) => day));
}
