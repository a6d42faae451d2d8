import type { Actor } from '@bimtek/platform-contracts';

/** How the platform learns who stands at the sockets' door, and when that is no longer so; identity provides it. */
export abstract class SocketDoor {
  /** Who has this Cookie header; null when nobody is signed in by it. Throws a problem for who may not enter yet. */
  abstract actorOf(cookies: string | undefined): Promise<Actor | null>;
  /** Calls back when sessions or roles of a person may have changed; with null when anybody's may have. */
  abstract onChange(changed: (personId: string | null) => void): void;
}
