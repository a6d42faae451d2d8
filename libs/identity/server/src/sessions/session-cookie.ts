import { Settings } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { lifetimeMs } from './session.rules.ts';
import { SESSION_COOKIE } from './sessions.service.ts';

export const STEP_COOKIE = 'bimtek_sign_in_step';
const STEP_PATH = '/api/session/second-factor';

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

  /** The half of a sign-in whose second factor is still to come; it opens nothing by itself. */
  setStep(reply: FastifyReply, token: string): void {
    void reply.setCookie(STEP_COOKIE, token, { ...this.#attributes(), path: STEP_PATH });
  }

  clearStep(reply: FastifyReply): void {
    void reply.clearCookie(STEP_COOKIE, { ...this.#attributes(), path: STEP_PATH });
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
