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
  const type = level === 'own' || level === 'class' ? 'uuid' : 'text';
  const allowed = level === 'own' ? [actor.userId] : type === 'uuid' ? uuidsIn(ids) : ids;
  // One value leaves the rest of an index in order, so that a list can be read from it; a set of values does not.
  const value =
    allowed.length === 1 ? `($${firstParameter}::${type}[])[1]` : `ANY($${firstParameter}::${type}[])`;
  return { sql: `${column} = ${value}`, parameters: [allowed] };
}

/** Compared as what the column holds, so that an index of it serves; what is no id could be nobody's. */
export function uuidsIn(ids: readonly string[]): string[] {
  return ids.filter((id) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id));
}
