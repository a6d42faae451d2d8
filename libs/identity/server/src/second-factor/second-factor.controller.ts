import {
  addPasskey,
  askForPasskey,
  beginPasskey,
  beginTotp,
  confirmTotp,
  getSecondFactors,
  makeRecoveryCodes,
  proveSecondFactor,
  removePasskey,
  removeTotp,
  type SessionView,
} from '@bimtek/identity-contracts';
import { type Actor, commonProblem, type InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Me, Reply, Request } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SessionCookie, STEP_COOKIE } from '../sessions/session-cookie.ts';
import { Sessions } from '../sessions/sessions.service.ts';
import { SecondFactors } from './second-factors.service.ts';
import { SecondStep } from './second-step.service.ts';

@Controller()
export class SecondFactorController {
  constructor(
    private readonly step: SecondStep,
    private readonly factors: SecondFactors,
    private readonly sessions: Sessions,
    private readonly cookie: SessionCookie,
  ) {}

  @Endpoint(proveSecondFactor)
  async proveSecondFactor(
    @Input() { body }: InputOf<typeof proveSecondFactor>,
    @Request() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<SessionView> {
    const { token, sharedPhone } = await this.step.prove(request.cookies[STEP_COOKIE], body);
    const view = await this.sessions.view(token);
    if (!view) throw commonProblem('not-signed-in');
    this.cookie.clearStep(reply);
    this.cookie.set(reply, token, sharedPhone);
    return view;
  }

  @Endpoint(askForPasskey)
  askForPasskey(@Request() request: FastifyRequest) {
    return this.step.askForPasskey(request.cookies[STEP_COOKIE]);
  }

  @Endpoint(getSecondFactors)
  getSecondFactors(@Me() me: Actor) {
    return this.factors.view(me);
  }

  @Endpoint(beginTotp)
  beginTotp(@Me() me: Actor, @Input() { body }: InputOf<typeof beginTotp>) {
    return this.factors.beginTotp(me, body);
  }

  @Endpoint(confirmTotp)
  confirmTotp(@Me() me: Actor, @Input() { body }: InputOf<typeof confirmTotp>) {
    return this.factors.confirmTotp(me, body);
  }

  @Endpoint(removeTotp)
  removeTotp(@Me() me: Actor, @Input() { body }: InputOf<typeof removeTotp>) {
    return this.factors.removeTotp(me, body.password);
  }

  @Endpoint(beginPasskey)
  beginPasskey(@Me() me: Actor, @Input() { body }: InputOf<typeof beginPasskey>) {
    return this.factors.beginPasskey(me, body);
  }

  @Endpoint(addPasskey)
  addPasskey(@Me() me: Actor, @Input() { body }: InputOf<typeof addPasskey>) {
    return this.factors.addPasskey(me, body);
  }

  @Endpoint(removePasskey)
  removePasskey(@Me() me: Actor, @Input() { params, body }: InputOf<typeof removePasskey>) {
    return this.factors.removePasskey(me, params.passkeyId, body.password);
  }

  @Endpoint(makeRecoveryCodes)
  makeRecoveryCodes(@Me() me: Actor, @Input() { body }: InputOf<typeof makeRecoveryCodes>) {
    return this.factors.makeRecoveryCodes(me, body.password);
  }
}
