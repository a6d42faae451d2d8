import * as z from 'zod';
import type { Permission } from './endpoint.ts';

/**
 * How far a permission reaches. `own`: the person's own rows. Otherwise the ids or codes it is bound to:
 * class group ids, regency codes (4 digits), province codes (2 digits); national has none.
 */
export const ScopeLevel = z.enum(['own', 'class', 'regency', 'province', 'national']);
export type ScopeLevel = z.infer<typeof ScopeLevel>;

export const Scope = z.object({ level: ScopeLevel, ids: z.array(z.string()) });
export type Scope = z.infer<typeof Scope>;

/** Who is asking: known from the session, never from what was sent. */
export interface Actor {
  /** The person's id; opaque outside registry. */
  readonly userId: string;
  readonly accountId: string;
  readonly sessionId: string;
  readonly displayName: string;
  /** The role the person has chosen to act in. */
  readonly role: string;
  readonly scope: Scope;
  readonly permissions: ReadonlySet<Permission>;
  /** The grants behind the role, so that an act can hold on to them; absent when the program acts by itself. */
  readonly grantIds?: readonly string[];
}
