import { type BoardRow, PIECES_PER_DAY } from '@bimtek/assignments-contracts';
import { classGroupsWithinScope } from '@bimtek/delivery-server';
import type { Actor } from '@bimtek/platform-contracts';
import { Conditions } from '@bimtek/platform-server';
import type { EntityManager } from 'typeorm';

type BoardFacts = Omit<BoardRow, 'nextDueAt'> & { nextDueAt: Date | null };

/** What waits for marks in a run within scope, added up. Everybody who could have work has a row, also without any. */
export async function boardOf(
  tx: EntityManager,
  me: Actor,
  runId: string,
  by: 'marker' | 'class' | 'province',
  now: Date,
): Promise<BoardRow[]> {
  const where = new Conditions()
    .and('g.run_id = ?', runId)
    .and(`g.state NOT IN ('preparing', 'closed')`)
    .within((first) => classGroupsWithinScope(me, first));
  const conditions = where.sql;
  const now$ = `${where.value(now)}::timestamptz`;
  const group = { marker: 'a.marker_id', class: 'a.class_group_id', province: 'g.province_code' }[by];
  const rows: BoardFacts[] = await tx.query(
    `WITH groups AS (SELECT g.* FROM delivery_class_group g WHERE ${conditions}),
     counted AS (
       SELECT ${group} AS id, count(*)::int AS open,
         (count(*) FILTER (WHERE a.warn_at <= ${now$} AND a.due_at >= ${now$}))::int AS soon,
         (count(*) FILTER (WHERE a.due_at < ${now$}))::int AS late,
         (count(*) FILTER (WHERE a.marker_id IS NULL))::int AS unallocated,
         min(a.due_at) AS "nextDueAt"
       FROM groups g JOIN assignments_allocation a ON a.class_group_id = g.id AND a.closed_at IS NULL
       GROUP BY 1
     )
     ${all[by](now$)}`,
    where.parameters,
  );
  return rows.map((row) => ({ ...row, nextDueAt: row.nextDueAt?.toISOString() ?? null }));
}

const numbers = `coalesce(c.open, 0) AS open, coalesce(c.soon, 0) AS soon, coalesce(c.late, 0) AS late,
  coalesce(c.unallocated, 0) AS unallocated, c."nextDueAt"`;
const urgent = `coalesce(c.late, 0) DESC, coalesce(c.soon, 0) DESC, coalesce(c.open, 0) DESC`;
const withoutMarker = `NULL::float8 AS days, NULL::int AS "perDay", NULL::text AS "awayUntil"`;

const all = {
  // Days of work are those of all runs, so all that is open is counted once.
  marker: (now: string) => `
    , people AS MATERIALIZED (
      SELECT d.person_id FROM groups g CROSS JOIN LATERAL (
        SELECT person_id FROM delivery_class_trainer WHERE class_group_id = g.id OFFSET 0) d
      UNION SELECT id FROM counted),
    everywhere AS (
      SELECT marker_id, count(*) AS n FROM assignments_allocation
      WHERE closed_at IS NULL AND marker_id IS NOT NULL GROUP BY 1)
    SELECT t.person_id AS id,
      CASE WHEN t.person_id IS NOT NULL THEN
        coalesce((SELECT i.display_name FROM identity_account i WHERE i.person_id = t.person_id), '–') END AS name,
      ${numbers},
      round(coalesce(o.n, 0)::numeric / coalesce(m.per_day, ${PIECES_PER_DAY}), 2)::float8 AS days,
      coalesce(m.per_day, ${PIECES_PER_DAY}) AS "perDay",
      CASE WHEN m.away_until >= ${now}::date AND m.away_from <= ${now}::date + 7 THEN m.away_until::text END AS "awayUntil"
    FROM people t
    LEFT JOIN counted c ON coalesce(c.id::text, '') = coalesce(t.person_id::text, '')
    LEFT JOIN everywhere o ON o.marker_id = t.person_id
    LEFT JOIN assignments_marker m ON m.person_id = t.person_id
    ORDER BY t.person_id IS NULL DESC, ${urgent}, name, t.person_id`,
  class: () => `
    SELECT g.id, g.name, ${numbers}, ${withoutMarker}
    FROM groups g LEFT JOIN counted c ON c.id = g.id ORDER BY ${urgent}, g.code`,
  province: () => `
    SELECT p.code AS id, coalesce(r.name, p.code) AS name, ${numbers}, ${withoutMarker}
    FROM (SELECT DISTINCT province_code AS code FROM groups) p
    LEFT JOIN counted c ON c.id = p.code LEFT JOIN registry_region r ON r.code = p.code
    ORDER BY ${urgent}, p.code`,
};
