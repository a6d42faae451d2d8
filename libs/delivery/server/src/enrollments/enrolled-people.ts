import { type Reach, ReachesPeople, type ReachesPeopleOf } from '@bimtek/identity-server';
import type { Actor } from '@bimtek/platform-contracts';
import { peopleWithinScope } from '../delivery-scope.ts';

/** Whose accounts an office may care for: people enrolled where it works, in whatever state. */
@ReachesPeople()
export class EnrolledPeople implements ReachesPeopleOf {
  reach(me: Actor, personColumn: string, firstParameter: number): Reach {
    if (me.scope.level === 'own') return { sql: 'false', parameters: [] };
    const { sql, parameters } = peopleWithinScope(me, firstParameter);
    return {
      sql: `${personColumn} IN (SELECT e.person_id FROM delivery_enrollment e WHERE ${sql})`,
      parameters,
    };
  }
}
