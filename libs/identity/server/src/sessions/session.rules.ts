import { permissionsOf, type Role, scopeLevelOf } from '@bimtek/identity-contracts';
import type { Scope, ScopeLevel } from '@bimtek/platform-contracts';

const MINUTE = 60_000;

/** How long an unused session lives: 30 days, or 15 minutes on a phone that several people use. */
export function lifetimeMs(sharedPhone: boolean): number {
  return sharedPhone ? 15 * MINUTE : 30 * 24 * 60 * MINUTE;
}

/**
 * Use is written down only when it moves the end by a tenth of the lifetime or ten minutes: not on every request. Where the
 * clock was set back it moves the end too, so that a session does not live on by the time that was taken away.
 */
export function shouldTouch(session: { lastSeenAt: Date; sharedPhone: boolean }, now: Date): boolean {
  const step = Math.min(lifetimeMs(session.sharedPhone) / 10, 10 * MINUTE);
  return Math.abs(now.getTime() - session.lastSeenAt.getTime()) >= step;
}

export interface HeldRole {
  id?: string;
  role: Role;
  level: ScopeLevel;
  scopeId: string;
}

/** The order in which a role is taken when none has been chosen: the work before the learning. */
// prettier-ignore
const PREFERENCE: Role[] = [
  'nationalAdmin', 'provincialAdmin', 'regencyAdmin', 'organizer', 'masterTrainer', 'expertTrainer',
  'signatory', 'regionalFacilitator', 'observer', 'classLeader', 'trainee',
];

/**
 * The role a session acts in, how far it reaches and what it may do: only by the grants of this one role. Someone without
 * any role may do nothing. A grant that is bound to another kind of place than its role counts for nothing: it must
 * never reach further than it was given.
 */
export function actingAs(all: HeldRole[], chosen: Role | null) {
  const held = all.filter((grant) => grant.level === scopeLevelOf[grant.role]);
  const roles = PREFERENCE.filter((role) => held.some((grant) => grant.role === role));
  const role = chosen && roles.includes(chosen) ? chosen : roles[0];
  if (!role) {
    const scope: Scope = { level: 'own', ids: [] };
    return { role: 'trainee' as Role, roles, scope, permissions: [], grantIds: [] };
  }
  const level = scopeLevelOf[role];
  const grants = held.filter((grant) => grant.role === role);
  const ids = level === 'own' || level === 'national' ? [] : grants.map((grant) => grant.scopeId);
  const scope: Scope = { level, ids };
  return {
    role,
    roles,
    scope,
    permissions: permissionsOf(role),
    grantIds: grants.flatMap(({ id }) => id ?? []),
  };
}

/** Who decides for others or signs for the program: a stolen password alone must not be enough. */
const GUARDED_ROLES: Role[] = ['regencyAdmin', 'provincialAdmin', 'nationalAdmin', 'signatory'];

/** Whether one of the roles held asks for a second factor, whichever is acted in. */
export function asksForSecondFactor(held: Pick<HeldRole, 'role'>[]): boolean {
  return held.some(({ role }) => GUARDED_ROLES.includes(role));
}
