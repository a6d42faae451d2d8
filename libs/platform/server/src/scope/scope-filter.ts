import type { Actor } from '@bimtek/platform-contracts';

/** The columns (qualified SQL) by which a statement can be narrowed; a level without a column denies. */
export interface ScopeColumns {
  own?: string;
  class?: string;
  regency?: string;
  province?: string;
}

/**
 * The condition that keeps a statement within the actor's scope, as SQL with its parameters from `$firstParameter` on.
 * Scope is data: rows carry the ids it is compared with, and nobody filters after the query.
 */
export function withinScope(
  actor: Actor,
  columns: ScopeColumns,
  firstParameter = 1,
): { sql: string; parameters: unknown[] } {
  const { level, ids } = actor.scope;
  if (level === 'national') return { sql: 'true', parameters: [] };
  const column = columns[level];
  if (!column) return { sql: 'false', parameters: [] };
  if (level === 'own')
    return { sql: `${column} = ANY($${firstParameter}::uuid[])`, parameters: [[actor.userId]] };
  if (level === 'class')
    return { sql: `${column} = ANY($${firstParameter}::uuid[])`, parameters: [uuidsIn(ids)] };
  return { sql: `${column} = ANY($${firstParameter}::text[])`, parameters: [ids] };
}

/** Compared as what the column holds, so that an index of it serves; what is no id could be nobody's. */
export function uuidsIn(ids: readonly string[]): string[] {
  return ids.filter((id) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id));
}
