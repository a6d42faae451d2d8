import { InjectionToken } from '@angular/core';
import type { Type } from '@angular/core';

/** What one context keeps on this device of people's work until the server has it. */
export interface UnsentOf {
  /** Pieces of work of a person that only this device has. */
  count(personId: string): number;
  /** Tries to bring them to the server, in the session that is open; what cannot be sent stays. Never rejects. */
  send(personId: string): Promise<void>;
  /** Lets go of all that this device keeps of the person's work; it is gone when the promise says so. */
  discard(personId: string): void | Promise<void>;
}

/** The contexts that keep work here; given by the app, and fetched only when there may be something. */
export const UNSENT_WORK = new InjectionToken<() => Promise<readonly Type<UnsentOf>[]>>('UNSENT_WORK', {
  factory: () => () => Promise.resolve([]),
});
