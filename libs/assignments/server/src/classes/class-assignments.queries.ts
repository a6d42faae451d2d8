import type { ClassOfAssignments, SubmissionId, SubmissionState } from '@bimtek/assignments-contracts';
import type { ClassGroupId, ClassGroupState, EnrollmentId } from '@bimtek/delivery-contracts';
import { classGroupsWithinScope, peopleWithinScope } from '@bimtek/delivery-server';
import { holdRole } from '@bimtek/identity-server';
import { type Actor, found } from '@bimtek/platform-contracts';
import { Conditions } from '@bimtek/platform-server';
import { ownWork, type WorkOf } from '@bimtek/registry-server';
import type { EntityManager } from 'typeorm';
import { TAKING_PART } from '../marking/pieces.queries.ts';

export type ClassRow = ClassOfAssignments & { curriculumVersionId: string };

/** A class within the actor's scope; 404 otherwise. */
export async function readClass(tx: EntityManager, me: Actor, classGroupId: string): Promise<ClassRow> {
  const where = new Conditions()
    .and('g.id = ?', classGroupId)
    .within((first) => classGroupsWithinScope(me, first));
  const [row]: ClassRow[] = await tx.query(
    `SELECT g.id, g.code, g.name, g.state, g.time_zone AS "timeZone", r.curriculum_version_id AS "curriculumVersionId",
       (SELECT count(*)::int FROM delivery_enrollment e WHERE e.class_group_id = g.id AND ${TAKING_PART}) AS people
     FROM delivery_class_group g JOIN delivery_run r ON r.id = g.run_id WHERE ${where.sql}`,
    where.parameters,
  );
  return found(row);
}

/** The class within scope, which nobody closes until the end of the transaction, and the role of who acts; 404 otherwise. */
export async function holdClass(
  tx: EntityManager,
  me: Actor,
  classGroupId: string,
  now: Date,
): Promise<{ id: ClassGroupId; state: ClassGroupState }> {
  const where = new Conditions()
    .and('g.id = ?', classGroupId)
    .within((first) => classGroupsWithinScope(me, first));
  const [row]: { id: ClassGroupId; state: ClassGroupState }[] = await tx.query(
    `SELECT g.id, g.state FROM delivery_class_group g WHERE ${where.sql} FOR SHARE OF g`,
    where.parameters,
  );
  const held = found(row);
  await holdRole(tx, me, now);
  return held;
}

export interface AssignmentFacts {
  assignmentCode: string;
  dueAt: Date | null;
  releasesAtOnce: boolean;
  overrides: number;
  counts: Partial<Record<SubmissionState, number>>;
  oldestWaitingSince: Date | null;
}

/** What is set and where the work stands for these assignments of a class, in the order asked. */
export async function classAssignmentFacts(
  tx: EntityManager,
  classGroupId: string,
  codes: string[],
): Promise<AssignmentFacts[]> {
  return tx.query(
    `WITH people AS (SELECT e.id FROM delivery_enrollment e WHERE e.class_group_id = $1 AND ${TAKING_PART}),
     counted AS (
       SELECT s.assignment_code, s.state, count(*)::int AS n,
         min(s.submitted_at) FILTER (WHERE s.state IN ('submitted', 'inMarking', 'secondMarking')) AS oldest
       FROM assignments_submission s JOIN people ON people.id = s.enrollment_id GROUP BY 1, 2
     )
     SELECT a.code AS "assignmentCode", t.due_at AS "dueAt", coalesce(t.releases_at_once, false) AS "releasesAtOnce",
       (SELECT count(*)::int FROM assignments_due_override o JOIN people ON people.id = o.enrollment_id
        WHERE o.assignment_code = a.code) AS overrides,
       coalesce((SELECT jsonb_object_agg(c.state, c.n) FROM counted c WHERE c.assignment_code = a.code), '{}') AS counts,
       (SELECT min(c.oldest) FROM counted c WHERE c.assignment_code = a.code) AS "oldestWaitingSince"
     FROM unnest($2::text[]) WITH ORDINALITY AS a (code, position)
     LEFT JOIN assignments_terms t ON t.class_group_id = $1 AND t.assignment_code = a.code
     ORDER BY a.position`,
    [classGroupId, codes],
  );
}

export interface PersonFacts {
  enrollmentId: EnrollmentId;
  name: string;
  place: string | null;
  classDueAt: Date | null;
  ownDueAt: Date | null;
  ownAcceptedUntil: Date | null;
  reason: string | null;
  submissionId: SubmissionId | null;
  state: SubmissionState | null;
  versions: number;
  submittedAt: Date | null;
  lateDays: number;
  score: number | null;
  feedbackReadAt: Date | null;
  isOwnWork: boolean;
}

/** Everybody of a class within scope by name, or one of them, with their work on one assignment. A class has few people. */
export async function assignmentPeople(
  tx: EntityManager,
  me: Actor,
  decider: WorkOf,
  at: { classGroupId: string; assignmentCode: string; enrollmentId?: string },
): Promise<PersonFacts[]> {
  const where = new Conditions().within((first) => peopleWithinScope(me, first));
  where.and('e.class_group_id = ?', at.classGroupId).and(TAKING_PART);
  if (at.enrollmentId) where.and('e.id = ?', at.enrollmentId);
  const conditions = where.sql;
  const code = where.value(at.assignmentCode);
  const own = ownWork(
    { person: 'e.person_id', library: 'e.library_id' },
    decider,
    where.parameters.length + 1,
  );
  return tx.query(
    `SELECT e.id AS "enrollmentId", coalesce(p.full_name, e.sort_name) AS name, place.name AS place,
       t.due_at AS "classDueAt", o.due_at AS "ownDueAt", o.accepted_until AS "ownAcceptedUntil", o.reason,
       s.id AS "submissionId", s.state, coalesce(s.versions, 0) AS versions, s.submitted_at AS "submittedAt",
       coalesce(v.late_days, 0) AS "lateDays", coalesce(s.agreed_score, m.score)::float8 AS score, m.read_at AS "feedbackReadAt",
       ${own.sql} AS "isOwnWork"
     FROM delivery_enrollment e
     LEFT JOIN assignments_terms t ON t.class_group_id = e.class_group_id AND t.assignment_code = ${code}
     LEFT JOIN assignments_due_override o ON o.enrollment_id = e.id AND o.assignment_code = ${code}
     LEFT JOIN assignments_submission s ON s.enrollment_id = e.id AND s.assignment_code = ${code}
     LEFT JOIN assignments_version v ON v.submission_id = s.id AND v.number = s.versions
     LEFT JOIN assignments_mark m ON m.id = s.mark_id
     LEFT JOIN registry_person p ON p.id = e.person_id
     LEFT JOIN registry_library l ON l.id = e.library_id
     LEFT JOIN registry_region place ON place.code = l.village_code
     WHERE ${conditions} ORDER BY e.sort_name, e.id`,
    [...where.parameters, ...own.parameters],
  );
}
