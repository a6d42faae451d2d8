import {
  activateAccount,
  endOtherSessions,
  endSession,
  findActivation,
  getSession,
  listSessions,
  type SessionView,
  signIn,
  signOut,
  switchRole,
} from '@bimtek/identity-contracts';
import { type Actor, commonProblem, type InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Me, Reply, Request } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Activations } from '../activations/activations.service.ts';
import { SessionCookie } from './session-cookie.ts';
import { SESSION_COOKIE, Sessions } from './sessions.service.ts';
import { SignIn } from './sign-in.service.ts';
import { SecondFactorNeeded } from './way-in.service.ts';

@Controller()
export class SessionsController {
  constructor(
    private readonly signIns: SignIn,
    private readonly sessions: Sessions,
    private readonly activations: Activations,
    private readonly cookie: SessionCookie,
  ) {}

  @Endpoint(signIn)
  async signIn(
    @Input() { body }: InputOf<typeof signIn>,
    @Request() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ) {
    return this.#opened(this.signIns.signIn(body, from(request)), body.sharedPhone, reply);
  }

  @Endpoint(getSession)
  async getSession(@Request() request: FastifyRequest) {
    return { session: await this.sessions.view(request.cookies[SESSION_COOKIE]) };
  }

  @Endpoint(signOut)
  async signOut(@Request() request: FastifyRequest, @Reply() reply: FastifyReply) {
    await this.sessions.end(request.cookies[SESSION_COOKIE]);
    this.cookie.clear(reply);
  }

  @Endpoint(switchRole)
  switchRole(
    @Me() me: Actor,
    @Input() { body }: InputOf<typeof switchRole>,
    @Request() request: FastifyRequest,
  ) {
    return this.sessions.switchRole(me, body.role, request.cookies[SESSION_COOKIE] ?? '');
  }

  @Endpoint(findActivation)
  findActivation(@Input() { body }: InputOf<typeof findActivation>, @Request() request: FastifyRequest) {
    return this.activations.find(body.key, request.ip);
  }

  @Endpoint(activateAccount)
  async activateAccount(
    @Input() { body }: InputOf<typeof activateAccount>,
    @Request() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ) {
    return this.#opened(this.activations.activate(body, from(request)), body.sharedPhone, reply);
  }

  @Endpoint(listSessions)
  listSessions(@Me() me: Actor) {
    return this.sessions.list(me);
  }

  @Endpoint(endSession)
  endSession(@Me() me: Actor, @Input() { params }: InputOf<typeof endSession>) {
    return this.sessions.endOne(me, params.sessionId);
  }

  @Endpoint(endOtherSessions)
  endOtherSessions(@Me() me: Actor) {
    return this.sessions.endOthers(me);
  }

  async #opened(opening: Promise<string>, sharedPhone: boolean, reply: FastifyReply): Promise<SessionView> {
    const token = await opening.catch((error: unknown) => {
      if (error instanceof SecondFactorNeeded) this.cookie.setStep(reply, error.token);
      throw error;
    });
    const view = await this.sessions.view(token);
    if (!view) throw commonProblem('not-signed-in');
    this.cookie.set(reply, token, sharedPhone);
    return view;
  }
}

function from(request: FastifyRequest) {
  return { address: request.ip, userAgent: request.headers['user-agent'] ?? '' };
}
