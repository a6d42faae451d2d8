import { endpoint, Scope } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { Role } from './permissions.ts';

export const SessionView = z
  .object({
    person: z.object({ id: z.uuid(), name: z.string() }),
    participantCode: z.string(),
    /** The role being acted in, and all that are held. */
    role: Role,
    roles: z.array(Role),
    scope: Scope,
    permissions: z.array(z.string()),
    sharedPhone: z.boolean(),
    /** The role asks for a second factor and there is none: until it is added, nothing else is allowed. */
    mustAddSecondFactor: z.boolean().default(false),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'Session' });
export type SessionView = z.infer<typeof SessionView>;

export const getSession = endpoint({
  name: 'getSession',
  summary: 'Who is signed in, in which role; null when nobody is',
  method: 'GET',
  path: 'session',
  allow: 'public',
  result: z.object({ session: SessionView.nullable() }),
});
