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
  const allowed = level === 'own' ? [actor.userId] : ids;
  return { sql: `${column}::text = ANY($${firstParameter}::text[])`, parameters: [allowed] };
}
