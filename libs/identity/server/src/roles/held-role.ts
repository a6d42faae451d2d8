import { type Actor, commonProblem } from '@bimtek/platform-contracts';
import type { EntityManager } from 'typeorm';

interface LockedGrant {
  id: string;
  valid_from: Date;
  valid_to: Date | null;
}

/**
 * Holds the role somebody acts in until the end of the transaction, or refuses: an act of an administrator is done while
 * the role stands, wholly, and the end of the role waits for it; or the role has ended before, and nothing is done.
 * Called after the rows that the act is about have been locked, as they are when a role ends together with a team.
 * Acts of the program itself have no role to hold.
 */
export async function holdRole(
  tx: EntityManager,
  me: Pick<Actor, 'grantIds'> | 'system',
  now: Date,
): Promise<void> {
  if (me === 'system' || !me.grantIds) return;
  const rows: LockedGrant[] = await tx.query(
    `SELECT id, valid_from, valid_to FROM identity_role_grant WHERE id = ANY($1::uuid[]) ORDER BY id FOR SHARE`,
    [me.grantIds],
  );
  refuseEnded(me.grantIds, rows, now);
}

/** Refuses when one of the grants somebody acts by is gone or not valid at this moment. */
export function refuseEnded(grantIds: readonly string[], rows: LockedGrant[], now: Date): void {
  const standing = rows.filter((row) => row.valid_from <= now && (!row.valid_to || row.valid_to > now));
  const ids = new Set(standing.map((row) => row.id));
  if (grantIds.length === 0 || !grantIds.every((id) => ids.has(id))) throw commonProblem('not-allowed');
}
