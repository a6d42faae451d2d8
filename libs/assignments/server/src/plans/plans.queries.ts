import {
  type Acknowledgement,
  acknowledgeUntil,
  type PlanFacts,
  type PlanDraft,
} from '@bimtek/assignments-contracts';
import { dayIn } from '@bimtek/delivery-contracts';
import { peopleWithinScope } from '@bimtek/delivery-server';
import { type Actor, found } from '@bimtek/platform-contracts';
import { Conditions } from '@bimtek/platform-server';
import type { EntityManager } from 'typeorm';
import { TAKING_PART } from '../marking/pieces.queries.ts';
import type { PlanAcknowledgement } from './plan-acknowledgement.entity.ts';

interface FactsRow {
  library: string | null;
  village: string | null;
  endsOn: string;
  timeZone: string;
  acknowledgement: (Omit<Acknowledgement, 'recordedAt'> & { recordedAt: string }) | null;
}

/** What is known about the plan of one enrollment, whatever is written in it. */
export async function readPlanFacts(
  tx: EntityManager,
  { enrollmentId, assignmentCode }: { enrollmentId: string; assignmentCode: string },
  now: Date,
): Promise<PlanFacts> {
  const [row]: FactsRow[] = await tx.query(
    `SELECT l.name AS library, v.name AS village, coalesce(w.ends_on, r.ends_on)::text AS "endsOn",
       coalesce(g.time_zone, p.time_zone, 'Asia/Jakarta') AS "timeZone",
       CASE WHEN a.submission_id IS NOT NULL THEN json_build_object('name', a.name, 'date', a.given_on,
         'evidence', a.evidence, 'fileId', a.file_id, 'recordedAt', a.recorded_at) END AS acknowledgement
     FROM delivery_enrollment e JOIN delivery_run r ON r.id = e.run_id
     LEFT JOIN delivery_class_group g ON g.id = e.class_group_id
     LEFT JOIN delivery_wave w ON w.id = g.wave_id
     LEFT JOIN registry_library l ON l.id = e.library_id
     LEFT JOIN registry_region v ON v.code = l.village_code
     LEFT JOIN registry_region p ON p.code = e.province_code
     LEFT JOIN assignments_submission s ON s.enrollment_id = e.id AND s.assignment_code = $2
     LEFT JOIN assignments_plan_acknowledgement a ON a.submission_id = s.id
     WHERE e.id = $1`,
    [enrollmentId, assignmentCode],
  );
  const { library, village, endsOn, timeZone, acknowledgement } = found(row);
  return {
    library,
    village,
    today: dayIn(timeZone, now),
    endsOn,
    acknowledgeUntil: acknowledgeUntil(endsOn),
    acknowledgement: acknowledgement && {
      ...acknowledgement,
      recordedAt: new Date(acknowledgement.recordedAt).toISOString(),
    },
  };
}

export function acknowledgementView(row: PlanAcknowledgement): Acknowledgement {
  const { name, givenOn, evidence, fileId, recordedAt } = row;
  return { name, date: givenOn, evidence, fileId, recordedAt: recordedAt.toISOString() };
}

/** Keeps a file of the own work for ever, as evidence; false when it is no such file, or gone. */
export async function keepPhoto(
  tx: EntityManager,
  { enrollmentId, assignmentCode }: { enrollmentId: string; assignmentCode: string },
  fileId: string,
  now: Date,
): Promise<boolean> {
  const [rows]: [unknown[], number] = await tx.query(
    `UPDATE assignments_file SET kept_at = coalesce(kept_at, $4)
     WHERE id = $3 AND enrollment_id = $1 AND assignment_code = $2 AND discarded_at IS NULL RETURNING id`,
    [enrollmentId, assignmentCode, fileId, now],
  );
  return rows.length > 0;
}

/** A plan with whose it is. */
export interface OwnedPlan {
  plan: PlanDraft;
  /** Null for a draft. */
  versionNumber: number | null;
  submittedAt: Date | null;
  receiptCode: string | null;
  name: string;
  className: string | null;
  classCode: string | null;
  timeZone: string;
  acknowledgement: { name: string; date: string } | null;
}

