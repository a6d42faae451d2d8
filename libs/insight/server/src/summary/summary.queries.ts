import type { ClassGroupState, EnrollmentState, RunId, RunState } from '@bimtek/delivery-contracts';
import { classGroupsWithinScope, peopleWithinScope, runsWithinScope } from '@bimtek/delivery-server';
import type { Summary, SummaryRun } from '@bimtek/insight-contracts';
import type { Actor } from '@bimtek/platform-contracts';
import { withinScope } from '@bimtek/platform-server';
import type { EntityManager } from 'typeorm';

/** What is under way first, then the newest; the run that is asked for before all. */
export async function readRuns(
  tx: EntityManager,
  me: Actor,
  runId: RunId | undefined,
): Promise<(SummaryRun & { curriculumVersionId: string })[]> {
  const within = runsWithinScope(me, 3);
  const order: RunState[] = ['running', 'grading', 'registration', 'planned', 'finished'];
  return tx.query(
    `SELECT r.id, r.name, r.year, r.state, r.starts_on::text AS "startsOn", r.ends_on::text AS "endsOn",
       r.curriculum_version_id AS "curriculumVersionId"
     FROM delivery_run r WHERE r.state = ANY($2::text[]) AND (${within.sql})
     ORDER BY (r.id = $1::uuid) DESC NULLS LAST, array_position($2::text[], r.state), r.starts_on DESC, r.id DESC
     LIMIT 20`,
    [runId ?? null, order, ...within.parameters],
  );
}

export interface PeopleRow {
  state: EnrollmentState;
  people: number;
  unconfirmed: number;
}

/** People of a run by state, as the index of counts has them. */
export async function countPeople(tx: EntityManager, me: Actor, runId: RunId): Promise<PeopleRow[]> {
  const within = peopleWithinScope(me, 2);
  return tx.query(
    `SELECT e.state, count(*)::int AS people,
       count(*) FILTER (WHERE e.state = 'active' AND e.certificate_name_confirmed_at IS NULL)::int AS unconfirmed
     FROM delivery_enrollment e WHERE e.run_id = $1 AND (${within.sql}) GROUP BY e.state`,
    [runId, ...within.parameters],
  );
}

export interface ClassesRow {
  state: ClassGroupState;
  classes: number;
  toPrepare: number;
  toApprove: number;
  peopleToApprove: number;
  approved: number;
}

/** Classes of a run by state, and how far the decisions on them are. */
export async function countClasses(tx: EntityManager, me: Actor, runId: RunId): Promise<ClassesRow[]> {
  const within = classGroupsWithinScope(me, 2);
  return tx.query(
    `SELECT g.state, count(*)::int AS classes,
       count(*) FILTER (WHERE g.state = 'grading')::int AS "toPrepare",
       count(*) FILTER (WHERE d.state = 'prepared')::int AS "toApprove",
       coalesce(sum(d.people) FILTER (WHERE d.state = 'prepared'), 0)::int AS "peopleToApprove",
       count(*) FILTER (WHERE d.state = 'approved')::int AS approved
     FROM delivery_class_group g
     LEFT JOIN graduation_class_decision d ON d.class_group_id = g.id
     WHERE g.run_id = $1 AND (${within.sql}) GROUP BY g.state`,
    [runId, ...within.parameters],
  );
}

/** Imports one may see: all of them nationally, otherwise the own ones. A check that nobody applied is dropped after a month. */
export async function countImports(
  tx: EntityManager,
  me: Actor,
  since: Date,
): Promise<NonNullable<Summary['imports']>> {
  const [row]: [NonNullable<Summary['imports']>] = await tx.query(
    `SELECT count(*) FILTER (WHERE i.state IN ('checking', 'applying'))::int AS running,
       count(*) FILTER (WHERE i.state = 'checked')::int AS waiting,
       (array_agg(i.id ORDER BY i.created_at DESC, i.id DESC))[1] AS "newestId"
     FROM platform_import i
     WHERE i.state IN ('checking', 'applying', 'checked') AND i.created_at > $1 AND ($2::uuid IS NULL OR i.created_by = $2)`,
    [since, me.scope.level === 'national' ? null : me.userId],
  );
  return row;
}

export async function countCertificates(
  tx: EntityManager,
  me: Actor,
  runId: RunId,
): Promise<NonNullable<Summary['certificates']>> {
  const columns = { class: 'c.class_group_id', regency: 'c.regency_code', province: 'c.province_code' };
  const within = withinScope(me, columns, 2);
  const [row]: [NonNullable<Summary['certificates']>] = await tx.query(
    `SELECT count(*) FILTER (WHERE c.validity = 'valid')::int AS issued,
       count(*) FILTER (WHERE c.validity = 'valid' AND c.file_id IS NULL)::int AS rendering,
       count(*) FILTER (WHERE c.validity = 'revoked')::int AS revoked
     FROM certification_certificate c
     WHERE c.class_group_id IN (SELECT g.id FROM delivery_class_group g WHERE g.run_id = $1) AND (${within.sql})`,
    [runId, ...within.parameters],
  );
  return row;
}
