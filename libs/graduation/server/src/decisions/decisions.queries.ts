import type { EnrollmentId } from '@bimtek/delivery-contracts';
import { peopleWithinScope } from '@bimtek/delivery-server';
import type { Condition, Outcome } from '@bimtek/graduation-contracts';
import { attemptFinished } from '@bimtek/assessment-contracts';
import { markReleased } from '@bimtek/assignments-contracts';
import { attendanceChanged } from '@bimtek/live-contracts';
import type { Actor } from '@bimtek/platform-contracts';
import type { EntityManager } from 'typeorm';
import { readPlace } from '../keyset.ts';
import { type Facts, FACTS } from '../scores/facts.ts';
import type { Decision } from './decision.entity.ts';

/** People on whom a decision is still to be made. */
const UNDECIDED = `e.state IN ('active', 'completed')`;

export interface PersonToDecide {
  enrollmentId: EnrollmentId;
  personId: string;
  libraryId: string | null;
  sortName: string;
  facts: Facts;
}

export async function peopleToDecide(tx: EntityManager, classGroupId: string): Promise<PersonToDecide[]> {
  return tx.query(
    `SELECT e.id AS "enrollmentId", e.person_id AS "personId", e.library_id AS "libraryId",
       e.sort_name AS "sortName", ${FACTS} AS facts
     FROM delivery_enrollment e WHERE e.class_group_id = $1 AND ${UNDECIDED} ORDER BY e.id`,
    [classGroupId],
  );
}

/** Puts these decisions in the place of those prepared before. */
export async function replacePrepared(
  tx: EntityManager,
  classGroupId: string,
  decisions: Omit<Decision, 'classGroupId' | 'state' | 'decidedAt' | 'finalScore' | 'attendanceRate'>[],
): Promise<void> {
  await tx.query(`DELETE FROM graduation_decision WHERE class_group_id = $1 AND state = 'prepared'`, [
    classGroupId,
  ]);
  await tx.query(
    `INSERT INTO graduation_decision
       (enrollment_id, class_group_id, outcome, final_score, grade, attendance_rate, facts, result, state, sort_name)
     SELECT d."enrollmentId", $1, d.outcome, (d.result->>'finalScore')::numeric, d.grade,
       (d.result->>'attendanceRate')::numeric, d.facts, d.result, 'prepared', d."sortName"
     FROM jsonb_to_recordset($2::jsonb)
       AS d("enrollmentId" uuid, outcome text, grade text, facts jsonb, result jsonb, "sortName" text)
     ON CONFLICT (enrollment_id) DO UPDATE SET
       class_group_id = excluded.class_group_id, outcome = excluded.outcome, final_score = excluded.final_score,
       grade = excluded.grade, attendance_rate = excluded.attendance_rate, facts = excluded.facts,
       result = excluded.result, state = 'prepared', sort_name = excluded.sort_name, decided_at = NULL`,
    [classGroupId, JSON.stringify(decisions)],
  );
}

/** Whether the people of a class, or what is recorded for them, are no longer those of the prepared decision. */
export async function isPreparedStale(tx: EntityManager, classGroupId: string): Promise<boolean> {
  const [row] = await tx.query<[{ stale: boolean }]>(
    `SELECT EXISTS (
       SELECT 1
       FROM (SELECT e.id, ${FACTS} AS facts FROM delivery_enrollment e
             WHERE e.class_group_id = $1 AND ${UNDECIDED}) AS current
       FULL JOIN (SELECT enrollment_id, facts FROM graduation_decision
                  WHERE class_group_id = $1 AND state = 'prepared') AS frozen ON frozen.enrollment_id = current.id
       WHERE current.id IS NULL OR frozen.enrollment_id IS NULL OR current.facts <> frozen.facts
     ) AS stale`,
    [classGroupId],
  );
  return row.stale;
}

/** Whether a test of somebody in the class is finished, a mark released or attendance changed, while it is not recorded yet. */
export async function areResultsOnTheirWay(tx: EntityManager, classGroupId: string): Promise<boolean> {
  const [row] = await tx.query<[{ waiting: boolean }]>(
    `SELECT EXISTS (
       SELECT 1 FROM platform_outbox o
       JOIN delivery_enrollment e ON e.id::text = o.payload->>'enrollmentId'
       WHERE o.handled_at IS NULL AND o.name = ANY($2::text[]) AND e.class_group_id = $1
     ) OR EXISTS (
       SELECT 1 FROM platform_outbox o JOIN delivery_enrollment e ON o.payload->'enrollmentIds' ? e.id::text
       WHERE o.handled_at IS NULL AND o.name = $3 AND e.class_group_id = $1) AS waiting`,
    [classGroupId, [attemptFinished.name, markReleased.name], attendanceChanged.name],
  );
  return row.waiting;
}