const OWNED_PLAN = `
  coalesce(p.full_name, e.sort_name) AS name, g.name AS "className", g.code AS "classCode",
  coalesce(g.time_zone, pr.time_zone, 'Asia/Jakarta') AS "timeZone",
  CASE WHEN a.submission_id IS NOT NULL THEN json_build_object('name', a.name, 'date', a.given_on) END AS acknowledgement
  FROM assignments_submission s
  JOIN delivery_enrollment e ON e.id = s.enrollment_id
  LEFT JOIN delivery_class_group g ON g.id = e.class_group_id
  LEFT JOIN registry_person p ON p.id = e.person_id
  LEFT JOIN registry_region pr ON pr.code = e.province_code
  LEFT JOIN assignments_plan_acknowledgement a ON a.submission_id = s.id`;
const OF_VERSION = `v.content->'plan' AS plan, v.number AS "versionNumber", v.submitted_at AS "submittedAt",
  v.receipt_code AS "receiptCode"`;

/** The own draft; null when nothing is being written, or no plan. */
export async function readDraftPlan(
  tx: EntityManager,
  { enrollmentId, assignmentCode }: { enrollmentId: string; assignmentCode: string },
): Promise<OwnedPlan | null> {
  const [row]: OwnedPlan[] = await tx.query(
    `SELECT s.draft->'plan' AS plan, NULL AS "versionNumber", NULL AS "submittedAt", NULL AS "receiptCode",
       ${OWNED_PLAN}
     WHERE s.enrollment_id = $1 AND s.assignment_code = $2 AND s.draft->'plan' <> 'null'`,
    [enrollmentId, assignmentCode],
  );
  return row ?? null;
}

/** What the person handed in: the newest version, or the one asked for. */
export async function readHandedInPlan(
  tx: EntityManager,
  { enrollmentId, assignmentCode }: { enrollmentId: string; assignmentCode: string },
  version: number | undefined,
): Promise<OwnedPlan | null> {
  const [row]: OwnedPlan[] = await tx.query(
    `SELECT ${OF_VERSION}, ${OWNED_PLAN}
     JOIN assignments_version v ON v.submission_id = s.id AND v.number = coalesce($3, s.versions)
     WHERE s.enrollment_id = $1 AND s.assignment_code = $2 AND v.content->'plan' <> 'null'`,
    [enrollmentId, assignmentCode, version ?? null],
  );
  return row ?? null;
}

/** A plan within the actor's scope; 404 otherwise. */
export async function readPlanWithinScope(
  tx: EntityManager,
  me: Actor,
  submissionId: string,
  version: number | undefined,
): Promise<OwnedPlan> {
  const where = new Conditions()
    .and('s.id = ?', submissionId)
    .within((first) => peopleWithinScope(me, first));
  const number = where.value(version ?? null);
  const [row]: OwnedPlan[] = await tx.query(
    `SELECT ${OF_VERSION}, ${OWNED_PLAN}
     JOIN assignments_version v ON v.submission_id = s.id AND v.number = coalesce(${number}, s.versions)
     WHERE ${where.sql} AND ${TAKING_PART} AND v.content->'plan' <> 'null'`,
    where.parameters,
  );
  return found(row);
}

/** The newest plan of everybody of a class within the actor's scope, by name. A class has some forty people. */
export function classPlansStatement(me: Actor, classGroupId: string, assignmentCode: string) {
  const where = new Conditions()
    .and('e.class_group_id = ?', classGroupId)
    .and('s.assignment_code = ?', assignmentCode)
    .within((first) => peopleWithinScope(me, first));
  const sql = `
    SELECT ${OF_VERSION}, ${OWNED_PLAN}
    JOIN assignments_version v ON v.submission_id = s.id AND v.number = s.versions
    WHERE ${where.sql} AND ${TAKING_PART} AND v.content->'plan' <> 'null'
    ORDER BY e.sort_name, e.id`;
  return { sql, parameters: where.parameters };
}
