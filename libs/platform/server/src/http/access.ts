import type { Actor } from '@bimtek/platform-contracts';
import type { FastifyRequest } from 'fastify';

/** How the platform learns who is asking; identity provides it. Null when nobody is signed in. */
export abstract class Authenticator {
  abstract authenticate(request: FastifyRequest): Promise<Actor | null>;
}

declare module 'fastify' {
  interface FastifyRequest {
    actor?: Actor;
  }
}
