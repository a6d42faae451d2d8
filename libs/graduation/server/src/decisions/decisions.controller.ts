import {
  approveDecision,
  getClassDecision,
  listDecisions,
  prepareDecision,
} from '@bimtek/graduation-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Me } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import { Decisions } from './decisions.service.ts';

@Controller()
export class DecisionsController {
  constructor(private readonly decisions: Decisions) {}

  @Endpoint(getClassDecision)
  getClassDecision(@Me() me: Actor, @Input() { params }: InputOf<typeof getClassDecision>) {
    return this.decisions.get(me, params);
  }

  @Endpoint(listDecisions)
  listDecisions(@Me() me: Actor, @Input() { params, query }: InputOf<typeof listDecisions>) {
    return this.decisions.list(me, params, query);
  }

  @Endpoint(prepareDecision)
  prepareDecision(@Me() me: Actor, @Input() { params }: InputOf<typeof prepareDecision>) {
    return this.decisions.prepare(me, params);
  }

  @Endpoint(approveDecision)
  approveDecision(@Me() me: Actor, @Input() { params, body }: InputOf<typeof approveDecision>) {
    return this.decisions.approve(me, params, body);
  }
}
