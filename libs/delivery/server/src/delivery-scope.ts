import type { Actor } from '@bimtek/platform-contracts';
import { uuidsIn, withinScope } from '@bimtek/platform-server';

interface Narrowed {
  sql: string;
  parameters: unknown[];
}

/**
 * Enrollments (alias `e`) an actor may see. Who fills classes (organizers) also sees people of the provinces of their
 * classes, in the same runs, who have no class yet; trainers see their classes only.
 */
export function peopleWithinScope(me: Actor, firstParameter: number): Narrowed {
  const columns = {
    own: 'e.person_id',
    class: 'e.class_group_id',
    regency: 'e.regency_code',
    province: 'e.province_code',
  };
  const narrowed = withinScope(me, columns, firstParameter);
  if (me.scope.level !== 'class' || !me.permissions.has('enrollment.place')) return narrowed;
  const unplaced = `e.class_group_id IS NULL AND EXISTS (
    SELECT 1 FROM delivery_class_group own
    WHERE own.id = ANY($${firstParameter}::uuid[])
      AND own.run_id = e.run_id AND own.province_code = e.province_code)`;
  return { sql: `${narrowed.sql} OR (${unplaced})`, parameters: narrowed.parameters };
}

/** Class groups (alias `g`) an actor may see; for a regency those in which its people sit. */
export function classGroupsWithinScope(me: Actor, firstParameter: number): Narrowed {
  if (me.scope.level === 'regency') {
    return {
      sql: `EXISTS (SELECT 1 FROM delivery_enrollment s
        WHERE s.class_group_id = g.id AND s.regency_code = ANY($${firstParameter}::text[]))`,
      parameters: [me.scope.ids],
    };
  }
  return withinScope(me, { class: 'g.id', province: 'g.province_code' }, firstParameter);
}

/** Runs (alias `r`): everybody who works with classes sees them, those bound to classes only the runs of these. */
export function runsWithinScope(me: Actor, firstParameter: number): Narrowed {
  if (me.scope.level === 'own') return { sql: 'false', parameters: [] };
  if (me.scope.level !== 'class') return { sql: 'true', parameters: [] };
  return {
    sql: `EXISTS (SELECT 1 FROM delivery_class_group own
      WHERE own.run_id = r.id AND own.id = ANY($${firstParameter}::uuid[]))`,
    parameters: [uuidsIn(me.scope.ids)],
  };
}