export interface DecidedPerson {
  enrollmentId: EnrollmentId;
  personId: string;
  outcome: Outcome;
  finalScore: number;
  grade: string | null;
  attendanceRate: number | null;
}

/** Makes the prepared decisions of a class final and gives them back. */
export async function approvePrepared(
  tx: EntityManager,
  classGroupId: string,
  at: Date,
): Promise<DecidedPerson[]> {
  const [rows] = await tx.query<[DecidedPerson[], number]>(
    `UPDATE graduation_decision d SET state = 'approved', decided_at = $2
     FROM delivery_enrollment e
     WHERE d.class_group_id = $1 AND d.state = 'prepared' AND e.id = d.enrollment_id
     RETURNING d.enrollment_id AS "enrollmentId", e.person_id AS "personId", d.outcome,
       d.final_score::float8 AS "finalScore", d.grade, d.attendance_rate::float8 AS "attendanceRate"`,
    [classGroupId, at],
  );
  return rows;
}

export interface DecisionListRow {
  enrollmentId: EnrollmentId;
  name: string;
  sortName: string;
  participantCode: string | null;
  place: string | null;
  outcome: Outcome;
  finalScore: number;
  grade: string | null;
  attendanceRate: number | null;
  isNameConfirmed: boolean;
  conditions: Condition[];
}

/** Decisions of a class within scope by name; served by the index of decisions by class and name. */
export async function readDecisions(
  tx: EntityManager,
  ...asked: Parameters<typeof decisionsStatement>
): Promise<DecisionListRow[]> {
  const { sql, parameters } = decisionsStatement(...asked);
  return tx.query(sql, parameters);
}

export function decisionsStatement(
  me: Actor,
  classGroupId: string,
  { after, limit, outcome }: { after?: string | undefined; limit: number; outcome?: Outcome | undefined },
): { sql: string; parameters: unknown[] } {
  const [name, id] = readPlace(after) ?? [null, null];
  const within = peopleWithinScope(me, 6);
  return {
    sql: `SELECT d.enrollment_id AS "enrollmentId", coalesce(p.full_name, d.sort_name) AS name, d.sort_name AS "sortName",
       a.participant_code AS "participantCode", v.name AS place, d.outcome, d.final_score::float8 AS "finalScore",
       d.grade, d.attendance_rate::float8 AS "attendanceRate",
       e.certificate_name_confirmed_at IS NOT NULL AS "isNameConfirmed", d.result->'conditions' AS conditions
     FROM graduation_decision d
     JOIN delivery_enrollment e ON e.id = d.enrollment_id
     LEFT JOIN registry_person p ON p.id = e.person_id
     LEFT JOIN identity_account a ON a.person_id = e.person_id
     LEFT JOIN registry_library l ON l.id = e.library_id
     LEFT JOIN registry_region v ON v.code = l.village_code
     WHERE d.class_group_id = $1 AND (${within.sql})
       AND ($2::text IS NULL OR (d.sort_name, d.enrollment_id) > ($2::text COLLATE "C", $3::uuid))
       AND ($4::text IS NULL OR d.outcome = $4)
     ORDER BY d.sort_name, d.enrollment_id LIMIT $5`,
    parameters: [classGroupId, name, id, outcome ?? null, limit, ...within.parameters],
  };
}

export interface DecisionCounts {
  passed: number;
  notPassed: number;
  namesUnconfirmed: number;
}

export async function countDecisions(
  tx: EntityManager,
  me: Actor,
  classGroupId: string,
): Promise<DecisionCounts> {
  const within = peopleWithinScope(me, 2);
  const [row] = await tx.query<[DecisionCounts]>(
    `SELECT count(*) FILTER (WHERE d.outcome = 'passed')::int AS passed,
       count(*) FILTER (WHERE d.outcome = 'notPassed')::int AS "notPassed",
       count(*) FILTER (WHERE d.outcome = 'passed' AND e.certificate_name_confirmed_at IS NULL)::int
         AS "namesUnconfirmed"
     FROM graduation_decision d JOIN delivery_enrollment e ON e.id = d.enrollment_id
     WHERE d.class_group_id = $1 AND (${within.sql})`,
    [classGroupId, ...within.parameters],
  );
  return row;
}
