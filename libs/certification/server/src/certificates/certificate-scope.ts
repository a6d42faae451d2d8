import type { Actor } from '@bimtek/platform-contracts';
import { withinScope } from '@bimtek/platform-server';

const COLUMNS = { class: 'c.class_group_id', province: 'c.province_code', regency: 'c.regency_code' };

/** Certificates (alias `c`) an actor may see. Whoever signs sees those that await a signature: all that are valid. */
export function certificatesWithinScope(
  me: Actor,
  firstParameter: number,
): { sql: string; parameters: unknown[] } {
  const scope = withinScope(me, COLUMNS, firstParameter);
  if (!me.permissions.has('certificate.sign')) return scope;
  return { sql: `(${scope.sql}) AND c.validity = 'valid'`, parameters: scope.parameters };
}
