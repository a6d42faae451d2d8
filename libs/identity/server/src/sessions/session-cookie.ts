import { Settings } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { lifetimeMs } from './session.rules.ts';
import { SESSION_COOKIE } from './sessions.service.ts';

/** The cookie of a session: unreadable to scripts, not sent from other sites, gone with the browser on a shared phone. */
@Injectable()
export class SessionCookie {
  constructor(private readonly settings: Settings) {}

  set(reply: FastifyReply, token: string, sharedPhone: boolean): void {
    void reply.setCookie(SESSION_COOKIE, token, {
      ...this.#attributes(),
      ...(sharedPhone ? {} : { maxAge: lifetimeMs(false) / 1000 }),
    });
  }

  clear(reply: FastifyReply): void {
    void reply.clearCookie(SESSION_COOKIE, this.#attributes());
  }

  #attributes() {
    return {
      path: '/',
      httpOnly: true,
      sameSite: 'lax' as const,
      secure: this.settings.publicUrl.startsWith('https:'),
    };
  }
}
