import type { ClassGroup, ClassGroupDetail } from '@bimtek/delivery-contracts';
import { seatedStates } from '@bimtek/delivery-contracts';
import type { Actor } from '@bimtek/platform-contracts';
import { type Conditions } from '@bimtek/platform-server';
import type { EntityManager } from 'typeorm';
import { classGroupsWithinScope, peopleWithinScope } from '../delivery-scope.ts';

const FROM_CLASS_GROUPS = `
  FROM delivery_class_group g
  JOIN delivery_wave w ON w.id = g.wave_id
  JOIN delivery_run r ON r.id = g.run_id
  LEFT JOIN registry_region pr ON pr.code = g.province_code
  LEFT JOIN identity_account o ON o.person_id = g.organizer_id`;

const TRAINERS = `
  (SELECT coalesce(jsonb_agg(jsonb_build_object('personId', t.person_id, 'name', coalesce(a.display_name, '–'))
            ORDER BY t.position), '[]')
   FROM delivery_class_trainer t LEFT JOIN identity_account a ON a.person_id = t.person_id
   WHERE t.class_group_id = g.id) AS trainers`;

const COLUMNS = `
  g.id, g.run_id AS "runId", g.code, g.name, g.province_code AS "provinceCode",
  coalesce(pr.name, g.province_code) AS "provinceName", g.time_zone AS "timeZone", g.capacity, g.state,
  jsonb_build_object('id', w.id, 'number', w.number, 'startsOn', w.starts_on, 'endsOn', w.ends_on) AS wave,
  CASE WHEN g.organizer_id IS NULL THEN NULL
    ELSE jsonb_build_object('personId', g.organizer_id, 'name', coalesce(o.display_name, '–')) END AS organizer,
  r.name AS "runName", g.closed_at AS "closedAt", ${TRAINERS}`;

const SEATED = `'${seatedStates.join(`', '`)}'`;

export type ClassGroupRow = ClassGroup & { runName: string; closedAt: Date | null; seated: number };

/** Classes within scope by code, with their people (within scope) by state. */
export async function readClassGroups(
  tx: EntityManager,
  me: Actor,
  where: Conditions,
  limit: number,
): Promise<ClassGroupRow[]> {
  where.within((first) => classGroupsWithinScope(me, first));
  const condition = where.sql;
  const last = where.value(limit);
  where.within((first) => peopleWithinScope(me, first));
  return tx.query(
    `WITH page AS MATERIALIZED (
       SELECT ${COLUMNS} ${FROM_CLASS_GROUPS} WHERE ${condition} ORDER BY g.code, g.id LIMIT ${last}
     )
     SELECT page.*, counted.people, counted.seated
     FROM page CROSS JOIN LATERAL (
       SELECT coalesce(jsonb_object_agg(c.state, c.people) FILTER (WHERE c.people > 0), '{}') AS people,
         coalesce(sum(c.seated), 0)::int AS seated
       FROM (
         SELECT e.state, count(*) FILTER (WHERE ${where.parts.at(-1)}) AS people,
           count(*) FILTER (WHERE e.state IN (${SEATED})) AS seated
         FROM delivery_enrollment e WHERE e.class_group_id = page.id GROUP BY e.state
       ) c
     ) counted ORDER BY page.code, page.id`,
    where.parameters,
  );
}

export async function countClassGroups(tx: EntityManager, me: Actor, where: Conditions): Promise<number> {
  where.within((first) => classGroupsWithinScope(me, first));
  const [row]: { total: number }[] = await tx.query(
    `SELECT count(*)::int AS total FROM delivery_class_group g WHERE ${where.sql}`,
    where.parameters,
  );
  return row?.total ?? 0;
}

/** What the warnings of one class are made from. */
export async function teamFacts(tx: EntityManager, classGroupId: ClassGroupDetail['id']) {
  const [facts]: [
    {
      trainerRegencies: (string | null)[];
      peopleRegencies: string[];
      classesOfOrganizer: number;
      mostClassesOfATrainer: number;
    },
  ] = await tx.query(
    `SELECT
       (SELECT coalesce(jsonb_agg(l.regency_code), '[]')
        FROM delivery_class_trainer t
        LEFT JOIN registry_person p ON p.id = t.person_id
        LEFT JOIN registry_library l ON l.id = p.library_id
        WHERE t.class_group_id = g.id) AS "trainerRegencies",
       (SELECT coalesce(jsonb_agg(DISTINCT e.regency_code), '[]')
        FROM delivery_enrollment e WHERE e.class_group_id = g.id) AS "peopleRegencies",
       (SELECT count(*)::int FROM delivery_class_group s
        WHERE s.organizer_id = g.organizer_id AND s.run_id = g.run_id AND s.state <> 'closed') AS "classesOfOrganizer",
       (SELECT coalesce(max(c.classes), 0)::int FROM (
          SELECT count(*) AS classes FROM delivery_class_trainer t
          JOIN delivery_class_trainer also ON also.person_id = t.person_id
          JOIN delivery_class_group s ON s.id = also.class_group_id AND s.wave_id = g.wave_id
          WHERE t.class_group_id = g.id GROUP BY t.person_id) c) AS "mostClassesOfATrainer"
     FROM delivery_class_group g WHERE g.id = $1`,
    [classGroupId],
  );
  return facts;
}
