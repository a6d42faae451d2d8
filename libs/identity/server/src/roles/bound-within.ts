import type { Actor } from '@bimtek/platform-contracts';
import { provinceOf } from './grant.rules.ts';

/**
 * The rows (an alias with `level` and `scope_id`) that are bound within the own scope, as SQL: all nationally; for a
 * province those bound to it and to its regencies; for a regency its own.
 */
export function boundWithin(me: Actor, alias: string, given: (value: unknown) => string): string {
  const { level, ids } = me.scope;
  if (level === 'national') return 'true';
  if (level !== 'province' && level !== 'regency') return 'false';
  const inProvinces =
    `${alias}.level IN ('province', 'regency') ` +
    `AND left(${alias}.scope_id, 2) = ANY(${given(ids.map(provinceOf))}::text[])`;
  if (level === 'province') return inProvinces;
  return `${inProvinces} AND ${alias}.level = 'regency' AND ${alias}.scope_id = ANY(${given(ids)}::text[])`;
}
