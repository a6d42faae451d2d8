import {
  type Role,
  rolesByOtherMeans,
  rolesGivenBy,
  rolesProposedBy,
  scopeLevelOf,
} from '@bimtek/identity-contracts';
import type { Scope } from '@bimtek/platform-contracts';

export interface GrantFacts {
  role: Role;
  /** Class id, regency or province code; empty for own and national. */
  scopeId: string;
}
interface Period {
  from: Date;
  until: Date | null;
}

/** Why somebody acting in a role may not give or end another role, or null when they may. */
export function refusesRole(
  giver: { role: Role; personId: string },
  given: { role: Role; personId: string },
): 'role-by-other-means' | 'role-not-yours-to-give' | 'own-role' | null {
  if (giver.personId === given.personId) return 'own-role';
  if (rolesGivenBy(giver.role).includes(given.role)) return null;
  return rolesByOtherMeans.includes(given.role) ? 'role-by-other-means' : 'role-not-yours-to-give';
}

/** Why somebody acting in a role may not propose another role for somebody, or null when they may. */
export function refusesProposedRole(
  proposer: { role: Role; personId: string },
  proposed: { role: Role; personId: string },
): 'role-by-other-means' | 'role-not-yours-to-propose' | 'own-role' | null {
  if (proposer.personId === proposed.personId) return 'own-role';
  if (rolesProposedBy(proposer.role).includes(proposed.role)) return null;
  return rolesByOtherMeans.includes(proposed.role) ? 'role-by-other-means' : 'role-not-yours-to-propose';
}

/** Whether a grant lies within a scope: everything nationally; for a province itself and its regencies; for a regency itself. */
export function isGrantWithin({ level, ids }: Scope, grant: GrantFacts): boolean {
  if (level === 'national') return true;
  const own = scopeLevelOf[grant.role];
  if (level === 'regency') return own === 'regency' && ids.includes(grant.scopeId);
  if (level !== 'province') return false;
  return (own === 'province' || own === 'regency') && ids.includes(provinceOf(grant.scopeId));
}

/** A regency's code begins with that of its province: `33.08` is in `33`. */
export function provinceOf(regionCode: string): string {
  return regionCode.slice(0, 2);
}

export function refusesPeriod({ from, until }: Period, now: Date): 'period-not-valid' | null {
  return until && (until <= from || until <= now) ? 'period-not-valid' : null;
}

export function periodOf({ from, until }: Period, now: Date): 'future' | 'current' | 'ended' {
  if (until && until <= now) return 'ended';
  return from > now ? 'future' : 'current';
}
