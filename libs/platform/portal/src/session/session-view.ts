import { InjectionToken } from '@angular/core';
import type { Endpoint, Scope } from '@bimtek/platform-contracts';
import type * as z from 'zod';

/** What every page may need to know of who is signed in. */
export interface SessionView {
  person: { id: string; name: string };
  /** The role being acted in, and all that are held. */
  role: string;
  roles: readonly string[];
  scope: Scope;
  permissions: readonly string[];
  /** Until a second factor is added, the server refuses everything else. */
  mustAddSecondFactor?: boolean;
}

/** Answers null when nobody is signed in. */
export type SessionEndpoint = Endpoint<
  undefined,
  undefined,
  undefined,
  z.ZodType<{ session: SessionView | null }>
>;

/** Where the session is read: given by the app, as the platform does not know the context that owns sessions. */
export const SESSION_ENDPOINT = new InjectionToken<SessionEndpoint>('SESSION_ENDPOINT');
