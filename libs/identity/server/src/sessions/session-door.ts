import type { Actor } from '@bimtek/platform-contracts';
import { SocketDoor } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { fastifyCookie } from '@fastify/cookie';
import { SESSION_COOKIE, Sessions } from './sessions.service.ts';

/** Sockets come in with the same cookie as requests, and hear of the same changes. */
@Injectable()
export class SessionDoor extends SocketDoor {
  constructor(private readonly sessions: Sessions) {
    super();
  }

  override actorOf(cookies: string | undefined): Promise<Actor | null> {
    return this.sessions.actorWith(fastifyCookie.parse(cookies ?? '')[SESSION_COOKIE], 'SOCKET');
  }

  override onChange(changed: (personId: string | null) => void): void {
    this.sessions.onChange(changed);
  }
}
