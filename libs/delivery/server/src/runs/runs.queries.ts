import type { getRunChoices, ProvinceCount, Run, RunId, Wave } from '@bimtek/delivery-contracts';
import type { Actor, ResultOf } from '@bimtek/platform-contracts';
import { Conditions } from '@bimtek/platform-server';
import type { EntityManager } from 'typeorm';
import { classGroupsWithinScope, peopleWithinScope, runsWithinScope } from '../delivery-scope.ts';

/** Runs within scope, newest first, each with its people by state; `total` counts all runs within scope. */
export async function readRuns(
  tx: EntityManager,
  me: Actor,
  where: Conditions,
  limit: number,
): Promise<{ runs: Run[]; total: number }> {
  where.within((first) => runsWithinScope(me, first));
  const condition = where.sql;
  const people = new Conditions();
  people.parameters.push(...where.parameters);
  people.within((first) => peopleWithinScope(me, first));
  people.within((first) => classGroupsWithinScope(me, first));
  const [inScope, groupsInScope] = people.parts;
  const runs: Run[] = await tx.query(
    `WITH page AS MATERIALIZED (
       SELECT r.* FROM delivery_run r WHERE ${condition}
       ORDER BY r.starts_on DESC, r.id DESC LIMIT ${people.value(limit)}
     )
     SELECT r.id, r.name, r.year, r.mode, r.curriculum_version_id AS "curriculumVersionId", r.decree_id AS "decreeId",
       r.starts_on::text AS "startsOn", r.ends_on::text AS "endsOn", r.state,
       (SELECT coalesce(jsonb_object_agg(c.state, c.people), '{}') FROM (
          SELECT e.state, count(*) AS people FROM delivery_enrollment e
          WHERE e.run_id = r.id AND (${inScope}) GROUP BY e.state) c) AS people,
       (SELECT count(*)::int FROM delivery_class_group g WHERE g.run_id = r.id AND (${groupsInScope})) AS "classGroups"
     FROM page r ORDER BY r.starts_on DESC, r.id DESC`,
    people.parameters,
  );
  const all = new Conditions().within((first) => runsWithinScope(me, first));
  const [count]: { total: number }[] = await tx.query(
    `SELECT count(*)::int AS total FROM delivery_run r WHERE ${all.sql}`,
    all.parameters,
  );
  return { runs, total: count?.total ?? 0 };
}

export async function wavesOf(tx: EntityManager, me: Actor, runId: RunId): Promise<Wave[]> {
  const where = new Conditions().and('g.wave_id = w.id').within((first) => classGroupsWithinScope(me, first));
  return tx.query(
    `SELECT w.id, w.run_id AS "runId", w.number, w.starts_on::text AS "startsOn", w.ends_on::text AS "endsOn",
       (SELECT count(*)::int FROM delivery_class_group g WHERE ${where.sql}) AS "classGroups"
     FROM delivery_wave w WHERE w.run_id = ${where.value(runId)} ORDER BY w.number`,
    where.parameters,
  );
}

/** Provinces that people of the run, within scope, come from. */
export async function provinceCounts(tx: EntityManager, me: Actor, runId: RunId): Promise<ProvinceCount[]> {
  const where = new Conditions().and('e.run_id = ?', runId).within((first) => peopleWithinScope(me, first));
  return tx.query(
    `SELECT c.province_code AS code, coalesce(pr.name, c.province_code) AS name, c.people, c.unplaced
     FROM (
       SELECT e.province_code, count(*)::int AS people, count(*) FILTER (WHERE e.state = 'verified')::int AS unplaced
       FROM delivery_enrollment e WHERE ${where.sql} GROUP BY e.province_code
     ) c LEFT JOIN registry_region pr ON pr.code = c.province_code
     ORDER BY name`,
    where.parameters,
  );
}

export async function runChoices(tx: EntityManager): Promise<ResultOf<typeof getRunChoices>> {
  const [choices]: [ResultOf<typeof getRunChoices>] = await tx.query(`
    SELECT
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'title', title, 'number', number)
                ORDER BY title, number DESC), '[]')
       FROM curriculum_version WHERE state = 'inUse') AS versions,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'number', d.number, 'title', d.title,
                'candidates', (SELECT count(*) FROM registry_candidate c WHERE c.decree_id = d.id))
                ORDER BY d.decided_on DESC, d.number), '[]')
       FROM registry_decree d) AS decrees,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('code', code, 'name', name) ORDER BY name), '[]')
       FROM registry_region WHERE level = 'province') AS provinces`);
  return choices;
}
