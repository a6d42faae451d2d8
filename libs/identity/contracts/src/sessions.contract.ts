import { endpoint, id } from '@bimtek/platform-contracts';
import * as z from 'zod';

export const SessionId = id('Session');
export type SessionId = z.infer<typeof SessionId>;

/** What a browser says of itself, in words that its owner would use. */
export const Device = z.object({
  kind: z.enum(['phone', 'tablet', 'computer', 'unknown']),
  /** `Chrome`, `Firefox`; null when it is none that is known. */
  browser: z.string().nullable(),
  /** `Android`, `Windows`. */
  system: z.string().nullable(),
});
export type Device = z.infer<typeof Device>;

export const OpenSession = z
  .object({
    id: SessionId,
    device: Device,
    createdAt: z.iso.datetime(),
    lastSeenAt: z.iso.datetime(),
    sharedPhone: z.boolean(),
    /** The one that asks. */
    isThis: z.boolean(),
  })
  .meta({ id: 'OpenSession' });
export type OpenSession = z.infer<typeof OpenSession>;

export const listSessions = endpoint({
  name: 'listSessions',
  summary: 'The own sessions that are open, this one first, then by last use',
  method: 'GET',
  path: 'sessions',
  allow: 'signed-in',
  result: z.object({ items: z.array(OpenSession) }),
});

export const endSession = endpoint({
  name: 'endSession',
  summary: 'End one of the own sessions; a second call changes nothing',
  method: 'DELETE',
  path: 'sessions/:sessionId',
  allow: 'signed-in',
  params: z.object({ sessionId: SessionId }),
});

export const endOtherSessions = endpoint({
  name: 'endOtherSessions',
  summary: 'End all of the own sessions but this one',
  method: 'DELETE',
  path: 'sessions',
  allow: 'signed-in',
  result: z.object({ ended: z.int().nonnegative() }),
});
