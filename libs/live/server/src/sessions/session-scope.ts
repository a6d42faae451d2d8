import { seatedStates } from '@bimtek/delivery-contracts';
import { classGroupsWithinScope } from '@bimtek/delivery-server';
import type { Actor } from '@bimtek/platform-contracts';

interface Narrowed {
  sql: string;
  parameters: unknown[];
}

const SEATED = `'${seatedStates.join(`', '`)}'`;

/**
 * Sessions (alias `s`) somebody may see: of the classes they learn in or that lie within their scope, and of the runs of
 * these. The classes are looked up once, so that sessions are found by their index however many others there are.
 */
export function sessionsWithinScope(me: Actor, firstParameter: number): Narrowed {
  if (me.scope.level === 'national') return { sql: 'true', parameters: [] };
  if (me.scope.level === 'own') {
    const from = `FROM delivery_enrollment e
      WHERE e.person_id = $${firstParameter}::uuid AND e.state IN (${SEATED}) AND e.class_group_id IS NOT NULL`;
    return {
      sql: ofClassOrRun(`SELECT e.class_group_id ${from}`, `SELECT e.run_id ${from}`),
      parameters: [me.userId],
    };
  }
  const { sql, parameters } = classGroupsWithinScope(me, firstParameter);
  const from = `FROM delivery_class_group g WHERE (${sql})`;
  return { sql: ofClassOrRun(`SELECT g.id ${from}`, `SELECT g.run_id ${from}`), parameters };
}

function ofClassOrRun(classes: string, runs: string): string {
  return `s.class_group_id = ANY(ARRAY(${classes}))
    OR (s.class_group_id IS NULL AND s.run_id = ANY(ARRAY(${runs})))`;
}

/** Whether somebody leads the sessions within their scope, in the role they act in now. */
export function isHost(me: Pick<Actor, 'permissions'>): boolean {
  return me.permissions.has('session.plan');
}
