import { peopleWithinScope } from '@bimtek/delivery-server';
import type { EnrollmentId, EnrollmentState } from '@bimtek/delivery-contracts';
import type { ScoreCell } from '@bimtek/graduation-contracts';
import type { Actor } from '@bimtek/platform-contracts';
import type { EntityManager } from 'typeorm';
import { containing, readPlace } from '../keyset.ts';

/** Who has scores: not those who still wait for the class, nor those who have left. */
const WITH_SCORES = `e.state IN ('active', 'completed', 'passed', 'notPassed')`;

export interface PersonRow {
  enrollmentId: EnrollmentId;
  personId: string;
  name: string;
  sortName: string;
  participantCode: string | null;
  place: string | null;
  state: EnrollmentState;
  scores: (Omit<ScoreCell, 'recordedAt'> & { recordedAt: string })[];
}

/** People of a class within scope by name with their scores; served by the index of enrollments by class and name. */
export async function readClassScores(
  tx: EntityManager,
  ...asked: Parameters<typeof classScoresStatement>
): Promise<PersonRow[]> {
  const { sql, parameters } = classScoresStatement(...asked);
  return tx.query(sql, parameters);
}

export function classScoresStatement(
  me: Actor,
  classGroupId: string,
  { after, limit, q }: { after?: string | undefined; limit: number; q?: string | undefined },
): { sql: string; parameters: unknown[] } {
  const [name, id] = readPlace(after) ?? [null, null];
  const within = peopleWithinScope(me, 6);
  return {
    sql: `SELECT e.id AS "enrollmentId", e.person_id AS "personId", coalesce(p.full_name, e.sort_name) AS name,
       e.sort_name AS "sortName", a.participant_code AS "participantCode", v.name AS place, e.state,
       coalesce((SELECT jsonb_agg(jsonb_build_object('component', s.component, 'value', s.value, 'outOf', s.out_of,
                   'source', s.source, 'recordedBy', w.display_name, 'recordedAt', s.recorded_at))
                 FROM graduation_component_score s LEFT JOIN identity_account w ON w.person_id = s.recorded_by
                 WHERE s.enrollment_id = e.id), '[]') AS scores
     FROM delivery_enrollment e
     LEFT JOIN registry_person p ON p.id = e.person_id
     LEFT JOIN identity_account a ON a.person_id = e.person_id
     LEFT JOIN registry_library l ON l.id = e.library_id
     LEFT JOIN registry_region v ON v.code = l.village_code
     WHERE e.class_group_id = $1 AND ${WITH_SCORES} AND (${within.sql})
       AND ($2::text IS NULL OR (e.sort_name, e.id) > ($2::text COLLATE "C", $3::uuid))
       AND ($4::text IS NULL OR p.full_name ILIKE $4 OR v.name ILIKE $4 OR a.participant_code ILIKE $4)
     ORDER BY e.sort_name, e.id LIMIT $5`,
    parameters: [classGroupId, name, id, q ? containing(q) : null, limit, ...within.parameters],
  };
}

/** How many people a class has within scope (and of these match), and for how many each component is recorded. */
export async function countClassScores(
  tx: EntityManager,
  me: Actor,
  classGroupId: string,
  q: string | undefined,
): Promise<{ people: number; matching: number; recorded: Record<string, number> }> {
  const within = peopleWithinScope(me, 3);
  const [row] = await tx.query<[{ people: number; matching: number; recorded: Record<string, number> }]>(
    `WITH people AS (
       SELECT e.id, ($2::text IS NULL OR p.full_name ILIKE $2 OR v.name ILIKE $2 OR a.participant_code ILIKE $2) AS matches
       FROM delivery_enrollment e
       LEFT JOIN registry_person p ON p.id = e.person_id
       LEFT JOIN identity_account a ON a.person_id = e.person_id
       LEFT JOIN registry_library l ON l.id = e.library_id
       LEFT JOIN registry_region v ON v.code = l.village_code
       WHERE e.class_group_id = $1 AND ${WITH_SCORES} AND (${within.sql})
     )
     SELECT (SELECT count(*)::int FROM people) AS people, (SELECT count(*)::int FROM people WHERE matches) AS matching,
       coalesce((SELECT jsonb_object_agg(component, n) FROM (
         SELECT s.component, count(*) AS n
         FROM graduation_component_score s JOIN people ON people.id = s.enrollment_id GROUP BY s.component
       ) AS counted), '{}') AS recorded`,
    [classGroupId, q ? containing(q) : null, ...within.parameters],
  );
  return row;
}
