import type { EntityManager } from 'typeorm';
import type { WorkOf } from './own-work.rules.ts';

/** Who decides, with the library they belong to now. */
export async function deciderOf(tx: EntityManager, personId: string): Promise<WorkOf> {
  const [person]: { library_id: string | null }[] = await tx.query(
    `SELECT library_id FROM registry_person WHERE id = $1`,
    [personId],
  );
  return { personId, libraryId: person?.library_id ?? null };
}

/**
 * `isOwnWork` as a condition of a statement on the columns (qualified SQL) with the person and the library of the work.
 * It is never null, so `NOT (…)` keeps everything else.
 */
export function ownWork(
  columns: { person: string; library: string },
  decider: WorkOf,
  firstParameter = 1,
): { sql: string; parameters: unknown[] } {
  return {
    sql: `(${columns.person} = $${firstParameter}::uuid OR coalesce(${columns.library} = $${firstParameter + 1}::uuid, false))`,
    parameters: [decider.personId, decider.libraryId],
  };
}
