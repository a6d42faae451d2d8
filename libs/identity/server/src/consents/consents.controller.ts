import { giveConsent, listConsents, withdrawConsent } from '@bimtek/identity-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Me } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import { Consents } from './consents.service.ts';

@Controller()
export class ConsentsController {
  constructor(private readonly consents: Consents) {}

  @Endpoint(listConsents)
  listConsents(@Me() me: Actor) {
    return this.consents.list(me);
  }

  @Endpoint(giveConsent)
  giveConsent(@Me() me: Actor, @Input() { params, body }: InputOf<typeof giveConsent>) {
    return this.consents.give(me, params.purpose, body.version);
  }

  @Endpoint(withdrawConsent)
  withdrawConsent(@Me() me: Actor, @Input() { params }: InputOf<typeof withdrawConsent>) {
    return this.consents.withdraw(me, params.purpose);
  }
}
